"""A WebSub hub: verifies who subscribes, and pings them when a newsroom has news."""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from newswatch.usecases.hook import Reply
from simulation.newsroom import Site

if TYPE_CHECKING:
    from simulation.world import World

HUB = "https://hub.example/"
HOOK_URL = "https://hook.example/hub"
SOON = timedelta(seconds=2)
AGAIN = timedelta(minutes=1)
TRIES = 5


@dataclass
class Subscriber:
    """Somebody who wants pings."""

    topic: str
    secret: str
    until: datetime


@dataclass(frozen=True)
class Ping:
    """A ping as it was answered."""

    site: str
    at: datetime
    genuine: bool


class Hub:
    """The one hub of a world."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.lease = timedelta(days=10)
        """What it grants, whatever it is asked for."""
        self.subscribers: dict[str, Subscriber] = {}
        """By the addresses where they want to be called."""
        self.pings: list[Ping] = []
        """Those that were acknowledged."""

    def asked(self, form: Mapping[str, str]) -> None:
        """Be asked for a subscription."""
        wanted = dict(form)
        self._world.later(SOON, lambda: self._verify(wanted, TRIES))

    def ping(self, site: Site, times: int = 1) -> None:
        """Tell everybody that a feed has news; several times if that is how its newsroom works."""
        for callback, subscriber in list(self.subscribers.items()):
            if subscriber.topic == site.url:
                for n in range(times):
                    self._later(SOON * (n + 1), site, callback, subscriber.secret)

    def forge(self, site: Site) -> None:
        """Have somebody else ping in the hub's name, who knows the address and not the secret."""
        for callback, subscriber in list(self.subscribers.items()):
            if subscriber.topic == site.url:
                self._later(SOON, site, callback, "another", genuine=False)

    def _verify(self, form: Mapping[str, str], tries: int) -> None:
        callback, challenge = form["hub.callback"], f"challenge-{len(self._world.calls)}"
        query = {
            "hub.mode": "subscribe",
            "hub.topic": form["hub.topic"],
            "hub.challenge": challenge,
            "hub.lease_seconds": str(int(self.lease.total_seconds())),
        }
        reply = self._call(callback, {"method": "GET", "query": urlencode(query)})
        if reply and reply == Reply(200, challenge):
            until = self._world.clock.now() + self.lease
            self.subscribers[callback] = Subscriber(form["hub.topic"], form["hub.secret"], until)
        elif reply is None:
            self._again(tries, lambda: self._verify(form, tries - 1))

    def _later(
        self,
        wait: timedelta,
        site: Site,
        callback: str,
        secret: str,
        *,
        genuine: bool = True,
        tries: int = TRIES,
    ) -> None:
        def ping() -> None:
            subscriber = self.subscribers.get(callback)
            if subscriber is None or subscriber.until < self._world.clock.now():
                return
            body = site.body().decode()
            signature = f"sha256={hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()}"
            reply = self._call(callback, {"method": "POST", "signature": signature, "body": body})
            if reply is None:
                if tries > 1:
                    self._later(AGAIN, site, callback, secret, genuine=genuine, tries=tries - 1)
            elif reply.status == 200:
                self.pings.append(Ping(site.url, self._world.clock.now(), genuine))
            else:
                self.subscribers.pop(callback, None)

        self._world.later(wait, ping)

    def _again(self, tries: int, act: Callable[[], object]) -> None:
        if tries > 1:
            self._world.later(AGAIN, act)

    def _call(self, callback: str, request: Mapping[str, str]) -> Reply | None:
        """Call the hook; None where that fails."""
        source, token = urlsplit(callback).path.rsplit("/", 2)[1:]
        return self._world.request(json.dumps({**request, "source": source, "token": token}))
