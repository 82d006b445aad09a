"""What folding and stemming cost: articles as they are beside articles that need neither."""

import statistics
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from bench.matching.child import Child, Pass
from bench.matching.material import Document, documents
from bench.matching.ours import built, texts
from newswatch.text import folded

GOAL = 1.35
ROUNDS = 7
SIZES = (1_000, 10_000)
WAYS = {
    "exact": "plain articles, words as they stand",
    "folded": "articles as they are, words as they stand",
    "stemmed": "articles as they are, one term in ten in any inflection",
}


@dataclass(frozen=True, slots=True)
class English:
    """An article that says its language."""

    title: str
    text: str
    language: str = "en"


def plain(text: str) -> str:
    """Return a text in ASCII and lower case, as long and of as many words; of other letters it makes some."""
    return "".join(
        char if char.isascii() else chr(ord("a") + ord(char) % 26) for char in folded(text)
    ).lower()


class Inflection:
    """Contenders: the topics of a file in one of the ``WAYS``, and all articles."""

    def __init__(self, size: int, way: str) -> None:
        self.articles = [self._article(one, way) for one in documents()]
        self.index = built(texts(size, stems=way == "stemmed"))

    def once(self, _: str) -> int:
        """Match all articles; count the matches."""
        return sum(len(self.index.match(article)) for article in self.articles)

    def elsewhere_s(self) -> float:
        """Implement ``Contender``: all is done here."""
        return 0.0

    def _article(self, one: Document, way: str) -> English:
        return English(plain(one.title), plain(one.text)) if way == "exact" else English(one.title, one.text)


def main(sizes: Sequence[int]) -> None:
    """Print how long articles take in each way."""
    count = len(documents())
    for size in (size for size in sizes if size in SIZES):
        with ExitStack() as stack:
            children = {way: stack.enter_context(Child(sys.executable, way, size)) for way in WAYS}
            passes: dict[str, list[Pass]] = {way: [] for way in WAYS}
            for _ in range(ROUNDS + 1):
                for way, child in children.items():
                    passes[way].append(child.once("articles"))
        # The first warms up and is not counted.
        cpu_s = {way: statistics.median(one.cpu_s for one in found[1:]) for way, found in passes.items()}
        print(f"\n{size:,} topics: articles/s, times as long (goal {GOAL:.2f}), matches")
        for way, what in WAYS.items():
            print(
                f"{what:58}{count / cpu_s[way]:>8,.0f}{cpu_s[way] / cpu_s['exact']:>7.2f}"
                f"{passes[way][-1].matches:>10,}",
                flush=True,
            )
