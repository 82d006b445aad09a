"""What sites ask of programs, by their robots.txt: asked for once a day, whoever of us wants to know.

What is kept in the table is the part that concerns us (``sources.robots.relevant``), or in
the first line why there is none.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from newswatch.errors import AddressRefused, FetchError
from newswatch.ports import Clock, Fetcher, NotModified, Store
from newswatch.sources import robots, urls

KEPT = timedelta(hours=24)
"""RFC 9309 §2.4: no longer than that."""
KEPT_UNREACHABLE = timedelta(hours=1)
"""A failure ends sooner than a site changes its mind."""
REMEMBERED = timedelta(hours=1)
"""In memory, where it is not known how old it was in the table."""
MAX_REMEMBERED = 500
"""Sites: each takes some kilobytes."""
ACCEPT = "text/plain, */*;q=0.1"

_UNREACHABLE = "#unreachable"
_CLIENT_ERROR, _TOO_MANY, _SERVER_ERROR = 400, 429, 500


@dataclass(frozen=True, slots=True)
class _Known:
    rules: robots.Rules | None
    """None while robots.txt cannot be had."""
    until: datetime


class CachedRobots:
    """Implements ``ports.Robots``. Threads may share it."""

    def __init__(self, fetcher: Fetcher, store: Store, clock: Clock) -> None:
        """Prepare; nothing is asked yet."""
        self._fetcher, self._store, self._clock = fetcher, store, clock
        self._known: dict[str, _Known] = {}

    def allows(self, url: str) -> bool:
        """Implement ``Robots``. Also raises StorageError."""
        try:
            rules = self._rules(url)
        except ValueError:
            return False
        if rules is None:
            told = "Its robots.txt cannot be had, so its pages are left alone for now."
            raise FetchError(urls.without_secrets(url), told)
        return rules.allows(url)

    def delay_s(self, url: str) -> float:
        """Implement ``Robots``. Also raises StorageError."""
        rules = self._known_rules(url)
        return rules.delay_s if rules else 0.0

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Implement ``Robots``. Also raises StorageError."""
        rules = self._known_rules(url)
        found = (urljoin(url, address) for address in (rules.sitemaps if rules else ()))
        return tuple(dict.fromkeys(address for address in found if urls.is_web_address(address)))

    def _known_rules(self, url: str) -> robots.Rules | None:
        try:
            return self._rules(url)
        except (ValueError, AddressRefused):
            return None

    def _rules(self, url: str) -> robots.Rules | None:
        origin = _origin(url)
        now = self._clock.now()
        known = self._known.get(origin)
        if known is None or known.until <= now:
            known = self._read(origin, now)
            if len(self._known) >= MAX_REMEMBERED:
                # All at once: threads share this without a lock, and the table still knows.
                self._known = {}
            self._known[origin] = known
        return known.rules

    def _read(self, origin: str, now: datetime) -> _Known:
        text = self._store.robots(origin, now)
        if text is None:
            text = self._fetched(origin)
            until = now + (KEPT_UNREACHABLE if text == _UNREACHABLE else KEPT)
            self._store.save_robots(origin, text, until)
        rules = None if text == _UNREACHABLE else robots.read(text)
        return _Known(rules, now + REMEMBERED)

    def _fetched(self, origin: str) -> str:
        """Return what is to be kept. Raises AddressRefused, of which nothing is."""
        try:
            fetched = self._fetcher.get(f"{origin}/robots.txt", accept=ACCEPT)
        except AddressRefused:
            raise
        except FetchError as e:
            # §2.3.1.3: there is none. "Too many requests" is no permission to make more of them.
            is_none = e.status is not None and _CLIENT_ERROR <= e.status < _SERVER_ERROR
            return "" if is_none and e.status != _TOO_MANY else _UNREACHABLE
        # Nothing was asked conditionally, so the fetcher refuses a 304 by itself.
        assert not isinstance(fetched, NotModified)
        return robots.relevant(robots.decode(fetched.body))


def _origin(url: str) -> str:
    """Return scheme, host and port. Raises ValueError for what is no web address."""
    parts = urlsplit(urls.canonical(url))
    return f"{parts.scheme}://{parts.netloc}"
