"""What the stages measure, as CloudWatch would read it out of their logs (embedded metric format)."""

import json
from datetime import timedelta

import pytest
from builders import alert, article, source, topic
from deployment import ADA, CHANNEL, context, deployment, record

from infra.laptop.slack.faults import Fault
from newswatch import wiring
from newswatch.lambdas import collect, notify
from newswatch.model import SourceGroup, StoryId, UserId
from newswatch.queues import Wake, encode_sources, encode_wake
from newswatch.system import SystemClock


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


@pytest.fixture
def measured(deployed, capsys, monkeypatch):
    """Return what runs a handler with a message and returns the metrics that it left."""
    # A laptop that ran in this process has none.
    monkeypatch.delenv("POWERTOOLS_METRICS_DISABLED", raising=False)

    def run(handler, body: str) -> dict[str, list[float]]:
        capsys.readouterr()
        handler({"Records": [record(body)]}, context())
        told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        names = [m["Name"] for each in told for m in each["_aws"]["CloudWatchMetrics"][0]["Metrics"]]
        return {name: each[name] for each in told for name in names}

    return run


def claimed(**more) -> str:
    """Have an alert of an article wait in the channel's outbox; return the wake-up."""
    now = SystemClock().now()
    kept = wiring.store().save_article(article(read_at=now, **more), [])
    wiring.store().save_topic(topic(destinations=(CHANNEL,)), UserId(ADA), now, "add")
    found = alert(story_id=StoryId(kept.id), article_id=kept.id, channels=(CHANNEL,), claimed_at=now)
    wiring.store().claim([found])
    return encode_wake(Wake(CHANNEL))


def test_a_post_tells_how_long_it_took_since_the_article_was_published(measured):
    wake = claimed(published=SystemClock().now() - timedelta(minutes=10))
    assert measured(notify.handler, wake) == {"TimeToPost": [pytest.approx(600, abs=30)]}
    assert measured(notify.handler, wake) == {}


def test_of_an_article_that_has_no_time_nothing_is_told(measured):
    assert measured(notify.handler, claimed()) == {}


def test_what_slack_refuses_until_a_person_acts_is_counted(deployed, measured):
    wake = claimed()
    deployed.workspace.faults.add("chat.postMessage", Fault.error("is_archived"))
    assert measured(notify.handler, wake) == {"PostsParked": [1]}


def test_a_token_that_slack_takes_no_more_counts_in_each_turn(deployed, measured):
    wake = claimed()
    deployed.workspace.token = "xoxb-rotated"
    assert measured(notify.handler, wake) == {"SlackFailures": [1]}


@pytest.mark.parametrize(
    "fault",
    [Fault.http(503), Fault.error("internal_error"), Fault.reset_before(), Fault.error("fatal_error")],
)
def test_a_slack_that_fails_itself_counts_whatever_the_channel(deployed, measured, fault):
    wake = claimed()
    deployed.workspace.faults.add("chat.postMessage", fault)
    assert measured(notify.handler, wake) == {"SlackFailures": [1]}


def test_a_slack_that_cannot_be_reached_counts(deployed, measured):
    wake = claimed()
    deployed.slack.close()
    assert measured(notify.handler, wake) == {"SlackFailures": [1]}


def test_answers_of_slack_that_want_us_to_wait_are_counted(deployed, measured):
    wake = claimed()
    deployed.workspace.faults.add("chat.postMessage", Fault.rate_limited(30))
    assert measured(notify.handler, wake) == {"SlackThrottled": [1]}


@pytest.mark.parametrize(("late", "told"), [(1, {}), (4, {}), (6, {"LateSources": [1]})])
def test_a_source_that_is_polled_late_is_counted(measured, late, told):
    # A host of the reserved kind, which has no address: nobody is asked.
    watched = source(url="https://news.invalid/feed")
    wiring.store().save_source(watched, UserId(ADA), SystemClock().now(), "add")
    due = SystemClock().now() - timedelta(minutes=late)
    assert measured(collect.handler, encode_sources(SourceGroup((watched.id,), (due,)))) == told
