"""How Newswatch is, for the people who can do something about it."""

from collections.abc import Iterator, Sequence

from newswatch import __version__
from newswatch.slack.views import mrkdwn, spending
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.phrases import ERROR_CHARS, NAME_CHARS, ago, counted, on, place, span
from newswatch.slack.views.sources import health
from newswatch.usecases.findings import DeadLetters, Setup, Status

SHOWN = 5
REASONS = 3
"""Why there are dead letters, by queue: what fails fails alike."""
SCOPES = 20
HISTORY = ":history"
"""How the scopes end that let the bot read what is in channels."""
BLIND = (
    "⚠ Until then Newswatch cannot look up whether Slack took a post whose answer was lost. "
    "The parameter `WhenInDoubt` says what becomes of it: unless set otherwise, it waits here for you."
)

DEAD = {
    "sources": ("poll", "polls", "No news is lost: their sources are polled again when they are due."),
    "articles": (
        "batch of new articles",
        "batches of new articles",
        "Their alerts are missing; after 14 days they are lost.",
    ),
    "channels": (
        "turn at a channel’s outbox",
        "turns at channels’ outboxes",
        "No alert is lost: whatever can be posted there is tried again by itself.",
    ),
    "commands": ("request or announcement", "requests or announcements", "Who asked was not told."),
}
"""By queue: what its messages are for, and what it means that they failed."""
READERS = {"sources": "collect", "articles": "match", "channels": "notify", "commands": "command"}
"""The function that works off each queue, as its log is called."""


def status(found: Status) -> Answer:
    """Return what is missing, what is watched, what fails, and what waits."""
    failing, gone = len(found.failing), len(found.gone)
    stuck = (*found.held_up, *found.parked)
    waiting = ", ".join(
        f"{count:,} {mrkdwn.shown(name, NAME_CHARS)}" for name, count in found.waiting.items() if count
    )
    return answer(
        *(spending.stopped(found.bill) if found.bill else ()),
        *_steps(found.setup),
        health(found.sources + gone + found.paused, failing, gone, found.paused),
        *_some(
            [
                f"{mark} {mrkdwn.shown(name, NAME_CHARS)}: {mrkdwn.shown(error, ERROR_CHARS)}"
                for mark, sources in (("⚠", found.failing), ("✕", found.gone))
                for name, error in sources
            ]
        ),
        f"{counted(found.topics, 'topic')}. {_parked(len(found.parked) + found.parked_unseen)}",
        *_pace(found),
        *_some([f"⚠ {place(channel)}: {mrkdwn.shown(reason, ERROR_CHARS)}" for channel, reason in stuck]),
        *_some(
            [f"⏳ {_stories(count)} in {place(channel)} until {on(at)}." for channel, count, at in found.held]
        ),
        *_unseen(found),
        *_dead(found.dead),
        f"Waiting in queues: {waiting or 'nothing'}.",
        *([spending.line(found.bill)] if found.bill else []),
        f"Newswatch {__version__}.",
        [
            run_button("Failing sources", "source list failing") if failing else None,
            run_button("Gone sources", "source list gone") if gone else None,
            run_button("Topics in trouble", "list broken") if found.parked else None,
        ],
    )


def _parked(posts: int) -> str:
    again = f"; Newswatch tries {'it' if posts == 1 else 'them'} again by itself" if posts else ""
    return f"{counted(posts, 'post')} parked{again}."


def _pace(found: Status) -> Iterator[str]:
    """Yield how fast alerts have been."""
    if found.took is not None:
        took, several = span(found.took.total_seconds()), f"the median of the last {found.alerts:,} alerts"
        of = "that of the last alert" if found.alerts == 1 else several
        yield f"From publication to post: {took}, {of} in 24 hours."


def _unseen(found: Status) -> Iterator[str]:
    """Yield how much waits where the person cannot look."""
    counts = ((found.parked_unseen, "parked"), (found.held_up_unseen, "held up"))
    if told := ", ".join(f"{counted(count, 'post')} {how}" for count, how in counts if count):
        yield f"⚠ In channels that you cannot see: {told}."
    if found.held_unseen:
        yield f"⏳ {_stories(found.held_unseen)} in channels that you cannot see."


def _stories(count: int) -> str:
    return f"{counted(count, 'story', 'stories')} {'waits for its' if count == 1 else 'wait for their'} time"


def _dead(dead: Sequence[DeadLetters]) -> Iterator[str]:
    """Yield what is stuck for good, why, and what to do about it."""
    for each in dead:
        one, several, meaning = DEAD[each.queue]
        yield f"⛔ {counted(each.count, one, several)} failed for good. {meaning}"
        for why, at in each.reasons[:REASONS]:
            yield f"• {mrkdwn.shown(why, ERROR_CHARS)} ({ago(at)})"
        if len(each.reasons) > REASONS:
            yield f"… and {counted(len(each.reasons) - REASONS, 'other reason')}"
        if not each.reasons:
            yield (
                "• No reason is known: the function died or timed out. "
                f"The logs of {mrkdwn.code(READERS[each.queue], NAME_CHARS)} tell more."
            )
    if dead:
        queue = dead[0].queue if len(dead) == 1 else "all"
        command = f"`make replay QUEUE={queue}`"
        yield f"Once it is mended, who runs Newswatch sends them back: {command} (deployed: with `STACK=…`)."


def _steps(setup: Setup) -> Iterator[str]:
    """Yield what is still to do of the three steps to a working ``/watch``, as the README numbers them."""
    if setup.token:
        yield f"⚠ Step 1, the bot token: {mrkdwn.shown(setup.token, ERROR_CHARS)}"
    if setup.scopes:
        missing = ", ".join(mrkdwn.code(scope, NAME_CHARS) for scope in setup.scopes[:SCOPES])
        what = "update the app from `infra/slack-manifest.yaml` and install it again"
        yield f"⚠ Step 2, the app’s scopes: {what}. Missing: {missing}"
        if any(scope.endswith(HISTORY) for scope in setup.scopes):
            yield BLIND
    if setup.sources:
        example = "`/watch source add https://www.theguardian.com/world/rss`"
        yield f"⚠ Step 3, sources: {mrkdwn.shown(setup.sources, ERROR_CHARS)} For example: {example}"


def _some(rows: list[str]) -> Iterator[str]:
    yield from rows[:SHOWN]
    if len(rows) > SHOWN:
        yield f"… and {len(rows) - SHOWN:,} more"
