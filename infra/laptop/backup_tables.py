"""The tables of a backup file as what they mean. What cannot be is refused, as ``Entry`` does."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from infra.laptop.entries import Entry
from newswatch.delivery.windows import never_awake
from newswatch.errors import QueryError, SettingRefused
from newswatch.model import (
    MOST_AN_HOUR,
    MOST_OUTLETS,
    WORKSPACE,
    Cadence,
    ChannelId,
    ChannelSettings,
    Delivery,
    Kind,
    Quiet,
    SavedSet,
    Source,
    SourceFilter,
    SourceId,
    State,
    ThreadPolicy,
    Topic,
    TopicId,
    UserId,
)
from newswatch.query import Query, parse
from newswatch.query.references import NAME_IS, name_of
from newswatch.sources import pace, secret_header, selectors, urls
from newswatch.usecases.source_settings import require_polite
from newswatch.wall_clock import WEEKDAYS, is_zone, nearest_zones

NAME_CHARS = 80
_NEVER = "With these quiet hours it would be quiet always, and nothing delivered"

_HERE = frozenset({"127.0.0.1", "localhost"})
_HANDLE = re.compile(r"[^\W_]+(?:[-_]+[^\W_]+)*")
_PLACE = re.compile(r"[CGDUW][A-Z0-9]+")
_PERSON = re.compile(r"[UW][A-Z0-9]+")
_GROUP = re.compile(r"here|channel|S[A-Z0-9]+")
_ID = re.compile(r"[0-9a-f]{16}")
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_WEEKLY = re.compile(rf"(?:{'|'.join(WEEKDAYS)}) (?:[01][0-9]|2[0-3]):[0-5][0-9]")


def read_source(entry: Entry) -> tuple[Source, bool]:
    """Return a source, and whether its address is whole. Raises ConfigError."""
    url = entry.string("url")
    # Not repeated: it may be an address with a password.
    entry.refuse_if(not urls.is_web_address(url), "url is not an address on the web", "url")
    given = SourceId(entry.match("id", _ID, "16 hexadecimal digits")) if entry.has("id") else None
    is_bared = entry.has("secret_left_out") and entry.flag("secret_left_out")
    is_urgent = entry.has("urgent") and entry.flag("urgent")
    bounds = (_number(entry, "least_s", pace.LONGEST_S), _number(entry, "most_s", pace.LONGEST_S))
    try:
        # A bound alone counts as well: by hand, one can be written without the other. The demo's sites, on
        # this machine, are read as often as one likes.
        if urls.host(url) not in _HERE:
            require_polite((bounds[0] or bounds[1], bounds[1] or bounds[0]), urgent=is_urgent)
    except SettingRefused as e:
        entry.refuse_if(True, str(e), "least_s")
    kind = Kind(_choice(entry, "kind", [each.value for each in Kind], Kind.FEED.value))
    selector = entry.string("selector") if entry.has("selector") else ""
    entry.refuse_if(bool(selector) and kind is not Kind.PAGE, 'a selector is for kind = "page"', "selector")
    entry.refuse_if(bool(refusal := selectors.refusal(selector)) and bool(selector), refusal, "selector")
    header = entry.string("header") if entry.has("header") else ""
    if header:
        entry.refuse_if(bool(refusal := secret_header.refused(header, "-")), refusal, "header")
    return Source(
        id=given or urls.source_id(url),
        url=url.strip(),
        name=_name(entry),
        owner=_owner(entry),
        interval_s=min(max(pace.USUAL_S, bounds[0]), bounds[1] or pace.USUAL_S),
        tags=_texts(entry, "tags"),
        state=_state(entry),
        kind=kind,
        selector=selector,
        full_text=entry.flag("full_text") if entry.has("full_text") else True,
        urgent=is_urgent,
        least_s=bounds[0],
        most_s=bounds[1],
        rank=_number(entry, "rank"),
        header=header,
    ), not is_bared


def read_saved_set(entry: Entry, now: datetime) -> SavedSet:
    """Return a saved set; ``now`` is when one without a time of its own was made. Raises ConfigError."""
    name = entry.string("name")
    entry.refuse_if(name_of(name) != name, NAME_IS, "name")
    query = _query(entry)
    return SavedSet(name, query.canonical, query.typed, _owner(entry), _moment(entry, "created_at") or now)


def read_topic(entry: Entry, now: datetime, by_address: Mapping[str, SourceId]) -> Topic:
    """Return a topic.

    Args:
        entry: its table.
        now: when one without a time of its own was made.
        by_address: ids of the sources in the file, by address.

    Raises:
        ConfigError: something of it cannot be.
    """
    handle = entry.match("handle", _HANDLE, "lower-case words joined by hyphens")
    entry.refuse_if(handle != handle.casefold(), "handle must be in lower case", "handle")
    topic_id = TopicId(entry.match("id", _ID, "16 hexadecimal digits")) if entry.has("id") else TopicId("")
    query = _query(entry)
    paused_until = _moment(entry, "paused_until")
    state = _state(entry)
    entry.refuse_if(
        bool(paused_until) and state is not State.PAUSED,
        'paused_until is for state = "paused"',
        "paused_until",
    )
    return Topic(
        id=topic_id,
        handle=handle,
        name=_name(entry),
        owner=_owner(entry),
        query_typed=query.typed,
        query=query.canonical,
        destinations=_channels(entry),
        created_at=_moment(entry, "created_at") or now,
        delivery=_delivery(entry),
        sources=_listens_to(entry, by_address),
        cap_per_day=entry.integer("cap_per_day", 0) if entry.has("cap_per_day") else None,
        mention=(
            entry.match("mention", _GROUP, "here, channel or a user group's id (S…)")
            if entry.has("mention")
            else ""
        ),
        urgent=entry.has("urgent") and entry.flag("urgent"),
        quiet=_quiet(entry),
        zone=_zone(entry),
        snoozed_until=_moment(entry, "snoozed_until"),
        let_until=_moment(entry, "let_until"),
        thread=ThreadPolicy(_choice(entry, "thread", [each.value for each in ThreadPolicy], "edit")),
        outlets=entry.integer("outlets", 1, MOST_OUTLETS) if entry.has("outlets") else 1,
        prefer=_texts(entry, "prefer"),
        state=state,
        paused_until=paused_until,
        adopted=entry.has("adopted") and entry.flag("adopted"),
    )


def read_settings(entry: Entry) -> ChannelSettings:
    """Return how is told somewhere; by whom it was set is not said. Raises ConfigError."""
    where = entry.string("where")
    is_workspace = where == WORKSPACE
    entry.refuse_if(
        not is_workspace and not _PLACE.fullmatch(where),
        f"where must be workspace, or the id of a channel (C…) or person (U…), not {where!r}",
        "where",
    )
    managers = _texts(entry, "managers")
    entry.refuse_if(bool(managers) and not is_workspace, "managers are those of the workspace", "managers")
    for each in managers:
        entry.refuse_if(
            not _PERSON.fullmatch(each), f"managers must be ids of people (U…), not {each!r}", "managers"
        )
    return ChannelSettings(
        channel=ChannelId(where),
        owner=UserId(""),
        delivery=_delivery(entry),
        quiet=_quiet(entry),
        cap=entry.integer("cap", 0, MOST_AN_HOUR) if entry.has("cap") else None,
        zone=_zone(entry),
        snoozed_until=_moment(entry, "snoozed_until"),
        muted=frozenset(_texts(entry, "muted")),
        managers=frozenset(map(UserId, managers)),
    )


# --- Fields ------------------------------------------------------------------


def _name(entry: Entry) -> str:
    name = entry.string("name")
    entry.refuse_if(len(name) > NAME_CHARS, f"name must have {NAME_CHARS} characters at most", "name")
    return name


def _owner(entry: Entry) -> UserId:
    """Return whose it is; empty where that is not said, and of what Newswatch's own starter files brought."""
    return UserId(entry.match("owner", _PERSON, "a person's id (U…)")) if entry.has("owner") else UserId("")


def _query(entry: Entry) -> Query:
    typed = entry.string("query")
    try:
        return parse(typed)
    except QueryError as e:
        entry.refuse_if(True, f"query is refused: {e.message} (at character {e.position + 1})", "query")
        raise AssertionError from e


def _channels(entry: Entry) -> tuple[ChannelId, ...]:
    found = _texts(entry, "channels")
    entry.refuse_if(not found, "channels must have one at least: a topic posts somewhere", "channels")
    for each in found:
        entry.refuse_if(
            not _PLACE.fullmatch(each),
            f"channels must be ids of channels (C…) or people (U…), not {each!r} "
            "(in Slack: the channel's name, About, at the bottom)",
            "channels",
        )
    return tuple(map(ChannelId, found))


def _listens_to(entry: Entry, by_address: Mapping[str, SourceId]) -> SourceFilter:
    if not entry.has("listens_to"):
        return SourceFilter()
    inner = entry.nested("listens_to")
    tags, called = _texts(inner, "tags"), _texts(inner, "sources")
    inner.done()
    for each in called:
        is_known = each in by_address or _ID.fullmatch(each) or urls.is_web_address(each)
        entry.refuse_if(not is_known, "sources must be their addresses", "listens_to")
    ids = (
        by_address.get(each) or SourceId(each if _ID.fullmatch(each) else urls.source_id(each))
        for each in called
    )
    return SourceFilter(frozenset(ids), frozenset(tags))


def _delivery(entry: Entry) -> Delivery | None:
    if not entry.has("delivery"):
        return None
    inner = entry.nested("delivery")
    every = Cadence(_choice(inner, "every", [each.value for each in Cadence], Cadence.INSTANT.value))
    at = ""
    if inner.has("at"):
        inner.refuse_if(every in {Cadence.INSTANT, Cadence.HOURLY}, "at is for daily and weekly", "at")
        is_weekly = every is Cadence.WEEKLY
        form = "a day and a time, as in mon 08:00" if is_weekly else "a time, as in 08:00"
        at = inner.match("at", _WEEKLY if is_weekly else _CLOCK, form)
    inner.done()
    return Delivery(every, at)


def _quiet(entry: Entry) -> Quiet | None:
    if not entry.has("quiet"):
        return None
    inner = entry.nested("quiet")
    start, end = (
        inner.match(key, _CLOCK, "a time, as in 22:00") if inner.has(key) else "" for key in ("start", "end")
    )
    inner.refuse_if(bool(start) is not bool(end), "start and end belong together")
    days = _texts(inner, "days")
    inner.refuse_if(not set(days) <= set(WEEKDAYS), f"days are {' '.join(WEEKDAYS)}", "days")
    inner.done()
    quiet = Quiet(start, end, frozenset(map(WEEKDAYS.index, days)))
    entry.refuse_if(never_awake(quiet), _NEVER, "quiet")
    return quiet


def _zone(entry: Entry) -> str:
    if not entry.has("zone"):
        return ""
    zone = entry.string("zone")
    near = " or ".join(nearest_zones(zone)) or "Europe/Madrid"
    entry.refuse_if(not is_zone(zone), f"{zone!r} is no time zone; did you mean {near}?", "zone")
    return zone


def _state(entry: Entry) -> State:
    return State(_choice(entry, "state", [State.ACTIVE.value, State.PAUSED.value], State.ACTIVE.value))


def _choice(entry: Entry, key: str, known: Sequence[str], usual: str) -> str:
    if not entry.has(key):
        return usual
    value = entry.string(key)
    entry.refuse_if(value not in known, f"{key} must be {' or '.join(known)}, not {value!r}", key)
    return value


def _number(entry: Entry, key: str, most: int | None = None) -> int:
    return entry.integer(key, 0, most) if entry.has(key) else 0


def _texts(entry: Entry, key: str) -> tuple[str, ...]:
    if not entry.has(key):
        return ()
    found = entry.strings(key)
    entry.refuse_if(not all(each.strip() for each in found), f"{key} has an empty text", key)
    entry.refuse_if(len(set(found)) < len(found), f"{key} has something twice", key)
    return found


def _moment(entry: Entry, key: str) -> datetime | None:
    return entry.moment(key) if entry.has(key) else None
