"""The language that a query asks for, apart from the rest of it: what a form shows as a field of its own."""

from newswatch.query.printing import canonical
from newswatch.query.syntax import And, Attribute, Filter, Query, conjunction, is_selective


def parted(query: Query) -> tuple[str, str]:
    """Return a query without the one language that it demands, canonical, and that language's code.

    The code is empty, and the query whole, where it demands none, or says more of languages than that.
    """
    root = query.root
    if not isinstance(root, And):
        return query.canonical, ""
    said = [each for each in root.children if isinstance(each, Filter) and each.attribute is Attribute.LANG]
    rest = [each for each in root.children if each not in said]
    if len(said) != 1 or not rest or not is_selective(bare := conjunction(rest)):
        return query.canonical, ""
    return canonical(bare), said[0].value


def joined(text: str, language: str) -> str:
    """Return the text of a query that demands a language, too.

    Args:
        text: a query that parses by itself.
        language: its code; empty for any.
    """
    return f"({text}) AND lang:{language}" if language else text
