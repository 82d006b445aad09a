"""Kinds of events and the many ways to word them, read from the text files beside this module.

In those files ``[a|b]`` is a choice (choices nest), ``{name}`` stands for a fact. A kind begins with a line
``# name | section | roles | what headlines call it``, then a line ``! facts``; the first block holds
headlines, the second openings, and each further one sentences about the rest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

HERE = Path(__file__).parent
_INNERMOST = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_DEEPEST = 8
"""Facts may name facts, choices hold choices: no deeper than this."""


@dataclass(frozen=True)
class Fact:
    """One fact of a kind as its file has it."""

    name: str
    spec: str
    """``2..9``, ``1.2..8.8 million``, or a choice."""
    grows: bool = False
    """Whether later reports give a larger number."""


@dataclass(frozen=True)
class Kind:
    """A kind of event."""

    name: str
    section: str
    roles: tuple[str, str]
    """Of the two people in it."""
    tag: str
    facts: tuple[Fact, ...]
    headlines: tuple[str, ...]
    openings: tuple[str, ...]
    sentences: tuple[tuple[str, ...], ...]
    """Blocks of sentences."""


def worded(template: str, facts: Mapping[str, str], rng: Random) -> str:
    """Return one wording of a template, its first letter a capital."""
    text = template
    for _ in range(_DEEPEST):
        text = _SLOT.sub(lambda found: facts.get(found[1], found[0]), text)
        text = _INNERMOST.sub(lambda found: rng.choice(found[1].split("|")), text)
        if "[" not in text and "{" not in text:
            break
    text = " ".join(text.replace("$$", "$").split())
    text = re.sub(r" ([,.;:?!])", r"\1", text)
    text = re.sub(r"\b([Aa]) (?=[aeiouAEIO]|8\b|8\d\b|11\b|18\b)", r"\1n ", text)
    return text[:1].upper() + text[1:]


def chosen(template: str, rng: Random) -> str:
    """Return a template with its choices made, its facts still open: the wording of a house."""
    while (text := _INNERMOST.sub(lambda found: rng.choice(found[1].split("|")), template)) != template:
        template = text
    return template


@cache
def kinds() -> Mapping[str, Kind]:
    """Return all kinds by name."""
    found = {}
    for path in sorted((HERE / "kinds").glob("*.txt")):
        for part in re.split(r"^# ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            kind = _kind(part)
            found[kind.name] = kind
    return found


@cache
def lines(name: str) -> tuple[str, ...]:
    """Return the lines of a text file beside this module."""
    return tuple((HERE / name).read_text(encoding="utf-8").splitlines())


def _kind(part: str) -> Kind:
    head, facts, rest = part.split("\n", 2)
    # Tags have choices, and so bars, of their own.
    name, section, roles, tag = (field.strip() for field in head.split("|", 3))
    blocks = [tuple(block.splitlines()) for block in rest.strip().split("\n\n")]
    first, second = (role.split("=")[1] for role in roles.split())
    return Kind(
        name,
        section,
        (first, second),
        tag,
        tuple(_fact(spec) for spec in facts.removeprefix("! ").split("; ")),
        blocks[0],
        blocks[1],
        tuple(blocks[2:]),
    )


def _fact(spec: str) -> Fact:
    if "=" in spec:
        name, choice = spec.split("=", 1)
        return Fact(name, choice)
    name, numbers = spec.split(" ", 1)
    return Fact(name, numbers.removesuffix(" grows"), numbers.endswith(" grows"))
