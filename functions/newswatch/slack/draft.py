"""What stands in the modal of a topic, while it is being written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from newswatch.errors import BadRequest
from newswatch.model import (
    USUAL_TIME,
    ChannelId,
)
from newswatch.slack.views import ids

METADATA_CHARS = 3_000
"""docs.slack.dev, "Views": private_metadata."""
QUERY_CHARS = 3_000
"""Of an input of Slack's; the longest query of the language is shorter."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A topic as somebody writes it. Everything in it is as Slack's inputs have it, and unchecked."""

    query: str = ""
    name: str = ""
    channels: tuple[str, ...] = ()
    me: bool = False
    when: str = ""
    """``instant``, ``hourly``, ``daily``, ``mon`` … ``sun``; empty for as the channel has it."""
    at: str = USUAL_TIME
    """For daily and weekly: ``08:00``."""
    sources: tuple[str, ...] = ()
    """``tag:wires`` and ``source:<id>``; empty for all."""
    cap: str = ""
    """Messages a day, in digits; empty for the usual."""
    mention: str = ""
    language: str = ""
    """Two letters; empty for any, or for what the query itself says."""
    outlets: str = "1"
    thread: str = "edit"
    topic: str = ""
    """Handle and version of the topic that is changed: ``talks:3``; empty for a new one."""
    where: str = ""
    """Where the modal was opened, a channel."""
    home: str = ""
    """What App Home showed where the modal was opened there; empty for elsewhere."""
    is_long: bool = False
    """Whether all fields are shown."""
    tried: str = ""
    """What its preview was made of, as ``asks`` returns it; empty where there was none."""
    round: int = 0
    """How often we have filled in the query: Slack keeps what stands in an input that stays the same."""
    vague: str = ""
    """What was proposed and finds much besides, as ``mark`` returns it; empty for nothing."""

    @property
    def is_vague(self) -> bool:
        """Return whether its query is still the one that was said to find much besides."""
        return bool(self.vague) and self.vague == mark(self.query)


_CARRIED = ("topic", "where", "home", "is_long", "tried", "round", "vague")
_HIDDEN = ("cap", "mention", "language", "outlets", "thread")
"""Fields that are shown where somebody asks for all."""


def asks(draft: Draft) -> str:
    """Return a digest of what a draft asks for: the same for what brings the same."""
    return mark(json.dumps((draft.query, draft.language, sorted(draft.sources))))


def mark(text: str) -> str:
    """Return a digest of a text, short enough for a modal to carry."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


def encode(draft: Draft) -> str:
    """Return a draft as it travels to ``command``."""
    return json.dumps(asdict(draft))


def decode(text: str) -> Draft:
    """Return the draft of a message. Raises BadRequest."""
    try:
        return _of(json.loads(text))
    except (ValueError, TypeError, AttributeError, RecursionError) as e:
        raise BadRequest("This is no draft of a topic.") from e


def carried(draft: Draft) -> str:
    """Return what the modal itself has to carry, because it stands in no input of it."""
    names = (*_CARRIED, *(() if draft.is_long else _HIDDEN))
    said = asdict(draft)
    made = {name: said[name] for name in names}
    if len(json.dumps(made)) > METADATA_CHARS:
        # Only what was looked for in App Home can be long: it is shown from its beginning then.
        made["home"] = "{}"
    return json.dumps(made)


def read(metadata: str, values: Mapping[str, Mapping[str, Any]]) -> Draft:
    """Return what stands in a modal.

    Args:
        metadata: as ``carried`` returned it.
        values: of its inputs, by block and element, as Slack sends them.

    Raises:
        BadRequest: it is not one of ours.
    """
    try:
        said = dict(json.loads(metadata))
        for block, inputs in values.items():
            name = block.partition(".")[0]
            if name in _READ and name in inputs:
                said[name] = _READ[name](inputs[name])
        return _of(said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as e:
        raise BadRequest("This modal is not one of Newswatch's.") from e


def _of(said: Any) -> Draft:
    if not isinstance(said, dict):
        raise TypeError("not an object")
    known = {each.name: _like(each.default, said[each.name]) for each in fields(Draft) if each.name in said}
    return Draft(**known)


def _like(usual: Any, value: Any) -> Any:
    """Return a value of the usual one's type. Raises ValueError, TypeError where it is of none."""
    if isinstance(usual, tuple):
        return tuple(_like("", each) for each in value)
    if type(value) is not type(usual):
        raise TypeError("of another type")
    if isinstance(value, str):
        value.encode()  # half a surrogate pair, which JSON can spell, would fail wherever it is written
    return value


def _typed(given: Mapping[str, Any]) -> str:
    return str(given.get("value") or "").strip()


def _chosen(given: Mapping[str, Any]) -> str:
    option = given.get("selected_option")
    return "" if option is None else str(option["value"]).removeprefix(NONE)


def _several(given: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(option["value"]) for option in given.get("selected_options") or ())


def _channels(given: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(ChannelId(str(each)) for each in given.get("selected_conversations") or ())


NONE = "-"
"""The value of an option that says nothing: Slack takes no empty ones."""
_READ = {
    ids.NAME: _typed,
    ids.QUERY: _typed,
    ids.CHANNELS: _channels,
    ids.ME: lambda given: bool(_several(given)),
    ids.WHEN: _chosen,
    ids.AT: lambda given: str(given.get("selected_time") or ""),
    ids.SOURCES: _several,
    ids.CAP: _typed,
    ids.MENTION: _chosen,
    ids.LANGUAGE: _chosen,
    ids.OUTLETS: _chosen,
    ids.THREAD: _chosen,
}
