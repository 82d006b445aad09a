"""The grammar, and what it refuses.

::

    query     = [filters] sequence [filters]       for all of it: filter (but url:), "-" primary
    sequence  = operand { [AND | OR] operand }     one of the two; nothing between means AND
    operand   = { NOT | "-" } primary
              | primary [NOT] NEAR primary         of leaves, and groups of these with OR
    primary   = leaf | filter | set | sloppy | counted | group
              | place ( leaf | sloppy | counted | group )
              | ( "allintitle:" | "allintext:" ) sequence
    group     = "(" sequence ")"
    counted   = "atleast" [":"] number group       of leaves with OR
    place     = "title:" | "body:" | "lead:"

    leaf      = [ "~" | "=" ] ( word | phrase ) | word "*"
    phrase    = '"' words '"' | "'" words "'"
    sloppy    = phrase "~" number                  of two words: NEAR
    filter    = attribute ":" values
    attribute = "site" | "source" | "author" | "section" | "url" | "lang" | "tag"
    set       = "set:" values | "@" name
    values    = value | "(" value { OR value } ")"
    value     = phrase | what has no blank, quote or parenthesis in it

    AND       = "AND" | "&&"
    OR        = "OR" | "|" | "||"
    NEAR      = "NEAR" | "ONEAR" | ( "NEAR" | "ONEAR" | "W" | "PRE" ) "/" number | "AROUND(" number ")"

Operators stand in capitals, except where a number follows. Fields have other names,
too, and no case (``fields``). Commas and semicolons are blanks, and so is a plus
before what must occur. Where AND and OR meet without parentheses both ways to read
them are offered: search tools disagree on which binds closer, and a silent guess
loses news.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from newswatch.errors import CircularSets, QueryError, UnknownSet
from newswatch.query import pasted, references
from newswatch.query.grammar import Grammar
from newswatch.query.lexeme import Kind, Lexeme
from newswatch.query.lexer import lexemes
from newswatch.query.printing import canonical
from newswatch.query.refusal import Edit, Refusal, edited, replaced
from newswatch.query.syntax import (
    Node,
    Prefix,
    Query,
    SetRef,
    Stem,
    is_selective,
    parts,
    walk,
)
from newswatch.query.unselective import unselective

# query-language.md, "What is refused".
MAX_CHARS = 2_000
MAX_TERMS = 200
MAX_DEPTH = 12
MAX_MARKED = 20
"""Word beginnings and inflections: each stands for many words."""
MAX_SETS = 5
MAX_USES = 10
"""Of sets, the same or others: with each comes all that it stands for."""

# Links and entities are longer as typed than as read; beyond this it is not even worth to read.
_MAX_TYPED_CHARS = 10 * MAX_CHARS

# More readings than these nobody wants to choose from; more attempts a hostile query is not worth.
_READINGS = 3
_ATTEMPTS = 24

Examine = Callable[[str, Sequence[Lexeme], Node], Node]
"""Takes a plain text, its lexemes and its tree; returns the tree with what its sets stand for, or refuses."""


def parse(text: str, sets: Mapping[str, Query] | None = None) -> Query:
    """Parse what a person typed or pasted.

    Args:
        text: that.
        sets: the saved sets by name, unresolved; without them any name is taken, and stands for nothing.

    Raises:
        QueryError: it is refused; the readings are canonical queries that parse.
    """
    return parse_examined(text, _as_it_is if sets is None else partial(resolved, sets))


def parse_examined(text: str, examine: Examine) -> Query:
    """Parse a text, with a last look at its tree; see ``parse``."""
    if len(text) > _MAX_TYPED_CHARS:
        raise QueryError(text, MAX_CHARS, _too_long(len(text)))
    read = pasted.read(text)
    try:
        root = _root(read.text, examine)
    except Refusal as refusal:
        position = read.offsets[min(refusal.position, len(read.text))]
        readings = _readings(refusal.candidates, examine)
        raise QueryError(text, position, refusal.message, readings) from None
    return Query(text, root, canonical(root))


def _readings(candidates: Sequence[str], examine: Examine) -> tuple[str, ...]:
    """Return those candidates that parse, and for those that don't what they are answered with."""
    readings: dict[str, None] = {}
    waiting = list(reversed(candidates))
    tried: set[str] = set()
    while waiting and len(readings) < _READINGS and len(tried) < _ATTEMPTS:
        candidate = waiting.pop()
        if candidate in tried:
            continue
        tried.add(candidate)
        try:
            readings[canonical(_root(candidate, examine))] = None
        except Refusal as refusal:
            waiting += reversed(refusal.candidates)
    return tuple(readings)


def _root(text: str, examine: Examine) -> Node:
    if len(text) > MAX_CHARS:
        raise Refusal(MAX_CHARS, _too_long(len(text)))
    found = lexemes(text)
    if not found:
        raise Refusal(0, "The query is empty; write at least one word to look for.")
    _refuse_out_of_bounds(text, found)
    grammar = Grammar(text, found, or_binds=True)
    root = grammar.query()
    if grammar.mixed_at is not None:
        readings = root, Grammar(text, found, or_binds=False).query()
        message = "AND and OR need parentheses here. Which one?"
        raise Refusal(grammar.mixed_at, message, list(map(canonical, readings)))
    _refuse_long_print(canonical(root))
    if not is_selective(root):
        raise unselective(root, found)
    return examine(text, found, root)


def _as_it_is(text: str, found: Sequence[Lexeme], root: Node) -> Node:  # noqa: ARG001 - an Examine
    return root


def resolved(sets: Mapping[str, Query], text: str, found: Sequence[Lexeme], root: Node) -> Node:
    """Return the tree with what its sets stand for.

    Raises:
        Refusal: there is no such set.
    """
    for name, lexeme in uses(found).items():
        if name not in sets:
            raise _unknown(text, lexeme, name, sets)
        try:
            references.resolve(SetRef(name), sets)
        except (UnknownSet, CircularSets) as error:
            message = f"The saved set {name} can't be used at present: {error}"
            raise Refusal(lexeme.start, message, replaced(text, lexeme.start, lexeme.end, "")) from None
    return references.resolve(root, sets)


def uses(found: Sequence[Lexeme]) -> dict[str, Lexeme]:
    """Return the names of the saved sets that a query uses, and where each of them does so first."""
    named: dict[str, Lexeme] = {}
    for lexeme in found:
        for node in _atoms(lexeme):
            if isinstance(node, SetRef):
                named.setdefault(node.name, lexeme)
    return named


def _unknown(text: str, lexeme: Lexeme, name: str, sets: Mapping[str, Query]) -> Refusal:
    mark = "@" if lexeme.text.startswith("@") else "set:"
    near = [f"{mark}{known}" for known in references.nearest(name, sets)]
    # Behind an @ it may be a word, such as somebody's name on a social network.
    meant = [*near[:1], f'"{lexeme.text}"'] if mark == "@" else near[:2]
    meant = meant if isinstance(lexeme.node, SetRef) else []
    return Refusal(lexeme.start, str(UnknownSet(name)), replaced(text, lexeme.start, lexeme.end, *meant, ""))


def _too_long(chars: int, subject: str = "The query") -> str:
    return f"{subject} has {chars:,} characters, and {MAX_CHARS:,} are the most that it may have."


_TOO_DEEP = f"Parentheses may stand inside each other {MAX_DEPTH} deep, and these go deeper."


def _refuse_out_of_bounds(text: str, found: Sequence[Lexeme]) -> None:
    depth = 0
    for lexeme in found:
        depth += {Kind.OPEN: 1, Kind.REST: 1, Kind.CLOSE: -1}.get(lexeme.kind, 0)
        if depth > MAX_DEPTH:
            raise Refusal(lexeme.start, _TOO_DEEP)
    atoms = [(lexeme, node) for lexeme in found for node in _atoms(lexeme)]
    if len(atoms) > MAX_TERMS:
        what = f"{len(atoms)} words and phrases, and {MAX_TERMS}"
        raise Refusal(atoms[MAX_TERMS][0].start, f"The query has {what} are the most that it may have.")
    marked = [lexeme for lexeme, node in atoms if isinstance(node, Prefix | Stem)]
    if len(marked) > MAX_MARKED:
        what = f"{len(marked)} words with * or ~, and {MAX_MARKED}"
        bare = [Edit(lexeme.start, lexeme.end, lexeme.text.strip("*~")) for lexeme in marked[MAX_MARKED:]]
        message = f"The query has {what} are the most that it may have."
        raise Refusal(marked[MAX_MARKED].start, message, [edited(text, bare)])
    named = list(uses(found).values())
    if len(named) > MAX_SETS:
        what = f"{len(named)} saved sets, and {MAX_SETS}"
        start, end = named[MAX_SETS].start, named[MAX_SETS].end
        message = f"The query uses {what} are the most that it may use."
        raise Refusal(start, message, replaced(text, start, end, ""))
    using = [lexeme for lexeme, node in atoms if isinstance(node, SetRef)]
    if len(using) > MAX_USES:
        what = f"{len(using)} times, and {MAX_USES}"
        message = f"The query uses saved sets {what} are the most that it may."
        raise Refusal(using[MAX_USES].start, message)


def _atoms(lexeme: Lexeme) -> Iterator[Node]:
    """Yield the words, filters and saved sets in a lexeme."""
    return (node for node in walk(lexeme.node) if not parts(node)) if lexeme.node else iter(())


def _refuse_long_print(printed: str) -> None:
    """Refuse what could not be read again as it is printed, with more operators and parentheses."""
    if len(printed) > MAX_CHARS:
        raise Refusal(0, _too_long(len(printed), "With every operator written out the query"))
    depth = deepest = 0
    for char in re.sub('"[^"]*"', "", printed):
        depth += {"(": 1, ")": -1}.get(char, 0)
        deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        raise Refusal(0, _TOO_DEEP)
