"""Match: read new entries' articles, compare each with every topic, and claim alerts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from math import ceil

from newswatch.errors import Conflict, FetchError, HostBusy, PageError
from newswatch.model import (
    Article,
    ArticleId,
    ChannelId,
    Entry,
    EntryGroup,
    Reread,
    Source,
    State,
    TextFrom,
    Topic,
)
from newswatch.observe import follow, following, logger
from newswatch.ports import Clock, Deadline, Fetcher, Queues, Robots, Store
from newswatch.query import Match
from newswatch.sources import seen
from newswatch.usecases import versions
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.joining import claim, joined, shown
from newswatch.usecases.rates import Rates
from newswatch.usecases.reading import (
    UNREAD,
    Reading,
    address_of,
    from_feed,
    next_try,
    read,
    read_anew,
    read_page,
)
from newswatch.usecases.stories import Stories
from newswatch.usecases.versions import title_of
from newswatch.usecases.visits import VISIT_S, Visitor

ANEW_AFTER = timedelta(hours=1)
"""An article is read minutes after it is found. Found so long after it was read, it was found anew."""
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
    robots: Robots
    stories: Stories
    rates: Rates
    wait: Callable[[float], None]
    """Lets so many seconds pass."""


def match(m: Matcher, group: EntryGroup, deadline: Deadline, *, received: int = 1) -> None:
    """Work off a group of entries, each on its own.

    As in ``collect``, what fails or finds no time goes back singly; what has to wait for
    its site goes back together, with a delay. The same entry worked off twice stores one
    article and claims each alert once.

    Raises:
        NewswatchError: a single entry could not be worked off; the queue will bring it again.
    """
    if received > 1 and len(group.entries) > 1:
        m.queues.send_entries([_single(group, entry) for entry in group.entries])
        return
    m.catalog.refresh()
    source = m.catalog.source(group.source_id)
    visitor = Visitor(m.fetcher, m.robots, m.store, m.clock, deadline, m.wait)
    channels: dict[ChannelId, None] = {}
    again: list[Entry] = []
    waiting: list[tuple[datetime, Entry]] = []
    for entry in group.entries:
        if deadline.remaining_s() < VISIT_S:
            again.append(entry)
            continue
        with following("" if group.again else seen.correlation_id(source.id, entry)):
            try:
                channels |= dict.fromkeys(_worked_off(m, visitor, source, entry, group))
            except HostBusy as e:
                waiting.append((e.until, entry))
            except Exception:
                if len(group.entries) == 1:
                    raise
                logger.exception("entry failed", source_id=source.id)
                again.append(entry)
    m.queues.wake(channels)
    m.queues.send_entries([_single(group, entry) for entry in again])
    if waiting:
        delay_s = (min(until for until, _ in waiting) - m.clock.now()).total_seconds()
        left = tuple(entry for _, entry in waiting)
        m.queues.send_entries([replace(group, entries=left)], max(0, ceil(delay_s)))


def _single(group: EntryGroup, entry: Entry) -> EntryGroup:
    return replace(group, entries=(entry,))


def _worked_off(
    m: Matcher, visitor: Visitor, source: Source, entry: Entry, group: EntryGroup
) -> Sequence[ChannelId]:
    """Do for an entry what its group asks for; return the channels to wake."""
    if group.again and group.found_at:
        return _read_again(m, visitor, source, entry, group.found_at, baseline=group.baseline)
    if group.changed_at:
        return _update(m, visitor, source, entry, group.changed_at)
    article = _article(m, visitor, source, entry, found_at=group.found_at)
    if article.text_from is TextFrom.SUMMARY:
        # Another source brought it first, and could not show what this one can, or does not.
        article = _better(m, visitor, source, entry, article)
    told = _told_of(m, article)
    _note_reread(m, source, entry, article, m.clock.now(), baseline=group.baseline)
    if group.baseline:
        return (*told, *joined(m, source, article))
    if _is_known(article, source, group.found_at):
        return told
    now = m.clock.now()
    found = m.catalog.matches(article, source, now)
    if article.titled_at and article.source_id == source.id:
        # Its title has changed since; what was not claimed in time for the first one is due all the same.
        first = replace(article, title=title_of(entry) or article.title)
        found += _beside(found, m.catalog.matches(first, source, now))
    elif article.source_id != source.id and title_of(entry):
        # Each newsroom has its own headline: a topic may wait for what this one says.
        own = replace(article, title=title_of(entry))
        found += _beside(found, m.catalog.matches(own, source, now))
    claimed = claim(m, source, article, found, now)
    return (*told, *claimed, *joined(m, source, article))


def _better(m: Matcher, visitor: Visitor, source: Source, entry: Entry, article: Article) -> Article:
    """Return an article that has a summary only with the whole text, if this source leads to that."""
    if whole := from_feed(source, entry):
        # What its own newsroom sends out in full.
        return _complete(m, article, whole, _claims_nothing)[0]
    if article.note != UNREAD or not source.full_text:
        return article
    reading = read(m.store, visitor, source, entry)
    if reading.text_from is TextFrom.SUMMARY:
        return m.store.save_article(versions.tried(article, reading, m.clock.now()), ())
    late = replace(reading, aliases=(reading.page.url, *reading.aliases))
    other = m.store.article_at(late.aliases)
    if other and other.id != article.id and other.text_from is not TextFrom.SUMMARY:
        # Under its real address it is known already.
        return other
    return _complete(m, article, late, _claims_nothing)[0]


def _update(
    m: Matcher, visitor: Visitor, source: Source, entry: Entry, changed_at: datetime
) -> Sequence[ChannelId]:
    """Give an entry's article the title and the text that it has now, and have its posts show them.

    Only topics for which it did not hold before are claimed: an old article, as of a
    baseline, is no news because somebody has edited it. For the same reason one that is
    not known yet is read and stored, and nothing else; if it is new, the message that
    says so is still on its way.

    Raises:
        Conflict: others change it all the time.
        HostBusy: its page can be read later.
    """
    article = _article(m, visitor, source, entry, titled_at=changed_at)
    if article.version == 1 and article.titled_at == changed_at:
        # Read just now: it alerts nothing by itself, and neither does it when its page is read later.
        _note_reread(m, source, entry, article, m.clock.now(), baseline=True)
        return joined(m, source, article)
    may_change = versions.may_change(article, source, changed_at)
    anew = read_anew(visitor, source, entry, article) if may_change else None
    channels: dict[ChannelId, None] = {}
    tries = 0
    while versions.may_change(article, source, changed_at):
        now = m.clock.now()
        edited = versions.changed(article, entry, anew, changed_at, now)
        if edited is None:
            break
        if tries == CHANGE_TRIES:
            raise Conflict("an article changes faster than it can be saved")
        tries += 1
        held, holds = m.catalog.matches(article, source, now), m.catalog.matches(edited, source, now)
        # Claimed first: of an article that is stored already nobody could tell what is due.
        found, before = _beside(held, holds), _among(held, holds)
        channels |= dict.fromkeys(claim(m, source, edited, found, now, before=before))
        is_rewritten = edited.text != article.text
        article = m.store.save_article(edited, ())
        if is_rewritten:
            m.stories.reread(article)
    if article.version > 1 and article.source_id == source.id:
        # Also when the change is there already: whoever saved it may have died before telling.
        channels |= dict.fromkeys(shown(m, article))
    return tuple(channels)


def _read_again(
    m: Matcher, visitor: Visitor, source: Source, entry: Entry, due: datetime, *, baseline: bool
) -> Sequence[ChannelId]:
    """Read the page of an article that could not be read, and have its posts show what it says.

    Topics for which it holds only now are claimed. Another source's try may have been
    the one that read it: then there is only this source's claiming left to do.

    Raises:
        Conflict: others change it all the time.
        HostBusy: its page can be read later.
    """
    article = m.store.article(ArticleId(entry.id))
    if article is None or source.state is State.REMOVED or _is_left_unread(article, source):
        return ()
    follow(article.trace)
    if article.text_from is not TextFrom.SUMMARY:
        channels = () if baseline else _claim_late(m, source, None, article)
        return (*channels, *_told_of(m, article))
    try:
        page, landed = read_page(visitor, entry.url, article.title)
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


def _is_left_unread(article: Article, source: Source) -> bool:
    return article.text_from is TextFrom.SUMMARY and not source.full_text


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
        edited = versions.with_text(article, late, m.clock.now())
        # Claimed first, as with titles.
        channels = (*channels, *claims(article, edited))
        article = m.store.save_article(edited, late.aliases)
        if article.text_from is not TextFrom.SUMMARY:
            m.stories.reread(article)
            return article, channels
    raise Conflict("an article changes faster than its text can be saved")


def _claims_nothing(_before: Article, _after: Article) -> Sequence[ChannelId]:
    return ()


def _claim_late(m: Matcher, source: Source, before: Article | None, article: Article) -> Sequence[ChannelId]:
    """Claim what an article brings now that it did not bring ``before``.

    A topic that is younger than the article was told nothing of it, and is not to be told now.
    """
    now = m.clock.now()
    held = m.catalog.matches(before, source, now) if before else ()
    holds = m.catalog.matches(article, source, now)
    found = [each for each in _beside(held, holds) if each[0].created_at <= article.read_at]
    return claim(m, source, article, found, now, before=_among(held, holds))


def _told_of(m: Matcher, article: Article) -> Sequence[ChannelId]:
    """Have an article's posts show the text that was read later than they were made."""
    if article.text_version == 1:
        return ()
    return shown(m, article)


def _note_reread(
    m: Matcher, source: Source, entry: Entry, article: Article, after: datetime, *, baseline: bool
) -> None:
    """Have the page of an article read again for a source, if it could not be read and there is hope."""
    due = next_try(article, after) if article.text_from is TextFrom.SUMMARY else None
    if due and source.full_text:
        m.store.read_again(Reread(article.id, source.id, entry.url, due, baseline=baseline))


def _is_known(article: Article, source: Source, found_at: datetime | None) -> bool:
    """Return whether a source brings as new what it has brought before: its ids have changed, say.

    What was found by then has been told, or was not to be told, as of a baseline; and
    a message that has not been worked off yet comes again with the time when it was found.
    """
    return found_at is not None and article.source_id == source.id and article.read_at + ANEW_AFTER < found_at


def _beside(
    held: Sequence[tuple[Topic, Match]], found: Sequence[tuple[Topic, Match]]
) -> list[tuple[Topic, Match]]:
    """Return what was found of topics that did not hold before."""
    before = {topic.id for topic, _ in held}
    return [(topic, match) for topic, match in found if topic.id not in before]


def _among(
    held: Sequence[tuple[Topic, Match]], found: Sequence[tuple[Topic, Match]]
) -> list[tuple[Topic, Match]]:
    """Return what was found of topics that held before."""
    before = {topic.id for topic, _ in held}
    return [(topic, match) for topic, match in found if topic.id in before]


def _article(
    m: Matcher,
    visitor: Visitor,
    source: Source,
    entry: Entry,
    *,
    found_at: datetime | None = None,
    titled_at: datetime | None = None,
) -> Article:
    """Return the stored article of an entry; read and stored if it is not known yet."""
    known = m.store.article_at([address_of(source, entry)])
    if known:
        return known
    reading = read(m.store, visitor, source, entry)
    now = m.clock.now()
    article = versions.first(source, entry, reading, found_at or now, now=now, titled_at=titled_at)
    # Before it is stored: what is stored tells its story, and whoever dies in between decides no second time.
    article = replace(article, story_id=m.stories.place(article))
    stored = m.store.save_article(article, reading.aliases)
    logger.info(
        "article read", article_id=stored.id, source_id=source.id, story_id=stored.story,
        text_from=stored.text_from.value,
    )  # fmt: skip
    return stored
