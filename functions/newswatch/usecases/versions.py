"""Versions of an article: its first one, and those that have another title or text. Pure."""

from dataclasses import replace
from datetime import datetime

from newswatch.model import Article, Entry, Page, Source, TextFrom
from newswatch.sources import seen, urls
from newswatch.sources.dating import dated, not_ahead
from newswatch.usecases.reading import URL_CHARS, Reading

TEXT_BYTES = 300_000
"""An item of the table holds 400 kB, and text may not compress. The longest reports have a third of this."""
LINE_CHARS = 1_000
AUTHORS = 20
MAX_VERSION = 10
"""Newsrooms edit a headline a few times; one that goes on changing counts comments or alternates."""


def title_of(entry: Entry) -> str:
    """Return an entry's title, as much of it as is kept."""
    return entry.title[:LINE_CHARS]


def first(
    source: Source,
    entry: Entry,
    reading: Reading,
    found_at: datetime,
    *,
    now: datetime,
    titled_at: datetime | None = None,
) -> Article:
    """Return the article that was read of an entry, which was found then."""
    page, assumed = dated(reading.page, entry, found_at, now)
    article = Article(
        id=urls.article_id(page.url),
        url=page.url,
        title="",
        text="",
        read_at=now,
        source_id=source.id,
        text_from=reading.text_from,
        note=reading.note[:LINE_CHARS],
        titled_at=titled_at,
        again_s=reading.again_s,
        assumed=assumed[:LINE_CHARS],
        seen_at=found_at,
        trace=seen.correlation_id(source.id, entry),
    )
    return _written(page, article)


def with_text(article: Article, late: Reading, now: datetime) -> Article:
    """Return the version of an article that has what its page says, or its newsroom's feed."""
    page, assumed = dated(late.page, _entry_of(article), article.read_at, now)
    version = article.version + 1
    return replace(
        _written(page, article),
        text_from=late.text_from,
        note="",
        again_s=(),
        version=version,
        text_version=version,
        assumed=assumed,
    )


def tried(article: Article, reading: Reading, now: datetime) -> Article:
    """Return the version of an article that says why its page could not be read, and when to try again."""
    since_s = int((now - article.read_at).total_seconds())
    again_s = tuple(since_s + s for s in reading.again_s)
    return replace(article, note=reading.note[:LINE_CHARS], again_s=again_s, version=article.version + 1)


def may_change(article: Article, source: Source, changed_at: datetime) -> bool:
    """Return whether a change that was seen then in a source's feed is one of an article."""
    return (
        article.source_id == source.id
        and article.version < MAX_VERSION
        # Messages arrive in any order, and more than once.
        and (article.titled_at is None or article.titled_at < changed_at)
    )


def changed(
    article: Article, entry: Entry, anew: Reading | None, changed_at: datetime, now: datetime
) -> Article | None:
    """Return the version of an article that has its entry's title, as its feed had it then, and its new text.

    Args:
        article: the article.
        entry: the entry with what has changed.
        anew: what the article says now; None if that is not known.
        changed_at: when the change was seen.
        now: the time.

    Returns:
        The version; None if neither title nor text are other ones.
    """
    title = title_of(entry)
    if not title or seen.title_key(title) == seen.title_key(article.title):
        title = article.title
    edited = replace(article, title=title, version=article.version + 1, titled_at=changed_at)
    if entry.updated and not_ahead(entry.updated, now):
        edited = replace(edited, updated=entry.updated)
    if anew and anew.text_from in _REPLACES[article.text_from]:
        written = _rewritten(edited, anew, now)
        if _words(written.text) != _words(article.text):
            return written
    return edited if title != article.title else None


_REPLACES = {
    TextFrom.PAGE: {TextFrom.PAGE},
    TextFrom.FEED: {TextFrom.FEED},
    TextFrom.SUMMARY: {TextFrom.SUMMARY, TextFrom.FEED},
}
"""What comes in place of a text when its entry has changed, by where that text is from."""


def _rewritten(edited: Article, anew: Reading, now: datetime) -> Article:
    """Return an edited article with what it says now. It was published when it first was."""
    written = replace(with_text(edited, anew, now), version=edited.version, text_version=edited.version)
    if edited.published and not edited.assumed:
        written = replace(written, published=edited.published, assumed=edited.assumed)
    if anew.text_from is TextFrom.SUMMARY:
        written = replace(written, note=edited.note, again_s=edited.again_s)
    return written


def _entry_of(article: Article) -> Entry:
    """Return what is left of an article's entry."""
    return Entry(
        id=article.id,
        url=article.url,
        title=article.title,
        authors=article.authors,
        published=article.published,
        language=article.language,
        image_url=article.image_url,
        updated=article.updated,
        assumed=article.assumed,
    )


def _words(text: str) -> list[str]:
    return text.split()


def _written(page: Page, article: Article) -> Article:
    """Return the article with what a page says, as much of it as is kept."""
    return replace(
        article,
        title=article.title or page.title[:LINE_CHARS] or "(untitled)",
        text=page.text.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore"),
        authors=tuple(author[:LINE_CHARS] for author in page.authors[:AUTHORS]),
        published=page.published,
        updated=page.updated,
        language=page.language,
        section=page.section[:LINE_CHARS],
        image_url=page.image_url if len(page.image_url) <= URL_CHARS else "",
        site_name=page.site_name[:LINE_CHARS],
        paywalled=page.paywalled,
    )
