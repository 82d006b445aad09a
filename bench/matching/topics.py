"""Topics as the peers' files have them, and the same in our query language."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tree:
    """``( op word … child … )``; which there are says the peers' README."""

    op: str
    words: tuple[str, ...] = ()
    children: tuple["Tree", ...] = ()


def tree(line: str) -> Tree:
    """Return a topic's tree."""
    pieces = iter(line.split())
    assert next(pieces) == "("
    return _rest(pieces.__next__)


def _rest(following: Callable[[], str]) -> Tree:
    op, words, children = following(), [], []
    while (piece := following()) != ")":
        if piece == "(":
            children.append(_rest(following))
        else:
            words.append(piece)
    return Tree(op, tuple(words), tuple(children))


# Without quotes these would be read as operators, or refused for looking like them.
_OPERATORS = frozenset({"and", "or", "not", "near", "onear"})


def plain(word: str) -> str:
    """Return a word as it is looked for."""
    return f'"{word}"' if word in _OPERATORS else word


def query(topic: Tree, word: Callable[[str], str] = plain) -> str:
    """Return a topic as one writes it; ``word`` writes its plain terms."""
    return _query(topic, word, outermost=True)


def _query(topic: Tree, word: Callable[[str], str], *, outermost: bool = False) -> str:
    words = topic.words
    match topic.op:
        case "t":
            return word(words[0])
        case "ph" | "tph":
            text = f'"{" ".join(words)}"'
            return text if topic.op == "ph" else f"title:{text}"
        case "pre" | "tt":
            return f"{words[0]}*" if topic.op == "pre" else f"title:{plain(words[0])}"
        case "not":
            return f"NOT ({_query(topic.children[0], word, outermost=True)})"
        case "near":
            text = f"{plain(words[1])} NEAR/{words[0]} {plain(words[2])}"
        case _:
            text = f" {topic.op.upper()} ".join(_query(child, word) for child in topic.children)
    return text if outermost else f"({text})"


def stemmed(every: int = 10) -> Callable[[str], str]:
    """Return a way to write plain terms that asks for the inflections of one in so many."""
    count = 0

    def word(term: str) -> str:
        nonlocal count
        count += 1
        return f"~{term}" if count % every == 0 else plain(term)

    return word
