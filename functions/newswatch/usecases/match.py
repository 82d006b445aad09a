"""Match: read new entries' articles, compare each with every topic, and claim alerts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from newswatch.errors import FetchError, PageError
from newswatch.model import (
    Article,
    ChannelId,
    Entry,
    EntryGroup,
    Page,
    Source,
    TextFrom,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Fetcher, NotModified, Queues, Store
from newswatch.sources import article as pages
from newswatch.sources import seen, urls
from newswatch.text import tokens
from newswatch.usecases.alerts import alert_of
from newswatch.usecases.catalog import Catalog

READ_S = 15
"""What one more entry may take: a fetch of 10 s, reading, and the writes. Less left means leave it."""
TEXT_BYTES = 300_000
"""An item of the table holds 400 kB, and text may not compress. The longest reports have a third of this."""
LINE_CHARS = 1_000
URL_CHARS = 2_048
"""What browsers and search engines take; a longer one is a trap or a picture in itself."""
AUTHORS = 20
WHOLE_WORDS = 150
"""A feed that carries so many words of an entry carries the article: shorter content is a teaser."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """What matching entries needs."""

    store: Store
    queues: Queues
    fetcher: Fetcher
    clock: Clock
    catalog: Catalog


def match(m: Matcher, group: EntryGroup, deadline: Deadline, *, received: int = 1) -> None:
    """Work off a group of entries, each on its own.

    As in ``collect``, what fails or finds no time goes back singly. The same
    entry worked off twice stores one article and claims each alert once.

    Raises:
        NewswatchError: a single entry could not be worked off; the queue will bring it again.
    """
    if received > 1 and len(group.entries) > 1:
        m.queues.send_entries([_single(group, entry) for entry in group.entries])
        return
    m.catalog.refresh()
    source = m.catalog.source(group.source_id)
    channels: dict[ChannelId, None] = {}
    again: list[Entry] = []
    for entry in group.entries:
        if deadline.remaining_s() < READ_S:
            again.append(entry)
            continue
        try:
            channels |= dict.fromkeys(_match_entry(m, source, entry, baseline=group.baseline))
        except Exception:
            if len(group.entries) == 1:
                raise
            logger.exception("entry failed", source_id=source.id, entry=seen.entry_hash(entry))
            again.append(entry)
    m.queues.wake(channels)
    m.queues.send_entries([_single(group, entry) for entry in again])


def _single(group: EntryGroup, entry: Entry) -> EntryGroup:
    return EntryGroup(group.source_id, (entry,), baseline=group.baseline)


def _match_entry(m: Matcher, source: Source, entry: Entry, *, baseline: bool) -> Sequence[ChannelId]:
    article = _article(m, source, entry)
    if baseline:
        return ()
    now = m.clock.now()
    found = m.catalog.matches(article, source, now)
    logger.info("article matched", article_id=article.id, source_id=source.id, topics=len(found))
    return m.store.claim([alert_of(topic, article, source.id, match.evidence, now) for topic, match in found])


def _article(m: Matcher, source: Source, entry: Entry) -> Article:
    """Return the stored article of an entry; read and stored if it is not known yet."""
    address = _address(source, entry)
    known = m.store.article_at([address])
    if known:
        return known
    page, aliases, text_from, note = _read(m, source, entry, address)
    article = Article(
        id=urls.article_id(page.url),
        url=page.url,
        title=(entry.title or page.title or "(untitled)")[:LINE_CHARS],
        text=page.text.encode("utf-8", "replace")[:TEXT_BYTES].decode("utf-8", "ignore"),
        read_at=m.clock.now(),
        source_id=source.id,
        text_from=text_from,
        note=note[:LINE_CHARS],
        authors=tuple(author[:LINE_CHARS] for author in (page.authors or entry.authors)[:AUTHORS]),
        published=page.published or entry.published,
        language=page.language or entry.language,
        section=page.section[:LINE_CHARS],
        image_url=next((url for url in (page.image_url, entry.image_url) if len(url) <= URL_CHARS), ""),
        site_name=page.site_name[:LINE_CHARS],
    )
    return m.store.save_article(article, aliases)


def _address(source: Source, entry: Entry) -> str:
    """Return the entry's address as an identity; of one without a link, a place in its feed."""
    try:
        return urls.canonical(entry.url)
    except ValueError:
        return f"{urls.without_secrets(source.url)}#{seen.entry_hash(entry):012x}"


def _read(m: Matcher, source: Source, entry: Entry, address: str) -> tuple[Page, list[str], TextFrom, str]:
    """Read an entry's article where it can be read.

    Returns:
        What was read, the addresses that stand for it, where the text is from, and
        why not from the page if it should have been.
    """
    whole = pages.from_feed(entry.content_html, entry.url or source.url)
    if len(whole.split()) >= WHOLE_WORDS:
        return Page(url=address, text=whole), [address], TextFrom.FEED, ""
    best = max(whole, entry.summary, key=len)
    fallback = Page(url=address, text=best)
    if not entry.url:
        return fallback, [address], TextFrom.SUMMARY, "The feed names no page."
    try:
        fetched = m.fetcher.get(entry.url, accept=pages.ACCEPT)
        # Nothing was asked conditionally, so the fetcher refuses a 304 by itself.
        assert not isinstance(fetched, NotModified)
        page = pages.read(fetched.body, fetched.url, fetched.headers)
    except (FetchError, PageError) as e:
        logger.warning("page not read", source_id=source.id, error=str(e))
        return fallback, [address], TextFrom.SUMMARY, str(e)
    landed = urls.canonical(fetched.url)
    canonical = urls.canonical(page.url)
    if len(canonical) > URL_CHARS:
        canonical = landed
    if address not in {canonical, landed} and not _agree(page.title, entry.title):
        note = "The link leads to a page about something else."
        logger.warning("page not read", source_id=source.id, error=note)
        return fallback, [address], TextFrom.SUMMARY, note
    known = m.store.article_at([canonical]) if canonical != address else None
    if known and not _agree(known.title, entry.title):
        # Some sites give all their pages one canonical address, or lead them all to one.
        return replace(page, url=address), [address], TextFrom.PAGE, ""
    return replace(page, url=canonical), [address, landed], TextFrom.PAGE, ""


def _agree(one: str, other: str) -> bool:
    """Return whether two titles can be of one article: they share a third of the shorter one's words.

    Newsrooms edit headlines and sites append their name; what leads to a login or
    an error page has nothing in common with the entry.
    """
    words = [{token.term for token in tokens(title)} for title in (one, other)]
    shorter = min(len(words[0]), len(words[1]))
    return not words[1] or (shorter > 0 and len(words[0] & words[1]) * 3 >= shorter)
