"""What came of the flood, as tables."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from statistics import median

from flood.house import DISPATCH, JOINED, MATCH, NOTIFY, House
from flood.judge import Seen
from flood.plan import BEGINS, story_id
from infra.laptop.slack.limits import BURST, MESSAGES_A_MINUTE
from newswatch.model import ChannelId
from newswatch.posts import Hold, Post

WHYS = {
    None: "singly, at once",
    Hold.HOUR: "over the cap an hour",
    Hold.DAY: "over the cap a day",
    Hold.QUIET: "quiet hours",
    Hold.WHEN: "daily",
}
MOST_W, MOST_R = 1_000, 3_000
"""Units that one partition takes a second (DynamoDB, "Designing partition keys")."""
AT_LEAST = "  at Slack's rates no sooner than"
SHOWN = 8
"""What of the store costs notify most."""


def everything(house: House, seen: Seen, found: Mapping[str, Sequence[str]]) -> str:
    """Return all of it, the verdicts last."""
    lines = [
        *_times(house, seen),
        "",
        *_messages(house, seen),
        "",
        *_costs(house, seen),
        "",
        *_verdicts(found),
    ]
    return "\n".join(lines)


def _times(house: House, seen: Seen) -> Iterable[str]:
    posts = {(post.channel, post.story_id): post for post in seen.posts}
    claimed: dict[tuple[ChannelId, int], datetime] = {}
    for claim in seen.claims:
        key = claim.channel, claim.story
        claimed[key] = min(claim.at, claimed.get(key, claim.at))
    waits: defaultdict[Hold | None, list[float]] = defaultdict(list)
    lasts: dict[ChannelId, float] = {}
    for one in seen.told:
        for story in one.stories if one.kind != "notice" else ():
            post = posts.get((one.channel, story_id(story)))
            if post and (one.channel, story) in claimed:
                waits[post.hold].append((one.at - claimed[one.channel, story]).total_seconds())
                lasts[one.channel] = max(lasts.get(one.channel, 0.0), _since(one.at))
    singles = [
        one.at
        for one in seen.told
        if one.kind == "single" and not any(_held(posts, one.channel, story) for story in one.stories)
    ]
    claims = [claim.done_at for claim in seen.claims]
    yield f"{'simulated time since the flood began':44} {'median':>9} {'p95':>9} {'last':>9}"
    yield _row("claimed", [_since(at) for at in claims])
    yield _row("single messages", [_since(at) for at in singles])
    yield f"{AT_LEAST:44} {'':>9} {'':>9} {_clock(_bound(seen, singles)):>9}"
    told = [house.settled_at[post.id] for post in seen.posts if post.is_alert and post.id in house.settled_at]
    yield _row("sent or held", [_since(at) for at in told])
    last = max(lasts, key=lambda channel: lasts[channel], default="")
    yield _row(f"channels that have been told all ({last} last)", list(lasts.values()))
    yield ""
    yield f"{'from a claim until it is told':36} {'stories':>7} {'median':>9} {'p95':>9} {'last':>9}"
    for why, label in WHYS.items():
        if waits[why]:
            yield f"{label:36} {len(waits[why]):7,} {_spread(waits[why])}"
    every = list(chain.from_iterable(waits.values()))
    yield f"{'all':36} {len(every):7,} {_spread(every)}"


def _bound(seen: Seen, until: Sequence[datetime]) -> float:
    """Return how long what was told until the last single message takes at least."""
    last = max(until, default=BEGINS)
    here = Counter(one.channel for one in seen.told if one.at <= last)
    everywhere = (here.total() - MESSAGES_A_MINUTE) * 60 / MESSAGES_A_MINUTE
    return max(0.0, everywhere, max(here.values(), default=0) - BURST)


def _messages(house: House, seen: Seen) -> Iterable[str]:
    kinds = Counter(one.kind for one in seen.told)
    refused = {method: n for (method, answer), n in house.answers.items() if answer == "429"}
    edits = house.answers["chat.update", "ok"]
    calls = sum(house.answers.values())
    others = {k: n for k, n in house.answers.items() if k[1] not in {"ok", "429"}}
    yield (
        f"{kinds['single']:,} single messages, {kinds['digest']:,} digests with {kinds['part']:,} parts, "
        f"{kinds['notice']:,} notices to owners, {edits:,} edits"
    )
    said = ", ".join(f"{n:,} of {method}" for method, n in sorted(refused.items())) or "none"
    odd = f"; other answers: {others}" if others else ""
    yield f"{calls:,} calls of Slack; answered with 429: {said}{odd}"
    largest = max((len(post.lines) for post in seen.posts), default=0)
    yield f"the largest digest tells {largest:,} stories"


def _costs(house: House, seen: Seen) -> Iterable[str]:
    matches = seen.flood.matches
    yield (
        f"{'function':24} {'invocations':>11} {'failed':>6} {'cut off':>7} {'seconds':>9} {'longest':>8} "
        f"{'SQS sent':>8} {'read':>9} {'write':>9} {'a match: R':>10} {'W':>6}"
    )
    for name in (MATCH, JOINED, NOTIFY, DISPATCH):
        account = house.accounts[name]
        read, write = sum(account.read.values()), sum(account.write.values())
        yield (
            f"{name:24} {account.invocations:11,} {account.failed:6} {account.timed_out:7} "
            f"{account.seconds:9,.0f} {account.longest_s:7.1f}s {house.wakes[name]:8,} "
            f"{read:9,.0f} {write:9,.0f} {read / matches:10.2f} {write / matches:6.2f}"
        )
    spent = house.accounts[NOTIFY]
    for what, units in (("read", spent.read), ("write", spent.write)):
        most = sorted(units.items(), key=lambda each: -each[1])[:SHOWN]
        yield f"notify's {what} units: " + ", ".join(f"{name} {n:,.0f}" for name, n in most if n)
    yield f"notify's processes side by side: {house.mapping.widest} at most"
    reads, writes = house.busy.read, house.busy.write
    above_r, above_w = sum(n > MOST_R for n in reads.values()), sum(n > MOST_W for n in writes.values())
    yield (
        f"the partition of all outboxes: {max(reads.values(), default=0):,.0f} R and "
        f"{max(writes.values(), default=0):,.0f} W in its busiest second; "
        f"above {MOST_R:,} R in {above_r} seconds, above {MOST_W:,} W in {above_w}"
    )
    for error, n in house.errors.most_common():
        yield f"failed {n} times: {error}"


def _verdicts(found: Mapping[str, Sequence[str]]) -> Iterable[str]:
    for rule, cases in found.items():
        yield f"{'FAIL' if cases else 'ok  '} {rule}"
        yield from (f"       {case}" for case in cases[:SHOWN])
        if len(cases) > SHOWN:
            yield f"       and {len(cases) - SHOWN:,} more"


def _held(posts: Mapping[tuple[ChannelId, str], Post], channel: ChannelId, story: int) -> bool:
    post = posts.get((channel, story_id(story)))
    return post is not None and post.hold is not None


def _since(at: datetime) -> float:
    return (at - BEGINS).total_seconds()


def _row(label: str, seconds: Sequence[float]) -> str:
    return f"{label:44} {_spread(seconds)}"


def _spread(seconds: Sequence[float]) -> str:
    if not seconds:
        return f"{'–':>9} {'–':>9} {'–':>9}"
    ordered = sorted(seconds)
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    return " ".join(f"{_clock(each):>9}" for each in (median(ordered), p95, ordered[-1]))


def _clock(seconds: float) -> str:
    """Return a time as people say it: ``9.5 s``, ``12:03``, ``1:02:03``."""
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
