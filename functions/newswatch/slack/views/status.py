"""How Newswatch is, for the people who can do something about it."""

from collections.abc import Iterator

from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.phrases import ERROR_CHARS, NAME_CHARS, counted, place
from newswatch.slack.views.sources import health
from newswatch.usecases.findings import Setup, Status

SHOWN = 5
SCOPES = 20
HISTORY = ":history"
"""How the scopes end that let the bot read what is in channels."""
BLIND = (
    "⚠ Until then Newswatch cannot look up whether Slack took a post whose answer was lost. "
    "The parameter `WhenInDoubt` says what becomes of it: unless set otherwise, it waits here for you."
)


def status(found: Status) -> Answer:
    """Return what is missing, what is watched, what fails, and what waits."""
    failing, gone = len(found.failing), len(found.gone)
    stuck = (*found.held_up, *found.parked)
    waiting = ", ".join(
        f"{count:,} {mrkdwn.shown(name, NAME_CHARS)}" for name, count in found.waiting.items() if count
    )
    return answer(
        *_steps(found.setup),
        health(found.sources + gone, failing, gone),
        *_some(
            [
                f"{mark} {mrkdwn.shown(name, NAME_CHARS)}: {mrkdwn.shown(error, ERROR_CHARS)}"
                for mark, sources in (("⚠", found.failing), ("✕", found.gone))
                for name, error in sources
            ]
        ),
        f"{counted(found.topics, 'topic')}. {_parked(len(found.parked) + found.parked_unseen)}",
        *_some([f"⚠ {place(channel)}: {mrkdwn.shown(reason, ERROR_CHARS)}" for channel, reason in stuck]),
        *_unseen(found),
        f"Waiting in queues: {waiting or 'nothing'}.",
        [
            run_button("Failing sources", "source list failing") if failing else None,
            run_button("Gone sources", "source list gone") if gone else None,
            run_button("Topics in trouble", "list broken") if found.parked else None,
        ],
    )


def _parked(posts: int) -> str:
    again = f"; Newswatch tries {'it' if posts == 1 else 'them'} again by itself" if posts else ""
    return f"{counted(posts, 'post')} parked{again}."


def _unseen(found: Status) -> Iterator[str]:
    """Yield how much waits where the person cannot look."""
    counts = ((found.parked_unseen, "parked"), (found.held_up_unseen, "held up"))
    if told := ", ".join(f"{counted(count, 'post')} {how}" for count, how in counts if count):
        yield f"⚠ In channels that you cannot see: {told}."


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
