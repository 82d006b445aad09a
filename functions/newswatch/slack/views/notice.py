"""The notice of a change in the channel that a topic posts to. It mentions nobody."""

from collections.abc import Iterable

from newswatch.model import Topic
from newswatch.posts import Notice
from newswatch.slack.views.blocks import Buttons, run_button
from newswatch.slack.views.kit import Block, actions, context, section
from newswatch.slack.views.mrkdwn import code, shown
from newswatch.slack.views.phrases import HANDLE_CHARS, NAME_CHARS, asks, differences, named, on, places

LEFT = "left"
DONE = {"undo": "took back a change of", "revert": "set back"}
COMMAND_CHARS = HANDLE_CHARS + 40
CHARS = 2_900
"""Below the 3,000 of a text object."""


def notice(n: Notice, who: str) -> list[Block]:
    """Return the blocks of a notice.

    Args:
        n: what changed.
        who: the name of the person who did it.
    """
    if n.change.what == LEFT:
        return [section(_offered(n, who), expand=True), *actions(_offers(n))]
    return [context(fallback(n, who))]


def fallback(n: Notice, who: str) -> str:
    """Return the notice as text, with what can be typed in place of buttons."""
    name = named(n.topic)
    if n.change.what == LEFT:
        command = code(f"/watch own {n.topic.handle}", COMMAND_CHARS)
        return f"{_offered(n, who)}\n{command} takes it over."
    return f"{shown(who, NAME_CHARS) or 'Somebody'} {_told(n, name)}"


def _offered(n: Notice, who: str) -> str:
    """Return that the owner of a topic has left, who the change is by."""
    return (
        f"{shown(who, NAME_CHARS) or 'Somebody'}, who owned {named(n.topic)}, has left. "
        "It goes on; whoever takes it over is told when something is wrong with it."
    )


def _offers(n: Notice) -> Buttons:
    # With the version: who presses it later does not take it from who was first.
    take = f"own {n.topic.handle}:{n.topic.version}"
    return [run_button("Take it over", take, "primary"), run_button("Show", f"show {n.topic.handle}")]


def _told(n: Notice, name: str) -> str:
    topic, before = n.topic, n.before
    until = f" until {on(topic.paused_until)}" if topic.paused_until else ""
    told = {
        "add": f"watches {name} here{_query(topic)}",
        "pause": f"paused {name}{until}.",
        "resume": f"resumed {name}.",
        "remove": f"removed {name}{_query(topic)}",
        "own": f"took over {name}.",
    }
    if n.change.what in told:
        return told[n.change.what]
    if before and n.channel not in before.destinations and n.channel in topic.destinations:
        return f"has {name} posted here now{_query(topic)}"
    if before and n.channel not in topic.destinations:
        # As it was called when it posted here: what it is called elsewhere is for those there.
        return f"moved {named(before)} to {places(topic.destinations)}."
    done = DONE.get(n.change.what, "changed")
    if before is None:
        return f"{done} {name}{_query(topic)}"
    if before.name != topic.name:
        name = named(before)
    return f"{done} {name}{_joined(differences(before, topic))}"


def _query(topic: Topic) -> str:
    """Return what a topic asks for, unless its name says it already."""
    return "." if topic.name == topic.query else f": {asks(topic.query)}"


def _joined(told: Iterable[str]) -> str:
    text = ""
    for each in told:
        if len(text) + len(each) > CHARS:
            break
        text += f"{'; ' if text else ': '}{each}"
    return text or "."
