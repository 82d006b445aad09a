"""Spending: what this month costs so far, and the limit at which no more sources are polled."""

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from newswatch.errors import NewswatchError
from newswatch.model import ArticleId, ChannelId, SourceId, Spending, StoryId, Threshold, Usage
from newswatch.observe import logger
from newswatch.ports import Clock, People, Queues, Store
from newswatch.posts import Post, SpendingNews, post_id
from newswatch.usecases.announcing import caretakers
from newswatch.usecases.findings import Bill

if TYPE_CHECKING:
    from newswatch.prices import Prices

WARNED_AT, STOPPED_AT = 80, 100
"""Per cent of the limit."""
ASKED_EVERY = timedelta(minutes=10)
"""Should nobody have been told by then, ``command`` is asked once more."""
LEAST = timedelta(hours=6)
"""Of a shorter time nothing is said about the month: a big import would be taken for the rule."""

# What costs although no invocation sees it.
POLLERS = 2
"""Lambda asks each queue so many at once where it is quiet (five where a most is set for it)."""
IDLE_POLLS_A_DAY = 4 * POLLERS * 24 * 3600 / 20
"""Of four queues, each asked for 20 s at a time."""
METRICS = 5
ALARM_METRICS = 12
"""Of ``infra/observability.yaml``, as are the metrics; without the dashboard."""
STORED_GB = 0.5
"""What 5,000 articles a day come to in 30 days, with what is kept of alerts."""
LOG_BYTES = 1_500
"""An invocation's: three lines of Lambda's own, and about two of ours."""
LOG_MONTHS = 1
SENT_BYTES = 2_000
"""To a site: what opens a connection under TLS, and a request."""
MONTH_DAYS = 30.44
MB_MS = 1024 * 1000
"""In a GB-second."""
GB = 1e9


def month_of(now: datetime) -> str:
    """Return the month whose bill a moment is on: ``2026-11``."""
    return f"{now.astimezone(UTC):%Y-%m}"


def begins(month: str) -> datetime:
    """Return when a month begins. Raises ValueError for what is none."""
    return datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)


def ends(month: str) -> datetime:
    """Return when a month ends, which is when the next one begins."""
    # 31 days after its first day it is the next one, whichever month it is.
    return begins(month_of(begins(month) + timedelta(days=31)))


def cost(usage: Usage, at: "Prices") -> float:
    """Return what was used in US dollars, at these prices."""
    logs = usage.invocations * LOG_BYTES / GB
    return (
        at.lambda_arm64.of(usage.arm64_mb_ms / MB_MS)
        + at.lambda_x86_64.of(usage.x86_64_mb_ms / MB_MS)
        + at.lambda_requests.of(usage.invocations)
        + at.http_api.of(usage.http_requests)
        + at.scheduler.of(usage.ticks)
        + at.table_reads.of(usage.reads)
        + at.table_writes.of(usage.writes)
        + at.queue_requests.of(usage.queue_requests)
        + at.key_requests.of(usage.key_requests)
        + at.log_ingestion.of(logs)
        + at.log_storage.of(logs * LOG_MONTHS)
        + at.transfer_out.of(usage.polls * SENT_BYTES / GB)
    )


def cost_of_a_day(at: "Prices") -> float:
    """Return what a day costs on which nothing happens, in US dollars."""
    a_month = (
        at.metrics.of(METRICS)
        + at.alarm_metrics.of(ALARM_METRICS)
        + at.table_storage.of(STORED_GB)
        + at.table_recovery.of(STORED_GB)
    )
    return a_month / MONTH_DAYS + at.queue_requests.of(IDLE_POLLS_A_DAY)


def bill(found: Spending, now: datetime, limit: float) -> Bill:
    """Return what a month has cost by now, and will at this rate.

    Args:
        found: its counter.
        now: the time.
        limit: in US dollars; 0 for none.
    """
    from newswatch.prices import prices  # noqa: PLC0415 - who has three seconds to answer loads none

    at, end = prices(), ends(found.month)
    passed = max(min(now, end) - found.since, timedelta())
    spent = cost(found.usage, at) + cost_of_a_day(at) * (passed / timedelta(days=1))
    whole = spent * ((end - found.since) / passed) if passed >= LEAST else None
    return Bill(found.month, spent, limit, whole, end, at.region)


def bill_now(store: Store, now: datetime, limit: float) -> Bill | None:
    """Return the bill of this month; None where nothing has been counted yet."""
    found = store.spending(month_of(now))
    return bill(found, now, limit) if found else None


def stopped_lately(store: Store, day: date, days: int) -> bool:
    """Return whether sources may not have been read on one of the last days, because a limit was reached.

    Args:
        store: the store.
        day: today, in UTC.
        days: how many days matter.
    """
    first = day.replace(day=1)
    months = [day] if (day - first).days >= days else [day, first - timedelta(days=1)]
    found = (store.spending(f"{month:%Y-%m}") for month in months)
    return any(one is not None and one.asked.endswith(f"-{STOPPED_AT}") for one in found)


def is_spent(store: Store, now: datetime, limit: float) -> bool:
    """Return whether the limit of this month is reached; a limit of 0 never is."""
    found = bill_now(store, now, limit) if limit else None
    return found is not None and found.is_spent


def watch_spending(store: Store, queues: Queues, now: datetime, limit: float) -> bool:
    """Return whether this month's limit is reached; have people told of it, and of most of it, once each.

    Whom it has asked to tell them it asks again until it is done: that tells nobody twice. Never raises
    because of the telling.

    Raises:
        StorageError: the counter could not be read.
    """
    found = store.spending(month_of(now)) if limit else None
    if found is None:
        return False
    so_far = bill(found, now, limit)
    if threshold := _reached(so_far):
        try:
            _have_told(store, queues, found, threshold, now)
        except NewswatchError as e:
            logger.warning("limit not told", percent=threshold.percent, error=str(e))
    if so_far.is_spent:
        logger.warning("limit reached", limit=limit, spent=round(so_far.spent, 2), month=found.month)
    return so_far.is_spent


def tell_spending(store: Store, queues: Queues, people: People, clock: Clock, threshold: Threshold) -> None:
    """Tell those who run Newswatch that so much of the limit is spent. Doing it again tells nobody twice.

    Raises:
        SlackError, SecretError: Slack does not work just now; trying again can help.
    """
    now = clock.now()
    found = store.spending(threshold.month)
    if found is None:
        return
    so_far = bill(found, now, threshold.limit)
    news = SpendingNews(
        begins(threshold.month).date(),
        threshold.percent,
        threshold.limit,
        round(so_far.spent, 2),
        so_far.projected,
    )
    told = caretakers(store, people)
    if not told:
        logger.warning("nobody to be told of the limit", percent=threshold.percent)
    store.enqueue([_post(threshold, channel, news, now) for channel in told])
    store.note_told(threshold)
    queues.wake(told)


def _reached(so_far: Bill) -> Threshold | None:
    share = 100 * so_far.spent / so_far.limit
    percent = next((percent for percent in (STOPPED_AT, WARNED_AT) if share >= percent), 0)
    return Threshold(so_far.month, so_far.limit, percent) if percent else None


def _have_told(store: Store, queues: Queues, found: Spending, threshold: Threshold, now: datetime) -> None:
    if found.told == threshold.key:
        return
    if found.asked == threshold.key and found.asked_at and now - found.asked_at < ASKED_EVERY:
        return
    queues.tell_spending(threshold)
    # After it: should we die in between, the next tick asks once more.
    store.note_asked(threshold, now)


def _post(threshold: Threshold, channel: ChannelId, news: SpendingNews, now: datetime) -> Post:
    """Return the post that tells somebody of a threshold: always the same one."""
    story_id = StoryId(f"spending-{threshold.month}-{threshold.key}")
    return Post(
        id=post_id(channel, story_id),
        channel=channel,
        story_id=story_id,
        article_id=ArticleId(""),
        source_id=SourceId(""),
        claimed_at=now,
        topic_ids=frozenset(),
        spending=news,
    )
