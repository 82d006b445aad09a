"""Queries and their errors as text for people."""

import re
import unicodedata

from newswatch.errors import QueryError
from newswatch.query import pasted, words
from newswatch.query.syntax import (
    And,
    Apart,
    AtLeast,
    Attribute,
    Exact,
    Filter,
    In,
    Leaf,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SetRef,
    Stem,
)


def canonical(node: Node) -> str:  # noqa: PLR0911 - a kind of node each
    """Return the one form in which a tree is printed; parsing it gives the same tree."""
    match node:
        case Leaf():
            return _leaf(node)
        case Near() | Apart():
            name = "NOT NEAR" if isinstance(node, Apart) else "ONEAR" if node.ordered else "NEAR"
            return f"{_operand(node.left)} {name}/{node.distance} {_operand(node.right)}"
        case AtLeast():
            return f"atleast:{node.times}({canonical(node.child)})"
        case In():
            child = node.child
            return f"{node.place}:{_leaf(child) if isinstance(child, Leaf) else f'({canonical(child)})'}"
        case Not():
            child = node.child
            return f"NOT {f'({canonical(child)})' if isinstance(child, Near | Apart) else _operand(child)}"
        case And() | Or():
            return f" {'AND' if isinstance(node, And) else 'OR'} ".join(map(_operand, node.children))
        case _:
            return _condition(node)


def _operand(node: Node) -> str:
    return f"({canonical(node)})" if isinstance(node, And | Or) else canonical(node)


def _leaf(leaf: Leaf) -> str:
    match leaf:
        case Phrase():
            return f'"{leaf.text}"'
        case Prefix():
            return f"{leaf.text}*"
        case Stem():
            return f"~{words.plainest(leaf.text)}"
        case Exact():
            return f"={words.plainest(leaf.text)}"
        case _:
            return leaf.text


# An address, or a part of it, is read without quotes.
_ADDRESS = re.compile(r"""(?!//)[^\s()|",;'*]+""")


def _condition(node: Filter | SetRef) -> str:
    if isinstance(node, SetRef):
        return f"set:{node.name}"
    if node.attribute is Attribute.SITE:
        return f"site:{node.value if '.' in node.value else f'.{node.value}'}"
    if node.attribute is Attribute.URL and _ADDRESS.fullmatch(node.value):
        return f"url:{node.value}"
    return f"{node.attribute}:{words.plainest(node.value)}"


# A code block in Slack wraps at about this width on a laptop, and a wrapped line loses its caret.
_WIDTH = 72
_BEFORE_CARET = 48
# Enough to fill the line even if it begins with a long link.
_READ_AFTER_CARET = 2_000


def caret(error: QueryError) -> str:
    """Return the query with a caret and the message under it: two lines, for a monospaced font.

    The query is shown as it was read, in one line, and only around the place when
    it is long. Under a wide character stands a wide blank.
    """
    read = pasted.read(error.query[: error.position + _READ_AFTER_CARET])
    at = read.position(error.position)
    first = max(0, at - _BEFORE_CARET) if len(read.text) > _WIDTH else 0
    last = first + _WIDTH
    line = ("…" if first else "") + read.text[first:last] + ("…" if last < len(read.text) else "")
    under = "".join(map(_blank, ("…" if first else "") + read.text[first:at]))
    return f"{line.rstrip()}\n{under}^ {error.message}"


def _blank(char: str) -> str:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return ""
    return "\u3000" if unicodedata.east_asian_width(char) in "WF" else " "
