"""The laptop: what a newcomer's machine runs, from command to answer."""

import pytest
from laptop_room import laptop_in

from infra.laptop.laptop import PERSON, REPOSITORY
from infra.laptop.template import Template
from newswatch import wiring
from newswatch.model import State


@pytest.fixture
def laptop(tmp_path):
    with laptop_in(tmp_path / "state") as laptop:
        yield laptop


def type_at(laptop, text, channel="#policy") -> str:
    """Type a command, let everything that follows be done, and return what was answered in private."""
    seen = laptop.workspace.changes(0).revision
    clients = laptop.clients
    clients.type_command(PERSON.id, laptop.channel(channel), text)
    assert laptop.settle(within_s=30)
    changes = laptop.workspace.changes(seen).messages
    return "\n".join(message.text for _, message in changes if message.only_for == PERSON.id)


def test_every_function_has_every_variable_of_the_template(laptop):
    functions = Template.load(REPOSITORY / "template.yaml").of_type("AWS::Serverless::Function")

    assert laptop.environments.keys() == functions.keys()
    for function, properties in functions.items():
        own = properties.get("Environment", {}).get("Variables", {})
        assert own.keys() <= laptop.environments[function].keys()


def test_a_command_goes_all_the_way_at_once_and_later(laptop):
    laptop.load_topics()

    assert "venezuela-talks" in type_at(laptop, "/watch list")
    assert "Watching *Nickel*" in type_at(laptop, "/watch add Nickel = nickel")
    assert "12 topics" in type_at(laptop, "/watch status")


def test_a_button_goes_all_the_way_and_its_answer_takes_the_place_of_the_message(laptop):
    laptop.load_topics()
    type_at(laptop, "/watch pause venezuela-talks")
    changes = laptop.workspace.changes(0).messages
    ((channel, message),) = [(c, m) for c, m in changes if "is paused" in m.text and m.only_for]
    (actions,) = [block for block in message.blocks if block["type"] == "actions"]
    (undo,) = [e for e in actions["elements"] if e["text"]["text"] == "Undo"]
    laptop.clients.press(PERSON.id, channel, message.ts, actions["block_id"], undo["action_id"])
    assert laptop.settle(within_s=30)

    assert "Taken back" in laptop.workspace.message(channel, message.ts, ephemeral=True).text
    (topic,) = [t for t in wiring.store().topics() if t.handle == "venezuela-talks"]
    assert topic.state is State.ACTIVE


def test_what_somebody_removed_or_paused_stays_so_after_a_restart(tmp_path):
    with laptop_in(tmp_path) as laptop:
        laptop.load_topics()
        laptop.load_sources(live=False)
        type_at(laptop, "/watch remove lithium-supply")
        type_at(laptop, "/watch source pause the demo courier")
        port = int(laptop.site.url.rsplit(":", 1)[1])
    with laptop_in(tmp_path, site=port) as laptop:
        assert laptop.load_topics() == (11, [])
        laptop.load_sources(live=False)

        assert [t.state for t in wiring.store().topics() if t.handle == "lithium-supply"] == [State.REMOVED]
        sources = {s.name: s.state for s in wiring.store().sources()}
        assert sources[laptop.site.name] is State.PAUSED


def test_direct_messages_with_the_bot_are_there_from_the_beginning(laptop):
    assert [c.id for c in laptop.workspace.conversations() if c.id.startswith("D")] == ["D0YOU"]
