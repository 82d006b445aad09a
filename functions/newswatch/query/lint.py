"""Lint: what is odd about a query, told by its tree alone, and what would mend it.

Nothing here keeps anybody from using the query as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import chain
from typing import NamedTuple

from newswatch.model import Topic
from newswatch.query.amending import accepted, exchanged, without
from newswatch.query.implication import At, excludes, implies
from newswatch.query.printing import canonical
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Filter,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Place,
    Prefix,
    SetRef,
    Stem,
    Word,
    disjunction,
    negation,
    walk,
)
from newswatch.text import tokens

INFLECTED_CHARS = 3
"""Of a word that is worth a look for inflections; of shorter ones most are no words (``eu``, ``vw``)."""


class Rank(IntEnum):
    """Kinds of findings, the most useful first."""

    NEVER = 0
    """The query can match nothing."""
    EVERYTHING = 1
    SAME = 2
    """Another topic watches for the same."""
    MISSPELLED = 3
    """A word that no article has, while a similar one is common."""
    MISSED = 4
    """Inflections that are not asked for."""
    SIDE = 5
    """A part that can match nothing."""
    UNSEEN = 6
    REDUNDANT = 7


@dataclass(frozen=True, slots=True)
class Mend:
    """A query to have instead."""

    label: str
    """What it does, for a button."""
    root: Node = field(repr=False)
    """Its tree, saved sets resolved as they were."""

    @property
    def query(self) -> str:
        """Return it in canonical form."""
        return canonical(self.root)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that whoever sets a query may want to know."""

    rank: Rank
    says: str
    """One sentence, with a ``{}`` for each of ``about``."""
    about: tuple[str | Topic, ...] = ()
    """Pieces of queries, and topics."""
    mend: Mend | None = None

    @property
    def sentence(self) -> str:
        """Return the sentence in plain text."""
        return self.says.format(
            *(each.name if isinstance(each, Topic) else f"`{each}`" for each in self.about)
        )


def findings(root: Node) -> Iterator[Finding]:
    """Yield what can be told of a tree; its saved sets are resolved where they are known."""
    query = _Query(root)
    if reason := query.why_never(root, ()):
        yield Finding(
            Rank.NEVER, f"It can match nothing: {reason.says}.", reason.about, _reconciled(root, reason)
        )
    yield from query.sides
    yield from _redundant(root)


# --- What can never hold -------------------------------------------------------


class _Clause(NamedTuple):
    """What has to hold wherever a tree does, or with ``is_denied`` must not."""

    at: At
    is_denied: bool
    written: Node
    """What to leave out of the query to be rid of it."""
    within: str = ""
    """The saved set in which it stands, as the query has it; empty for none."""

    @property
    def shown(self) -> str:
        """Return it as one would write it, without looking into a saved set."""
        if self.within:
            return self.within
        node = self.at.node
        for place in sorted(self.at.places):
            node = In(place, node)
        return canonical(negation(node) if self.is_denied else node)


class _Reason(NamedTuple):
    """Why something can never hold."""

    says: str
    about: tuple[str, ...]
    clauses: tuple[_Clause, ...]


def _clauses(at: At, written: Node, *, is_denied: bool = False, within: str = "") -> Iterator[_Clause]:
    match at.node:
        case And() | Or() if isinstance(at.node, Or) == is_denied:
            for child in at.node.children:
                part = written if within else child
                yield from _clauses(at.part(child), part, is_denied=is_denied, within=within)
        case Not():
            yield from _clauses(at.part(at.node.child), written, is_denied=not is_denied, within=within)
        case In():
            inner = At(at.node.child, at.places | {at.node.place})
            yield from _clauses(inner, written, is_denied=is_denied, within=within)
        case SetRef() if at.node.child is not None:
            named = within or canonical(negation(at.node) if is_denied else at.node)
            yield from _clauses(at.part(at.node.child), written, is_denied=is_denied, within=named)
        case _:
            yield _Clause(at, is_denied, written, within)


class _Query:
    """A query that is looked through."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self.sides: list[Finding] = []
        """Parts of it that can never hold."""

    def why_never(
        self, node: Node, context: Sequence[_Clause], at: At | None = None, within: str = ""
    ) -> _Reason | None:
        """Return why a tree can't hold where the context does; note its sides that can't.

        Args:
            node: the tree, as it is written.
            context: what holds around it.
            at: the tree, where it has to hold; anywhere.
            within: the saved set in which it stands.
        """
        clauses = list(_clauses(at or At(node), node, within=within))
        if reason := _conflict(clauses, context):
            return reason
        for clause in clauses:
            around = [*context, *(other for other in clauses if other is not clause)]
            reason = self._why_not(clause, around)
            if reason and not clause.is_denied:
                return reason
            if reason and not clause.within:
                says = "{} excludes nothing: " + reason.says
                self._note(clause.written, f"{says}.", (clause.shown, *reason.about))
        return None

    def _why_not(self, clause: _Clause, context: Sequence[_Clause]) -> _Reason | None:
        match clause.at.node:
            case And() if clause.is_denied:
                return self._of(clause).why_never(clause.at.node, context, clause.at, clause.within)
            case Or():
                return self._of_sides(clause, clause.at.node.children, context)
        return None

    def _of(self, clause: _Clause) -> "_Query":
        """Return what takes notes: of what is odd within a saved set nobody is told here."""
        return _Query(self._root) if clause.within else self

    def _of_sides(self, clause: _Clause, sides: Sequence[Node], context: Sequence[_Clause]) -> _Reason | None:
        query = self._of(clause)
        never = [
            (side, reason)
            for side in sides
            if (reason := query.why_never(side, context, clause.at.part(side), clause.within))
        ]
        if len(never) == len(sides):
            # Which of them was not meant nobody can tell.
            return never[0][1]._replace(clauses=())
        for side, reason in () if clause.within else never:
            about = canonical(side), *reason.about
            says = "{} matches nothing here: " + reason.says
            self._note(side, f"{says}.", about)
        return None

    def _note(self, written: Node, says: str, about: tuple[str, ...]) -> None:
        mend = _mend(f"Leave out {canonical(written)}", without(self._root, [written]))
        self.sides.append(Finding(Rank.SIDE, says, about, mend))


def _conflict(clauses: Sequence[_Clause], context: Sequence[_Clause]) -> _Reason | None:
    for clause in clauses:
        if not clause.is_denied and _is_nowhere(clause.at):
            says = "nothing stands in the title and in the text at once, as {} asks"
            return _Reason(says, (clause.shown,), (clause,))
    new = [clause for clause in clauses if not clause.is_denied]
    wanted = [*(clause for clause in context if not clause.is_denied), *new]
    for at, clause in enumerate((*context, *clauses)):
        # What was around stands not in conflict with itself; an AND can be entailed by several together.
        known = at < len(context) and not isinstance(clause.at.node, And)
        if clause.is_denied and (culprit := _entailing(clause.at, new if known else wanted)):
            return _excluding(culprit, clause)
    filters = [(clause, clause.at.node) for clause in wanted if isinstance(clause.at.node, Filter)]
    for at, (clause, node) in enumerate(filters):
        for other, other_node in filters[at + 1 :]:
            if excludes(node, other_node):
                return _excluding(clause, other)
    return None


def _excluding(one: _Clause, other: _Clause) -> _Reason:
    return _Reason("{} and {} exclude each other", (one.shown, other.shown), (one, other))


def _is_nowhere(at: At) -> bool:
    is_both = Place.TITLE in at.places and len(at.places) > 1
    return is_both and not isinstance(at.node, Filter | And | Or | Not | SetRef)


def _entailing(at: At, wanted: Sequence[_Clause]) -> _Clause | None:
    """Return one of those for which a tree has to hold; None where it need not."""
    at = at.bare()
    match at.node:
        case And():
            found = [_entailing(at.part(child), wanted) for child in at.node.children]
            return found[0] if all(found) else None
        case Or():
            found = [_entailing(at.part(child), wanted) for child in at.node.children]
            whole = (clause for clause in wanted if implies(clause.at, at))
            return next(filter(None, found), None) or next(whole, None)
    return next((clause for clause in wanted if implies(clause.at, at)), None)


def _reconciled(root: Node, reason: _Reason) -> Mend | None:
    """Return the query without what contradicts the rest of it."""
    if len(reason.clauses) > 1 and not reason.clauses[-1].is_denied:
        one, other = (clause.written for clause in reason.clauses)
        joined = disjunction([one, other])
        siblings = isinstance(root, And) and {id(one), id(other)} <= set(map(id, root.children))
        if siblings and (rest := without(root, [other])):
            return _mend(
                f"Use {canonical(joined)}", exchanged(rest, lambda node: joined if node is one else None)
            )
        return None
    denied = [clause for clause in reason.clauses if clause.is_denied]
    if not denied:
        return None
    return _mend(f"Leave out {denied[0].shown}", without(root, [denied[0].written]))


# --- What adds nothing -----------------------------------------------------------


def _redundant(root: Node) -> Iterator[Finding]:
    """Yield which alternatives are in others already: one finding for all of them."""
    found = list(chain.from_iterable(map(_alternatives, _own_ors(root))))
    if not found:
        return
    (one, other), *more = found
    about = [canonical(one)] if one == other else [canonical(one), canonical(other)]
    says = "{} stands there twice" if one == other else "{} is in {} already"
    if more:
        says += f", and {len(more)} more of the alternatives add nothing"
    label = "Leave them out" if more else f"Leave out {canonical(one)}"
    mend = _mend(label, without(root, [dropped for dropped, _ in found]))
    yield Finding(Rank.REDUNDANT, f"{says}.", tuple(about), mend)


def _own_ors(node: Node, *, counts: bool = False) -> Iterator[tuple[Or, bool]]:
    """Yield the ORs of a query itself; with whether it counts where exactly something stands."""
    match node:
        case Or():
            yield node, counts
            for child in node.children:
                yield from _own_ors(child, counts=counts)
        case And():
            for child in node.children:
                yield from _own_ors(child)
        case Not() | In():
            yield from _own_ors(node.child)
        case AtLeast():
            yield from _own_ors(node.child, counts=True)
        case Near() | Apart():
            yield from _own_ors(node.left, counts=True)
            yield from _own_ors(node.right, counts=True)


def _alternatives(where: tuple[Or, bool]) -> Iterator[tuple[Node, Node]]:
    """Yield the alternatives that others have in them, each with one that has."""
    either, counts = where
    kept = list(either.children)
    for child in reversed(either.children):
        others = [other for other in kept if other is not child]
        for other in others:
            if implies(At(child), At(other)) and (not counts or _is_as_long(child, other)):
                kept = others
                yield child, other
                break


def _is_as_long(node: Node, other: Node) -> bool:
    return isinstance(node, Leaf) and isinstance(other, Leaf) and len(node.needles) == len(other.needles)


# --- Words that are worth a look --------------------------------------------------


def inflectable(root: Node) -> tuple[Word, ...]:
    """Return the plain words that a query itself asks for and that may have inflections, each once."""
    found: dict[tuple[str, ...], Word] = {}
    for node in _asked_for(root):
        if isinstance(node, Word) and _is_inflectable(node):
            found.setdefault(node.needles, node)
    marked = [node for node in walk(root) if isinstance(node, Stem | Prefix)]
    return tuple(word for word in found.values() if not any(implies(At(word), At(other)) for other in marked))


def inflecting(root: Node, word: Word) -> Mend | None:
    """Return the query with any inflection of a word in its place."""
    asked_for = {
        id(node) for node in _asked_for(root) if isinstance(node, Word) and node.needles == word.needles
    }
    stem = Stem(word.text)
    return _mend(
        f"Use {canonical(stem)}", exchanged(root, lambda node: stem if id(node) in asked_for else None)
    )


def _is_inflectable(word: Word) -> bool:
    term = word.needles[0]
    is_name = any(char.isupper() for char in word.text[1:])  # NATO, iPhone
    return len(word.needles) == 1 and term.isalpha() and len(term) >= INFLECTED_CHARS and not is_name


def _asked_for(node: Node) -> Iterator[Node]:
    """Yield the leaves of a query itself that make it hold where they are found."""
    match node:
        case And() | Or():
            for child in node.children:
                yield from _asked_for(child)
        case In() | AtLeast():
            yield from _asked_for(node.child)
        case Near():
            yield from _asked_for(node.left)
            yield from _asked_for(node.right)
        case Apart():
            yield from _asked_for(node.left)
        case Leaf():
            yield node


class Sought(NamedTuple):
    """One word of a query, to be looked up among those that articles have."""

    term: str
    """Without symbols."""
    leaf: Leaf
    """Where it stands."""
    start: int
    """Where in the leaf's text."""
    end: int

    @property
    def shown(self) -> str:
        """Return it as it is written."""
        written = self.leaf.text[self.start : self.end]
        return f"{'~' * isinstance(self.leaf, Stem)}{written}{'*' * self.is_beginning}"

    @property
    def is_beginning(self) -> bool:
        """Return whether words that begin so will do."""
        return isinstance(self.leaf, Prefix) and self.end == len(self.leaf.text)


def sought(node: Node) -> Iterator[Sought]:
    """Yield the words of a query itself, excluded ones too; no numbers, and no single characters."""
    match node:
        case Leaf():
            for token in tokens(node.text):
                if len(token.term) > 1 and not token.term.isdecimal():
                    yield Sought(token.term, node, token.start, token.end)
        case And() | Or():
            for child in node.children:
                yield from sought(child)
        case Not() | In() | AtLeast():
            yield from sought(node.child)
        case Near() | Apart():
            yield from sought(node.left)
            yield from sought(node.right)


def respelled(root: Node, word: Sought, term: str) -> Mend | None:
    """Return the query with another word in the place of one."""
    if not isinstance(word.leaf, Word | Phrase | Stem):
        return None
    text = f"{word.leaf.text[: word.start]}{term}{word.leaf.text[word.end :]}"
    leaf = type(word.leaf)(text)
    return _mend(f"Use {canonical(leaf)}", exchanged(root, lambda node: leaf if node == word.leaf else None))


# --- Mending ----------------------------------------------------------------------


def _mend(label: str, root: Node | None) -> Mend | None:
    """Return a query to have instead, if it is one that would be accepted."""
    return Mend(label, root) if root is not None and accepted(root) else None
