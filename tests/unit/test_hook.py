"""What hubs are answered, and what their pings lead to."""

import hmac
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from builders import ALICE, source
from fakes import T0, CountingEntropy, FakeFetcher, FakeQueues, FakeStore, FrozenClock

from newswatch.errors import Conflict, FetchError, QueueError, StorageError
from newswatch.model import SourceGroup, State, Usage
from newswatch.observe import logger
from newswatch.usecases.hook import GONE, NOT_OURS, TAKEN, TRIES, Hook, Reply, ping, verify
from newswatch.usecases.subscribing import subscribe

HUB, FEED = "https://hub.example/", "https://news1.example/feed"
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
BODY = b"<rss/>"


class Scene:
    """A source whose hub was asked for a subscription."""

    def __init__(self, store=None, queues=None):
        self.store, self.queues, self.clock = store or FakeStore(), queues or FakeQueues(), FrozenClock()
        self.hook = Hook(self.store, self.queues, self.clock)
        self.source = self.store.save_source(source(), ALICE, T0, "add").snapshot
        self.asked = self.subscribe()
        self.token = self.asked.token

    def subscribe(self, self_url=FEED):
        asking = self.store, FakeFetcher(), self.clock, CountingEntropy()
        return subscribe(
            *asking, self.source, hub=HUB, topic_url=self_url, hook_url="https://api.example/hook"
        )

    @property
    def kept(self):
        return self.store.subscription(self.source.id)

    def verify(self, mode="subscribe", *, topic=FEED, token=None, **fields):
        fields = {"challenge": "c-1", "lease_seconds": "432000"} | fields | {"mode": mode, "topic": topic}
        query = urlencode({f"hub.{name}": value for name, value in fields.items()})
        return verify(self.hook, self.source.id, self.token if token is None else token, query)

    def ping(self, *, token=None, body=BODY, signature=None):
        if signature is None:
            signature = f"sha1={hmac.new(self.asked.secret.encode(), BODY, 'sha1').hexdigest()}"
        return ping(self.hook, self.source.id, self.token if token is None else token, signature, body)

    def change(self, state):
        version = self.store.sources_by_id([self.source.id])[self.source.id].version + 1
        self.store.save_source(replace(self.source, state=state, version=version), ALICE, T0, "change")


@pytest.fixture
def scene():
    return Scene()


@pytest.fixture
def verified(scene):
    assert scene.verify().status == 200
    return scene


# --- Verification --------------------------------------------------------------------------------------


def test_what_was_asked_for_is_confirmed_by_the_challenge(scene):
    assert scene.verify(challenge="<b>c&1") == Reply(200, "<b>c&1")
    assert scene.kept == replace(scene.asked, until=T0 + 5 * DAY)


def test_a_hub_may_ask_again_and_the_last_lease_counts(verified):
    verified.clock.advance(days=1)
    assert verified.verify(lease_seconds="60").status == 200
    assert verified.kept.until == T0 + DAY + MINUTE


@pytest.mark.parametrize(
    "changed",
    [
        {"topic": "https://news2.example/feed"},
        {"token": "0" * 32},
        {"token": "0" * 31},
        {"token": ""},
        {"token": "é" * 32},
        {"challenge": ""},
        {"mode": "publish"},
    ],
    ids=str,
)
def test_what_was_not_asked_for_is_not_confirmed(scene, changed):
    assert scene.verify(**changed) == NOT_OURS
    assert scene.kept == scene.asked


@pytest.mark.parametrize("source_id", ["", "x", "0" * 16, "../../x", "0" * 17, "é" * 16])
def test_a_source_that_is_none_has_nothing_to_confirm(scene, source_id):
    assert verify(scene.hook, source_id, scene.token, "hub.mode=subscribe&hub.challenge=x") == NOT_OURS
    assert ping(scene.hook, source_id, scene.token, "", BODY) == GONE


@pytest.mark.parametrize("state", [State.PAUSED, State.REMOVED])
def test_a_source_that_is_not_watched_any_more_is_not_confirmed(scene, state):
    scene.change(state)
    assert scene.verify() == NOT_OURS
    assert scene.kept == scene.asked


def test_nobody_can_end_a_subscription_that_is_wanted(verified):
    assert verified.verify("unsubscribe") == NOT_OURS
    assert verified.kept.until


@pytest.mark.parametrize(
    "unwanted", [{"token": "0" * 32}, {"topic": "https://news1.example/old"}], ids=["token", "topic"]
)
def test_what_nobody_wants_may_go(verified, unwanted):
    assert verified.verify("unsubscribe", **unwanted) == Reply(200, "c-1")
    assert verified.kept.until


def test_the_subscription_of_a_removed_source_may_go(verified):
    verified.change(State.REMOVED)
    assert verified.verify("unsubscribe") == Reply(200, "c-1")


def test_a_hub_that_refuses_is_not_asked_again_for_a_day(verified):
    verified.clock.advance(days=2)
    assert verified.verify("denied", reason="too many") == TAKEN
    assert verified.kept == replace(verified.asked, until=None, asked_at=T0 + 2 * DAY)

    verified.clock.advance(hours=23)
    assert verified.subscribe() == verified.kept
    verified.clock.advance(hours=1)
    assert verified.subscribe().asked_at == T0 + 3 * DAY


def test_a_refusal_of_something_else_changes_nothing(verified):
    before = verified.kept
    assert verified.verify("denied", token="0" * 32) == NOT_OURS
    assert verified.verify("denied", topic="https://news2.example/") == NOT_OURS
    assert verified.kept == before


# --- Pings ---------------------------------------------------------------------------------------------


def test_a_ping_has_its_source_polled_at_once(verified):
    assert verified.ping() == TAKEN
    assert verified.queues.sources == [SourceGroup((verified.source.id,))]
    assert verified.queues.delays == [0]


def test_a_flood_of_pings_is_two_polls_the_second_after_the_last_ping(verified):
    for _ in range(1000):
        assert verified.ping() == TAKEN
        verified.clock.advance(seconds=0.0599)

    assert len(verified.queues.sources) == 2
    first, second = verified.queues.delays
    assert first == 0
    # Sent with the second ping.
    assert T0 + timedelta(seconds=0.0599 + second) > verified.clock.now()


@pytest.mark.parametrize(
    "wrong", [{"signature": ""}, {"signature": f"sha1={'0' * 40}"}, {"body": b"<rss></rss>"}], ids=str
)
def test_a_ping_that_is_not_signed_is_acknowledged_and_ignored(verified, wrong):
    before = verified.kept
    assert verified.ping(**wrong) == TAKEN
    assert verified.queues.sources == []
    assert verified.kept == before


def test_pings_before_verification_and_long_after_the_lease_are_turned_away(scene):
    assert scene.ping() == GONE
    scene.verify(lease_seconds="86400")
    scene.clock.advance(days=1, minutes=59)
    assert scene.ping() == TAKEN
    scene.clock.advance(minutes=2)
    assert scene.ping() == GONE
    assert len(scene.queues.sources) == 1


def test_a_ping_with_another_token_is_turned_away(verified):
    assert verified.ping(token="0" * 32) == GONE
    assert verified.ping(token="") == GONE
    assert verified.queues.sources == []


def test_a_ping_of_a_source_that_is_not_watched_ends_its_subscription(verified):
    verified.change(State.PAUSED)
    assert verified.ping() == GONE
    assert verified.queues.sources == []

    # Whoever resumes it has it subscribed anew with the next poll.
    verified.change(State.ACTIVE)
    assert verified.subscribe().asked_at == verified.clock.now()


# --- When things go wrong, or happen at once -----------------------------------------------------------


class Meanwhile(FakeStore):
    """Something else happens just before a subscription is written; or the write fails."""

    def __init__(self):
        super().__init__()
        self.before_write, self.error = [], None

    def save_subscription(self, subscription, before):
        if self.before_write:
            self.before_write.pop(0)()
        super().save_subscription(subscription, before)
        if self.error:
            raise self.error


class Failing(FakeQueues):
    """A queue that takes nothing as long as it is told so."""

    broken = True

    def send_sources(self, groups, delay_s=0):
        if self.broken:
            raise QueueError("SQS is away")
        super().send_sources(groups, delay_s)


def test_of_two_pings_at_once_the_second_is_polled_for_later():
    scene = Scene(Meanwhile())
    scene.verify()
    scene.store.before_write = [scene.ping]

    assert scene.ping() == TAKEN
    assert scene.queues.delays == [0, 65]


def test_many_pings_at_once_are_two_polls():
    scene = Scene(Meanwhile())
    scene.verify()
    scene.store.before_write = [scene.ping] * 20

    assert scene.ping() == TAKEN
    assert scene.queues.delays == [0, 65]


def test_a_renewal_that_comes_between_is_kept():
    scene = Scene(Meanwhile())
    scene.verify()
    scene.store.before_write = [lambda: scene.verify(lease_seconds="864000")]

    assert scene.ping() == TAKEN
    assert scene.kept.until == T0 + 10 * DAY
    assert scene.kept.pinged_at
    assert len(scene.queues.sources) == 1


def test_a_ping_that_comes_between_is_kept():
    scene = Scene(Meanwhile())
    scene.verify()
    scene.store.before_write = [scene.ping]

    assert scene.verify(lease_seconds="864000").status == 200
    assert scene.kept.until == T0 + 10 * DAY
    assert scene.kept.pinged_at


def test_a_subscription_that_is_given_up_between_is_gone():
    scene = Scene(Meanwhile())
    scene.verify()
    scene.store.before_write = [lambda: scene.store.drop_subscription(scene.source.id)]
    assert scene.ping() == GONE
    assert scene.queues.sources == []

    scene = Scene(Meanwhile())
    scene.store.before_write = [lambda: scene.store.drop_subscription(scene.source.id)]
    assert scene.verify() == NOT_OURS


def test_a_write_that_is_always_too_late_is_left_to_the_hubs_next_try():
    scene = Scene(Meanwhile())

    def other() -> None:
        now = scene.kept
        FakeStore.save_subscription(scene.store, replace(now, asked_at=now.asked_at - MINUTE), now)

    scene.verify()
    for call in (scene.ping, scene.verify):
        scene.store.before_write = [other] * TRIES
        with pytest.raises(Conflict):
            call()
    assert scene.queues.sources == []


def test_a_ping_that_may_or_may_not_be_noted_is_polled_for():
    scene = Scene(Meanwhile())
    scene.verify()
    scene.ping()
    scene.clock.advance(seconds=10)
    # Written, but the answer is lost: the hub's next try would find it covered.
    scene.store.error = StorageError("lost")

    assert scene.ping() == TAKEN
    assert scene.queues.delays == [0, 55]


def test_a_ping_that_could_not_be_handed_on_is_polled_for_when_the_hub_tries_again():
    scene = Scene(queues=Failing())
    scene.verify()
    scene.queues.broken = False
    scene.ping()
    before = scene.kept
    scene.clock.advance(seconds=10)

    scene.queues.broken = True
    with pytest.raises(QueueError):
        scene.ping()
    assert scene.kept == before

    scene.queues.broken = False
    scene.clock.advance(seconds=10)
    assert scene.ping() == TAKEN
    assert scene.queues.delays == [0, 45]


def test_a_ping_that_can_be_neither_handed_on_nor_put_back_fails():
    scene = Scene(Meanwhile(), Failing())
    scene.verify()
    scene.store.error = StorageError("away")
    with pytest.raises(QueueError):
        scene.ping()


def test_no_token_and_no_secret_is_logged_or_shown(verified, monkeypatch):
    said = []
    for level in ("info", "warning", "error"):
        monkeypatch.setattr(logger, level, lambda *args, **more: said.append((args, more)))
    verified.ping()
    verified.ping(signature="sha1=0")
    verified.verify()
    verified.verify("denied")
    asking = verified.store, FakeFetcher(refused={HUB: FetchError(HUB, "answered 500.")}), verified.clock
    verified.clock.advance(days=1)
    again = subscribe(
        *asking, CountingEntropy(), verified.source, hub=HUB, topic_url=FEED, hook_url="https://api.example/h"
    )

    assert len(said) == 5
    for secret in (verified.asked.token, verified.asked.secret, again.token, again.secret):
        assert secret not in repr((said, verified.asked, again))


# --- The month's limit ---------------------------------------------------------------------------------


def test_at_the_months_limit_a_ping_has_nothing_polled_and_the_next_one_after_it_does(verified):
    verified.store.add_usage(Usage(writes=40e6), T0)
    verified.hook = replace(verified.hook, monthly_limit=20)
    assert verified.ping() == TAKEN
    assert verified.queues.sources == []
    verified.hook = replace(verified.hook, monthly_limit=40)
    assert verified.ping() == TAKEN
    assert verified.queues.sources == [SourceGroup((verified.source.id,))]


def test_who_has_no_secret_learns_nothing_of_the_limit(verified):
    verified.store.add_usage(Usage(writes=40e6), T0)
    verified.hook = replace(verified.hook, monthly_limit=20)
    assert verified.ping(signature="sha1=0") == TAKEN
    assert verified.ping(token="0" * 32) == GONE
