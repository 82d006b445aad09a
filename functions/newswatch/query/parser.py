"""The grammar, and what it refuses.

::

    query    = [filters] sequence [filters]        filters = "-" operand …
    sequence = operand { [AND | OR] operand }      one of the two; nothing between means AND
    operand  = { NOT | "-" } ( word | phrase | "(" sequence ")" )

Where AND and OR meet without parentheses both ways to read them are offered:
search tools disagree on which binds closer, and a silent guess loses news.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from newswatch.errors import QueryError
from newswatch.query import pasted
from newswatch.query.lexer import Kind, Lexeme, lexemes
from newswatch.query.printing import canonical
from newswatch.query.refusal import Edit, Refusal, edited
from newswatch.query.syntax import (
    And,
    Leaf,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Word,
    anchors,
    conjunction,
    disjunction,
    negation,
)

# query-language.md, "What is refused".
MAX_CHARS = 2_000
MAX_TERMS = 200
MAX_DEPTH = 12

# Links and entities are longer as typed than as read; beyond this it is not even worth to read.
_MAX_TYPED_CHARS = 10 * MAX_CHARS

# More readings than these nobody wants to choose from; more attempts a hostile query is not worth.
_READINGS = 3
_ATTEMPTS = 24


def parse(text: str) -> Query:
    """Parse what a person typed or pasted.

    Raises:
        QueryError: it is refused; the readings are canonical queries that parse.
    """
    if len(text) > _MAX_TYPED_CHARS:
        raise QueryError(text, MAX_CHARS, _too_long(len(text)))
    read = pasted.read(text)
    try:
        root = _root(read.text)
    except Refusal as refusal:
        position = read.offsets[min(refusal.position, len(read.text))]
        raise QueryError(text, position, refusal.message, _readings(refusal.candidates)) from None
    return Query(text, root, canonical(root))


def _readings(candidates: Sequence[str]) -> tuple[str, ...]:
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
            readings[canonical(_root(candidate))] = None
        except Refusal as refusal:
            waiting += reversed(refusal.candidates)
    return tuple(readings)


def _root(text: str) -> Node:
    if not text.strip():
        raise Refusal(0, "The query is empty; write at least one word to look for.")
    if len(text) > MAX_CHARS:
        raise Refusal(MAX_CHARS, _too_long(len(text)))
    found = lexemes(text)
    _refuse_out_of_bounds(found)
    parser = _Parser(text, found, or_binds=True)
    root = parser.query()
    if parser.mixed_at is not None:
        readings = root, _Parser(text, found, or_binds=False).query()
        raise Refusal(
            parser.mixed_at,
            "AND and OR need parentheses here. Which one?",
            [_plain(node) for node in readings],
        )
    if _nesting(root) > MAX_DEPTH:
        raise Refusal(0, _TOO_DEEP)
    if anchors(root) is None:
        position = next(lexeme.start for lexeme in found if lexeme.kind in {Kind.NOT, Kind.MINUS})
        message = "Nothing here has to occur, so nearly every article would match; add a word that must."
        raise Refusal(position, message, [_plain(_demanding(root)), _plain(_affirmed(root))])
    return root


@dataclass(frozen=True, slots=True)
class _Operand:
    node: Node
    is_filter: bool
    """Excluded by a minus."""
    start: int


class _Parser:
    """Recursive descent; the recursion is as deep as the parentheses, which are bounded before."""

    def __init__(self, text: str, found: Sequence[Lexeme], *, or_binds: bool) -> None:
        self.text, self.lexemes, self.or_binds = text, found, or_binds
        self.at = 0
        self.mixed_at: int | None = None
        """Where AND and OR first meet without parentheses."""

    def query(self) -> Node:
        operands, joins = self._sequence()
        leading: list[Node] = []
        trailing: list[Node] = []
        if any(join.kind is Kind.OR for join in joins):
            while operands[-1].is_filter and joins[-1].is_implicit:
                trailing.insert(0, operands.pop().node)
                joins.pop()
            while operands[0].is_filter and joins[0].is_implicit:
                leading.append(operands.pop(0).node)
                joins.pop(0)
        return conjunction([*leading, self._combined(operands, joins), *trailing])

    def _sequence(self) -> tuple[list[_Operand], list["_Join"]]:
        operands, joins = [self._operand(None)], list[_Join]()
        while (lexeme := self._next()) and lexeme.kind is not Kind.CLOSE:
            if lexeme.kind in {Kind.AND, Kind.OR}:
                self.at += 1
                joins.append(_Join(lexeme.kind, lexeme.start, is_implicit=False))
                operands.append(self._operand(lexeme))
            else:
                joins.append(_Join(Kind.AND, lexeme.start, is_implicit=True))
                operands.append(self._operand(None))
        return operands, joins

    def _operand(self, operator: Lexeme | None) -> _Operand:
        """Parse one operand; ``operator`` is what stands before it and needs it."""
        first = self._next()
        negated = False
        while (lexeme := self._next()) and lexeme.kind in {Kind.NOT, Kind.MINUS}:
            operator, negated = lexeme, not negated
            self.at += 1
        if lexeme is None or lexeme.kind in {Kind.CLOSE, Kind.AND, Kind.OR}:
            self._refuse_gap(operator, lexeme)
        assert first is not None and lexeme is not None  # noqa: PT018 - one fact: a gap was refused
        self.at += 1
        match lexeme.kind:
            case Kind.WORD:
                node: Node = Word(lexeme.text)
            case Kind.PHRASE:
                node = Phrase(lexeme.text)
            case _:
                node = self._combined(*self._group(lexeme))
        return _Operand(negation(node) if negated else node, first.kind is Kind.MINUS, first.start)

    def _group(self, opening: Lexeme) -> tuple[list[_Operand], list["_Join"]]:
        closing = self._next()
        if closing and closing.kind is Kind.CLOSE:
            candidate = edited(self.text, [Edit(opening.start, closing.end)])
            raise Refusal(opening.start, "There is nothing between these parentheses.", (candidate,))
        found = self._sequence()
        self.at += 1  # the lexer has balanced them
        return found

    def _combined(self, operands: list[_Operand], joins: list["_Join"]) -> Node:
        nodes = [operand.node for operand in operands]
        kinds = [join.kind for join in joins]
        if Kind.OR not in kinds:
            return conjunction(nodes)
        if Kind.AND not in kinds:
            return disjunction(nodes)
        if self.mixed_at is None:
            self.mixed_at = next(join.start for join in joins if join.kind is not kinds[0])
        binding = Kind.OR if self.or_binds else Kind.AND
        groups = [[nodes[0]]]
        for kind, node in zip(kinds, nodes[1:], strict=True):
            if kind is binding:
                groups[-1].append(node)
            else:
                groups.append([node])
        if self.or_binds:
            return conjunction([disjunction(group) for group in groups])
        return disjunction([conjunction(group) for group in groups])

    def _next(self) -> Lexeme | None:
        return self.lexemes[self.at] if self.at < len(self.lexemes) else None

    def _refuse_gap(self, operator: Lexeme | None, found: Lexeme | None) -> None:
        """Refuse an operator that lacks what it needs on one side."""
        culprit = operator or found
        assert culprit is not None  # a sequence is begun only where something stands
        without = [edited(self.text, [Edit(culprit.start, culprit.end)])]
        if operator and found and found.kind is not Kind.CLOSE:
            message = f"{operator.text} and {found.text} stand side by side, with no word between them."
            without.insert(0, edited(self.text, [Edit(found.start, found.end)]))
            raise Refusal(found.start, message, without)
        side = "after" if operator else "before"
        raise Refusal(culprit.start, f"A word is missing {side} {culprit.text}.", without)


@dataclass(frozen=True, slots=True)
class _Join:
    kind: Kind
    start: int
    is_implicit: bool


_TOO_DEEP = f"Parentheses may stand inside each other {MAX_DEPTH} deep, and these go deeper."


def _too_long(chars: int) -> str:
    return f"The query has {chars:,} characters, and {MAX_CHARS:,} are the most that it may have."


def _refuse_out_of_bounds(found: Sequence[Lexeme]) -> None:
    terms = [lexeme for lexeme in found if lexeme.kind in {Kind.WORD, Kind.PHRASE}]
    if len(terms) > MAX_TERMS:
        message = (
            f"The query has {len(terms)} words and phrases, and {MAX_TERMS} are the most that it may have."
        )
        raise Refusal(terms[MAX_TERMS].start, message)
    depth = 0
    for lexeme in found:
        depth += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(lexeme.kind, 0)
        if depth > MAX_DEPTH:
            raise Refusal(lexeme.start, _TOO_DEEP)


def _nesting(node: Node) -> int:
    """Return how deep the parentheses of the canonical print are."""
    match node:
        case Leaf():
            return 0
        case Not():
            return _nesting(node.child) + isinstance(node.child, And | Or)
        case And() | Or():
            return max(_nesting(child) + isinstance(child, And | Or) for child in node.children)


def _plain(node: Node) -> str:
    return pasted.read(canonical(node)).text


def _demanding(node: Node) -> Node:
    """Return the tree with AND for OR wherever one side of the OR asks for nothing."""
    match node:
        case And():
            return conjunction([_demanding(child) for child in node.children])
        case Or():
            children = [_demanding(child) for child in node.children]
            return disjunction(children) if anchors(disjunction(children)) else conjunction(children)
        case _:
            return node


def _affirmed(node: Node) -> Node:
    """Return the tree without its negations."""
    match node:
        case Not():
            return _affirmed(node.child)
        case And():
            return conjunction([_affirmed(child) for child in node.children])
        case Or():
            return disjunction([_affirmed(child) for child in node.children])
        case _:
            return node
