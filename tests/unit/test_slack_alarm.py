"""SlackAlarm over time: rung by a Slack that takes nothing, and never by what one channel does not take."""

import heapq
import json
from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from builders import ALICE, POLICY, alert, article, topic
from fakes import T0, FakeMessenger, FakeQueues, FixedDeadline
from outbox_house import House

from infra.dashboard import alarms
from infra.dashboard.alarms import State
from infra.dashboard.points import Metric, Points
from infra.dashboard.stack import observed
from newswatch.errors import (
    SlackAmbiguous,
    SlackError,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackUnusable,
)
from newswatch.model import ChannelId, StoryId, ThreadPolicy
from newswatch.observe import NAMESPACE, Measure, begin, end
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.notify import notify

ALARM = observed().alarms()["SlackAlarm"]
FAILURES = Metric(NAMESPACE, Measure.SLACK_FAILURES.value, "service=newswatch")
BARRED = ChannelId("C0BARRED")
MATCHES = {topic(1).id: frozenset({"lavrov"})}

Answer = Callable[[ChannelId, float], SlackError | None]
"""What Slack answers about a channel at a minute; None where it does as it is asked."""


class Answering(FakeMessenger):
    """A Slack that answers by the clock."""

    def __init__(self, answer, minute):
        super().__init__()
        self.answer, self.minute = answer, minute

    def post(self, message):
        self._fail(message.channel)
        return super().post(message)

    def find(self, conversation, *rest):
        self._fail(conversation)
        return super().find(conversation, *rest)

    def _fail(self, channel):
        if error := self.answer(channel, self.minute()):
            raise error


class Line(FakeQueues):
    """A channel queue that hands out each wake-up when its delay is over."""

    def __init__(self, clock):
        super().__init__()
        self.clock, self.due, self.numbers = clock, [], count()

    def wake(self, channels, delay_s=0, *, retry=False, again=False):
        at = self.clock.now() + timedelta(seconds=delay_s)
        for channel in channels:
            heapq.heappush(self.due, (at, next(self.numbers), channel, retry, again))


class Night(House):
    """Hours of dispatch and notify, of a clock that jumps to what is next, and what they measured."""

    def __init__(self, answer: Answer, capsys):
        super().__init__()
        self.capsys = capsys
        self.slack = Answering(answer, self.minute)
        self.queues = Line(self.clock)
        self.notifier = type(self.notifier)(
            self.store, self.queues, self.slack, self.clock, self.notifier.entropy
        )
        self.store.save_topic(topic(3, destinations=(BARRED,)), ALICE, T0, "add")
        self.numbers = count(1)
        self.measured = {}

    def minute(self):
        return (self.clock.now() - T0).total_seconds() / 60

    def publish(self, topic_number, channel):
        """Have a channel be told of a new story."""
        one = article(f"https://news.example/{next(self.numbers)}")
        self.store.save_article(one, [])
        now = self.clock.now()
        ids = {"story_id": StoryId(one.id), "article_id": one.id, "source_id": self.source.id}
        self.store.claim([alert(topic_number, **ids, channels=(channel,), claimed_at=now)])
        self.queues.wake([channel])

    def pass_until(self, minute):
        """Let time pass, with a tick a minute."""
        until = T0 + timedelta(minutes=minute)
        while (tick := self.clock.now() + timedelta(minutes=1)) <= until:
            dispatch(self.store, self.queues, self.clock, self.notifier.entropy)
            while self.queues.due and self.queues.due[0][0] < tick:
                at, _, channel, retry, again = heapq.heappop(self.queues.due)
                self.clock.at = max(self.clock.at, at)
                self._turn(channel, retry=retry, again=again)
            self.clock.at = tick

    def _turn(self, channel, **how):
        self.capsys.readouterr()
        begin("request-1", cold=False)
        notify(self.notifier, channel, FixedDeadline(60.0), **how)
        end()
        for line in self.capsys.readouterr().out.splitlines():
            told = json.loads(line)
            for metric in told["_aws"]["CloudWatchMetrics"][0]["Metrics"]:
                values = [(self.minute(), value) for value in told[metric["Name"]]]
                self.measured.setdefault(metric["Name"], []).extend(values)

    def talk(self):
        """Have what joins the story of a message that Slack shows be told in its thread, once it is time."""
        wanting = topic(1, version=2, thread=ThreadPolicy.REPLY)
        self.store.save_topic(wanting, ALICE, T0, "set")
        self.claim()
        self.cover(1, 1, held=MATCHES)
        self._turn(POLICY)
        self.cover(1, 2, held=MATCHES)

    def turn_with(self, *answers):
        """Take a turn whose calls Slack answers so, in this order."""
        self.slack.script = list(answers)
        self._turn(POLICY)

    def rang(self):
        """Return the minutes in which the alarm rings, from when it has as many periods as it looks at."""
        last = int(self.minute())
        points = Points(last, {FAILURES: self.measured.get("SlackFailures", [])})
        return [minute for minute in range(35, last) if alarms.state(ALARM, points, minute) is State.ALARM]


@pytest.fixture
def night(capsys, monkeypatch):
    """Return what begins a night with a Slack that answers so."""
    # A laptop that ran in this process has no metrics.
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED", raising=False)
    return lambda answer: Night(answer, capsys)


@pytest.mark.parametrize(
    "error",
    [
        SlackNotSent("unreachable"),
        SlackNotSent("service_unavailable"),
        SlackAmbiguous("connection"),
        SlackAmbiguous("http_503"),
        SlackUnusable("token_revoked"),
    ],
    ids=lambda error: error.code,
)
@pytest.mark.parametrize("begins", [60, 63])
def test_a_slack_that_takes_nothing_rings_though_a_single_post_waits(night, error, begins):
    night = night(lambda _, minute: error if begins <= minute < begins + 20 else None)
    night.pass_until(begins)
    night.publish(1, POLICY)
    night.pass_until(begins + 20)
    tried = [int(minute - begins) // 5 for minute, _ in night.measured["SlackFailures"]]
    assert set(tried) == {0, 1, 2, 3}, "each period of five minutes has a try in it"
    night.pass_until(begins + 90)
    rang = night.rang()
    assert begins + 10 <= rang[0] <= begins + 16
    assert rang == list(range(rang[0], rang[-1] + 1))
    assert rang[-1] <= begins + 20 + 25
    assert len(night.slack.posts()) == 1, "nothing was lost, and nothing came twice"


@pytest.mark.parametrize("every", [4, 12, 20, 45, 400])
def test_a_channel_without_the_bot_never_rings_however_little_is_posted_elsewhere(night, every):
    out = SlackParked("not_in_channel", "Invite the bot.", BARRED)
    night = night(lambda channel, _: out if channel == BARRED else None)
    night.publish(3, BARRED)
    for minute in range(0, 300, every):
        night.pass_until(minute)
        night.publish(1, POLICY)
    night.pass_until(300)
    assert len(night.measured["PostsParked"]) > 50, "it was tried all night"
    assert (night.measured.get("SlackFailures", []), night.rang()) == ([], [])


def test_a_hiccup_and_a_slack_that_wants_us_to_be_slower_do_not_ring(night):
    def answer(_, minute):
        if minute < 60:
            return SlackRateLimited(30)
        return SlackNotSent("unreachable") if minute < 66 else None

    night = night(answer)
    night.publish(1, POLICY)
    night.pass_until(120)
    assert len(night.measured["SlackFailures"]) > 5
    assert night.rang() == []
    assert len(night.slack.posts()) == 1


@pytest.mark.parametrize(
    ("error", "measured"),
    [(SlackNotSent("unreachable"), [1]), (SlackRateLimited(30), []), (SlackParked("no", "x", POLICY), [])],
    ids=["unreachable", "throttled", "refused"],
)
def test_a_reply_that_slack_fails_counts_as_any_other_try(night, error, measured):
    night = night(lambda _channel, _minute: None)
    night.talk()
    # The message itself was edited.
    night.turn_with(None, error)
    assert [value for _, value in night.measured.get("SlackFailures", [])] == measured
