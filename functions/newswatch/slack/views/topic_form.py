"""The modal in which a topic is written: its fields, and below the query what it would have brought."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import Any

from newswatch.errors import QueryError
from newswatch.languages import english
from newswatch.model import (
    MOST_OUTLETS,
    USUAL_TIME,
    SourceId,
)
from newswatch.slack.draft import NONE, QUERY_CHARS, Draft, carried
from newswatch.slack.views import ids
from newswatch.slack.views.blocks import LABEL_CHARS, OPTION_CHARS, Answer, Block, Part, answer, fits
from newswatch.slack.views.modal import plain
from newswatch.slack.views.mrkdwn import code, line, shown
from newswatch.slack.views.phrases import plain_query
from newswatch.slack.views.terms import DAYS

NAME_CHARS = 80
"""As many as the name of a topic may have."""
CHANNELS = 100
SOURCES = 100
"""As many as may be chosen in Slack: what a topic has and a form does not would be lost with saving it."""
ID_CHARS = 255
WORD_CHARS = 60
PROBLEM_CHARS = 600
READINGS = 5
LOOKING = "Looking at the last 7 days …"
HINT = (
    'Words next to each other are all required. OR, NOT, "exact phrases", title:word, NEAR, lang:es … '
    "/watch help query tells more."
)
WHEN = {
    "": "As its channel has it",
    "instant": "At once",
    "hourly": "Hourly",
    "daily": "Daily",
    **{day.lower()[:3]: f"Weekly, on {day}" for day in DAYS},
}
MENTION = {"": "Nobody", "here": "@here: who is active", "channel": "@channel: everybody"}
THREAD = {
    "edit": "Change the message",
    "reply": "Tell it in the thread, too",
    "each": "A message for each article",
}
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
LANGUAGES = (
    "en", "ar", "bg", "bn", "cs", "da", "de", "el", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
    "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "sw", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip
"""Those of most news; any other can be written in the query."""


def form(
    draft: Draft,
    below: Sequence[Block],
    sources: Mapping[SourceId, str] | None = None,
    *,
    problem: str = "",
) -> dict[str, Any]:
    """Return the modal.

    Args:
        draft: what stands in its fields.
        below: what the query would have brought, as ``preview`` makes it.
        sources: names of the sources among those of the draft.
        problem: why it was not saved, in a sentence; empty where nothing is wrong.
    """
    is_new = not draft.topic
    blocks = [
        *([_section(f"⚠ {shown(problem, PROBLEM_CHARS)}")] if problem else []),
        _query(draft),
        {
            "type": "actions",
            "block_id": ids.PREVIEW,
            "elements": [_button(ids.PREVIEW, "Preview again" if draft.query else "Preview", "-")],
        },
        *below,
        {"type": "divider"},
        *_where(draft),
        *_when(draft),
        _sources(draft, sources or {}),
        *(_more(draft) if draft.is_long else [_show_more()]),
    ]
    return {
        "type": "modal",
        "callback_id": ids.TOPIC,
        "title": plain("New topic" if is_new else "Edit topic"),
        "submit": plain("Watch" if is_new else "Save"),
        "close": plain("Cancel"),
        "private_metadata": carried(draft),
        "blocks": blocks,
    }


def preview(*parts: Part) -> list[Block]:
    """Return parts of an answer as the blocks below the query."""
    return _named(answer(*parts))


def looking() -> list[Block]:
    """Return what stands there until something has been found."""
    return preview(LOOKING)


def is_looking(blocks: Iterable[Mapping[str, Any]]) -> bool:
    """Return whether what a query would have brought is still being looked for."""
    return any(LOOKING in str(block) for block in blocks)


def kept(blocks: Iterable[Mapping[str, Any]]) -> list[Block]:
    """Return those of a modal's blocks that show what the query would have brought."""
    return [dict(block) for block in blocks if str(block.get("block_id", "")).startswith(f"{ids.PREVIEW}.")]


def refused(error: QueryError) -> list[Block]:
    """Return why a query is refused, and what would work as buttons.

    A caret cannot stand under a word of an input: the message quotes the word instead.
    """
    at = f"At {code(_word(error), WORD_CHARS)}: " if _word(error) else ""
    readings = [each for each in error.readings if fits(each)][:READINGS]
    buttons = [reading_button(plain_query(each), each) for each in readings]
    works = ["What would work:"] if buttons else []
    return preview(f"⚠ {at}{shown(error.message, PROBLEM_CHARS)}", *works, buttons)


def refusal(error: QueryError) -> str:
    """Return why a query is refused in plain text, to stand at its field."""
    word = line(_word(error), WORD_CHARS)
    return line(f"At “{word}”: {error.message}" if word else error.message, PROBLEM_CHARS)


def reading_button(label: str, query: str) -> Block | None:
    """Return a button that fills in another query; None where that does not fit into one."""
    return _button(ids.READING, label, query) if fits(query) else None


def query_block(draft: Draft) -> str:
    """Return the name of the query's block: what is wrong with it stands there."""
    return f"{ids.QUERY}.{draft.round}"


def _word(error: QueryError) -> str:
    """Return the word at which a query is refused; empty at its end."""
    return "".join(error.query[error.position :].split(maxsplit=1)[:1])


def _named(made: Answer) -> list[Block]:
    return [{**block, "block_id": f"{ids.PREVIEW}.{n}"} for n, block in zip(count(), made["blocks"])]


def _button(action: str, label: str, value: str) -> Block:
    text = plain(line(label, LABEL_CHARS) or "…")
    return {"type": "button", "action_id": action, "text": text, "value": value}


def _section(text: str) -> Block:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def _input(
    name: str, label: str, element: Block, *, turn: int = 0, optional: bool = True, hint: str = ""
) -> Block:
    return {
        "type": "input",
        "block_id": f"{name}.{turn}",
        "optional": optional,
        "label": plain(label),
        **({"hint": plain(hint)} if hint else {}),
        "element": {"action_id": name, **element},
    }


def _text(value: str, most: int, example: str, *, is_long: bool = False) -> Block:
    return {
        "type": "plain_text_input",
        "max_length": most,
        "placeholder": plain(example),
        **({"multiline": True} if is_long else {}),
        **({"initial_value": kept} if (kept := _sendable(value)[:most]) else {}),
    }


def _sendable(text: str) -> str:
    """Return text without halves of surrogate pairs, for which UTF-8 has no bytes."""
    return text.encode("utf-8", "ignore").decode()


def _select(options: Mapping[str, str], chosen: str) -> Block:
    made = {value: _option(value or NONE, label) for value, label in options.items() if _can_be(value)}
    initial = {"initial_option": made[chosen]} if chosen in made else {}
    return {"type": "static_select", "options": list(made.values()), **initial}


def _can_be(value: str) -> bool:
    """Return whether an option can have a value; the empty one is spelled otherwise."""
    return not value or fits(value, OPTION_CHARS)


def _option(value: str, label: str) -> Block:
    return {"text": plain(line(label, LABEL_CHARS) or "…"), "value": value}


def _query(draft: Draft) -> Block:
    element = _text(draft.query, QUERY_CHARS, "(pompeo OR lavrov) AND venezuela", is_long=True)
    return _input(ids.QUERY, "What to watch for", element, turn=draft.round, optional=False, hint=HINT)


def _where(draft: Draft) -> list[Block]:
    name = _text(draft.name, NAME_CHARS, "Venezuela talks")
    posts_to = [each for each in draft.channels if fits(each, ID_CHARS)][:CHANNELS]
    channels = {
        "type": "multi_conversations_select",
        "placeholder": plain("Choose channels"),
        "max_selected_items": CHANNELS,
        "filter": {"include": ["public", "private"], "exclude_bot_users": True},
        **({"initial_conversations": posts_to} if posts_to else {}),
    }
    me = _option("me", "To me, by direct message")
    direct = {"type": "checkboxes", "options": [me], **({"initial_options": [me]} if draft.me else {})}
    return [
        _input(ids.NAME, "Name", name, hint="Without one it is called as what it watches for."),
        _input(ids.CHANNELS, "Where to post", channels),
        _input(ids.ME, "Or", direct),
    ]


def _when(draft: Draft) -> list[Block]:
    at = {"type": "timepicker", "initial_time": draft.at if _TIME.fullmatch(draft.at) else USUAL_TIME}
    return [
        _input(ids.WHEN, "When", _select(WHEN, draft.when)),
        _input(ids.AT, "At what time, daily or weekly", at),
    ]


def _sources(draft: Draft, names: Mapping[SourceId, str]) -> Block:
    chosen = [source_option(each, names) for each in draft.sources if fits(each, OPTION_CHARS)][:SOURCES]
    element = {
        "type": "multi_external_select",
        "min_query_length": 0,
        "placeholder": plain("All sources"),
        **({"initial_options": chosen} if chosen else {}),
    }
    return _input(ids.SOURCES, "From which sources", element, hint="Tags of sources, or sources by name.")


def source_option(value: str, names: Mapping[SourceId, str]) -> Block:
    """Return the option of a tag (``tag:wires``) or of a source (``source:<id>``), by its name."""
    kind, _, word = value.partition(":")
    return _option(value, value if kind == "tag" else names.get(SourceId(word), word))


def _show_more() -> Block:
    return {
        "type": "actions",
        "block_id": ids.FIELDS,
        "elements": [_button(ids.FIELDS, "More: cap, mentions, language, outlets, thread", "-")],
    }


def _more(draft: Draft) -> list[Block]:
    mentions = MENTION if draft.mention in MENTION else {**MENTION, draft.mention: draft.mention}
    known = dict.fromkeys((*LANGUAGES, *([draft.language] if draft.language else [])))
    languages = {"": "Any", **{each: english(each) for each in known}}
    outlets = {str(n): "One is enough" if n == 1 else f"{n} outlets" for n in range(1, MOST_OUTLETS + 1)}
    cap = _text(draft.cap, 4, "100")
    return [
        _input(
            ids.CAP, "At most so many messages a day", cap, hint="The others come as one. 0 for no limit."
        ),
        _input(ids.MENTION, "Mention", _select(mentions, draft.mention)),
        _input(ids.LANGUAGE, "Language", _select(languages, draft.language)),
        _input(ids.OUTLETS, "How many outlets have to carry a story", _select(outlets, draft.outlets)),
        _input(ids.THREAD, "Further coverage of a story", _select(THREAD, draft.thread)),
    ]
