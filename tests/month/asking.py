"""Checks of single requests: what is sent, and where to."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from month.checks import Check, when
from month.log import OK, REDIRECTS, Asked, Month, Poll

SCORE = "rachelbythebay.com, feed reader score"
FEED_TYPES = ("application/rss+xml", "application/atom+xml")
AGENT = re.compile(r"Newswatch/\d+(?:\.\d+)* \(\+https://[^ )]+\)")
_SOON = timedelta(minutes=1)
Pair = tuple[str, str]
"""ETag and Last-Modified; empty where there is none."""


class Validators:
    """What a feed's server gave last, and so what a poll is to send: several, where a crash leaves doubt."""

    def __init__(self, month: Month, feed: str) -> None:
        self._month, self._feed = month, feed
        self.allowed: set[Pair] = {("", "")}
        self.given: set[str] = set()
        """All that it ever gave."""

    def answered(self, poll: Poll) -> None:
        """Take in what a poll was answered."""
        last = poll.last
        told = (last.answer.get("etag", ""), last.answer.get("last-modified", ""))
        if last.status == OK and last.usable:
            new = {told}
        elif last.is_good:
            # A 304 brings those that have changed (RFC 9110 §15.4.5).
            new = {(told[0] or etag, told[1] or modified) for etag, modified in self.allowed}
        else:
            return
        self.given.update(told)
        doubtful = self._month.had(self._feed, poll.at, poll.until + _SOON)
        # What a person waited for need not have been kept.
        self.allowed = new | (self.allowed if doubtful or last.by_person else set())


def _sent(asked: Asked) -> Pair:
    return asked.headers.get("if-none-match", ""), asked.headers.get("if-modified-since", "")


def _conditions(month: Month) -> Iterator[tuple[str, Poll, Asked, Validators]]:
    """Yield each request for a feed with what its server had given by then."""
    for feed, polls in month.polls.items():
        held = Validators(month, feed)
        for poll in polls:
            for asked in poll.hops:
                yield feed, poll, asked, held
            held.answered(poll)


def once_unconditional(month: Month) -> Iterator[str]:
    """R1: a feed that gives validators is asked unconditionally once, the first time."""
    for feed, poll, asked, held in _conditions(month):
        if (
            not asked.is_conditional
            and ("", "") not in held.allowed
            and not month.excuse("R1", feed, poll.at, poll.at)
        ):
            yield f"{feed} {when(poll.at)}: unconditional, though its server gave validators"


def no_burst(month: Month) -> Iterator[str]:
    """R2: no two unconditional requests for one address within five minutes."""
    for feed, polls in month.polls.items():
        last: dict[str, Asked] = {}
        for asked in (hop for poll in polls for hop in poll.hops if not hop.is_conditional):
            before = last.get(asked.url)
            close = before and asked.at - before.at < timedelta(minutes=5)
            if before and close and not month.excuse("R2", feed, before.at, asked.at):
                yield f"{feed} {when(asked.at)}: asked unconditionally again after {asked.at - before.at}"
            last[asked.url] = asked


def modified_since(month: Month) -> Iterator[str]:
    """R3: If-Modified-Since is the last Last-Modified, byte for byte."""
    for feed, poll, asked, held in _conditions(month):
        sent = _sent(asked)[1]
        if sent and sent not in {modified for _, modified in held.allowed}:
            yield f"{feed} {when(poll.at)}: If-Modified-Since {sent} {_bogus(sent, held)}"


def none_match(month: Month) -> Iterator[str]:
    """R4: If-None-Match is the last ETag, byte for byte."""
    for feed, poll, asked, held in _conditions(month):
        sent = _sent(asked)[0]
        if sent and sent not in {etag for etag, _ in held.allowed}:
            yield f"{feed} {when(poll.at)}: If-None-Match {sent} {_bogus(sent, held)}"


def _bogus(sent: str, held: Validators) -> str:
    return "is an older one (out of sequence)" if sent in held.given else "was never given (bogus)"


def both_validators(month: Month) -> Iterator[str]:
    """R5: who is given both validators sends both."""
    for feed, poll, asked, held in _conditions(month):
        sent = _sent(asked)
        if any(sent) and not all(sent) and sent not in held.allowed:
            yield f"{feed} {when(poll.at)}: sends one validator, and was given two"


def no_header(name: str) -> "_NoHeader":
    """Return a check that no request has this header."""
    return _NoHeader(name)


class _NoHeader:
    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, month: Month) -> Iterator[str]:
        for asked in month.asked:
            if self._name in asked.headers:
                yield f"{asked.url} {when(asked.at)}: sends {self._name}"


def known_addresses(month: Month) -> Iterator[str]:
    """R10, R11: only addresses that people gave or servers led to, exactly as they are."""
    known = {script.url for script in month.scripts.values()}
    known |= {script.hub for script in month.scripts.values() if script.hub}
    for asked in month.asked:
        if asked.status in REDIRECTS:
            known.add(asked.answer.get("location", ""))
    for asked in month.asked:
        if asked.url not in known and urlsplit(asked.url).path != "/robots.txt":
            yield f"{asked.url} {when(asked.at)}: nobody has published this address"


def no_parameters(month: Month) -> Iterator[str]:
    """R10: no query parameters are added to an address."""
    known: Mapping[str, str] = {
        url.partition("?")[0]: url for script in month.scripts.values() for url in script.addresses
    }
    for asked in month.asked:
        wanted = known.get(asked.url.partition("?")[0])
        if wanted is not None and asked.url != wanted:
            yield f"{asked.url} {when(asked.at)}: its address is {wanted}"


def robots_daily(month: Month) -> Iterator[str]:
    """R11: robots.txt is asked for once a day at most."""
    last: dict[str, Asked] = {}
    for asked in sorted(month.asked, key=lambda asked: asked.at):
        if urlsplit(asked.url).path == "/robots.txt":
            before = last.get(asked.url)
            if before and asked.at - before.at < timedelta(hours=23):
                yield f"{asked.url} {when(asked.at)}: asked for {asked.at - before.at} before"
            last[asked.url] = asked


def named(month: Month) -> Iterator[str]:
    """R13: the User-Agent names the program, its version and a contact."""
    for asked in month.asked:
        if not AGENT.fullmatch(agent := asked.headers.get("user-agent", "")):
            yield f"{asked.url} {when(asked.at)}: User-Agent {agent!r}"


def accepted(month: Month) -> Iterator[str]:
    """M7: Accept-Encoding is gzip alone, Accept names the types of feeds, no A-IM."""
    for asked in month.asked:
        encoding, accept = asked.headers.get("accept-encoding", ""), asked.headers.get("accept", "")
        if encoding != "gzip":
            yield f"{asked.url} {when(asked.at)}: Accept-Encoding {encoding!r}"
        is_page = asked.feed and month.scripts[asked.feed].form == "page"
        if (
            asked.feed
            and not asked.by_person
            and not is_page
            and not all(map(accept.__contains__, FEED_TYPES))
        ):
            yield f"{asked.url} {when(asked.at)}: Accept {accept!r} names no feeds"
        if "a-im" in asked.headers:
            yield f"{asked.url} {when(asked.at)}: asks for a part of the feed"


def moved_for_good(month: Month) -> Iterator[str]:
    """M1: 301 and 308 are kept once they have led to a feed twice, and other redirects never."""
    for feed, polls in month.polls.items():
        saved = [row for row in month.saved_of.get(feed, ()) if row.url]
        own = month.scripts[feed].url
        taken = next((row for row in saved if row.url != own), None)
        by_then = [poll for poll in polls if taken is None or poll.at < taken.at]
        good = [poll for poll in by_then if poll.last.is_good]
        if taken and [poll.moved for poll in good[-2:]] != [taken.url] * 2:
            yield f"{feed} {when(taken.at)}: moved to {taken.url} before that had held twice"
        if taken is None:
            held = 0
            for poll in good:
                held = held + 1 if poll.moved else 0
                if held == 4:
                    yield f"{feed} {when(poll.at)}: asked at an address that has led elsewhere {held} times"
        else:
            for poll in polls:
                if (
                    poll.at > taken.at + _SOON
                    and poll.hops[0].url == own
                    and not poll.hops[0].by_person
                    and not month.excuse("M1", feed, taken.at, poll.at)
                ):
                    yield f"{feed} {when(poll.at)}: asked at the address that it has left"


def gone(month: Month) -> Iterator[str]:
    """M2: after 410 a feed is not asked again, and its owner is told."""
    for feed, polls in month.polls.items():
        first = next((poll for poll in polls if poll.last.status == 410), None)
        if first is None:
            continue
        for poll in polls:
            if poll.at > first.until and not month.excuse("M2", feed, first.at, poll.at):
                yield f"{feed} {when(poll.at)}: asked again, {poll.at - first.until} after 410"
        told = [row for row in month.told_of.get(feed, ()) if row.news.what == "gone"]
        if not told or (len(told) > 1 and not month.excuse("M2", feed, first.at, told[-1].at)):
            yield f"{feed} {when(first.at)}: its owner was told {len(told)} times that it is gone"


CHECKS = [
    Check("R1", "one unconditional request, the first", SCORE, once_unconditional),
    Check("R2", "no burst of unconditional requests", SCORE, no_burst),
    Check("R3", "If-Modified-Since is the last Last-Modified", SCORE, modified_since),
    Check("R4", "If-None-Match is the last ETag", SCORE, none_match),
    Check("R5", "both validators are sent back", SCORE, both_validators),
    Check("R8", "no cookies", SCORE, no_header("cookie")),
    Check("R9", "no Referer", SCORE, no_header("referer")),
    Check("R10", "no parameters added", SCORE, no_parameters),
    Check("R11", "no addresses made up", SCORE, known_addresses),
    Check("R11b", "robots.txt once a day", "RFC 9309 §2.4", robots_daily),
    Check("R13", "User-Agent: program, version, contact", SCORE, named),
    Check(
        "M1", "301 and 308 are kept after two polls, 302 never", "RFC 9110 §15.4, miniflux", moved_for_good
    ),
    Check("M2", "410 stops a feed, and its owner is told", "RFC 9110 §15.5.11", gone),
    Check("M7", "Accept-Encoding gzip; Accept names feeds; no A-IM", "RFC 9110 §12.5, RFC 3229", accepted),
]
