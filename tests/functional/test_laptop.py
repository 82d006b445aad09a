"""The laptop: what a newcomer's machine runs, from command to answer."""

import pytest
from laptop_room import laptop_in

from infra.laptop.laptop import PERSON, REPOSITORY
from infra.laptop.template import Template
from newswatch import wiring
from newswatch.model import State

NEWS = {
    "rovaniemi-meeting": (("policy",), ""),
    "tarn-valley-power": (("energy", "security"), "power/tarn-valley-dark-night"),
    "embalse-de-oria": (("energy",), ""),
    "velo-batteries": (("comms",), "money/burnt-sheds-packs"),
    "plum-jam-hazelnuts": (("comms",), ""),
}
"""The demo's news by the article that a message leads with: its channels, and where else it is."""
NEWS_OF = [(channel, slug) for slug, (channels, _) in NEWS.items() for channel in channels]


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


def test_a_story_that_two_outlets_carry_is_one_message_that_names_both(laptop):
    laptop.load_topics()
    laptop.load_sources(live=False)
    courier, lantern = laptop.site.outlets
    baseline, *news = laptop.site.editions
    laptop.publish(baseline)
    assert laptop.settle(within_s=60)
    for edition in news:
        laptop.publish(edition)
        laptop.await_poll()

    told: dict[tuple[str, str], list[str]] = {}
    for conversation in laptop.workspace.conversations():
        for message in laptop.workspace.messages(conversation.id):
            (slug,) = [slug for slug in NEWS if f"/{slug}|" in str(message.blocks[0])]
            told.setdefault((conversation.name, slug), []).append(str(message.blocks))
    assert sorted(told) == sorted(NEWS_OF)
    for (_, slug), messages in told.items():
        (blocks,) = messages
        also = NEWS[slug][1]
        assert ("Also in: " in blocks) == bool(also)
        if also:
            assert f"Also in: <{lantern.url}/{also}|{lantern.name}>" in blocks
            assert courier.name in blocks


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
