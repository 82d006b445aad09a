"""Match: read new entries' articles, compare each with every topic, and claim alerts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.errors import Conflict, FetchError, PageError
from newswatch.model import (
    Article,
    ChannelId,
    Entry,
    EntryGroup,
    Match,
    Page,
    Source,
    TextFrom,
    Topic,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Fetcher, NotModified, Queues, Store
from newswatch.sources import article as pages
from newswatch.sources import seen, urls
from newswatch.stories import story_of
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
ANEW_AFTER = timedelta(hours=1)
"""An article is read minutes after it is found. Found so long after it was read, it was found anew."""
MAX_VERSION = 10
"""Newsrooms edit a headline a few times; one that goes on changing counts comments or alternates."""
RETITLE_TRIES = 3
"""Two changes that meet are rare; a third try has met a third one."""


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
            channels |= dict.fromkeys(_worked_off(m, source, entry, group))
        except Exception:
            if len(group.entries) == 1:
                raise
            logger.exception("entry failed", source_id=source.id, entry=seen.entry_hash(entry))
            again.append(entry)
    m.queues.wake(channels)
    m.queues.send_entries([_single(group, entry) for entry in again])


def _single(group: EntryGroup, entry: Entry) -> EntryGroup:
    return replace(group, entries=(entry,))


def _worked_off(m: Matcher, source: Source, entry: Entry, group: EntryGroup) -> Sequence[ChannelId]:
    """Do for an entry what its group asks for; return the channels to wake."""
    if group.changed_at:
        return _retitle(m, source, entry, group.changed_at)
    article = _article(m, source, entry)
    if group.baseline or _is_known(article, source, group.found_at):
        return ()
    now = m.clock.now()
    found = m.catalog.matches(article, source, now)
    if article.titled_at and article.source_id == source.id:
        # Its title has changed since; what was not claimed in time for the first one is due all the same.
        first = replace(article, title=_title(entry) or article.title)
        found += _beside(found, m.catalog.matches(first, source, now))
    return _claim(m, source, article, found, now)


def _retitle(m: Matcher, source: Source, entry: Entry, changed_at: datetime) -> Sequence[ChannelId]:
    """Give an entry's article the title that it has in its feed now, and have its posts show it.

    Only topics for which it did not hold under its old title are claimed: an old
    article, as of a baseline, is no news because somebody has edited its headline.
    For the same reason one that is not known yet is read and stored, and nothing
    else; if it is new, the message that says so is still on its way.

    Raises:
        Conflict: others change it all the time.
    """
    article = _article(m, source, entry, titled_at=changed_at)
    channels: dict[ChannelId, None] = {}
    for _ in range(RETITLE_TRIES):
        if not _is_outdated(article, source, entry, changed_at):
            break
        now = m.clock.now()
        edited = replace(article, title=_title(entry), version=article.version + 1, titled_at=changed_at)
        held = m.catalog.matches(article, source, now)
        # Claimed first: of an article that is stored already nobody could tell what is due.
        found = _beside(held, m.catalog.matches(edited, source, now))
        channels |= dict.fromkeys(_claim(m, source, edited, found, now))
        article = m.store.save_article(edited, ())
    else:
        if _is_outdated(article, source, entry, changed_at):
            raise Conflict("an article changes faster than its title can be saved")
    if article.version > 1 and article.source_id == source.id:
        # Also when the title is ours already: whoever saved it may have died before telling.
        channels |= dict.fromkeys(m.store.headline(story_of(article), article.version, m.clock.now()))
    return tuple(channels)


def _is_known(article: Article, source: Source, found_at: datetime | None) -> bool:
    """Return whether a source brings as new what it has brought before: its ids have changed, say.

    What was found by then has been told, or was not to be told, as of a baseline; and
    a message that has not been worked off yet comes again with the time when it was found.
    """
    return found_at is not None and article.source_id == source.id and article.read_at + ANEW_AFTER < found_at


def _is_outdated(article: Article, source: Source, entry: Entry, changed_at: datetime) -> bool:
    """Return whether an article is to have the title of an entry, as its feed had it then."""
    return (
        article.source_id == source.id
        and article.version < MAX_VERSION
        and seen.title_key(article.title) != seen.title_key(_title(entry))
        # Messages arrive in any order, and more than once.
        and (article.titled_at is None or article.titled_at < changed_at)
    )


def _beside(
    held: Sequence[tuple[Topic, Match]], found: Sequence[tuple[Topic, Match]]
) -> list[tuple[Topic, Match]]:
    """Return what was found of topics that did not hold before."""
    before = {topic.id for topic, _ in held}
    return [(topic, match) for topic, match in found if topic.id not in before]


def _claim(
    m: Matcher, source: Source, article: Article, found: Sequence[tuple[Topic, Match]], now: datetime
) -> Sequence[ChannelId]:
    logger.info(
        "article matched", article_id=article.id, source_id=source.id, version=article.version,
        topics=len(found),
    )  # fmt: skip
    return m.store.claim([alert_of(topic, article, source.id, match.evidence, now) for topic, match in found])


def _title(entry: Entry) -> str:
    return entry.title[:LINE_CHARS]


def _article(m: Matcher, source: Source, entry: Entry, titled_at: datetime | None = None) -> Article:
    """Return the stored article of an entry; read and stored if it is not known yet."""
    address = _address(source, entry)
    known = m.store.article_at([address])
    if known:
        return known
    page, aliases, text_from, note = _read(m, source, entry, address)
    article = Article(
        id=urls.article_id(page.url),
        url=page.url,
        title=_title(entry) or page.title[:LINE_CHARS] or "(untitled)",
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
        titled_at=titled_at,
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
