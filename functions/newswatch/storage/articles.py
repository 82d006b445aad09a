"""Articles: one per canonical URL, filed under the day they were first read."""

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from newswatch.errors import Conflict
from newswatch.model import Article, ArticleId, StoryId
from newswatch.storage import codec, items
from newswatch.storage.keys import DAY_SHARDS, Key, Keys
from newswatch.storage.table import Table


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a URL stands for, and under which day (``2026-11-23``) that is filed."""

    article_id: ArticleId
    day: str


class Articles:
    """An article's item and the rows that its URLs point from.

    A pointer is written before the article. One that points at nothing, because
    its writer died in between, counts as none: the article is read again and
    filed where the pointer says.
    """

    def __init__(self, table: Table, keys: Keys, retention_days: int) -> None:
        self._table, self._keys, self._retention_days = table, keys, retention_days

    def article_at(self, urls: Sequence[str]) -> Article | None:
        """Implement ``Store``."""
        keys = [self._keys.url(url) for url in dict.fromkeys(urls)]
        pointers = {item["pk"]: item for item in self._table.batch_get(keys, consistent=True)}
        for key in keys:
            if key.pk in pointers and (article := self._follow(_pointer(pointers[key.pk]))):
                return article
        return None

    def article(self, article_id: ArticleId) -> Article | None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.url_of(article_id), consistent=True)
        return self._follow(_pointer(item)) if item else None

    def save_article(self, article: Article, aliases: Collection[str]) -> Article:
        """Implement ``Store``."""
        canonical = self._keys.url_of(article.id)
        ours = Pointer(article.id, f"{article.read_at.astimezone(UTC):%Y-%m-%d}")
        stands = self._point(canonical, ours)
        stored = self._follow(stands) if stands else None
        if stored and stored.id != article.id:
            return stored
        if stands and stands.article_id != article.id:
            # It pointed at an article that is gone.
            self._table.put(canonical, self._pointer_item(ours))
            stands = None
        if not stored or stored.version < article.version:
            stored = self._put(article, (stands or ours).day) or self.article(article.id) or article
        for key in {self._keys.url(url) for url in aliases} - {canonical}:
            self._point(key, Pointer(article.id, (stands or ours).day))
        return stored

    def place_article(self, article_id: ArticleId, story_id: StoryId) -> None:
        """Implement ``Store``."""
        item = self._table.get(self._keys.url_of(article_id), consistent=True)
        if item is None:
            return
        pointer = _pointer(item)
        with suppress(Conflict):
            # Its writer may have died in between, or it has expired: there is no article to change.
            self._table.update(
                self._keys.article(pointer.day, pointer.article_id),
                "SET #story_id = :story_id",
                "attribute_exists(pk)",
                story_id=story_id,
            )

    def articles_of(self, day: datetime) -> Sequence[Article]:
        """Implement ``Store``."""
        name = f"{day.astimezone(UTC):%Y-%m-%d}"
        shards = (self._table.query(self._keys.day(name, shard)) for shard in range(DAY_SHARDS))
        return [items.to_article(item) for shard in shards for item in shard]

    def _follow(self, pointer: Pointer) -> Article | None:
        item = self._table.get(self._keys.article(pointer.day, pointer.article_id), consistent=True)
        return items.to_article(item) if item else None

    def _put(self, article: Article, day: str) -> Article | None:
        """Write a new version; None when a newer one, or the same, was there first.

        The story that it tells is decided once: should it have been split off meanwhile, that stays.
        """
        item = {**items.from_article(article), "ttl": self._ttl(day)}
        changes = [
            f"#{name} = if_not_exists(#{name}, :{name})" if name == "story_id" else f"#{name} = :{name}"
            for name in item
        ]
        try:
            self._table.update(
                self._keys.article(day, article.id),
                f"SET {', '.join(changes)}",
                "attribute_not_exists(pk) OR #version < :version",
                **item,
            )
        except Conflict:
            return None
        return article

    def _point(self, key: Key, pointer: Pointer) -> Pointer | None:
        """Let a URL stand for an article unless it stands for one already; return that one."""
        try:
            self._table.put(key, self._pointer_item(pointer), "attribute_not_exists(pk)")
        except Conflict:
            item = self._table.get(key, consistent=True)
            return _pointer(item) if item else None
        return None

    def _pointer_item(self, pointer: Pointer) -> dict[str, str | int]:
        return {"article_id": pointer.article_id, "day": pointer.day, "ttl": self._ttl(pointer.day)}

    def _ttl(self, day: str) -> int:
        # The day counts from its beginning: one more keeps the retention that was promised.
        return codec.ttl(datetime.fromisoformat(day).replace(tzinfo=UTC), self._retention_days + 1)


def _pointer(item: codec.Item) -> Pointer:
    return Pointer(ArticleId(item["article_id"]), item["day"])
