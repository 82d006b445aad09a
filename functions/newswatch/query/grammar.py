"""From lexemes to a tree; the grammar is in ``parser``."""

from collections.abc import Sequence
from dataclasses import dataclass

from newswatch.query.lexeme import Kind, Lexeme
from newswatch.query.operands import Nearness, counted, distributed, foreign, operand
from newswatch.query.printing import canonical
from newswatch.query.refusal import Refusal, empty_group, replaced
from newswatch.query.syntax import (
    Attribute,
    Filter,
    In,
    Leaf,
    Near,
    Node,
    Or,
    SetRef,
    conjunction,
    disjunction,
    negation,
)


@dataclass(frozen=True, slots=True)
class _Operand:
    node: Node
    start: int
    end: int
    is_filter: bool = False
    """Excluded by a minus, or about where the article came from."""


@dataclass(frozen=True, slots=True)
class _Join:
    kind: Kind
    start: int
    is_implicit: bool


@dataclass(frozen=True, slots=True)
class _Joint:
    """A NEAR, or NOT NEAR, between two operands."""

    near: Lexeme
    start: int
    is_apart: bool

    @property
    def name(self) -> str:
        return f"{'NOT ' * self.is_apart}{'O' * self.near.is_ordered}NEAR"

    @property
    def text(self) -> str:
        return f"NOT {self.near.text}" if self.is_apart else self.near.text

    @property
    def nearness(self) -> Nearness:
        return Nearness(self.near.number, self.near.is_ordered, self.is_apart)


class Grammar:
    """Recursive descent; the recursion is as deep as the parentheses, which are bounded before."""

    def __init__(self, text: str, found: Sequence[Lexeme], *, or_binds: bool) -> None:
        """Take a text with its lexemes; where AND and OR meet without parentheses, one of them binds."""
        self.text, self.lexemes, self.or_binds = text, found, or_binds
        self.at = 0
        self.mixed_at: int | None = None
        """Where AND and OR first meet without parentheses."""

    def query(self) -> Node:
        """Return the tree.

        Raises:
            Refusal: an operator lacks an operand, or has one that it can't take.
        """
        operands, joins = self._sequence(None)
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

    def _sequence(self, operator: Lexeme | None) -> tuple[list[_Operand], list[_Join]]:
        operands, joins = [self._operand(operator)], list[_Join]()
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
        last: Lexeme | None = None
        is_negated = False
        while (lexeme := self._next()) and lexeme.kind in {Kind.NOT, Kind.MINUS}:
            operator = last = lexeme
            is_negated = not is_negated
            self.at += 1
        found = self._proximity(self._primary(operator), last)
        assert first is not None  # what lacks an operand was refused
        is_filter = first.kind is Kind.MINUS or (first.kind is Kind.ATOM and _is_filter(found.node))
        return _Operand(negation(found.node) if is_negated else found.node, first.start, found.end, is_filter)

    def _primary(self, operator: Lexeme | None) -> _Operand:
        """Parse what is no operator, with a field before it or not."""
        lexeme = self._next()
        if lexeme is None or lexeme.kind in {Kind.CLOSE, Kind.AND, Kind.OR, Kind.NOT, Kind.MINUS, Kind.NEAR}:
            raise self._gap(operator, lexeme)
        self.at += 1
        match lexeme.kind:
            case Kind.PLACE:
                node: Node = self._placed(lexeme)
            case Kind.REST:
                assert lexeme.place is not None
                node = In(lexeme.place, self._combined(*self._sequence(lexeme)))
            case Kind.TIMES:
                node = self._counted(lexeme)
            case Kind.OPEN:
                node = self._group(lexeme)
            case _:
                assert lexeme.node is not None
                node = lexeme.node
        return _Operand(node, lexeme.start, self.lexemes[self.at - 1].end)

    def _group(self, opening: Lexeme) -> Node:
        closing = self._next()
        if closing and closing.kind is Kind.CLOSE:
            raise empty_group(self.text, opening.start, closing.end)
        found = self._combined(*self._sequence(None))
        self.at += 1  # the lexer has balanced them
        return found

    def _placed(self, place: Lexeme) -> Node:
        lexeme = self._next()
        if lexeme is None or lexeme.kind in {Kind.CLOSE, Kind.AND, Kind.OR, Kind.NEAR}:
            raise self._gap(place, lexeme)
        assert place.place is not None
        self.at += 1
        if lexeme.kind is Kind.OPEN:
            return In(place.place, self._group(lexeme))
        if lexeme.kind is Kind.TIMES:
            return In(place.place, self._counted(lexeme))
        if isinstance(lexeme.node, Leaf | Near):
            return In(place.place, lexeme.node)
        message = f"{place.text} takes a word, a phrase, or a group in parentheses."
        behind = self.text[lexeme.start : lexeme.end]
        moved = f"{behind} {place.text}" if lexeme.kind is Kind.NOT else f"{behind}{place.text}"
        meant = [moved] if lexeme.kind in {Kind.NOT, Kind.MINUS} else []
        meant += [f"{place.text}({behind})"] if isinstance(lexeme.node, SetRef) else []
        raise Refusal(lexeme.start, message, replaced(self.text, place.start, lexeme.end, *meant, behind))

    def _counted(self, times: Lexeme) -> Node:
        opening = self._next()
        assert opening is not None  # the lexer has looked
        self.at += 1
        child = self._group(opening)
        meant = counted(times.number, child)
        if operand(child) or self.mixed_at is not None:
            return meant
        message = f"atleast: takes words, phrases and groups of these with OR, but no {foreign(child)}."
        end = self.lexemes[self.at - 1].end
        raise Refusal(times.start, message, replaced(self.text, times.start, end, f"({canonical(meant)})"))

    def _proximity(self, left: _Operand, negation_before: Lexeme | None) -> _Operand:
        """Parse NEAR and what it joins to ``left``, if it is there."""
        operands, joints = [left], list[_Joint]()
        while joint := self._joint():
            joints.append(joint)
            operands.append(self._primary(joint.near))
        if not joints:
            return left
        if len(joints) > 1:
            raise self._chain(operands, joints)
        (joint,), (_, right) = joints, operands
        if negation_before:
            raise self._negated(negation_before, left, joint, right)
        meant = distributed(left.node, right.node, joint.nearness)
        culprit = next((side for side in operands if operand(side.node) is None), None)
        if culprit and self.mixed_at is None:
            what = foreign(culprit.node)
            message = f"{joint.name} joins words, phrases and groups of these with OR, but no {what}."
            written = replaced(self.text, left.start, right.end, f"({canonical(meant)})")
            raise Refusal(culprit.start, message, written)
        return _Operand(meant, left.start, right.end)

    def _joint(self) -> _Joint | None:
        first, second, *_ = (*self.lexemes[self.at : self.at + 2], None, None)
        is_apart = bool(first and second and first.kind is Kind.NOT and second.kind is Kind.NEAR)
        near = second if is_apart else first
        if first is None or near is None or near.kind is not Kind.NEAR:
            return None
        self.at += 1 + is_apart
        joint = _Joint(near, first.start, is_apart)
        if is_apart and near.is_ordered:
            message = "NOT ONEAR can't be asked for; NOT NEAR looks in both directions."
            raise Refusal(first.start, message, replaced(self.text, near.start, near.end, near.text[1:]))
        negation_behind = self._next()
        if negation_behind and negation_behind.kind in {Kind.NOT, Kind.MINUS}:
            meant = f"NOT {near.text.removeprefix('O')} "
            message = f"What must not be near stands behind {meant.strip()}."
            raise Refusal(
                negation_behind.start, message, replaced(self.text, first.start, negation_behind.end, meant)
            )
        return joint

    def _chain(self, operands: list[_Operand], joints: list[_Joint]) -> Refusal:
        said = [self.text[side.start : side.end] for side in operands]
        pairs = [f"({said[i]} {joint.text} {said[i + 1]})" for i, joint in enumerate(joints)]
        message = f"{joints[0].name} joins two; for a third, write each pair."
        written = f"({' AND '.join(pairs)})"
        return Refusal(
            joints[1].start, message, replaced(self.text, operands[0].start, operands[-1].end, written)
        )

    def _negated(self, negation_before: Lexeme, left: _Operand, joint: _Joint, right: _Operand) -> Refusal:
        one, other = self.text[left.start : left.end], self.text[right.start : right.end]
        name = "NOT" if negation_before.kind is Kind.NOT else "A minus"
        message = f"{name} and {joint.name} need parentheses here. Which one?"
        meant = [f"NOT ({one} {joint.text} {other})"]
        meant += [f"{other} NOT {joint.near.text.removeprefix('O')} {one}"] if not joint.is_apart else []
        candidates = replaced(self.text, negation_before.start, right.end, *meant)
        return Refusal(negation_before.start, message, candidates)

    def _combined(self, operands: list[_Operand], joins: list[_Join]) -> Node:
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

    def _gap(self, operator: Lexeme | None, found: Lexeme | None) -> Refusal:
        """Return the refusal of an operator that lacks what it needs on one side."""
        culprit = operator or found
        assert culprit is not None  # a sequence is begun only where something stands
        without = replaced(self.text, culprit.start, culprit.end, "")
        if operator is None or found is None or found.kind is Kind.CLOSE:
            side = "after" if operator else "before"
            return Refusal(culprit.start, f"A word is missing {side} {culprit.text}.", without)
        if found.kind is Kind.NEAR and operator.kind is Kind.NOT and self.at > 1:
            joining = self.lexemes[self.at - 2]
            message = f"NOT {found.text} stands directly behind a word, without {joining.text}."
            return Refusal(joining.start, message, replaced(self.text, joining.start, joining.end, ""))
        message = f"{operator.text} and {found.text} stand side by side, with no word between them."
        return Refusal(found.start, message, (*replaced(self.text, found.start, found.end, ""), *without))


def _is_filter(node: Node) -> bool:
    if isinstance(node, Or):
        return all(map(_is_filter, node.children))
    return isinstance(node, Filter) and node.attribute is not Attribute.URL
