"""``source set <source> <setting> <value>``."""

import re
from collections.abc import Sequence
from datetime import timedelta

from newswatch.slack.commands import settings, typed
from newswatch.slack.commands.wanted import Command, Missing, SourceSet, Wrong
from newswatch.slack.moments import Moment, parse_moment, spell_moment

SETTINGS = ("name", "tags", "every", "urgent", "text", "rank", "selector")
PLURALS = {"tag": "tags", "interval": "every", "fulltext": "text"}
HEADER = frozenset({"header", "headers"})
WHAT = "What can be set: name, tags, every, urgent, text, rank, selector."
SELECTOR_CHARS = 200
RANKS = 99
"""Places in the order of sources: a workspace has a handful that it would rather lead with."""
_CURLED = str.maketrans(dict.fromkeys("“”„‟″", '"') | dict.fromkeys("‘’‚‛′", "'"))
"""Slack, and the keyboards of phones, curl the quotes that stand in a selector."""
_AROUND = "\"'` "
_NO_SELECTOR = re.compile(r"[{}<;@]|\A[.#>+~,]?\Z")
"""What no selector holds, or is: a whole style rule, or the beginning of a selector."""
_NUMBER = re.compile(r"#?([1-9][0-9]{0,2})")
_RANGE = re.compile(r"\s*(?:\bto\b|–|-)\s*")


def parse(words: Sequence[str]) -> Command:
    """Return what ``source set`` with these words asks for, as they came."""
    plain = [piece for word in words for piece in _plain(word).split()]
    if not plain:
        return Missing("source set", "source")
    keys = [PLURALS.get(typed.keyword(word), typed.keyword(word)) for word in plain]
    # The words of a name can be those of a setting: the first that makes sense of the rest is meant.
    tries = [
        _set(" ".join(plain[:at]), key, plain[at + 1 :])
        for at, key in enumerate(keys)
        if at and (key in SETTINGS or key in HEADER)
    ]
    if tries:
        return next((each for each in tries if isinstance(each, SourceSet)), tries[0])
    if len(plain) == 1:
        return Missing(f"source set {typed.escaped(plain[0])}", "source setting")
    near = f"source set {typed.escaped(plain[0])} every auto"
    return Wrong(f"There is no setting {keys[1]}. {WHAT}", ("help source", near))


def spell(command: SourceSet) -> str:  # noqa: PLR0911 - a setting each
    """Return setting and value of a command."""
    if command.name is not None:
        return f"name {typed.escaped(command.name)}"
    if command.tags is not None:
        return f"tags {' '.join(f'tag:{tag}' for tag in command.tags) or 'none'}"
    if command.every is not None:
        least, most = map(_spelled, command.every)
        return f"every {least}" if least == most else f"every {least} to {most}"
    if command.urgent is not None:
        return f"urgent {_switch(command.urgent)}"
    if command.full_text is not None:
        return f"text {_switch(command.full_text)}"
    if command.rank is not None:
        return f"rank {command.rank or 'off'}"
    return f"selector {typed.escaped(command.selector or '') or 'none'}"


def selector(text: str) -> str:
    """Return the CSS selector that a text is, as it came; empty for none."""
    css = " ".join(typed.meant(text).translate(_CURLED).strip(_AROUND).split())
    return "" if len(css) > SELECTOR_CHARS or _NO_SELECTOR.search(css) or not css.isprintable() else css


def _set(source: str, setting: str, values: Sequence[str]) -> Command:  # noqa: PLR0911 - a setting each
    before = f"source set {typed.escaped(source)}"
    value = " ".join(values)
    match setting:
        case "name":
            return (
                SourceSet(source, name=value) if value else Wrong("The new name is missing.", _help(source))
            )
        case "tags":
            return _tags(source, before, values)
        case "every":
            return _every(source, before, values)
        case "urgent" | "text":
            on = typed.ON_AND_OFF.get(typed.keyword(value))
            if on is None:
                both = (f"{before} {setting} on", f"{before} {setting} off")
                return Wrong(f"The setting {setting} is on or off.", both)
            return SourceSet(source, urgent=on) if setting == "urgent" else SourceSet(source, full_text=on)
        case "rank":
            return _rank(source, before, value)
        case "selector":
            return _selector(source, before, value)
    return Wrong(ON_COMMAND_LINE, _help(source))


def _tags(source: str, before: str, values: Sequence[str]) -> Command:
    if [typed.keyword(value) for value in values] == ["none"]:
        return SourceSet(source, tags=())
    if values and (found := settings.tags(values)):
        return SourceSet(source, tags=found)
    bare = settings.bare_tags(values)
    guess = [f"{before} tags {' '.join(f'tag:{word}' for word in bare)}"] if bare else []
    return Wrong("Tags are written as in tag:wires, or none for none.", (*guess, f"{before} tags none"))


def _every(source: str, before: str, values: Sequence[str]) -> Command:
    said = typed.keyword(" ".join(values))
    if said == "auto":
        return SourceSet(source, every=(0, 0))
    spans = [_seconds(part) for part in _RANGE.split(said)]
    if not all(spans) or len(spans) > 2:  # noqa: PLR2004 - from one to another
        problem = f"“{said}” is no interval: 30m, 2h or 1d, from one to another, or auto."
        return Wrong(problem, (f"{before} every 2h", f"{before} every 1h to 6h", f"{before} every auto"))
    least, most = spans[0], spans[-1]
    if least > most:
        right = f"{before} every {_spelled(most)} to {_spelled(least)}"
        return Wrong("The shorter interval comes first.", (right,))
    return SourceSet(source, every=(least, most))


def _rank(source: str, before: str, value: str) -> Command:
    said = typed.keyword(value)
    if said in {"off", "none"}:
        return SourceSet(source, rank=0)
    if (found := _NUMBER.fullmatch(said)) and int(found[1]) <= RANKS:
        return SourceSet(source, rank=int(found[1]))
    return Wrong(
        f"A rank is a number from 1, the best, to {RANKS}, or off.",
        (f"{before} rank 1", f"{before} rank off"),
    )


def _selector(source: str, before: str, value: str) -> Command:
    if typed.keyword(value) == "none":
        return SourceSet(source, selector="")
    if found := selector(typed.escaped(value)):
        return SourceSet(source, selector=found)
    return Wrong(NO_SELECTOR, (f"{before} selector none",))


ON_COMMAND_LINE = "A secret header is set on the command line only: what is typed in Slack is kept, and read."
NO_SELECTOR = "A CSS selector of the links to articles is missing, as in selector main h2 a."


def _help(source: str) -> tuple[str, ...]:
    return ("help source", f"source show {typed.escaped(source)}")


def _plain(word: str) -> str:
    """Return a word without what Slack made of it: of a link its address."""
    return typed.meant(word) if word.startswith(("<@", "<#", "<!")) else typed.link(word)


def _seconds(text: str) -> int:
    """Return how long an interval is; 0 for none."""
    moment = parse_moment(["for", *text.split()])
    return int(moment.span.total_seconds()) if moment and moment.span else 0


def _spelled(seconds: int) -> str:
    if not seconds:
        return "auto"
    return spell_moment(Moment(span=timedelta(seconds=seconds))).removeprefix("for ")


def _switch(on: bool) -> str:
    return "on" if on else "off"
