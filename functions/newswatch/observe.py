"""Logs and metrics of an invocation, and the id that follows an entry from its source to its message.

Of logs: keys, not sentences; never an event's body, a token, a response_url or a URL's userinfo.

A metric costs 0.30 US$ a month for each set of its dimensions, so there are few, and they have one:
the stack. What kind of thing failed, and where, stands in the logs.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Event, Lock

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit

logger = Logger(service="newswatch")
CORRELATION = "correlation_id"
"""The key of the log by which one finds all that was done for an entry of a source."""
NAMESPACE = "Newswatch"
# Their dimension, ``service``, is POWERTOOLS_SERVICE_NAME: the template names the stack there.
_metrics = Metrics(namespace=NAMESPACE)
_adding = Lock()
_is_measuring = Event()
"""Whether an invocation is under way, in whatever thread: what nobody flushes would pile up."""


class Measure(StrEnum):
    """What is measured (CloudWatch's embedded metric format), and left out where it is nothing."""

    TIME_TO_POST = "TimeToPost"
    """Seconds from an article's publication to its message, of alerts that had not to wait."""
    LATE_SOURCES = "LateSources"
    """Sources that were polled later than they were due."""
    POSTS_PARKED = "PostsParked"
    """Posts that a channel did not take until a person mends something."""
    SLACK_FAILURES = "SlackFailures"
    """Tries that failed of Slack itself or of our token, whatever the channel: it takes nothing."""
    SLACK_THROTTLED = "SlackThrottled"
    """Answers of Slack with status 429."""


def measure(what: Measure, value: float = 1) -> None:
    """Add a value to the metrics of this invocation; of no use outside of one."""
    if not _is_measuring.is_set():
        return
    unit = MetricUnit.Seconds if what is Measure.TIME_TO_POST else MetricUnit.Count
    # Sources are polled on threads, and two values at once would be one.
    with _adding:
        _metrics.add_metric(what.value, unit, value)


def follow(correlation_id: str) -> None:
    """Have what this thread logs from now on bear the id of the entry that it is about; "" for none."""
    # Lines leave out what is None.
    logger.thread_safe_append_keys(**{CORRELATION: correlation_id or None})


@contextmanager
def following(correlation_id: str = "") -> Iterator[None]:
    """``follow`` an entry, and whatever is followed meanwhile, until the block ends."""
    before = logger.thread_safe_get_current_keys().get(CORRELATION)
    follow(correlation_id)
    try:
        yield
    finally:
        follow(before or "")


def begin(request_id: str, *, cold: bool) -> None:
    """Have all that is logged from now on name an invocation, and whether it is its process's first."""
    _is_measuring.set()
    logger.thread_safe_clear_keys()
    logger.append_keys(function_request_id=request_id, cold_start=cold or None)


def end() -> None:
    """Write down what was measured in this invocation."""
    _is_measuring.clear()
    if _metrics.metric_set:
        _metrics.flush_metrics()
    # Where metrics are switched off (POWERTOOLS_METRICS_DISABLED), flushing keeps them.
    _metrics.clear_metrics()
