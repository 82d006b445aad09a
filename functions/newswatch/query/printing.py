"""Queries and their errors as text for people."""

import unicodedata

from newswatch.errors import QueryError
from newswatch.query import pasted
from newswatch.query.syntax import And, Node, Not, Or, Phrase, Word


def canonical(node: Node) -> str:
    """Return the one form in which a tree is printed; parsing it gives the same tree."""
    match node:
        case Word():
            return pasted.spell(node.text)
        case Phrase():
            return f'"{pasted.spell(node.text)}"'
        case Not():
            return f"NOT {_operand(node.child)}"
        case And():
            return " AND ".join(map(_operand, node.children))
        case Or():
            return " OR ".join(map(_operand, node.children))


def _operand(node: Node) -> str:
    return f"({canonical(node)})" if isinstance(node, And | Or) else canonical(node)


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
