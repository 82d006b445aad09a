"""Articles as small numbers, four bytes each, in place of ids: an index has millions of them."""

from array import array
from collections.abc import Iterator

from newswatch.model import ArticleId


class Slots:
    """A number for each article; that of one that is gone is given to another one."""

    def __init__(self) -> None:
        """Begin with no article."""
        self._slots: dict[ArticleId, int] = {}
        self._ids: list[ArticleId] = []
        self._free: list[int] = []

    def __getitem__(self, slot: int) -> ArticleId:
        """Return the article of a number."""
        return self._ids[slot]

    def __iter__(self) -> Iterator[tuple[ArticleId, int]]:
        """Yield the articles, each with its number."""
        yield from self._slots.items()

    def take(self, article_id: ArticleId) -> int:
        """Return a number for an article that has none."""
        if self._free:
            slot = self._free.pop()
            self._ids[slot] = article_id
        else:
            slot = len(self._ids)
            self._ids.append(article_id)
        self._slots[article_id] = slot
        return slot

    def give_back(self, article_id: ArticleId) -> int | None:
        """Return the number of an article, which has none from then on; None where it had none."""
        slot = self._slots.pop(article_id, None)
        if slot is not None:
            self._free.append(slot)
        return slot


def packed(slot: int) -> bytes:
    """Return a number as it stands in a list of some."""
    return array("I", (slot,)).tobytes()


def without(filed: bytes | bytearray, slot: int) -> bytes | bytearray:
    """Return a list of numbers without one that is there."""
    at = 4 * array("I", filed).index(slot)
    return filed[:at] + filed[at + 4 :]
