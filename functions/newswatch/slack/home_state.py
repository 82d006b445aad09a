"""What App Home shows: it carries that itself, so that who presses something in it sees the same again."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from newswatch.slack.requests import Press
from newswatch.slack.views.ids import HOME_ANY, HOME_FILTER, HOME_PAGE, HOME_SEARCH, HOME_TAB

TABS = ("topics", "sources", "settings")
WORD_CHARS = 100
FILTER_CHARS = 100
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class State:
    """What App Home shows. All of it has been on somebody's screen, so that it may be anything."""

    tab: str = TABS[0]
    page: int = 0
    """From 0; there may be fewer."""
    word: str = ""
    """What is looked for."""
    filter: str = ""
    """As ``usecases.findings.HomeTopics.only`` and that of sources; empty for the usual."""


def encode(state: State) -> str:
    """Return what App Home carries; never empty."""
    return json.dumps(asdict(state))


def decode(text: str) -> State:
    """Return what App Home carried: what is malformed, or of another version, is as in the beginning."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return State()
    if not isinstance(said, dict):
        return State()
    tab, page = said.get("tab"), said.get("page")
    return State(
        tab=tab if tab in TABS else TABS[0],
        page=_page(page) if isinstance(page, int) else 0,
        word=_text(said.get("word"), WORD_CHARS),
        filter=_text(said.get("filter"), FILTER_CHARS),
    )


def after(press: Press) -> str:
    """Return what App Home shows after a press that changes that; empty for all others."""
    shown = decode(press.view.metadata if press.view else "")
    value = press.value
    match press.action_id.partition(".")[0]:
        case kind if kind == HOME_TAB:
            return encode(State(tab=value if value in TABS else TABS[0]))
        case kind if kind == HOME_PAGE:
            return encode(replace(shown, page=_page(int(value)) if _is_number(value) else 0))
        case kind if kind == HOME_SEARCH:
            return encode(replace(shown, page=0, word=_text(value, WORD_CHARS)))
        case kind if kind == HOME_FILTER:
            only = "" if value == HOME_ANY else _text(value, FILTER_CHARS)
            return encode(replace(shown, page=0, filter=only))
    return ""


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdecimal() and len(value) <= len(str(MOST_PAGES))


def _page(number: int) -> int:
    return min(max(0, number), MOST_PAGES)


def _text(value: Any, limit: int) -> str:
    """Return a text that UTF-8 has bytes for, on one line; empty where it is none."""
    if not isinstance(value, str):
        return ""
    return " ".join(value.encode("utf-8", "ignore").decode().split())[:limit].strip()
