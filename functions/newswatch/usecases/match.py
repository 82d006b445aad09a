"""Match: read new entries' articles, compare each with every topic, and claim alerts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial

from newswatch.errors import Conflict, FetchError, PageError
from newswatch.model import (
    Article,
    ArticleId,
    ChannelId,
    Entry,
    EntryGroup,
    Page,
    Reread,
    Source,
    State,
    TextFrom,
    Topic,
)
from newswatch.observe import logger
from newswatch.ports import Clock, Deadline, Fetcher, Queues, Store
from newswatch.query import Match
from newswatch.sources import metadata, seen, urls
from newswatch.stories import story_of
from newswatch.usecases.alerts import alert_of
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.reading import URL_CHARS, Reading, address_of, from_feed, next_try, read, read_page

READ_S = 15
"""What one more entry may take: a fetch of 10 s, reading, and the writes. Less left means leave it.

Slow pages that lead on to each other take longer: should time run out, the group comes again, singly.
"""
TEXT_BYTES = 300_000
"""An item of the table holds 400 kB, and text may not compress. The longest reports have a third of this."""
LINE_CHARS = 1_000
AUTHORS = 20
ANEW_AFTER = timedelta(hours=1)
"""An article is read minutes after it is found. Found so long after it was read, it was found anew."""
MAX_VERSION = 10
"""Newsrooms edit a headline a few times; one that goes on changing counts comments or alternates."""
CHANGE_TRIES = 3
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
    if group.again and group.found_at:
        return _read_again(m, source, entry, group.found_at, baseline=group.baseline)
    if group.changed_at:
        return _retitle(m, source, entry, group.changed_at)
    article = _article(m, source, entry)
    if article.text_from is TextFrom.SUMMARY and (whole := from_feed(source, entry)):
        # Another source brought it first, and could not show what its own newsroom sends out in full.
        article, _ = _complete(m, article, whole, _claims_nothing)
    told = _told_of(m, article)
    _note_reread(m, source, entry, article, m.clock.now(), baseline=group.baseline)
    if group.baseline or _is_known(article, source, group.found_at):
        return told
    now = m.clock.now()
    found = m.catalog.matches(article, source, now)
    if article.titled_at and article.source_id == source.id:
        # Its title has changed since; what was not claimed in time for the first one is due all the same.
        first = replace(article, title=_title(entry) or article.title)
        found += _beside(found, m.catalog.matches(first, source, now))
    elif article.source_id != source.id and _title(entry):
        # Each newsroom has its own headline: a topic may wait for what this one says.
        own = replace(article, title=_title(entry))
        found += _beside(found, m.catalog.matches(own, source, now))
    return (*told, *_claim(m, source, article, found, now))


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
    if article.version == 1 and article.titled_at == changed_at:
        # Read just now: it alerts nothing by itself, and neither does it when its page is read later.
        _note_reread(m, source, entry, article, m.clock.now(), baseline=True)
    channels: dict[ChannelId, None] = {}
    for _ in range(CHANGE_TRIES):
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
        channels |= dict.fromkeys(m.store.show_version(story_of(article), article.version, m.clock.now()))
    return tuple(channels)


def _read_again(
    m: Matcher, source: Source, entry: Entry, due: datetime, *, baseline: bool
) -> Sequence[ChannelId]:
    """Read the page of an article that could not be read, and have its posts show what it says.

    Topics for which it holds only now are claimed. Another source's try may have been
    the one that read it: then there is only this source's claiming left to do.

    Raises:
        Conflict: others change it all the time.
    """
    article = m.store.article(ArticleId(entry.id))
    if article is None or source.state is State.REMOVED:
        return ()
    if article.text_from is not TextFrom.SUMMARY:
        channels = () if baseline else _claim_late(m, source, None, article)
        return (*channels, *_told_of(m, article))
    try:
        page, landed = read_page(m.fetcher, entry.url, article.title)
    except (FetchError, PageError) as e:
        logger.warning("page not read again", article_id=article.id, source_id=source.id, error=str(e))
        _note_reread(m, source, entry, article, due, baseline=baseline)
        return ()
    if page.paywalled and len(page.text) < len(article.text):
        # What is before the wall is less than what the feed has.
        return ()
    other = m.store.article_at([page.url, landed])
    if other and other.id != article.id:
        # Under its real address it has been brought already, and told; only this source's topics may be left.
        return () if baseline else _claim_late(m, source, article, other)
    late = Reading(page, (page.url, landed), TextFrom.PAGE)
    claims = _claims_nothing if baseline else partial(_claim_late, m, source)
    article, channels = _complete(m, article, late, claims)
    return (*channels, *_told_of(m, article))


def _complete(
    m: Matcher, article: Article, late: Reading, claims: Callable[[Article, Article], Sequence[ChannelId]]
) -> tuple[Article, Sequence[ChannelId]]:
    """Give an article whose page could not be read the text that it has now.

    Args:
        m: the matcher.
        article: the article.
        late: what was read of it.
        claims: claims what the article brings now, given it as it was and as it will be.

    Returns:
        The article as it is stored, and the channels to wake.

    Raises:
        Conflict: others change it all the time.
    """
    channels: Sequence[ChannelId] = ()
    for _ in range(CHANGE_TRIES):
        edited = _with_text(article, late)
        # Claimed first, as with titles.
        channels = (*channels, *claims(article, edited))
        article = m.store.save_article(edited, late.aliases)
        if article.text_from is not TextFrom.SUMMARY:
            return article, channels
    raise Conflict("an article changes faster than its text can be saved")


def _claims_nothing(_before: Article, _after: Article) -> Sequence[ChannelId]:
    return ()


def _with_text(article: Article, late: Reading) -> Article:
    """Return the version of an article that has what its page says, or its newsroom's feed."""
    version = article.version + 1
    written = _written(metadata.with_entry(late.page, _entry_of(article)), article)
    return replace(
        written, text_from=late.text_from, note="", again_s=(), version=version, text_version=version
    )


def _claim_late(m: Matcher, source: Source, before: Article | None, article: Article) -> Sequence[ChannelId]:
    """Claim what an article brings now that it did not bring ``before``.

    A topic that is younger than the article was told nothing of it, and is not to be told now.
    """
    now = m.clock.now()
    held = m.catalog.matches(before, source, now) if before else ()
    found = _beside(held, m.catalog.matches(article, source, now))
    return _claim(m, source, article, [each for each in found if each[0].created_at <= article.read_at], now)


def _told_of(m: Matcher, article: Article) -> Sequence[ChannelId]:
    """Have an article's posts show the text that was read later than they were made."""
    if article.text_version == 1:
        return ()
    return m.store.show_version(story_of(article), article.version, m.clock.now())


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
    )


def _note_reread(
    m: Matcher, source: Source, entry: Entry, article: Article, after: datetime, *, baseline: bool
) -> None:
    """Have the page of an article read again for a source, if it could not be read and there is hope."""
    due = next_try(article, after) if article.text_from is TextFrom.SUMMARY else None
    if due:
        m.store.read_again(Reread(article.id, source.id, entry.url, due, baseline=baseline))


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
    known = m.store.article_at([address_of(source, entry)])
    if known:
        return known
    reading = read(m.store, m.fetcher, m.clock, source, entry)
    article = _written(
        reading.page,
        Article(
            id=urls.article_id(reading.page.url),
            url=reading.page.url,
            title="",
            text="",
            read_at=m.clock.now(),
            source_id=source.id,
            text_from=reading.text_from,
            note=reading.note[:LINE_CHARS],
            titled_at=titled_at,
            again_s=reading.again_s,
        ),
    )
    return m.store.save_article(article, reading.aliases)


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
