"""What an HTTP answer other than 200 means: in words, and for when to come back."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from newswatch.model import Validators

_SENTENCES = {
    401: "it wants a name and a password",
    402: "it wants to be paid",
    403: "it does not let Newswatch read this",
    404: "the page does not exist (any more)",
    406: "it has nothing in a form that Newswatch reads",
    407: "a proxy stands before it",
    410: "the page is gone for good",
    429: "it asks us to come less often",
    451: "it may not show this for legal reasons",
}
# Of the client errors these pass by themselves (RFC 9110 §15.5.9, RFC 8470 §5.2, RFC 6585 §4).
_TRANSIENT = frozenset({408, 425, 429})

_CLIENT_ERROR, _SERVER_ERROR = 400, 500
# A server that asks for more has made a mistake, and a date so far away may not exist.
_LONGEST = timedelta(days=366)
_FRESHEST_S = 30 * 24 * 3600
# One of Cache-Control's (RFC 9111 §5.2): a value may be quoted, and hold commas then.
_DIRECTIVE = re.compile(r'([\w-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;"]*)))?')
_SECONDS = re.compile(r"\s*(\d+)(?:\.\d*)?\s*(?:,.*)?", re.ASCII)


def sentence(host: str, status: int) -> str:
    """Return what this status of a failed request means to a person.

    The reason phrase is the standard's: the server's own is text from outside.
    """
    return f"{host} answered {_named(status)}: {_meaning(status)}."


def is_transient(status: int) -> bool:
    """Return whether a later try may be answered better."""
    return status in _TRANSIENT or status >= _SERVER_ERROR


def validators(headers: Mapping[str, str], body: bytes) -> Validators:
    """Return what makes the next request for the same conditional. ``headers`` has lower-case names."""
    content_hash = hashlib.sha256(body).hexdigest()[:16]
    return Validators(headers.get("etag", ""), headers.get("last-modified", ""), content_hash)


def refreshed(held: Validators, headers: Mapping[str, str]) -> Validators:
    """Return validators with those that a 304 brings (RFC 9110 §15.4.5)."""
    etag = headers.get("etag", "") or held.etag
    return replace(held, etag=etag, last_modified=headers.get("last-modified", "") or held.last_modified)


def retry_after(headers: Mapping[str, str], now: datetime) -> datetime | None:
    """Return when the server asks us to come back (RFC 9110 §10.2.3), None if it does not say.

    A date counts from the response's own Date: servers' clocks are off. ``headers``
    has lower-case names.
    """
    value = headers.get("retry-after", "").strip()
    seconds = _seconds(value)
    if seconds is not None:
        return now + min(timedelta(seconds=seconds), _LONGEST)
    when = _date(value)
    if when is None:
        return None
    wait = when - (_date(headers.get("date", "")) or now)
    return now + min(max(wait, timedelta(0)), _LONGEST)


def fresh_for(headers: Mapping[str, str], now: datetime) -> int:
    """Return for how many seconds the server says that an answer stays as it is (RFC 9111 §4.2).

    ``max-age``, else ``Expires`` from the response's own Date, less the Age that a cache on the
    way tells; 0 where nothing or nonsense is said, or that it may change at any time; at most
    30 days. ``s-maxage`` is for caches that many share, and ``must-revalidate`` about what is
    stale already. ``headers`` has lower-case names.
    """
    said: dict[str, str] = {}
    for name, quoted, bare in _DIRECTIVE.findall(headers.get("cache-control", "")):
        said.setdefault(name.lower(), quoted or bare)  # of two, the first counts (§4.2.1)
    # With a value it is about single headers (§5.2.2.4).
    if said.get("no-cache") == "" or "no-store" in said:
        return 0
    if "max-age" in said:
        lifetime = _seconds(said["max-age"]) or 0
    else:
        until = _date(headers.get("expires", ""))
        since = _date(headers.get("date", "")) or now
        lifetime = int((until - since).total_seconds()) if until else 0
    age = _seconds(headers.get("age", "")) or 0
    return min(max(lifetime - age, 0), _FRESHEST_S)


def _seconds(value: str) -> int | None:
    """Return a number of seconds; one too many is as good as another of twelve digits."""
    match = _SECONDS.fullmatch(value)
    return int(match[1][:12]) if match else None


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _meaning(status: int) -> str:
    if status in _SENTENCES:
        return _SENTENCES[status]
    if status >= _SERVER_ERROR:
        return "the server has a problem of its own"
    if status >= _CLIENT_ERROR:
        return "it does not accept the request"
    return "that is no page and no redirect to one"


def _date(value: str) -> datetime | None:
    try:
        parsed = parsedate_to_datetime(value)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
