"""The notice that a topic brings far more than usual, or nothing any more, and what one can do then."""

from newswatch.model import Topic
from newswatch.posts import Lack, Miss, RateNotice, Silence, Spike
from newswatch.slack.views.blocks import Buttons, run_button
from newswatch.slack.views.kit import Block, actions, section
from newswatch.slack.views.mrkdwn import code, date, shown
from newswatch.slack.views.phrases import HANDLE_CHARS, asks, called, counted, frequency, headline, named

TITLE_CHARS = 250
OUTLET_CHARS = 80
COMMAND_CHARS = HANDLE_CHARS + 40
_DAY_S = 86_400
_LEAST = 1e-6
"""Stories a day that are as good as none."""


def rate_notice(n: RateNotice) -> list[Block]:
    """Return the blocks of a notice."""
    return [section(_said(n), expand=True), *actions(_buttons(n))]


def fallback(n: RateNotice) -> str:
    """Return the notice as text, with what can be typed in place of the buttons."""
    return f"{_said(n)}\n{_hint(n)}"


def _said(n: RateNotice) -> str:
    match n.news:
        case Spike(stories=stories, usual=usual):
            when = "today" if n.today else "on one day"
            return f"{named(n.topic)}: {counted(stories, 'story', 'stories')} {when}, {_usually(usual)}."
        case Silence(days=days, usual=usual, miss=miss):
            nothing = f"{called(n.topic)}: nothing in {counted(days, 'day')}, {_usually(usual)}."
            return f"{nothing}\n{_missed(miss, n.topic)}"


def _usually(usual: float) -> str:
    return f"usually {frequency(_DAY_S / max(usual, _LEAST)).removeprefix('about ')}"


def _missed(miss: Miss | None, topic: Topic) -> str:
    if miss is None:
        return "No article came near."
    title = headline(miss.url, miss.title, TITLE_CHARS)
    where = ", ".join(filter(None, (shown(miss.outlet, OUTLET_CHARS), date(miss.at, "{date_short_pretty}"))))
    return f"Nearest miss: {title} ({where}): {_lack(miss, topic)}."


def _lack(miss: Miss, topic: Topic) -> str:
    match miss.lack:
        case Lack.SOURCE:
            return "the topic does not listen to that source"
        case Lack.OUTLETS:
            return f"fewer than {topic.outlets:,} outlets carried it"
    return f"{asks(miss.clause)} did not hold"


def _buttons(n: RateNotice) -> Buttons:
    handle = n.topic.handle
    if isinstance(n.news, Spike):
        return [
            run_button("Which word is it?", f"test {handle}"),
            run_button("Edit", f"edit {handle}"),
            run_button("Pause for a day", f"pause {handle} for 1d"),
        ]
    return [run_button("Test", f"test {handle}"), run_button("Edit", f"edit {handle}")]


def _hint(n: RateNotice) -> str:
    test, edit, pause = (
        code(f"/watch {command}", COMMAND_CHARS)
        for command in (f"test {n.topic.handle}", f"edit {n.topic.handle}", f"pause {n.topic.handle} for 1d")
    )
    if isinstance(n.news, Spike):
        return f"{test} tells which word brings most, {edit} narrows it, {pause} has it rest for a day."
    return f"{test} tells what it would bring, {edit} changes it."
