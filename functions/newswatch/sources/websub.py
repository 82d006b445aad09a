"""WebSub from a subscriber's side: pure functions of subscriptions, requests and the clock.

W3C Recommendation of 23 January 2018, and PubSubHubbub 0.4, which it grew out of.
What a hub sends is a reason to poll; its content is not read.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from urllib.parse import parse_qsl, urlsplit

from newswatch.model import Source, Subscription
from newswatch.sources import private, urls

LEASE = timedelta(days=10)
"""What we ask for (§5.1), and what counts where a hub does not say (PubSubHubbub 0.4 lets it).

The large hubs grant 5 to 10 days. Longer would keep a hub pinging someone who has left.
"""
LEASE_MAX = timedelta(days=30)
"""A hub that says it remembers us for longer is asked again all the same."""
GRACE = timedelta(hours=1)
"""How long after its lease a hub may still ping: its clock is another one, and it tries again what failed."""
ASKED_DAILY = timedelta(days=1)
"""A hub that does not answer, or says no, is asked no more often than this."""
ASKED_HOURLY = timedelta(hours=1)
"""Nor is one whose leases are shorter than a day more often than this."""
UNTOLD = timedelta(hours=1)
"""How long the ping about an entry may take: hubs gather, and ask the publisher again."""

SPACING = timedelta(seconds=60)
"""A source is polled once in this time at most, however often its hub pings."""
SKEW = timedelta(seconds=5)
"""By how much the clocks of two invocations may differ: each is within 2 s of the table's."""

CHALLENGE_CHARS = 1024
"""Hubs send 20 to 128 characters."""
URL_CHARS = 2048
LINK_CHARS = 8192
QUERY_CHARS = 8192
"""HTTP APIs hand on no longer request line (10,240 bytes with the headers)."""
QUERY_FIELDS = 30
REASON_CHARS = 200

# The algorithms of §7.1.1. Most hubs sign with SHA-1; HMAC does not rely on what is broken in it.
_SIGNATURE = re.compile(r"(sha1|sha256|sha384|sha512)=([0-9a-fA-F]{40,128})")
_LINK = re.compile(r'<([^<>]*)>((?:[^,"<]|"[^"]*")*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)
_SECONDS = re.compile(r"[0-9]{1,10}")


class Mode(StrEnum):
    """What a hub's request is about (§5.2, §5.3)."""

    SUBSCRIBE = "subscribe"
    UNSUBSCRIBE = "unsubscribe"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class Intent:
    """A hub's question whether we want what was asked of it in our name, or its refusal."""

    mode: Mode
    topic_url: str
    challenge: str
    """What to answer with; empty in a refusal."""
    lease: timedelta
    reason: str = ""
    """Of a refusal, in the hub's words."""


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll that answers a ping."""

    delay_s: int
    covers: datetime
    """Pings until then are answered by it too: it surely begins later."""


# --- Subscribing ---------------------------------------------------------------------------------------


def links(header: str) -> dict[str, list[str]]:
    """Return the targets of a ``Link`` header by their relation (RFC 8288 §3), as they stand there."""
    found: dict[str, list[str]] = {}
    for target, parameters in _LINK.findall(header[:LINK_CHARS]):
        relation = _REL.search(parameters)
        for name in (relation[1] or relation[2] or "").lower().split() if relation else ():
            found.setdefault(name, []).append(target)
    return found


def topic_of(source: Source, self_url: str, came_from: str) -> str:
    """Return what to subscribe to for a source; "" for nothing.

    The feed's own address as it gives it (§5.1, "MUST be the self URL"), provided that it
    is its publisher's: another one's pings would tell nothing about this source. Without
    one, the address that is polled (PubSubHubbub 0.4 §4). Nothing at all where an address
    is for one reader: it would be told to a third party.

    Args:
        source: as it is watched.
        self_url: the address that the feed gives as its own; empty for none.
        came_from: where redirects led.
    """
    wanted = self_url or source.url
    secret = source.header or private.is_private(source.url) or private.is_private(wanted)
    if secret or len(wanted) > URL_CHARS:
        return ""
    ours = wanted == source.url or any(urls.same_publisher(wanted, url) for url in (source.url, came_from))
    return wanted if ours else ""


def is_usable(hub: str) -> bool:
    """Return whether a hub can be asked: over HTTPS, as the secret goes along (§5.1)."""
    if len(hub) > URL_CHARS or not urls.is_web_address(hub):
        return False
    parts = urlsplit(hub)
    return parts.scheme == "https" and "@" not in parts.netloc


def is_wanted_again(subscription: Subscription, now: datetime) -> bool:
    """Return whether to ask a hub again: to renew a lease that ends soon, or because none is running.

    A fifth of the lease before its end, or a day if that is more. What was asked for is
    given time first: a day, or four fifths of a shorter lease.
    """
    end, wait = subscription.until, ASKED_DAILY
    if end and end > now:
        lease = max(end - subscription.asked_at, timedelta())
        if end - now > max(lease / 5, ASKED_DAILY):
            return False
        wait = min(max(lease * 4 / 5, ASKED_HOURLY), ASKED_DAILY)
    return now - subscription.asked_at >= wait


def form(subscription: Subscription, hook_url: str) -> dict[str, str]:
    """Return the form that asks a hub for a subscription (§5.1)."""
    return {
        "hub.mode": Mode.SUBSCRIBE.value,
        "hub.topic": subscription.topic_url,
        "hub.callback": f"{hook_url.rstrip('/')}/{subscription.source_id}/{subscription.token}",
        "hub.secret": subscription.secret,
        "hub.lease_seconds": str(int(LEASE.total_seconds())),
        # Of PubSubHubbub 0.3, for the hubs that still insist on it; the others ignore it, as they must.
        "hub.verify": "async",
    }


# --- What hubs send ------------------------------------------------------------------------------------


def intent(query: str) -> Intent | None:
    """Return what a hub asks for, or tells, by the query of a GET (§5.2, §5.3); None where it is neither."""
    if len(query) > QUERY_CHARS:
        return None
    try:
        # The first of several: a callback's own parameters would stand in front, and ours has none.
        fields = dict(reversed(parse_qsl(query, keep_blank_values=True, max_num_fields=QUERY_FIELDS)))
        mode = Mode(fields.get("hub.mode", ""))
    except ValueError:
        return None
    challenge = fields.get("hub.challenge", "")
    if mode is not Mode.DENIED and not 0 < len(challenge) <= CHALLENGE_CHARS:
        return None
    return Intent(
        mode,
        fields.get("hub.topic", ""),
        challenge,
        _lease(fields.get("hub.lease_seconds", "")),
        fields.get("hub.reason", "")[:REASON_CHARS],
    )


def is_same_topic(ours: str, theirs: str) -> bool:
    """Return whether a hub means our topic. It decodes what needs no escape (§5.1.1), and so may differ."""
    if ours == theirs:
        return True
    try:
        return len(theirs) <= URL_CHARS and urls.canonical(ours) == urls.canonical(theirs)
    except ValueError:
        return False


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Return whether a ping comes from who knows the secret (§7.1).

    Args:
        body: as it was sent.
        signature: value of the header ``X-Hub-Signature``.
        secret: the subscription's.
    """
    parts = _SIGNATURE.fullmatch(signature.strip())
    if not parts or not secret:
        return False
    expected = hmac.new(secret.encode(), body, getattr(hashlib, parts[1])).hexdigest()
    return hmac.compare_digest(expected, parts[2].lower())


def is_pinging(subscription: Subscription, now: datetime) -> bool:
    """Return whether a hub may ping: it has verified our intent, and its lease is not long over."""
    return subscription.until is not None and now <= subscription.until + GRACE


def poll_for(pinged_at: datetime | None, now: datetime) -> Poll | None:
    """Return the poll that answers a ping, or None where one that was asked for before answers it.

    The first ping is answered at once. Those in the ``SPACING`` after it share one poll at its
    end, which begins after the last of them: no entry that was pinged about stays unseen. That
    holds as long as no two clocks differ by more than ``SKEW``: a poll covers only the pings of
    that long before it begins.

    Args:
        pinged_at: what the last poll covers; None for none.
        now: when the ping came.
    """
    if pinged_at and now < pinged_at:
        return None
    covers = pinged_at + SPACING + SKEW if pinged_at else now
    if not pinged_at or now >= covers:
        return Poll(0, now - SKEW)
    wait = covers + SKEW - now
    return Poll(-(-wait // timedelta(seconds=1)), covers)


def _lease(seconds: str) -> timedelta:
    return min(timedelta(seconds=int(seconds)), LEASE_MAX) if _SECONDS.fullmatch(seconds) else LEASE
