"""What the doctor sees in the table: whether sources wait, how they are, parked posts, what a month costs."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from infra.laptop.doctor_case import Case, Finding, note, well, wrong
from infra.laptop.slack.plain import clean
from newswatch.config import limit_of
from newswatch.model import State
from newswatch.sources.schedule import is_due
from newswatch.usecases.spending import WARNED_AT, bill_now, is_spent

EPOCH = datetime.fromtimestamp(0, UTC)
LATE = timedelta(minutes=5)
"""The schedule ticks each minute; a tick or two may fail, and a claim on one lasts for 90 s."""
SHOWN = 3


def due(case: Case) -> Iterator[Finding]:
    """Look whether sources wait to be read: only a tick that finds some due leaves a trace in the table."""
    store = case.place.store
    done = store.ticks_done()
    late = [entry for entry in store.roster() if is_due(entry, done, case.now - LATE)]
    if not late:
        yield well("No source waits to be read.")
    elif is_spent(store, case.now, _limit(case)):
        yield note(f"Sources that wait to be read, because of the limit: {len(late):,}.")
    elif done == EPOCH and case.stack.changed and case.now - case.stack.changed < LATE:
        yield note("There was no tick yet: the first comes within a minute or two.")
    else:
        since = "" if done == EPOCH else f", and nothing was since {done:%Y-%m-%d %H:%M} UTC"
        yield wrong(
            f"Sources that should have been read more than 5 minutes ago: {len(late):,}{since}.",
            f"The log /{case.name}/dispatch tells why.",
        )


def sources(case: Case) -> Iterator[Finding]:
    """Look how many sources are read, and which cannot be."""
    store = case.place.store
    active = [source for source in store.sources() if source.state is State.ACTIVE]
    if not active:
        yield note(
            "No source is read yet.", "In Slack: /watch source add https://www.theguardian.com/world/rss"
        )
        return
    memories = store.fetch_memories([source.id for source in active])
    failing = [s for s in active if s.id in memories and memories[s.id].error]
    if not failing:
        yield well(f"Sources: {len(active):,}, none failing.")
        return
    some = "; ".join(f"{clean(s.name)}: {clean(memories[s.id].error)}" for s in failing[:SHOWN])
    more = "; …" if len(failing) > SHOWN else ""
    text, todo = (
        f"{len(failing):,} of {len(active):,} sources fail: {some}{more}.",
        "/watch source list failing",
    )
    yield wrong(text, todo) if len(failing) == len(active) else note(text, todo)


def parked(case: Case) -> Iterator[Finding]:
    """Look whether posts wait for a person."""
    posts = list(case.place.store.parked())
    if not posts:
        yield well("No parked posts.")
        return
    reasons = "; ".join(dict.fromkeys(f"{clean(post.reason)}" for post in posts[: SHOWN * SHOWN]))
    yield wrong(f"{len(posts):,} parked, as Slack does not take them: {reasons}", "In Slack: /watch status")


def spending(case: Case) -> Iterator[Finding]:
    """Look what the month costs, and whether the limit stops it."""
    limit = _limit(case)
    bill = bill_now(case.place.store, case.now, limit)
    if bill is None:
        yield well("Nothing is spent yet this month.")
        return
    of = f" of {limit:,.2f}" if limit else ""
    said = f"This month: about {bill.spent:,.2f}{of} US$, by our own count and list prices ({bill.region})"
    todo = f'MonthlyLimit = "…" in samconfig.toml, then make deploy{case.stage}'
    if bill.is_spent:
        yield wrong(f"{said}. The limit is reached: no source is read until {bill.ends:%Y-%m-%d}.", todo)
    elif limit and 100 * bill.spent >= WARNED_AT * limit:
        yield note(f"{said}. At the limit no more sources are read.", todo)
    else:
        yield well(f"{said}.")


def _limit(case: Case) -> float:
    return limit_of(case.stack.parameters.get("MonthlyLimit", "0"))
