"""Structured data as plain nodes: what JSON-LD and microdata have in common."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeAlias, Union

from newswatch.sources.claims import loose_json

MAX_NODES = 3_000
"""Of one page: a live blog has 1,500."""
_MAX_FIELDS = 200
_MAX_VALUES = 500
_MAX_TEXT = loose_json.MAX_CHARS
_MAX_DIGITS = 30
_MAX_ADDRESS = 2_000

Value: TypeAlias = Union[str, "Node"]

_LOCAL = re.compile(r"^(?:https?://(?:www\.)?schema\.org/|schema:)", re.IGNORECASE)
# Where a text may stand for a node of that name.
_REFERRING = ("author", "creator", "publisher", "image", "primaryimageofpage", "mainentity", "breadcrumb")


@dataclass(slots=True, eq=False, repr=False)
class Node:
    """An object of structured data: names in lower case, without schema.org before them."""

    kinds: frozenset[str] = frozenset()
    id: str = ""
    under: str = ""
    """The name of the field that holds it; empty at the root."""
    holder: "Node | None" = None
    fields: dict[str, list[Value]] = field(default_factory=dict)

    def values(self, *names: str) -> Iterator[Value]:
        """Yield the values of these fields in order."""
        for name in names:
            yield from self.fields.get(name, ())

    def nodes(self, *names: str) -> Iterator["Node"]:
        """Yield the values that are nodes."""
        return (value for value in self.values(*names) if isinstance(value, Node))

    def texts(self, *names: str) -> Iterator[str]:
        """Yield the values as texts: of a node its name."""
        for value in self.values(*names):
            if text := value if isinstance(value, str) else value.name:
                yield text

    def first(self, *names: str) -> str:
        """Return the first text of these fields, "" for none."""
        return next(self.texts(*names), "")

    @property
    def name(self) -> str:
        """What it is called."""
        for value in self.values("name", "alternatename", "@text"):
            if isinstance(value, str) and value.strip():
                return value
        return ""

    @property
    def addresses(self) -> list[str]:
        """What may be its page's address."""
        found = [self.id, *(v for v in self.values("url", "mainentityofpage") if isinstance(v, str))]
        for page in self.nodes("mainentityofpage", "url"):
            found += [page.id, *(v for v in page.values("url", "@value") if isinstance(v, str))]
        return [a for a in found if a and len(a) <= _MAX_ADDRESS and not a.startswith(("#", "_:"))]


def from_json(texts: Iterable[str]) -> list[Node]:
    """Return every object in a page's JSON-LD, outer ones first, with references put in place."""
    found: list[Node] = []
    left = loose_json.MAX_CHARS * 2
    for text in texts:
        if len(text) <= left and len(found) < MAX_NODES:
            left -= len(text)
            mend = loose_json.MAX_CHARS * 2 - left <= loose_json.MAX_MENDED
            _grow(loose_json.documents(text, mend=mend), found)
    refer(found)
    return found


def _grow(documents: list[Any], found: list[Node]) -> None:
    waiting: deque[tuple[dict[str, Any], Node]] = deque()

    def node(value: dict[str, Any], under: str, holder: Node | None) -> Node:
        made = Node(under=under, holder=holder)
        found.append(made)
        waiting.append((value, made))
        return made

    for value in _flat(documents):
        if isinstance(value, dict) and len(found) < MAX_NODES:
            node(value, "", None)
    while waiting:
        said, grown = waiting.popleft()
        for key, value in islice(said.items(), _MAX_FIELDS):
            name = local(key)
            values = grown.fields.setdefault(name, [])
            for one in _flat(value):
                if not isinstance(one, dict):
                    if text := _text(one):
                        values.append(text)
                elif len(found) < MAX_NODES:
                    values.append(node(one, name, grown))
        grown.kinds = frozenset(local(kind) for kind in grown.texts("@type"))
        grown.id = grown.first("@id")


def local(name: str) -> str:
    """Return the name of a type or field without what says that it is schema.org's."""
    return _LOCAL.sub("", name[:200].strip()).lower()


def _flat(value: object) -> Iterator[object]:
    """Yield what is in a value that may be a list, of lists, or an object that only wraps a value."""
    waiting: deque[object] = deque([value])
    for _ in range(_MAX_VALUES):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, dict):
            wrapped = next((one[k] for k in ("@value", "@list", "@set") if k in one), None)
            if wrapped is None:
                yield one
                continue
            one = wrapped
        if isinstance(one, list):
            waiting.extendleft(reversed(one[:_MAX_VALUES]))
        elif not isinstance(one, dict):
            yield one


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        text = str(value)
        return text if len(text) <= _MAX_DIGITS else ""
    return value[:_MAX_TEXT] if isinstance(value, str) else ""


def refer(found: Iterable[Node]) -> None:
    """Put in the place of each bare reference what it refers to: of several, who says most."""
    named: dict[str, Node] = {}
    for node in found:
        if node.id and len(node.fields) > len(named[node.id].fields if node.id in named else ()):
            named[node.id] = node
    for node in found:
        for name, values in node.fields.items():
            for at, value in enumerate(values):
                if isinstance(value, Node):
                    if value.id and value.fields.keys() <= {"@id", "@type"}:
                        values[at] = named[value.id]
                elif name in _REFERRING and value in named:
                    values[at] = named[value]
