"""The modal in which a topic is written: its fields, and below the query what it would have brought."""

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
from newswatch.slack.views import fields, ids, kit
from newswatch.slack.views.blocks import Answer, Part, answer
from newswatch.slack.views.kit import Block, button, can_choose, divider, fits, option, row, section, select
from newswatch.slack.views.likeness import VAGUE
from newswatch.slack.views.mrkdwn import code, line, shown
from newswatch.slack.views.phrases import plain_query
from newswatch.slack.views.terms import DAYS

NAME_CHARS = 80
"""As many as the name of a topic may have."""
ID_CHARS = 255
WORD_CHARS = 60
PROBLEM_CHARS = 600
READINGS = 5
MORE = "More: cap, mentions, language, outlets, thread"
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
        *([section(f"⚠ {shown(problem, PROBLEM_CHARS)}")] if problem else []),
        *([section(VAGUE)] if draft.is_vague else []),
        _query(draft),
        *_press(ids.PREVIEW, "Preview again" if draft.query else "Preview"),
        *below,
        divider(),
        *_where(draft),
        *_when(draft),
        _sources(draft, sources or {}),
        *(_more(draft) if draft.is_long else _press(ids.FIELDS, MORE)),
    ]
    return kit.modal(
        ids.TOPIC,
        "New topic" if is_new else "Edit topic",
        blocks,
        submit="Watch" if is_new else "Save",
        close="Cancel",
        carried=carried(draft),
    )


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
    return button(ids.READING, label, query)


def query_block(draft: Draft) -> str:
    """Return the name of the query's block: what is wrong with it stands there."""
    return f"{ids.QUERY}.{draft.round}"


def _word(error: QueryError) -> str:
    """Return the word at which a query is refused; empty at its end."""
    return "".join(error.query[error.position :].split(maxsplit=1)[:1])


def _named(made: Answer) -> list[Block]:
    return [{**block, "block_id": f"{ids.PREVIEW}.{n}"} for n, block in zip(count(), made["blocks"])]


def _press(name: str, label: str) -> list[Block]:
    return row([button(name, label, NONE)], name)


def _field(
    name: str, label: str, element: Block | None, *, turn: int = 0, optional: bool = True, hint: str = ""
) -> Block:
    assert element, "each menu of the form has something to choose"
    return fields.field(f"{name}.{turn}", label, element, optional=optional, hint=hint)


def _select(name: str, options: Mapping[str, str], chosen: str) -> Block | None:
    """Return a menu; Slack takes no empty values."""
    return select(name, "", {value or NONE: label for value, label in options.items()}, chosen or NONE)


def _query(draft: Draft) -> Block:
    element = fields.text(
        ids.QUERY, QUERY_CHARS, "(pompeo OR lavrov) AND venezuela", draft.query, is_long=True
    )
    return _field(ids.QUERY, "What to watch for", element, turn=draft.round, optional=False, hint=HINT)


def _where(draft: Draft) -> list[Block]:
    name = fields.text(ids.NAME, NAME_CHARS, "Venezuela talks", draft.name)
    posts_to = [each for each in draft.channels if fits(each, ID_CHARS)]
    return [
        _field(ids.NAME, "Name", name, hint="Without one it is called as what it watches for."),
        _field(ids.CHANNELS, "Where to post", fields.channels(ids.CHANNELS, "Choose channels", posts_to)),
        _field(ids.ME, "Or", fields.checkbox(ids.ME, "me", "To me, by direct message", checked=draft.me)),
    ]


def _when(draft: Draft) -> list[Block]:
    return [
        _field(ids.WHEN, "When", _select(ids.WHEN, WHEN, draft.when)),
        _field(ids.AT, "At what time, daily or weekly", fields.time(ids.AT, draft.at, USUAL_TIME)),
    ]


def _sources(draft: Draft, names: Mapping[SourceId, str]) -> Block:
    chosen = [source_option(each, names) for each in draft.sources if can_choose(each)]
    element = fields.asked_for(ids.SOURCES, "All sources", chosen)
    return _field(ids.SOURCES, "From which sources", element, hint="Tags of sources, or sources by name.")


def source_option(value: str, names: Mapping[SourceId, str]) -> Block:
    """Return the option of a tag (``tag:wires``) or of a source (``source:<id>``), by its name."""
    kind, _, word = value.partition(":")
    return option(value, value if kind == "tag" else names.get(SourceId(word), word))


def _more(draft: Draft) -> list[Block]:
    mentions = MENTION if draft.mention in MENTION else {**MENTION, draft.mention: draft.mention}
    known = dict.fromkeys((*LANGUAGES, *([draft.language] if draft.language else [])))
    languages = {"": "Any", **{each: english(each) for each in known}}
    outlets = {str(n): "One is enough" if n == 1 else f"{n} outlets" for n in range(1, MOST_OUTLETS + 1)}
    cap = fields.text(ids.CAP, 4, "100", draft.cap)
    return [
        _field(
            ids.CAP, "At most so many messages a day", cap, hint="The others come as one. 0 for no limit."
        ),
        _field(ids.MENTION, "Mention", _select(ids.MENTION, mentions, draft.mention)),
        _field(ids.LANGUAGE, "Language", _select(ids.LANGUAGE, languages, draft.language)),
        _field(
            ids.OUTLETS,
            "How many outlets have to carry a story",
            _select(ids.OUTLETS, outlets, draft.outlets),
        ),
        _field(ids.THREAD, "Further coverage of a story", _select(ids.THREAD, THREAD, draft.thread)),
    ]
