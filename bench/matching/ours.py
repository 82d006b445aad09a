"""The topic index, with the peers' topics in our query language."""

from bench.matching.material import documents, topic_lines
from bench.matching.topics import query, stemmed, tree
from newswatch.model import TopicId
from newswatch.query import TopicIndex, parse


def texts(size: int, *, stems: bool = False) -> list[str]:
    """Return topics as one writes them; with ``stems`` every tenth plain term in any inflection."""
    word = stemmed()
    trees = [tree(line) for line in topic_lines(size)]
    return [query(topic, word) if stems else query(topic) for topic in trees]


def built(queries: list[str]) -> TopicIndex:
    """Return an index of these queries."""
    index = TopicIndex()
    for number, text in enumerate(queries):
        index.put(TopicId(f"{number:06}"), parse(text))
    return index


class Ours:
    """The topics of a file, and all articles."""

    def __init__(self, size: int) -> None:
        self.articles = documents()
        self.index = built(texts(size))

    def once(self, _: str) -> int:
        """Match all articles; count the matches."""
        return sum(len(self.index.match(article)) for article in self.articles)

    def elsewhere_s(self) -> float:
        """Implement ``Contender``: all is done here."""
        return 0.0
