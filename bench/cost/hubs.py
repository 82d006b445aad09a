"""WebSub hubs: one that verifies who subscribes, and pings when there is news."""

import hashlib
import hmac
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlencode, urlsplit

if TYPE_CHECKING:
    from bench.cost.house import House
    from bench.cost.sites import Site

LEASE = timedelta(days=5)
VERIFIED, PINGED = timedelta(seconds=3), timedelta(seconds=10)
"""After which a hub verifies, and after which it tells what is new."""
FAT_PING = b"<rss>" + b"<item>What is new, and what was there before.</item>" * 400 + b"</rss>"
"""What hubs send along: the feed, of some 20 kB. It is not read."""


def subscribe(house: "House", form: str) -> None:
    """Take a request to subscribe."""
    values = {name: found[0] for name, found in parse_qs(form).items()}
    path = urlsplit(values["hub.callback"]).path
    query = {
        "hub.mode": "subscribe", "hub.topic": values["hub.topic"], "hub.challenge": "42",
        "hub.lease_seconds": int(LEASE.total_seconds()),
    }  # fmt: skip

    def verify() -> None:
        reply = house.request("GET", f"{path}?{urlencode(query)}", {}, b"")
        site = next((site for site in house.sites if site.url == values["hub.topic"]), None)
        if reply.get("body") == "42" and site:
            tell(house, site, path, values["hub.secret"])

    house.at(house.lap.at + VERIFIED, verify)


def tell(house: "House", site: "Site", path: str, secret: str) -> None:
    """Have a hub ping about everything that a source publishes from now on."""

    def ping() -> None:
        signature = hmac.new(secret.encode(), FAT_PING, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature": f"sha256={signature}", "Content-Type": "application/rss+xml"}
        house.request("POST", path, headers, FAT_PING)

    for item in site.published(house.lap.at, house.lap.at + LEASE):
        house.at(item.at + PINGED, ping)
