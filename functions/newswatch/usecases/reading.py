"""Reading: the article of an entry, from its feed or from its page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from newswatch.errors import AddressRefused, Disallowed, FetchError, NewswatchError, PageError
from newswatch.model import Article, Entry, Page, Source, TextFrom
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.sources import article as pages
from newswatch.sources import language, metadata, placeholder, redirectors, seen, urls
from newswatch.text import tokens
from newswatch.usecases.visits import Visitor

URL_CHARS = 2_048
"""What browsers and search engines take; a longer one is a trap or a picture in itself."""
WHOLE_WORDS = 150
"""A feed that carries so many words of an entry carries the article: shorter content is a teaser."""
REFUSED = frozenset({401, 402, 403, 406})
"""Answers of a server that knows what it does: one more try, should it have been a mistake."""
GONE = frozenset({410, 451})
"""Answers that are meant to last (RFC 9110 §15.5.11, RFC 7725)."""
SOON_S = (15 * 60, 3_600, 6 * 3_600, 24 * 3_600)
"""When to try a page again that may be there later: an outage ends, a page goes online, a stub is filled."""
ONCE_S = (6 * 3_600,)
"""When to try one again that is not for everybody, since newsrooms open pages that matter to all."""
UNREAD = "The pages of this source are not read."
"""Why an article has its feed's text where that is how its source is set; it is no failure."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of an article."""

    page: Page
    """With the entry's title, and what else its feed knows better; but published when the page says."""
    aliases: tuple[str, ...]
    """The addresses that stand for it."""
    text_from: TextFrom
    note: str = ""
    """Why it was not read from the page if it should have been."""
    again_s: tuple[int, ...] = ()
    """When to try again, in seconds from now."""


def address_of(source: Source, entry: Entry) -> str:
    """Return the entry's address as an identity; of one without a link, a place in its feed."""
    try:
        return urls.canonical(redirectors.target(entry.url))
    except ValueError:
        return f"{urls.without_secrets(source.url)}#{seen.entry_hash(entry):012x}"


def from_feed(source: Source, entry: Entry) -> Reading | None:
    """Return what a feed carries of an article, if that is all of it; only of pages on the feed's own site.

    A feed that quotes others' articles, or claims their addresses, has no say in what they say.
    """
    return _whole(source, entry, _carried(source, entry))


def _carried(source: Source, entry: Entry) -> pages.Carried:
    return pages.from_feed(entry.content_html, entry.url or source.url)


def _whole(source: Source, entry: Entry, carried: pages.Carried) -> Reading | None:
    if placeholder.words(carried.text) < WHOLE_WORDS or carried.is_cut:
        return None
    address = address_of(source, entry)
    if entry.url and not urls.same_publisher(address, source.url):
        return None
    return Reading(_in_words_of_feed(carried.text, address, entry), (address,), TextFrom.FEED)


def read(store: Store, visitor: Visitor, source: Source, entry: Entry) -> Reading:
    """Read an entry's article: in its feed if that has the whole text, else on its page if that can be.

    Raises:
        HostBusy: its page can be read later, and nothing says that it can't.
    """
    carried = _carried(source, entry)
    if whole := _whole(source, entry, carried):
        return whole
    address = address_of(source, entry)
    best = max(carried.text, entry.summary, key=len)
    fallback = _in_words_of_feed(best, address, entry)
    if not entry.url:
        return Reading(fallback, (address,), TextFrom.SUMMARY, "The feed names no page.")
    if not source.full_text:
        return Reading(fallback, (address,), TextFrom.SUMMARY, UNREAD)
    try:
        page, landed = read_page(visitor, entry.url, entry.title)
    except (FetchError, PageError) as e:
        logger.warning("page not read", source_id=source.id, error=str(e))
        if isinstance(e, PageError) and len(e.text) > len(best):
            fallback = _in_words_of_feed(e.text, address, entry)
        again_s = tries_after(e, visitor.clock.now())
        return Reading(fallback, (address,), TextFrom.SUMMARY, str(e), again_s)
    page, text_from, note = _beside_feed(page, entry), TextFrom.PAGE, ""
    if page.paywalled and len(best) > len(page.text):
        # What is before the wall may be less than what the feed has.
        page, text_from, note = replace(page, text=best), TextFrom.SUMMARY, "The page shows less than that."
    if _is_taken(store, page.url, address, entry.title):
        return Reading(replace(page, url=address), (address,), text_from, note)
    return Reading(page, (address, landed), text_from, note)


def read_anew(visitor: Visitor, source: Source, entry: Entry, article: Article) -> Reading | None:
    """Read what an article says since its entry has changed, where its text was read before.

    What another place says is no change. So a summary is not replaced by its page, which
    is tried again at times of its own.

    Returns:
        What it says; None where that cannot be told.

    Raises:
        HostBusy: as ``read``.
    """
    if article.text_from is not TextFrom.PAGE:
        whole = from_feed(source, entry)
        if whole or article.text_from is TextFrom.FEED:
            return whole
        best = max(_carried(source, entry).text, entry.summary, key=len)
        fallback = _in_words_of_feed(best, article.url, entry)
        return Reading(fallback, (), TextFrom.SUMMARY, article.note) if best else None
    if not (source.full_text and entry.url and _may_have_changed(article, entry)):
        return None
    try:
        page, _ = read_page(visitor, entry.url, entry.title)
    except (FetchError, PageError) as e:
        logger.warning("changed page not read", article_id=article.id, source_id=source.id, error=str(e))
        return None
    if page.paywalled and len(page.text) < len(article.text):
        # It was open before, or the visits that it gives away are used up.
        return None
    return Reading(_beside_feed(page, entry), (), TextFrom.PAGE)


def _may_have_changed(article: Article, entry: Entry) -> bool:
    """Return whether an entry is not just back in its feed, from which it had gone."""
    if seen.title_key(entry.title) != seen.title_key(article.title):
        return True
    return entry.updated is not None and (article.updated is None or entry.updated > article.updated)


def read_page(visitor: Visitor, url: str, title: str) -> tuple[Page, str]:
    """Read the page of an article that is known by its title.

    Returns:
        What it says, under its canonical address, and the address where it was found.

    Raises:
        FetchError: it cannot be had.
        PageError: it is no article, or not this one.
        HostBusy: it can be read later.
    """
    wanted = redirectors.target(url)
    page, found = visitor.article(wanted)
    landed, canonical = urls.canonical(found), urls.canonical(page.url)
    if len(canonical) > URL_CHARS:
        canonical = landed
    if urls.canonical(wanted) not in {canonical, landed} and not _agree(page.title, title):
        raise PageError("The link leads to a page about something else.")
    return replace(page, url=canonical), landed


def tries_after(error: NewswatchError, now: datetime) -> tuple[int, ...]:
    """Return when to try a page again that could not be read, in seconds from now; empty for never."""
    if isinstance(error, AddressRefused | Disallowed):
        return ()
    if not isinstance(error, FetchError):
        return SOON_S if error.transient else ONCE_S
    if error.status in GONE:
        return ()
    wait_s = (error.retry_after - now).total_seconds() if error.retry_after else 0
    tries = ONCE_S if error.status in REFUSED else SOON_S
    return tuple(s for s in tries if s >= wait_s)


def next_try(article: Article, after: datetime) -> datetime | None:
    """Return when the article's page is to be read again, later than ``after``; None for no more."""
    times = (article.read_at + timedelta(seconds=s) for s in article.again_s)
    return next((time for time in times if time > after), None)


def _beside_feed(page: Page, entry: Entry) -> Page:
    return replace(metadata.with_entry(page, entry), published=page.published)


def _in_words_of_feed(text: str, address: str, entry: Entry) -> Page:
    page = _beside_feed(Page(url=address, text=text), entry)
    return replace(page, language=language.resolve(page.language, text))


def _is_taken(store: Store, canonical: str, address: str, title: str) -> bool:
    """Return whether an article about something else has this address: some sites have one for all pages."""
    known = store.article_at([canonical]) if canonical != address else None
    return known is not None and not _agree(known.title, title)


def _agree(one: str, other: str) -> bool:
    """Return whether two titles can be of one article: they share a third of the shorter one's words.

    Newsrooms edit headlines and sites append their name; what leads to a login or
    an error page has nothing in common with the entry.
    """
    words = [{token.term for token in tokens(title)} for title in (one, other)]
    shorter = min(len(words[0]), len(words[1]))
    return not words[1] or (shorter > 0 and len(words[0] & words[1]) * 3 >= shorter)
