"""A backup file read back: all that is wrong with it is said at once, each with its line."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from infra.laptop.backup_file import FORMAT
from infra.laptop.backup_tables import read_saved_set, read_settings, read_source, read_topic
from infra.laptop.entries import Entry, toml
from newswatch.errors import ConfigError
from newswatch.model import ChannelSettings, SavedSet, Source, SourceId, Subject, Topic
from newswatch.usecases.setup import Setup

KINDS = ("settings", "source", "set", "topic")
_TABLE = re.compile(r"\s*\[\[\s*([a-z_]+)\s*\]\]")


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says."""

    setup: Setup
    places: Mapping[tuple[str, str], str]
    """Where each thing stands, by ``key_of``."""

    def place_of(self, subject: Subject) -> str:
        """Return where something stands, in words."""
        return self.places.get(key_of(subject), "the file")


def key_of(subject: Subject) -> tuple[str, str]:
    """Return what no two things of a file have in common."""
    match subject:
        case Topic():
            return "topic", subject.handle
        case Source():
            return "source", subject.id
        case SavedSet():
            return "set", subject.name
        case ChannelSettings():
            return "settings", subject.channel


def read(text: str, file: str, now: datetime) -> Read:
    """Read a file.

    Args:
        text: the file's.
        file: what it is called.
        now: when what has no time of its own was made.

    Raises:
        ConfigError: with a line for each thing that is wrong.
    """
    document = toml(file, text)
    _require_format(file, document)
    lines = _Lines(text, document)
    wrong: list[str] = []
    found: dict[str, list[Subject]] = {kind: [] for kind in KINDS}
    places: dict[tuple[str, str], str] = {}
    bared: set[SourceId] = set()
    by_address: dict[str, SourceId] = {}

    def source(entry: Entry) -> Source:
        one, is_whole = read_source(entry)
        if is_whole:
            by_address[one.url] = one.id
        else:
            bared.add(one.id)
        return one

    readers: Mapping[str, Callable[[Entry], Subject]] = {
        "settings": read_settings,
        "source": source,
        "set": lambda entry: read_saved_set(entry, now),
        "topic": lambda entry: read_topic(entry, now, by_address),
    }
    for kind in KINDS:
        for number, table in enumerate(_tables(file, document, kind, wrong), start=1):

            def place_of(key: str, kind: str = kind, number: int = number) -> str:
                at = f"{file}{lines.of(kind, number, key)}"
                return _place(at, kind, number, table)  # noqa: B023 - asked in this round alone

            entry = Entry(place_of(""), table, place_of)
            try:
                subject = readers[kind](entry)
                entry.done()
                other = places.get(key_of(subject))
                entry.refuse_if(bool(other), f"it is there already: {other}")
            except ConfigError as e:
                wrong.append(str(e))
            else:
                found[kind].append(subject)
                places[key_of(subject)] = place_of("")
    wrong += [f"{file}: unknown key {key}; is a [[table]] missing above it?" for key in document]
    if wrong:
        raise ConfigError("\n".join(wrong))
    return Read(_setup(found, frozenset(bared)), places)


def _setup(found: Mapping[str, Sequence[Subject]], bared: frozenset[SourceId]) -> Setup:
    return Setup(
        sources=tuple(each for each in found["source"] if isinstance(each, Source)),
        sets=tuple(each for each in found["set"] if isinstance(each, SavedSet)),
        topics=tuple(each for each in found["topic"] if isinstance(each, Topic)),
        settings=tuple(each for each in found["settings"] if isinstance(each, ChannelSettings)),
        bared=bared,
    )


def _require_format(file: str, document: dict[str, object]) -> None:
    form = document.pop("format", None)
    if form is None:
        raise ConfigError(f"{file}: is no backup of Newswatch: it does not say format = {FORMAT}.")
    if not isinstance(form, int) or isinstance(form, bool) or form < 1:
        raise ConfigError(f"{file}: format must be {FORMAT}, not {form!r}.")
    if form > FORMAT:
        # Python writes out no number of thousands of digits.
        which = form if form < 10**9 else "unknown"
        raise ConfigError(
            f"{file}: was made by a later Newswatch (format {which}; this one reads {FORMAT}). "
            "Update this checkout: git pull."
        )


def _tables(file: str, document: dict[str, object], kind: str, wrong: list[str]) -> list[dict[str, object]]:
    tables = document.pop(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        wrong.append(f"{file}: {kind} must be tables, each under a line [[{kind}]]")
        return []
    return tables


def _place(at: str, kind: str, number: int, table: Mapping[str, object]) -> str:
    label = table.get("handle") or table.get("name") or table.get("where")
    called = f"{kind} {label}" if isinstance(label, str) else f"{kind} {number}"
    return f"{at}, {' '.join(called.split())[:60]}"


class _Lines:
    """Which lines the tables of a file begin in."""

    def __init__(self, text: str, document: Mapping[str, object]) -> None:
        self._totals = {kind: len(each) for kind, each in document.items() if isinstance(each, list)}
        self._lines = text.split("\n")
        self._begins: dict[str, list[int]] = {}
        self._all: list[int] = []
        for number, line in enumerate(self._lines, start=1):
            if table := _TABLE.match(line):
                self._begins.setdefault(table[1], []).append(number)
                self._all.append(number)

    def of(self, kind: str, number: int, key: str = "") -> str:
        """Return the line (``:12``) of the nth table of a kind, or of a key of it; "" if it is unknown."""
        begins = self._begins.get(kind, [])
        # Others look like it, within a text, or are written in another way.
        if len(begins) != self._totals.get(kind):
            return ""
        first = begins[number - 1]
        last = next((each for each in self._all if each > first), len(self._lines) + 1)
        pattern = re.compile(rf"\s*{re.escape(key)}\s*=")
        found = (each for each in range(first + 1, last) if key and pattern.match(self._lines[each - 1]))
        return f":{next(found, first)}"
