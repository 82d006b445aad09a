"""Subscribing: have a feed's hub tell us when there is news, instead of asking ever again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.errors import Conflict, FetchError
from newswatch.model import Feed, Source, Subscription
from newswatch.observe import logger
from newswatch.ports import Clock, Entropy, Fetched, Fetcher, Store
from newswatch.sources import urls, websub


def advertised(feed: Feed, fetched: Fetched, source: Source) -> tuple[str, str]:
    """Return the hub that a feed names and what to subscribe to there; two empty texts where we can't.

    What the server says in a ``Link`` header goes before what stands in the feed (§4). Of
    several hubs the first that can be asked.
    """
    links = websub.links(fetched.headers.get("link", ""))
    named = [urls.resolve(fetched.url, link) for link in links.get("hub", ())] or [feed.hub]
    own = [urls.resolve(fetched.url, link) for link in links.get("self", ())[:1]] or [feed.self_url]
    hub = next(filter(websub.is_usable, named), "")
    topic_url = websub.topic_of(source, own[0], fetched.url) if hub else ""
    return (hub, topic_url) if topic_url else ("", "")


def subscribe(
    store: Store,
    fetcher: Fetcher,
    clock: Clock,
    entropy: Entropy,
    source: Source,
    *,
    hub: str,
    topic_url: str,
    hook_url: str,
) -> Subscription | None:
    """Ask a source's hub for a subscription, or to renew it, where that is wanted by now.

    A hub that cannot be asked is logged, and left alone for a day. So is one whose feed
    changes its mind about it: what it had is over at once, so that polling goes on as usual.

    Args:
        store: where the subscription is kept.
        fetcher: what asks.
        clock: what tells when.
        entropy: for the callback's token, and the secret.
        source: whose hub it is.
        hub: as ``advertised`` returns it.
        topic_url: likewise.
        hook_url: where hubs reach the hook function; empty where they can't: none is asked then.

    Returns:
        The subscription as it is now, for ``is_pushed``.

    Raises:
        StorageError: the table could not be read or written.
    """
    # A header may have been added since the feed named its hub.
    if not (hook_url and hub and topic_url) or source.header:
        return None
    before = store.subscription(source.id)
    now = clock.now()
    same = before is not None and (before.hub, before.topic_url) == (hub, topic_url)
    if before and same and not websub.is_wanted_again(before, now):
        return before
    if before and not same and now - before.asked_at < websub.ASKED_DAILY:
        return _end(store, before)
    if before and same and before.until and before.until > now:
        # The lease runs on until the hub has verified the next one: it must go on pinging as it does.
        asked = replace(before, asked_at=now)
    else:
        # 128 bits each.
        token, secret = (entropy.token() + entropy.token() for _ in range(2))
        asked = Subscription(source.id, hub, topic_url, token, secret, now)
    try:
        # First: a hub may verify our intent before it answers.
        store.save_subscription(asked, before)
    except Conflict:
        # Somebody else is asking, or the hub has just called.
        return before
    try:
        fetcher.post(hub, websub.form(asked, hook_url))
    except FetchError as e:
        logger.warning("hub not asked", source_id=source.id, hub=urls.without_secrets(hub), error=str(e))
    else:
        logger.info("hub asked", source_id=source.id, hub=urls.without_secrets(hub))
    return asked


def is_pushed(subscription: Subscription | None, times: Sequence[int], now: datetime) -> bool:
    """Return whether a source's hub tells of what is new: its lease runs, and it told of the newest entry.

    Many hubs verify any topic, also one whose publisher never tells them; and some fall
    silent. By this such a source is polled as if it had none.

    Args:
        subscription: the source's, if it has one.
        times: when its newest entries appeared, as ``FetchMemory`` has them.
        now: aware.
    """
    if not subscription or not subscription.until or subscription.until <= now or not subscription.pinged_at:
        return False
    return not times or subscription.pinged_at.timestamp() >= times[0] * 60 - websub.UNTOLD.total_seconds()


def forget(store: Store, source: Source) -> None:
    """Give up the subscription of a source whose feed names no hub any more.

    The hub is not told: it learns it with its next ping, or its lease ends. When it was
    asked is kept, so that a feed that names it now and then is no reason to ask it each time.

    Raises:
        StorageError: the table could not be read or written.
    """
    if before := store.subscription(source.id):
        _end(store, before)


def _end(store: Store, before: Subscription) -> Subscription:
    ended = replace(before, until=None)
    if ended != before:
        try:
            store.save_subscription(ended, before)
        except Conflict:
            # The hub has just called. Another poll will end it.
            return before
    return ended
