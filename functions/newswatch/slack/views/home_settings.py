"""Settings in App Home: what holds for the person, the workspace and channels, and menus that set it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from newswatch.model import WORKSPACE, Cadence, ChannelSettings, Delivery, Quiet, UserId
from newswatch.slack.views import settings, terms
from newswatch.slack.views.blocks import run_button
from newswatch.slack.views.ids import RUN
from newswatch.slack.views.kit import Block, actions, context, divider, grouped, section, select
from newswatch.slack.views.phrases import place
from newswatch.usecases.findings import HomeSettings, HowTold

DELIVERIES = (
    Delivery(),
    Delivery(Cadence.HOURLY),
    *(Delivery(Cadence.DAILY, at) for at in ("07:00", "08:00", "09:00", "12:00", "17:00")),
    *(Delivery(Cadence.WEEKLY, at) for at in ("mon 08:00", "fri 16:00")),
)
NIGHTS = (("22:00", "07:00"), ("20:00", "08:00"), ("18:00", "09:00"))
WEEKEND = frozenset({5, 6})
QUIETS = (
    Quiet(),
    *(Quiet(start, end) for start, end in NIGHTS),
    *(Quiet(start, end, WEEKEND) for start, end in NIGHTS),
    Quiet(days=WEEKEND),
)
CAPS = (5, 10, 20, 50, 100, 0)
SNOOZES = {
    "1h": "Snooze for an hour",
    "3h": "Snooze for 3 hours",
    "until tomorrow 08:00": "Snooze until tomorrow 08:00",
    "until mon 08:00": "Snooze until Monday 08:00",
    "off": "Wake up",
}
ZONES = (
    "UTC", "Europe/London", "Europe/Lisbon", "Europe/Madrid", "Europe/Paris", "Europe/Berlin", "Europe/Rome",
    "Europe/Warsaw", "Europe/Athens", "Europe/Kyiv", "Europe/Istanbul", "Europe/Moscow", "Africa/Lagos",
    "Africa/Cairo", "Africa/Johannesburg", "Africa/Nairobi", "Asia/Dubai", "Asia/Tehran", "Asia/Karachi",
    "Asia/Kolkata", "Asia/Dhaka", "Asia/Bangkok", "Asia/Jakarta", "Asia/Shanghai", "Asia/Hong_Kong",
    "Asia/Singapore", "Asia/Manila", "Asia/Taipei", "Asia/Seoul", "Asia/Tokyo", "Australia/Perth",
    "Australia/Sydney", "Pacific/Auckland", "America/St_Johns", "America/Halifax", "America/Sao_Paulo",
    "America/Argentina/Buenos_Aires", "America/Santiago", "America/Caracas", "America/New_York",
    "America/Toronto", "America/Bogota", "America/Lima", "America/Chicago", "America/Mexico_City",
    "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu",
)  # fmt: skip
"""Most people live in one of these; any other can be typed."""
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL = "default"
OTHERS = (
    "Any other value can be typed: `/watch set me quiet 23:00-06:30`, `/watch set me when daily 10:15`, "
    "and in a channel `/watch set here …`"
)


def blocks(found: HomeSettings, now: datetime) -> Iterator[Block]:
    """Yield what stands below the tabs."""
    yield section("*For you:* when you get what comes by direct message. Channels have their own settings.")
    yield from _place(found.me, "me", found.zone, now)
    yield divider()
    yield section("*For the workspace:* what holds where nobody has set anything else.")
    if found.may_manage:
        yield from _place(found.workspace, "workspace", found.zone, now)
    else:
        yield section("\n".join([*settings.held(found.workspace).values()]))
        yield from _besides(found.workspace, now)
    yield divider()
    channels = [each for each in found.channels if place(each.place).startswith("<#")]
    if channels:
        yield section("*For your channels* where something is watched. What is set is told there.")
        for n, each in enumerate(channels):
            yield _channel(each, f"channel-{n}", now)
        yield divider()
    yield from actions(
        [run_button("What can be set", "help set"), run_button("Who may what", "help managers")]
    )
    yield context(OTHERS)


def _place(found: HowTold, of: str, zone: str, now: datetime) -> Iterator[Block]:
    """Yield what holds in a place, a row each, with a menu at its side that sets it.

    Args:
        found: what holds there.
        of: a name for the place that no other one has.
        zone: where the person is, as Slack has it.
        now: the time.
    """
    held, menus = settings.held(found), _menus(found, zone)
    yours = f"In Slack you are in {terms.zone(zone)}." if zone and found.place != WORKSPACE else ""
    for name, text in held.items():
        options, chosen = menus[name]
        told = f"{text}\n{yours}" if name == "tz" and yours else text
        yield section(told, select(f"{RUN}.{name}", "Change", options, chosen), _fresh(of, name, now))
    yield from _besides(found, now)
    before = f"set {settings.spelled(found.place)} snooze"
    snoozes = {f"{before} {value}": label for value, label in SNOOZES.items()}
    menu = select(f"{RUN}.snooze", "Snooze", snoozes, "")
    yield section("Nothing for a while? It comes together afterwards.", menu, _fresh(of, "snooze", now))


def _besides(found: HowTold, now: datetime) -> Iterator[Block]:
    if rows := list(settings.besides(found, now)):
        yield section("\n".join(rows))
    yield from actions(settings.unmute(found))


def _channel(found: HowTold, of: str, now: datetime) -> Block:
    """Return a channel in a paragraph, with one menu for all that can be set there."""
    held, menus = settings.held(found), _menus(found, "")
    rows = [held["when"], held["quiet"], held["cap"], *settings.besides(found, now)]
    before = f"set {settings.spelled(found.place)} snooze"
    menu = grouped(
        f"{RUN}.channel",
        "Change",
        {
            "Delivered": menus["when"][0],
            "Quiet hours": menus["quiet"][0],
            "Messages in any 60 minutes": menus["cap"][0],
            "For a while": {f"{before} {value}": label for value, label in SNOOZES.items()},
        },
    )
    return section("\n".join([f"*{place(found.place)}*", *rows]), menu, _fresh(of, "all", now))


def _fresh(of: str, name: str, now: datetime) -> str:
    """Return the name of a block that is new, so that its menu shows what holds, not what was chosen."""
    return f"{of}.{name}.{now.timestamp():.0f}"


def _menus(found: HowTold, zone: str) -> Mapping[str, tuple[Mapping[str, str], str]]:
    """Return the options of each setting, labels by command, and the command that says what is set now."""
    own = found.own or ChannelSettings(found.place, UserId(""))
    before = f"set {settings.spelled(found.place)}"
    deliveries = [*DELIVERIES, *([own.delivery] if own.delivery else [])]
    quiets = [*QUIETS, *([own.quiet] if own.quiet is not None else [])]
    caps = [*CAPS, *([own.cap] if own.cap is not None else [])]
    zones = {"UTC": "UTC", **({zone: f"{zone} (yours)"} if zone else {})}
    names = dict.fromkeys((*zones, *ZONES, *([own.zone] if own.zone else [])))
    usual = "As usual" if found.place == WORKSPACE else "As in the workspace"
    return {
        "when": (
            {
                f"{before} when {USUAL}": usual,
                **{f"{before} when {_when(each)}": _first(terms.when(each)) for each in deliveries},
            },
            f"{before} when {_when(own.delivery) if own.delivery else USUAL}",
        ),
        "quiet": (
            {
                f"{before} quiet {USUAL}": usual,
                **{f"{before} quiet {_quiet(each)}": _first(terms.quiet(each)) for each in quiets},
            },
            f"{before} quiet {_quiet(own.quiet) if own.quiet is not None else USUAL}",
        ),
        "cap": (
            {f"{before} cap {USUAL}": usual, **{f"{before} cap {_cap(each)}": _most(each) for each in caps}},
            f"{before} cap {USUAL if own.cap is None else _cap(own.cap)}",
        ),
        "tz": (
            {
                f"{before} tz {USUAL}": usual,
                **{f"{before} tz {each}": zones.get(each, each) for each in names},
            },
            f"{before} tz {own.zone or USUAL}",
        ),
    }


def _when(delivery: Delivery) -> str:
    return f"{delivery.every} {delivery.at}".strip()


def _quiet(quiet: Quiet) -> str:
    hours = f"{quiet.start}-{quiet.end}" if quiet.start else ""
    return f"{hours} {','.join(DAYS[day] for day in sorted(quiet.days))}".strip() or "off"


def _cap(most: int) -> str:
    return f"{most}/h" if most else "off"


def _most(most: int) -> str:
    return f"At most {most:,} an hour" if most else "As many as there are"


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
