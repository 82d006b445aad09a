"""How and when is delivered as items and parts of items, and back, as ``items`` does for the rest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from newswatch.model import Cadence, ChannelId, ChannelSettings, Delivery, Quiet, State, TopicId, UserId
from newswatch.posts import Freshness, HeldBack, Hold, SpendingNews, Tally
from newswatch.storage.codec import Item, codec, from_time, known_time, to_time

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
SECOND = timedelta(seconds=1)


def from_delivery(delivery: Delivery) -> dict[str, Any]:
    """Return when is delivered as a map."""
    return {"every": delivery.every.value, "at": delivery.at}


def to_delivery(value: Item | None) -> Delivery | None:
    """Return when is delivered, of a map or of nothing."""
    return None if value is None else Delivery(Cadence(value["every"]), value["at"])


def from_quiet(quiet: Quiet) -> dict[str, Any]:
    """Return quiet hours and days as a map."""
    return {"start": quiet.start, "end": quiet.end, "days": sorted(quiet.days)}


def to_quiet(value: Item | None) -> Quiet | None:
    """Return the quiet hours and days of a map or of nothing."""
    if value is None:
        return None
    return Quiet(value["start"], value["end"], frozenset(map(int, value["days"])))


def from_settings(settings: ChannelSettings) -> dict[str, Any]:
    """Return how is delivered in a channel as an item; what is inherited is left out."""
    return {
        "channel": settings.channel,
        "owner": settings.owner,
        "state": settings.state.value,
        "version": settings.version,
        **({} if settings.delivery is None else {"when": from_delivery(settings.delivery)}),
        **({} if settings.quiet is None else {"quiet": from_quiet(settings.quiet)}),
        **({} if settings.cap is None else {"cap": settings.cap}),
        **({"zone": settings.zone} if settings.zone else {}),
        **({"snoozed_until": from_time(settings.snoozed_until)} if settings.snoozed_until else {}),
        **({"muted": sorted(settings.muted)} if settings.muted else {}),
        **({"managers": sorted(settings.managers)} if settings.managers else {}),
    }


@codec("channel's settings")
def to_settings(item: Item) -> ChannelSettings:
    """Return the channel's settings of an item."""
    return ChannelSettings(
        channel=ChannelId(item["channel"]),
        owner=UserId(item["owner"]),
        delivery=to_delivery(item.get("when")),
        quiet=to_quiet(item.get("quiet")),
        cap=int(item["cap"]) if "cap" in item else None,
        zone=item.get("zone", ""),
        snoozed_until=to_time(item.get("snoozed_until", "")),
        muted=frozenset(map(str, item.get("muted", ()))),
        managers=frozenset(map(UserId, item.get("managers", ()))),
        state=State(item["state"]),
        version=int(item["version"]),
    )


def from_held_back(held_back: HeldBack) -> dict[str, Any]:
    """Return the news that a cap holds stories back as a map."""
    return {"where": held_back.where, "why": held_back.why.value, "until": from_time(held_back.until)}


def to_held_back(value: Item) -> HeldBack:
    """Return the news of a map."""
    return HeldBack(ChannelId(value["where"]), Hold(value["why"]), known_time(value["until"]))


def from_spending_news(news: SpendingNews) -> dict[str, Any]:
    """Return the news of what a month costs as a map, of text, as with rates."""
    amounts = {"limit": news.limit, "spent": news.spent, "projected": news.projected}
    told = {name: repr(amount) for name, amount in amounts.items() if amount is not None}
    return {"month": news.month.isoformat(), "percent": news.percent, **told}


def to_spending_news(value: Item) -> SpendingNews:
    """Return the news of a map."""
    projected = float(value["projected"]) if "projected" in value else None
    amounts = float(value["limit"]), float(value["spent"]), projected
    return SpendingNews(date.fromisoformat(value["month"]), int(value["percent"]), *amounts)


def from_tally(tally: Tally) -> dict[str, Any]:
    """Return what a channel has got as a map. It is read and written at each turn, so it is kept small."""
    return {
        "posted": _from_times(tally.posted),
        "urgent": _from_times(tally.urgent),
        "day": tally.day,
        "topics": dict(tally.topics),
        **({"fresh": " ".join(map(_from_freshness, tally.fresh))} if tally.fresh else {}),
    }


@codec("tally")
def to_tally(value: Item) -> Tally:
    """Return what a channel has got, of a map."""
    return Tally(
        posted=_to_times(value["posted"]),
        urgent=_to_times(value["urgent"]),
        day=value["day"],
        topics={TopicId(topic_id): int(n) for topic_id, n in value["topics"].items()},
        fresh=tuple(map(_to_freshness, value.get("fresh", "").split())),
    )


def _from_freshness(each: Freshness) -> str:
    """Return it in whole seconds, since 1970 and since the publication."""
    return f"{(each.at - EPOCH) // SECOND}+{each.took // SECOND}"


def _to_freshness(text: str) -> Freshness:
    at, _, took = text.partition("+")
    return Freshness(EPOCH + int(at) * SECOND, int(took) * SECOND)


def _from_times(moments: tuple[datetime, ...]) -> str:
    """Return times as microseconds since 1970: half of what they take as text."""
    return " ".join(f"{(moment - EPOCH) // MICROSECOND}" for moment in moments)


def _to_times(text: str) -> tuple[datetime, ...]:
    return tuple(EPOCH + int(n) * MICROSECOND for n in text.split())
