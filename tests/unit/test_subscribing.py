"""Subscribing: which hubs are asked, when, for what; and when a source counts as one that is pushed."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import source
from fakes import T0, CountingEntropy, FakeFetcher, FakeStore, FrozenClock

from newswatch.errors import Conflict, FetchError
from newswatch.model import Feed, Subscription
from newswatch.ports import Fetched
from newswatch.usecases import subscribing

HUB, FEED, HOOK = "https://hub.example/", "https://news1.example/feed", "https://api.example/hook"
OTHER_HUB = "https://other.example/"
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
SOURCE = source(url=FEED)


class Asking:
    """A source whose feed names a hub, polled now and then."""

    def __init__(self, store=None):
        self.store, self.fetcher = store or FakeStore(), FakeFetcher()
        self.clock, self.entropy = FrozenClock(), CountingEntropy()

    def poll(self, hub=HUB, topic_url=FEED, hook_url=HOOK, of=SOURCE):
        return subscribing.subscribe(
            self.store, self.fetcher, self.clock, self.entropy, of,
            hub=hub, topic_url=topic_url, hook_url=hook_url,
        )  # fmt: skip

    def verified(self, lease):
        """Have the hub grant a lease now."""
        now = self.kept
        self.store.save_subscription(replace(now, until=self.clock.now() + lease), now)

    @property
    def kept(self) -> Subscription | None:
        return self.store.subscription(SOURCE.id)

    @property
    def forms(self):
        return [form for _, form in self.fetcher.posted]


@pytest.fixture
def asking():
    return Asking()


# --- What a feed advertises ----------------------------------------------------------------------------


def advertised(feed=None, link="", url=FEED, of=SOURCE):
    headers = {"link": link} if link else {}
    return subscribing.advertised(feed or Feed("", ()), Fetched(url, headers, b""), of)


def test_a_feed_names_its_hub_and_itself():
    assert advertised(Feed("", (), hub=HUB, self_url=f"{FEED}/")) == (HUB, f"{FEED}/")
    assert advertised(Feed("", (), hub=HUB)) == (HUB, FEED)


def test_what_the_server_says_goes_before_what_the_feed_says():
    feed = Feed("", (), hub=OTHER_HUB, self_url="https://news1.example/other")
    assert advertised(feed, f'<{HUB}>; rel="hub", </feed>; rel="self"') == (HUB, FEED)
    assert advertised(feed, '</feed>; rel="self"') == (OTHER_HUB, FEED)
    assert advertised(feed, f'<{HUB}>; rel="hub"') == (HUB, "https://news1.example/other")


def test_of_several_hubs_the_first_that_can_be_asked_is():
    link = f"<http://hub.example/>; rel=hub, <{OTHER_HUB}>; rel=hub, <{HUB}>; rel=hub"
    assert advertised(link=link) == (OTHER_HUB, FEED)


@pytest.mark.parametrize(
    "feed",
    [
        Feed("", ()),
        Feed("", (), self_url=FEED),
        Feed("", (), hub="http://hub.example/", self_url=FEED),
        Feed("", (), hub="javascript:alert(1)", self_url=FEED),
        Feed("", (), hub=HUB, self_url="https://elsewhere.example/feed"),
        Feed("", (), hub=HUB, self_url=f"{FEED}?token=x"),
    ],
    ids=str,
)
def test_where_there_is_nothing_to_ask_nothing_is_advertised(feed):
    assert advertised(feed) == ("", "")


def test_a_source_with_a_secret_is_told_to_no_hub():
    feed = Feed("", (), hub=HUB, self_url=FEED)
    assert advertised(feed, of=source(url=FEED, header="Authorization")) == ("", "")
    assert advertised(feed, of=source(url=f"{FEED}?key=x")) == ("", "")
    assert advertised(feed, of=source(url="https://me:pass@news1.example/feed")) == ("", "")


def test_a_feed_that_a_redirect_leads_to_may_be_its_own_publisher():
    gathered = "https://feeds.gathered.example/news1"
    assert advertised(Feed("", (), hub=HUB, self_url=gathered), url=gathered) == (HUB, gathered)


# --- Asking --------------------------------------------------------------------------------------------


def test_a_hub_is_asked_with_a_token_and_a_secret_of_128_bits(asking):
    asked = asking.poll()

    assert asked == asking.kept
    assert (asked.hub, asked.topic_url, asked.asked_at, asked.until) == (HUB, FEED, T0, None)
    assert len(asked.token) == len(asked.secret) == 32
    assert asked.token != asked.secret
    [(url, form)] = asking.fetcher.posted
    assert url == HUB
    assert form["hub.callback"] == f"{HOOK}/{SOURCE.id}/{asked.token}"
    assert form["hub.secret"] == asked.secret


def test_it_is_kept_before_the_hub_is_asked(asking):
    class Hub(FakeFetcher):
        def post(self, url, form):
            # As a hub that verifies before it answers.
            asking.verified(DAY)

    asking.fetcher = Hub()
    asking.poll()
    assert asking.kept.until == T0 + DAY


@pytest.mark.parametrize("missing", ["hub", "topic_url", "hook_url"])
def test_without_a_hub_a_topic_or_a_hook_nobody_is_asked(asking, missing):
    assert asking.poll(**{missing: ""}) is None
    assert asking.forms == []
    assert asking.kept is None


def test_a_source_that_has_got_a_secret_header_since_is_not_subscribed(asking):
    assert asking.poll(of=replace(SOURCE, header="Authorization")) is None
    assert asking.forms == []


def test_a_hub_that_does_not_verify_is_asked_daily_with_another_token(asking):
    for _ in range(3 * 24 * 4):
        asking.poll()
        asking.clock.advance(minutes=15)
    assert len(asking.forms) == 3
    assert len({form["hub.callback"] for form in asking.forms}) == 3


def test_a_hub_that_fails_fails_no_poll_and_is_asked_again_after_a_day(asking):
    asking.fetcher.refused[HUB] = FetchError(HUB, "answered 503.", status=503)
    assert asking.poll() == asking.kept
    asking.clock.advance(hours=23)
    asking.poll()
    assert len(asking.forms) == 1
    asking.clock.advance(hours=1)
    asking.poll()
    assert len(asking.forms) == 2


def test_a_renewal_keeps_token_secret_and_lease(asking):
    asking.poll()
    asking.verified(10 * DAY)
    before = asking.kept
    asking.clock.advance(days=7, hours=23)
    assert asking.poll() == before
    asking.clock.advance(hours=1)

    assert asking.poll() == replace(before, asked_at=T0 + 8 * DAY) == asking.kept
    first, second = asking.forms
    assert first == second


def test_after_a_lease_has_ended_the_token_is_another(asking):
    first = asking.poll()
    asking.verified(5 * DAY)
    asking.clock.advance(days=5)
    second = asking.poll()

    assert (second.until, second.pinged_at) == (None, None)
    assert first.token != second.token
    assert first.secret != second.secret


@pytest.mark.parametrize("other", [{"hub": OTHER_HUB}, {"topic_url": f"{FEED}/"}], ids=str)
def test_another_hub_or_topic_ends_the_old_one_and_is_asked_after_a_day(asking, other):
    first = asking.poll()
    asking.verified(5 * DAY)
    asking.clock.advance(hours=1)

    assert asking.poll(**other) == replace(first, until=None) == asking.kept
    assert asking.poll(**other) == asking.kept
    assert len(asking.forms) == 1
    asking.clock.advance(hours=23)
    second = asking.poll(**other)
    assert (second.hub, second.topic_url) == (other.get("hub", HUB), other.get("topic_url", FEED))
    assert second.token != first.token
    assert len(asking.forms) == 2


def test_a_feed_that_names_another_hub_each_time_has_none_asked_but_daily(asking):
    for n in range(4 * 24):
        asking.poll(hub=f"https://hub{n}.example/")
        asking.clock.advance(minutes=15)
    assert len(asking.forms) == 1


def test_a_feed_that_names_its_hub_now_and_then_has_it_asked_daily(asking):
    for _ in range(4 * 24):
        asking.poll()
        subscribing.forget(asking.store, SOURCE)
        asking.clock.advance(minutes=15)
    assert len(asking.forms) == 1


def test_who_is_not_the_first_to_ask_does_not(asking):
    class Late(FakeStore):
        def save_subscription(self, subscription, before):
            raise Conflict("subscription")

    late = Asking(Late())
    assert late.poll() is None
    assert late.forms == []


# --- Giving up -----------------------------------------------------------------------------------------


def test_what_no_feed_names_any_more_is_over(asking):
    asking.poll()
    asking.verified(5 * DAY)
    subscribing.forget(asking.store, SOURCE)

    assert asking.kept.until is None
    assert len(asking.forms) == 1, "the hub is not told"


def test_what_was_never_there_is_forgotten_without_a_word(asking):
    subscribing.forget(asking.store, SOURCE)
    assert asking.kept is None


def test_a_verification_that_comes_between_leaves_it_to_the_next_time(asking):
    class Late(FakeStore):
        def save_subscription(self, subscription, before):
            if before and subscription.until is None:
                raise Conflict("subscription")
            super().save_subscription(subscription, before)

    late = Asking(Late())
    late.poll()
    late.verified(5 * DAY)
    before = late.kept
    subscribing.forget(late.store, SOURCE)
    assert late.poll(hub=OTHER_HUB) == late.kept == before


# --- Whether a source is pushed ------------------------------------------------------------------------

PUSHED = Subscription(
    SOURCE.id, HUB, FEED, "a" * 32, "b" * 32, asked_at=T0, until=T0 + 5 * DAY, pinged_at=T0 + DAY
)


def minutes(moment) -> int:
    return int(moment.timestamp() // 60)


@pytest.mark.parametrize(
    ("subscription", "newest", "now", "pushed"),
    [
        (PUSHED, T0 + DAY, T0 + DAY, True),
        (PUSHED, None, T0 + DAY, True),
        (PUSHED, T0 + DAY + HOUR, T0 + 2 * DAY, True),
        (PUSHED, T0 + DAY, T0 + 5 * DAY - SECOND, True),
        # An entry that the hub did not tell of.
        (PUSHED, T0 + DAY + HOUR + 60 * SECOND, T0 + 2 * DAY, False),
        (PUSHED, T0 + DAY, T0 + 5 * DAY, False),
        (replace(PUSHED, until=None), T0 + DAY, T0 + DAY, False),
        (replace(PUSHED, pinged_at=None), T0, T0 + DAY, False),
        (replace(PUSHED, pinged_at=None), None, T0 + DAY, False),
        (None, T0 + DAY, T0 + DAY, False),
    ],
)
def test_a_source_is_pushed_as_long_as_its_hub_told_of_the_newest_entry(subscription, newest, now, pushed):
    times = (minutes(newest), minutes(T0)) if newest else ()
    assert subscribing.is_pushed(subscription, times, now) is pushed
