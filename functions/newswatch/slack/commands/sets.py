"""``sets [<name> [= <query>]]``, ``sets history|remove <name>`` and ``sets revert <name> <number>``.

What stands before `` = `` is a name, whatever it says; elsewhere ``list``, ``show``, ``history``, ``revert``
and ``remove`` are verbs. A set that is called like one of them is shown by ``sets show remove``.
"""

import re

from newswatch.query.references import NAME_CHARS, NAME_IS, name_of
from newswatch.slack.commands import typed
from newswatch.slack.commands.wanted import (
    Command,
    Help,
    Missing,
    SetHistory,
    SetList,
    SetRemove,
    SetRevert,
    SetSave,
    SetShow,
    Wrong,
)

VERBS = frozenset({"list", "all", "show", "history", "revert", "remove"})
NO_NUMBER = (
    "A saved set goes back to a change of it, as in sets revert competitors 12; its history has the numbers."
)
OF_ONE = {"remove": "remove", "show": "show", "history": "history", "revert": "history"}
"""Verbs that are of one set, each with that for which it is asked which. A history has the numbers."""
REMOVING = frozenset({"delete", "rm", "unset"})
SAVING = frozenset({"add", "create", "new", "edit", "change", "save", "set"})
ABSENT = frozenset({"rename"})
_EQUALS = re.compile(r"(?:^|\s)[=＝](?=\s|\Z)")
_SIGN = re.compile(r"[:：]=?\s+")
"""What others write in the place of the =."""
_TIGHT = re.compile(r"([^\s=]+)(?P<gap>\s*)=\s*(?P<query>[^\s=].*)", re.DOTALL)
"""A name and ``=`` without blanks around it, and a query."""
_MARK = re.compile(r"(?:set:|@)+", re.IGNORECASE)
"""How a set is written in a query."""
_STRANGE = re.compile(r"[^\w-]+")


def parse(rest: str, text: str) -> Command:  # noqa: PLR0911 - a verb each
    """Return what ``sets`` with this rest asks for; ``text`` is the whole of it."""
    if equals := _EQUALS.search(rest):
        return _save(rest[: equals.start()], rest[equals.end() :].strip())
    first, after = typed.cut(rest)
    verb = typed.keyword(first)
    if verb in {"list", "all"} and not after:
        return SetList()
    if verb in OF_ONE and not after:
        return Missing(f"sets {OF_ONE[verb]}", "set")
    match verb:
        case "remove":
            return _of_set("sets remove", after, SetRemove, text)
        case "show":
            return _of_set("sets show", after, SetShow, text)
        case "history":
            return _history(after, text)
        case "revert":
            return _revert(after, text)
    if verb == "help" and not after:
        return Help("sets")
    if not after:
        return _show(first, text) if first else SetList()
    return _slip(verb, first, after, text)


def _save(before: str, query: str) -> Command:
    words = typed.words(before)
    name, seen = _versioned(" ".join(words))
    if name and query:
        return SetSave(name, query, seen)
    if name:
        return Missing(f"sets {typed.seen(name, seen)} =", "query")
    problem = "Before = stands the name of the saved set. " + NAME_IS
    if len(words) > 1 and typed.keyword(words[0]) in SAVING | {"show"}:
        words = words[1:]
    guess = _guess(" ".join(words))
    return Wrong(problem, (f"sets {guess} = {query}", "help sets") if guess and query else ("help sets",))


def _show(word: str, text: str) -> Command:
    if name := _versioned(word)[0]:
        return SetShow(name)
    if tight := _TIGHT.fullmatch(word):
        return _spaced(tight, text)
    return Wrong(NAME_IS, ("sets", "help sets", f"add {text}"))


def _of_set(before: str, rest: str, order: type[SetShow | SetHistory | SetRemove], text: str) -> Command:
    if name := _versioned(rest)[0]:
        return order(name)
    guess = _guess(rest)
    return Wrong(NAME_IS, (*([f"{before} {guess}"] if guess else []), "sets", f"add {text}"))


def _history(rest: str, text: str) -> Command:
    said, before = typed.paged(rest)
    found = _of_set("sets history", said, SetHistory, text)
    return SetHistory(found.name, before) if isinstance(found, SetHistory) else found


def _revert(rest: str, text: str) -> Command:
    before, seq = typed.numbered(rest)
    name, seen = _versioned(before)
    if name and seq:
        return SetRevert(name, seq, seen)
    found = _of_set("sets history", before or rest, SetHistory, text)
    guess = (f"sets history {found.name}",) if isinstance(found, SetHistory) else ()
    return Wrong(NO_NUMBER, (*guess, "sets", f"add {text}"))


def _slip(verb: str, first: str, after: str, text: str) -> Command:
    """Return what to say to words without `` = ``: it is missing, or it is something else that was meant."""
    name = _versioned(first)[0]
    other = _versioned(after)[0]
    if verb in REMOVING and other:
        return Wrong(
            "A saved set is removed by sets remove.", (f"sets remove {other}", "sets", f"add {text}")
        )
    if verb in ABSENT and (meant := _versioned(typed.cut(after)[0])[0]):
        problem = "Saved sets are listed, shown, saved and removed, and have a history; that is all."
        return Wrong(problem, (f"sets show {meant}", "help sets", f"add {text}"))
    if tight := _TIGHT.fullmatch(f"{first} {after}"):
        return _spaced(tight, text)
    problem = "Between the name of a saved set and its query stands an = with blanks around it."
    inner = typed.cut(after)
    if verb in SAVING and inner[1] and (meant := _versioned(inner[0])[0]):
        return Wrong(problem, (f"sets {meant} = {inner[1]}", "help sets", f"add {text}"))
    query = _SIGN.sub("", after)
    right = (f"sets {name} = {query}", f"sets show {name}") if name and not query.startswith("+") else ()
    return Wrong(problem, (*right, "help sets", f"add {text}"))


def _spaced(tight: re.Match[str], text: str) -> Command:
    problem = "Between the name of a saved set and its query stands an = with blanks around it."
    guess = _guess(tight[1])
    # An = before a word asks for exactly these letters: it may be another one that is missing.
    exact = [f"sets {guess} = ={tight['query']}"] if tight["gap"] else []
    right = [f"sets {guess} = {tight['query']}", *exact] if guess else []
    return Wrong(problem, (*right, "help sets", f"add {text}"))


def _versioned(text: str) -> tuple[str, int]:
    """Return the name that a text is, and which version of the set was seen; both can be empty.

    Lines to copy say the version, so that what somebody else has set since is not overwritten.
    """
    bare, seen = typed.versioned(_MARK.sub("", typed.meant(text).strip("`'\"“”‘’ "), count=1))
    name = name_of(bare)
    return (name, seen) if name else ("", 0)


def _guess(text: str) -> str:
    """Return the name that was probably meant; empty when there is none."""
    bare = _MARK.sub("", typed.meant(text), count=1)
    return name_of(_STRANGE.sub("-", bare).strip("-_")[:NAME_CHARS].strip("-_")) or ""
