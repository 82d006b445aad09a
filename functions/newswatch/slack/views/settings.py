"""How is delivered in a channel, to a person, in the workspace: what holds there, and what was changed."""

from collections.abc import Iterator
from datetime import datetime

from newswatch.model import WORKSPACE, ChannelId, ChannelSettings, Delivery, Quiet, State, UserId
from newswatch.posts import SettingsNotice
from newswatch.slack.views import terms
from newswatch.slack.views.blocks import Answer, Block, answer, run_button
from newswatch.slack.views.mrkdwn import shown as safe
from newswatch.slack.views.phrases import NAME_CHARS, on, place, zones
from newswatch.usecases.findings import HowTold, SettingsChanged

HOUR = "in any 60 minutes"
USUAL = "usual"
INHERITED = "as usual here"


def shown(found: HowTold, now: datetime) -> Answer:
    """Return what holds in a place, each with who says so."""
    chain = [
        *([(found.own, "set here" if found.place != WORKSPACE else "set")] if found.own else []),
        *([(found.workspace, "the workspace’s")] if found.workspace else []),
        (_usual(found), USUAL),
    ]
    rows = [
        _row("Delivered", [(terms.when(s.delivery), by) for s, by in chain if s.delivery]),
        _row("Quiet", [(terms.quiet(s.quiet), by) for s, by in chain if s.quiet is not None]),
        _row("Cap", [(terms.cap(s.cap, HOUR), by) for s, by in chain if s.cap is not None]),
        _row("Time zone", [(terms.zone(s.zone), by) for s, by in chain if s.zone]),
    ]
    for settings, by in chain:
        if settings.snoozed_until and settings.snoozed_until > now:
            rows.append(f"💤 Snoozed until {on(settings.snoozed_until)} ({by}).")
    return answer(
        f"*{_head(found.place)}*",
        *rows,
        "What a topic sets for itself goes before it; its quiet hours are in addition.",
        [run_button("What can be set", "help set")],
    )


def changed(found: SettingsChanged, now: datetime) -> Answer:
    """Return the answer to a change: what is different now."""
    where = found.settings.channel
    command = f"set {_spelled(where)}"
    show = run_button("Show", command)
    if not found.seq:
        return answer(f"{_head(where)}: it was so already.", [show])
    told = [f"• {each}" for each in differences(found.before, found.settings)]
    until = found.settings.snoozed_until
    said = "is as it was before" if found.what == "undo" else "is changed"
    return answer(
        f"{_head(where)} {said}. What waits already is delivered so, too.",
        *told,
        [
            run_button("Wake up", f"{command} snooze off") if until and until > now else None,
            show,
            run_button("Undo", f"undo {found.seq}"),
        ],
    )


def differences(before: ChannelSettings | None, after: ChannelSettings) -> Iterator[str]:
    """Yield what is different, each as before → after."""
    was, now_so = _in_force(before, after), _in_force(after, after)
    if was.delivery != now_so.delivery:
        yield f"delivered {_when(was)} → {_when(now_so)}"
    if was.quiet != now_so.quiet:
        yield f"quiet {_quiet(was)} → {_quiet(now_so)}"
    if was.cap != now_so.cap:
        yield f"{_cap(was)} → {_cap(now_so)}"
    if was.zone != now_so.zone:
        yield zones(was.zone, now_so.zone, INHERITED)
    if was.snoozed_until != now_so.snoozed_until:
        until = now_so.snoozed_until
        yield f"snoozed until {on(until)}" if until else "snoozed no more"


def settings_notice(n: SettingsNotice, who: str) -> list[Block]:
    """Return the blocks of a notice in the channel whose settings were changed.

    Args:
        n: what changed.
        who: the name of the person who did it.
    """
    element = {"type": "mrkdwn", "text": settings_fallback(n, who), "verbatim": True}
    return [{"type": "context", "elements": [element]}]


def settings_fallback(n: SettingsNotice, who: str) -> str:
    """Return the notice as text. It mentions nobody."""
    done = "took back a change of" if n.change.what == "undo" else "changed"
    told = "; ".join(differences(n.before, n.settings))
    name = safe(who, NAME_CHARS) or "Somebody"
    return f"{name} {done} how this channel is told{f': {told}' if told else ''}."


def _usual(found: HowTold) -> ChannelSettings:
    return ChannelSettings(found.place, UserId(""), Delivery(), Quiet(), found.usual_cap, "UTC")


def _row(name: str, values: list[tuple[str, str]]) -> str:
    """Return what is said first, and by whom."""
    value, by = values[0]
    return f"{name}: {value} ({by})"


def _head(where: ChannelId) -> str:
    if where == WORKSPACE:
        return "How the workspace is told"
    told = place(where)
    return f"How {told} is told" if told.startswith("<#") else "How you are told"


def _spelled(where: ChannelId) -> str:
    if where == WORKSPACE:
        return "workspace"
    told = place(where)
    return told if told.startswith("<#") else "me"


def _in_force(settings: ChannelSettings | None, like: ChannelSettings) -> ChannelSettings:
    """Return what settings say: nothing where they are removed, or were never made."""
    if settings is None or settings.state is State.REMOVED:
        return ChannelSettings(like.channel, like.owner)
    return settings


def _when(settings: ChannelSettings) -> str:
    return terms.when(settings.delivery) if settings.delivery else INHERITED


def _quiet(settings: ChannelSettings) -> str:
    return INHERITED if settings.quiet is None else terms.quiet(settings.quiet)


def _cap(settings: ChannelSettings) -> str:
    return f"as many messages {HOUR} as usual" if settings.cap is None else terms.cap(settings.cap, HOUR)
