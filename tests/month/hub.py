"""A WebSub hub: verifies who subscribes, and pings when there is news."""

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

from month.scripts import Script
from newswatch.usecases.hook import Hook, ping, verify

if TYPE_CHECKING:
    from month.house import House

HOOK = "https://hook.example/hub"
LEASE = timedelta(days=5)
VERIFIED, PINGED = timedelta(seconds=3), timedelta(seconds=10)
"""After which a hub verifies, and after which it tells what is new."""


class Hub:
    """All hubs; each knows the feeds that name it."""

    def __init__(self, house: "House") -> None:
        self._house = house

    def asked(self, form: str) -> None:
        """Take a request to subscribe."""
        h = self._house
        values = {name: found[0] for name, found in parse_qs(form).items()}
        h.at(h.clock.now() + VERIFIED, lambda: self._verify(values))

    def _verify(self, values: dict[str, str]) -> None:
        h = self._house
        source, token = urlsplit(values["hub.callback"]).path.split("/")[-2:]
        query = urlencode({
            "hub.mode": "subscribe",
            "hub.topic": values["hub.topic"],
            "hub.challenge": "42",
            "hub.lease_seconds": int(LEASE.total_seconds()),
        })  # fmt: skip
        reply = verify(Hook(h.store, h.queues, h.clock), source, token, query)
        script = next((s for s in h.scripts.values() if values["hub.topic"] in s.addresses), None)
        if reply.text != "42" or script is None:
            return
        now = h.clock.now()
        for item in script.published(now, now + LEASE):
            h.at(item.at + PINGED, lambda: self._ping(script, source, token, values["hub.secret"]))

    def _ping(self, script: Script, source: str, token: str, secret: str) -> None:
        h = self._house
        body = b"<rss/>"
        signature = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        h.pinged(script.name)
        ping(Hook(h.store, h.queues, h.clock), source, token, signature, body)
