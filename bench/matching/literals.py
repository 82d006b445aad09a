"""Literals found by an automaton, then the trees of those topics that have one found.

What one writes with ``hyperscan`` or ``pyahocorasick`` where no index of topics is at hand. Each
topic is filed under literals of which at least one must occur where it holds, the rarest that it
has by their frequency in the very articles (as Lucene's ``df``). They are searched in the text with
one blank between words; trees are compiled to closures. Runs in the peers' environment, without
our code.
"""

import gzip
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

from bench.matching.material import FOLDER, GAP, topic_lines
from bench.matching.topics import Tree, tree

Finder = Callable[[str], Iterable[list[int]]]
"""Returns the topics filed under each literal that a text has."""


class View:
    """An article's normalised words."""

    __slots__ = ("_fields", "_places", "text", "title", "words")

    def __init__(self, title: str, body: str) -> None:
        self.title = f" {title} "
        # Two blanks between title and body: no literal has any.
        self.text = f" {title}  {body} "
        self.words = frozenset(self.text.split())
        self._fields: tuple[list[str], ...] | None = None
        self._places: dict[str, tuple[list[int], ...]] = {}

    def places(self, word: str) -> tuple[list[int], ...]:
        """Return at which places a word stands, in the title and in the body."""
        if self._fields is None:
            title = self.title.split()
            self._fields = title, self.text.split()[len(title) :]
        if word not in self._places:
            self._places[word] = tuple(
                [at for at, one in enumerate(words) if one == word] for words in self._fields
            )
        return self._places[word]


Test = Callable[[View], bool]


def test(topic: Tree, frequency: Counter[str]) -> Test:
    """Return the test of a tree; the rarest words come first where all are needed."""
    match topic.op:
        case "t":
            (word,) = topic.words
            return lambda view: word in view.words
        case "ph" | "pre" | "tt" | "tph":
            return _text(topic, min(topic.words, key=frequency.__getitem__))
        case "near":
            return _near(int(topic.words[0]), *topic.words[1:])
        case "not":
            child = test(topic.children[0], frequency)
            return lambda view: not child(view)
    every = [test(child, frequency) for child in topic.children]
    return _all_of(every) if topic.op == "and" else _any_of(every)


# Loops, because ``all`` and ``any`` over a generator take twice as long.
def _all_of(every: list[Test]) -> Test:
    def holds(view: View) -> bool:
        for one in every:  # noqa: SIM110
            if not one(view):
                return False
        return True

    return holds


def _any_of(every: list[Test]) -> Test:
    def holds(view: View) -> bool:
        for one in every:  # noqa: SIM110
            if one(view):
                return True
        return False

    return holds


def _text(leaf: Tree, rarest: str) -> Test:
    (literal,) = literals_of(leaf)
    if leaf.op == "pre":
        return lambda view: literal in view.text
    if leaf.op == "ph":
        return lambda view: rarest in view.words and literal in view.text
    return lambda view: rarest in view.words and literal in view.title


def literals_of(leaf: Tree) -> list[str]:
    """Return what must occur where a leaf holds; nothing for a tree."""
    match leaf.op:
        case "t" | "ph" | "tt" | "tph":
            return [f" {' '.join(leaf.words)} "]
        case "pre":
            return [f" {leaf.words[0]}"]
        case "near":
            return [f" {word} " for word in leaf.words[1:]]
    return []


def _near(distance: int, one: str, other: str) -> Test:
    def holds(view: View) -> bool:
        if one not in view.words or other not in view.words:
            return False
        for places, others in zip(view.places(one), view.places(other), strict=True):
            if any(0 < abs(at - there) <= distance for at in places for there in others):
                return True
        return False

    return holds


def anchors(topic: Tree, frequency: Counter[str]) -> list[str] | None:
    """Return literals of which one occurs wherever a tree holds; None when it may hold without."""

    def rarity(options: list[str]) -> int:
        return sum(min(frequency[word] for word in literal.split()) for literal in options)

    if topic.op == "not":
        return None
    if not topic.children:
        return [min(literals_of(topic), key=lambda literal: rarity([literal]))]
    options = [anchors(child, frequency) for child in topic.children]
    possible = [option for option in options if option is not None]
    if topic.op == "and":
        return min(possible, key=rarity, default=None)
    return [literal for option in possible for literal in option] if len(possible) == len(options) else None


class _Table(dict[int, str]):
    """For ``str.translate``: no case, no accents, a blank for what is no letter or digit."""

    def __missing__(self, point: int) -> str:
        bare = unicodedata.normalize("NFKD", chr(point)).lower()
        kept = "".join(char for char in bare if char.isalnum())
        self[point] = kept or ("" if unicodedata.combining(chr(point)) else " ")
        return self[point]


_TABLE = _Table()


def normalised(text: str) -> str:
    """Return an article's words with one blank between them, much as our tokeniser has them."""
    if "’" in text:
        text = text.replace("’", "'")
    return " ".join(text.lower().replace("'s ", " ").translate(_TABLE).split())


def hyperscan_finder(filed: dict[str, list[int]]) -> Finder:
    """Return a finder by Hyperscan, which reports each literal once."""
    import hyperscan  # type: ignore[import-not-found]  # noqa: PLC0415 - only in the peers' environment

    topics = list(filed.values())
    database = hyperscan.Database()
    database.compile(
        expressions=[literal.encode() for literal in filed],
        ids=list(range(len(filed))),
        elements=len(filed),
        flags=hyperscan.HS_FLAG_SINGLEMATCH,
        literal=True,
    )

    def find(text: str) -> list[list[int]]:
        found: list[list[int]] = []

        def note(literal: int, *_: object) -> None:
            found.append(topics[literal])

        database.scan(text.encode(), match_event_handler=note)
        return found

    return find


def ahocorasick_finder(filed: dict[str, list[int]]) -> Finder:
    """Return a finder by pyahocorasick."""
    import ahocorasick  # type: ignore[import-not-found]  # noqa: PLC0415

    automaton = ahocorasick.Automaton()
    topics = list(filed.values())
    for number, literal in enumerate(filed):
        automaton.add_word(literal, number)
    automaton.make_automaton()
    return lambda text: [topics[number] for number in {number for _, number in automaton.iter(text)}]


class Literals:
    """The topics of a file, filed."""

    def __init__(self, size: int, finder: Callable[[dict[str, list[int]]], Finder], terms: str) -> None:
        with open(terms, encoding="utf-8") as lines:  # noqa: PTH123
            rows = [line.rstrip("\n").split("\t") for line in lines]
        self.terms = [(title, all_of_it.partition(f"{GAP} ")[2]) for title, all_of_it in rows]
        with gzip.open(FOLDER / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
            self.articles = [(one["title"], one["body"]) for one in map(json.loads, lines)]
        frequency = Counter(word for _, text in rows for word in set(text.split()))
        trees = [tree(line) for line in topic_lines(size)]
        self.tests = [test(topic, frequency) for topic in trees]
        filed: dict[str, list[int]] = {}
        for number, topic in enumerate(trees):
            for literal in set(anchors(topic, frequency) or ()):
                filed.setdefault(literal, []).append(number)
        self.find = finder(filed)

    def once(self, given: str) -> int:
        """Match all articles, given as they are (``articles``) or by our ``terms``; count the matches."""
        if given == "terms":
            return sum(self.match(View(title, body)) for title, body in self.terms)
        return sum(self.match(View(normalised(title), normalised(body))) for title, body in self.articles)

    def match(self, view: View) -> int:
        """Count the topics that hold."""
        candidates = set[int]().union(*self.find(view.text))
        return sum(self.tests[number](view) for number in candidates)

    def elsewhere_s(self) -> float:
        """Implement ``Contender``: all is done here."""
        return 0.0
