"""Articles, and pages to be read again, as items, and back."""

import json
import zlib
from typing import Any

from newswatch.model import Article, ArticleId, Reread, SourceId, StoryId, TextFrom
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time


def from_article(article: Article) -> dict[str, Any]:
    """Return an article as an item: what is only written with all of it is one compressed blob."""
    body = {
        "title": article.title,
        "text": article.text,
        "read_at": from_time(article.read_at),
        "source_id": article.source_id,
        "text_from": article.text_from.value,
        "note": article.note,
        "authors": article.authors,
        "published": from_time(article.published),
        "language": article.language,
        "section": article.section,
        "image_url": article.image_url,
        "site_name": article.site_name,
        **({"updated": from_time(article.updated)} if article.updated else {}),
        **({"paywalled": True} if article.paywalled else {}),
        **({"titled_at": from_time(article.titled_at)} if article.titled_at else {}),
        **({"text_version": article.text_version} if article.text_version > 1 else {}),
        **({"again_s": article.again_s} if article.again_s else {}),
        **({"assumed": article.assumed} if article.assumed else {}),
        **({"seen_at": from_time(article.seen_at)} if article.seen_at else {}),
        **({"trace": article.trace} if article.trace else {}),
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    # Half a surrogate pair, which some publishers write, is no text that can be stored.
    packed = zlib.compress(text.encode("utf-8", "replace"))
    return {
        "id": article.id,
        "url": article.url,
        "version": article.version,
        "body": packed,
        **({"story_id": article.story_id} if article.story_id else {}),
    }


@codec("article")
def to_article(item: Item) -> Article:
    """Return the article of an item."""
    body = json.loads(zlib.decompress(bytes(item["body"])))
    return Article(
        id=ArticleId(item["id"]),
        url=item["url"],
        version=int(item["version"]),
        title=body["title"],
        text=body["text"],
        read_at=known_time(body["read_at"]),
        source_id=SourceId(body["source_id"]),
        text_from=TextFrom(body["text_from"]),
        note=body.get("note", ""),
        authors=tuple(body.get("authors", ())),
        published=to_time(body.get("published", "")),
        updated=to_time(body.get("updated", "")),
        language=body.get("language", ""),
        section=body.get("section", ""),
        image_url=body.get("image_url", ""),
        site_name=body.get("site_name", ""),
        paywalled=bool(body.get("paywalled")),
        titled_at=to_time(body.get("titled_at", "")),
        text_version=int(body.get("text_version", 1)),
        again_s=tuple(map(int, body.get("again_s", ()))),
        assumed=body.get("assumed", ""),
        story_id=StoryId(item.get("story_id", "")),
        seen_at=to_time(body.get("seen_at", "")),
        trace=body.get("trace", ""),
    )


def from_reread(reread: Reread) -> dict[str, Any]:
    """Return a page to be read again as an item."""
    return {
        "article_id": reread.article_id,
        "source_id": reread.source_id,
        "url": reread.url,
        "due": from_time(reread.due),
        **({"baseline": True} if reread.baseline else {}),
    }


@codec("reread")
def to_reread(item: Item) -> Reread:
    """Return the page to be read again of an item."""
    return Reread(
        article_id=ArticleId(item["article_id"]),
        source_id=SourceId(item["source_id"]),
        url=item["url"],
        due=known_time(item["due"]),
        baseline=bool(item.get("baseline")),
    )
