"""What NEAR and atleast: take, and the nearest that works where they get something else."""

from dataclasses import dataclass, replace

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
    Operand,
    Or,
    conjunction,
    disjunction,
    negation,
)


@dataclass(frozen=True, slots=True)
class Nearness:
    """A NEAR, before its operands are known."""

    distance: int
    is_ordered: bool
    is_apart: bool
    """NOT NEAR."""

    def between(self, left: Operand, right: Operand) -> Near | Apart:
        """Return the node."""
        if self.is_apart:
            return Apart(left, right, self.distance)
        return Near(left, right, self.distance, self.is_ordered)


def operand(node: Node) -> Operand | None:
    """Return the node if it is a leaf or an OR-group of leaves."""
    if isinstance(node, Leaf):
        return node
    if isinstance(node, Or) and all(isinstance(child, Leaf) for child in node.children):
        return node
    return None


def foreign(node: Node) -> str:
    """Return what there is in a node, in words of a query, for which it is no operand."""
    match node:
        case Or():
            found = next(foreign(child) for child in node.children if operand(child) is None)
        case And() | Not():
            found = type(node).__name__.upper()
        case Near() | Apart():
            found = "NEAR"
        case AtLeast():
            found = "atleast:"
        case In():
            found = f"{node.place}:"
        case Filter():
            found = f"{node.attribute}:"
        case _:
            found = "saved sets"
    return found


def distributed(left: Node, right: Node, near: Nearness) -> Node:
    """Return what is meant by NEAR between two nodes that need not be operands: pairs of those that are."""
    if taken := operand(left):
        return _distributed_right(taken, right, near)
    match left:
        case In() if isinstance(right, In) and right.place is not left.place:
            meant: Node = conjunction([left, right])
        case In():
            other = right.child if isinstance(right, In) else right
            meant = replace(left, child=distributed(left.child, other, near))
        case And() | Or():
            join = conjunction if isinstance(left, And) else disjunction
            meant = join([distributed(child, right, near) for child in left.children])
        case Near() | Apart():
            meant = conjunction([left, distributed(left.right, right, near)])
        case AtLeast():
            meant = conjunction([left, distributed(left.child, right, near)])
        case _:
            meant = conjunction([left, right])
    return meant


def _distributed_right(left: Operand, right: Node, near: Nearness) -> Node:
    """Return the same for a left side that is an operand."""
    if taken := operand(right):
        return near.between(left, taken)
    match right:
        case In():
            meant: Node = replace(right, child=_distributed_right(left, right.child, near))
        case And() | Or():
            join = conjunction if isinstance(right, And) else disjunction
            meant = join([_distributed_right(left, child, near) for child in right.children])
        case Near() | Apart():
            meant = conjunction([_distributed_right(left, right.left, near), right])
        case AtLeast():
            meant = conjunction([_distributed_right(left, right.child, near), right])
        case Not() if (excluded := operand(right.child)) and not near.is_apart:
            meant = Apart(left, excluded, near.distance)
        case _:
            meant = conjunction([left, right])
    return meant


def counted(times: int, child: Node) -> Node:
    """Return what is meant by counting a node that need not be an operand: counts of those in it."""
    if taken := operand(child):
        return child if times == 1 else AtLeast(times, taken)
    match child:
        case In():
            meant: Node = replace(child, child=counted(times, child.child))
        case And() | Or():
            join = conjunction if isinstance(child, And) else disjunction
            meant = join([counted(times, part) for part in child.children])
        case Not():
            meant = negation(counted(times, child.child))
        case _:
            meant = child
    return meant
