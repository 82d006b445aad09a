"""Queries that nothing has to satisfy, and what could be meant."""

from collections.abc import Sequence
from dataclasses import replace

from newswatch.query.lexeme import Kind, Lexeme
from newswatch.query.printing import canonical
from newswatch.query.refusal import Refusal
from newswatch.query.syntax import (
    And,
    Attribute,
    Filter,
    In,
    Node,
    Not,
    Or,
    conjunction,
    disjunction,
    is_selective,
    walk,
)

_NEEDED = "Nothing here has to occur, so nearly every article would match; add a word that must."
_LANGUAGE_ALONE = "A language alone would match everything in that language; add a word that must occur."
_ADDRESS_ALONE = "A part of an address alone is not enough; add a word that must occur, or a site:."


REASONS = frozenset({_NEEDED, _LANGUAGE_ALONE, _ADDRESS_ALONE})


def unselective(root: Node, found: Sequence[Lexeme]) -> Refusal:
    """Return the refusal of a tree that is not selective, with those nearest to it that are."""
    culprit = _culprit(root)
    candidates = [canonical(_demanding(root)), canonical(_affirmed(root))]
    if isinstance(culprit, Filter):
        at = next(lexeme.start for lexeme in found if lexeme.node and culprit in walk(lexeme.node))
        message = _LANGUAGE_ALONE if culprit.attribute is Attribute.LANG else _ADDRESS_ALONE
        return Refusal(at, message, candidates)
    at = next(lexeme.start for lexeme in found if lexeme.kind in {Kind.NOT, Kind.MINUS})
    return Refusal(at, _NEEDED, candidates)


def _culprit(node: Node) -> Node:
    """Return what asks for nothing in a tree that asks for nothing: a filter, or a negation."""
    match node:
        case In():
            return _culprit(node.child)
        case And() | Or():
            culprits = [_culprit(child) for child in node.children if not is_selective(child)]
            return next((culprit for culprit in culprits if isinstance(culprit, Not)), culprits[0])
        case _:
            return node


def _demanding(node: Node) -> Node:
    """Return the tree with AND for OR wherever one side of the OR asks for nothing."""
    match node:
        case In():
            return replace(node, child=_demanding(node.child))
        case And():
            return conjunction([_demanding(child) for child in node.children])
        case Or():
            children = [_demanding(child) for child in node.children]
            return disjunction(children) if is_selective(disjunction(children)) else conjunction(children)
        case _:
            return node


def _affirmed(node: Node) -> Node:
    """Return the tree without its negations."""
    match node:
        case Not():
            return _affirmed(node.child)
        case In():
            return replace(node, child=_affirmed(node.child))
        case And():
            return conjunction([_affirmed(child) for child in node.children])
        case Or():
            return disjunction([_affirmed(child) for child in node.children])
        case _:
            return node
