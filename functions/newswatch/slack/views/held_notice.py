"""The notice that a cap holds back stories of a topic: why, when they come, and what one can do."""

from newswatch.model import is_person, told_apart
from newswatch.posts import HeldNotice, Hold
from newswatch.slack.views.blocks import run_button
from newswatch.slack.views.digest import fitting
from newswatch.slack.views.kit import Block, actions, section
from newswatch.slack.views.mrkdwn import code, date
from newswatch.slack.views.phrases import HANDLE_CHARS, counted, named, place

FIRST = 3
"""Stories that are named; the others are counted."""
FIRST_CHARS = 2_000
"""Of those. With the rest it stays below the 3,000 of a section."""
COMMAND_CHARS = HANDLE_CHARS + 40


def held_notice(n: HeldNotice) -> list[Block]:
    """Return the blocks of a notice."""
    handle = n.topic.handle
    buttons = [run_button("Let it through today", _let(n)), run_button("Edit", f"edit {handle}")]
    return [section(_said(n), expand=True), *actions(buttons)]


def fallback(n: HeldNotice) -> str:
    """Return the notice as text, with what can be typed in place of the buttons."""
    let, edit = (code(f"/watch {each}", COMMAND_CHARS) for each in (_let(n), f"edit {n.topic.handle}"))
    return f"{_said(n)}\n{let} lets through what comes today, {edit} narrows the topic."


def _said(n: HeldNotice) -> str:
    return "\n".join((f"{named(n.topic)}: {_what(n)}", *_first(n)))


def _what(n: HeldNotice) -> str:
    if n.stories <= 0:
        return f"some stories had to wait, as {_why(n)}. They have been posted by now."
    waiting = counted(n.stories, "story waits", "stories wait")
    when = date(n.held_back.until, "{date_short_pretty} at {time}")
    come = "It comes" if n.stories == 1 else "They come together, as one message,"
    return f"{waiting}, as {_why(n)}. {come} {when}."


def _why(n: HeldNotice) -> str:
    """Return what the cap says: of an hour's, other topics may have used up most."""
    if n.held_back.where == n.channel and is_person(n.channel):
        where, all_ = "you have had", "all that you are"
    elif n.held_back.where.startswith(("U", "W", "D")):
        where, all_ = f"{place(n.held_back.where)} have had", "all that they are"
    else:
        where, all_ = f"{place(n.held_back.where)} has had", "all that it is"
    of_it = " of this topic in a day" if n.held_back.why is Hold.DAY else " in an hour"
    return f"{where} {all_} to get{of_it}"


def _first(n: HeldNotice) -> list[str]:
    told = n.first[:FIRST]
    more = n.stories - len(told)
    return [*fitting(told, FIRST_CHARS), *([f"+{more:,} more"] if told and more > 0 else [])]


def _let(n: HeldNotice) -> str:
    return f"set {told_apart(n.topic.handle)} cap off today"
