"""How is delivered in a channel, to a person, in the workspace: what holds there, and what was changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from newswatch.model import WORKSPACE, ChannelId, ChannelSettings, Delivery, Quiet, State, UserId, is_person
from newswatch.posts import SettingsNotice
from newswatch.slack.views import terms
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.kit import Block, context
from newswatch.slack.views.mrkdwn import shown as safe
from newswatch.slack.views.notice import DONE
from newswatch.slack.views.phrases import NAME_CHARS, as_many, listed, on, person, place, zones
from newswatch.usecases.findings import HowTold, SettingsChanged

HOUR = "in any 60 minutes"
SITE_CHARS = 80
SITES_CHARS = 600
UNMUTE = 3
"""Outlets that have a button; the others can be typed."""
USUAL = "usual"
INHERITED = "as usual here"


def shown(found: HowTold, now: datetime) -> Answer:
    """Return what holds in a place, each with who says so."""
    return answer(
        f"*{head(found.place)}*",
        *held(found).values(),
        *besides(found, now),
        "What a topic sets for itself goes before it; its quiet hours are in addition.",
        [run_button("What can be set", "help set"), *unmute(found)],
    )


def held(found: HowTold) -> Mapping[str, str]:
    """Return what holds in a place by the name of the setting: a line each, with who says so."""
    chain = _chain(found)
    return {
        "when": _row("Delivered", [(terms.when(s.delivery), by) for s, by in chain if s.delivery]),
        "quiet": _row("Quiet", [(terms.quiet(s.quiet), by) for s, by in chain if s.quiet is not None]),
        "cap": _row("Cap", [(terms.cap(s.cap, HOUR), by) for s, by in chain if s.cap is not None]),
        "tz": _row("Time zone", [(terms.zone(s.zone), by) for s, by in chain if s.zone]),
    }


def besides(found: HowTold, now: datetime) -> Iterator[str]:
    """Yield what is not so everywhere: that it is snoozed, what is muted, and who manages the workspace."""
    for settings, by in _chain(found):
        if settings.snoozed_until and settings.snoozed_until > now:
            yield f"💤 Snoozed until {on(settings.snoozed_until)} ({by})."
    if found.own and found.own.muted:
        yield f"Muted: {_sites(found.own.muted)} (set here)"
    if found.place == WORKSPACE:
        yield f"Sources, saved sets and this are set by {_managers(found.own)}."


def _chain(found: HowTold) -> list[tuple[ChannelSettings, str]]:
    """Return what says something, and who that is, the first before the others."""
    return [
        *([(found.own, "set here" if found.place != WORKSPACE else "set")] if found.own else []),
        *([(found.workspace, "the workspace’s")] if found.workspace else []),
        (_usual(found), USUAL),
    ]


def changed(found: SettingsChanged, now: datetime) -> Answer:
    """Return the answer to a change: what is different now."""
    where = found.settings.channel
    command = f"set {spelled(where)}"
    show = run_button("Show", command)
    if not found.seq:
        return answer(f"{head(where)}: it was so already.", [show])
    told = [f"• {each}" for each in all_differences(found.before, found.settings)]
    until = found.settings.snoozed_until
    said = {"undo": "is as it was before", "revert": "is again as it was"}.get(found.what, "is changed")
    waits = " What waits already is delivered so, too." if _delivers_otherwise(found) else ""
    return answer(
        f"{head(where)} {said}.{waits}",
        *told,
        [
            run_button("Wake up", f"{command} snooze off") if until and until > now else None,
            show,
            run_button("Undo", f"undo {found.seq}"),
        ],
    )


def all_differences(before: ChannelSettings | None, after: ChannelSettings) -> Iterator[str]:
    """Yield what is different, in a private answer: it may mention people."""
    yield from differences(before, after)
    was, now_so = _in_force(before, after), _in_force(after, after)
    if was.managers != now_so.managers:
        yield f"managed by {_managers(was)} → {_managers(now_so)}"


def differences(before: ChannelSettings | None, after: ChannelSettings) -> Iterator[str]:
    """Yield what is different in how is delivered, each as before → after. It mentions nobody."""
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
    if more := now_so.muted - was.muted:
        yield f"muted: {_sites(more)}"
    if fewer := was.muted - now_so.muted:
        yield f"muted no more: {_sites(fewer)}"


def refused(managers: Sequence[UserId]) -> Answer:
    """Return that something is for the managers of the workspace to do, and who they are."""
    return answer(
        "Sources, saved sets and the workspace’s settings are changed by its managers, "
        f"{listed([person(each) for each in managers])}, and by its admins. Please ask one of them.",
        [run_button("Who may what", "help managers")],
    )


def settings_notice(n: SettingsNotice, who: str) -> list[Block]:
    """Return the blocks of a notice where settings were changed: in their channel, or to who manages them.

    Args:
        n: what changed.
        who: the name of the person who did it.
    """
    return [context(settings_fallback(n, who))]


def settings_fallback(n: SettingsNotice, who: str) -> str:
    """Return the notice as text. In a channel it mentions nobody."""
    done = DONE.get(n.change.what, "changed")
    alone = is_person(n.channel)
    told = "; ".join((all_differences if alone else differences)(n.before, n.settings))
    where = "the workspace" if n.settings.channel == WORKSPACE else "this channel"
    name = safe(who, NAME_CHARS) or "Somebody"
    return f"{name} {done} how {where} is told{f': {told}' if told else ''}."


def _usual(found: HowTold) -> ChannelSettings:
    return ChannelSettings(found.place, UserId(""), Delivery(), Quiet(), found.usual_cap, "UTC")


def _row(name: str, values: list[tuple[str, str]]) -> str:
    """Return what is said first, and by whom."""
    value, by = values[0]
    return f"{name}: {value} ({by})"


def head(where: ChannelId) -> str:
    """Return what settings are about, as a subject."""
    if where == WORKSPACE:
        return "How the workspace is told"
    told = place(where)
    return f"How {told} is told" if told.startswith("<#") else "How you are told"


def spelled(where: ChannelId) -> str:
    """Return the word for a place in a command."""
    if where == WORKSPACE:
        return "workspace"
    told = place(where)
    return told if told.startswith("<#") else "me"


def _in_force(settings: ChannelSettings | None, like: ChannelSettings) -> ChannelSettings:
    """Return what settings say: nothing where they are removed, or were never made."""
    if settings is None or settings.state is State.REMOVED:
        return ChannelSettings(like.channel, like.owner)
    return settings


def _managers(settings: ChannelSettings | None) -> str:
    """Return who may change what belongs to the workspace; in private answers alone, as it mentions them."""
    if not settings or not settings.managers:
        return "everybody"
    return f"{listed([person(each) for each in sorted(settings.managers)])}, and admins"


def unmute(found: HowTold) -> Iterator[Block | None]:
    """Yield a button for each of the first outlets that are muted."""
    for site in sorted(found.own.muted if found.own else ())[:UNMUTE]:
        yield run_button(f"Unmute {site}", f"set {spelled(found.place)} unmute {site}")


def _sites(muted: frozenset[str]) -> str:
    """Return outlets by their sites, as many as fit into a line or two."""
    return as_many([safe(site, SITE_CHARS) for site in sorted(muted)], SITES_CHARS, ", ")


def _delivers_otherwise(found: SettingsChanged) -> bool:
    was, now_so = _in_force(found.before, found.settings), _in_force(found.settings, found.settings)
    return replace(was, managers=now_so.managers, owner=now_so.owner, version=now_so.version) != now_so


def _when(settings: ChannelSettings) -> str:
    return terms.when(settings.delivery) if settings.delivery else INHERITED


def _quiet(settings: ChannelSettings) -> str:
    return INHERITED if settings.quiet is None else terms.quiet(settings.quiet)


def _cap(settings: ChannelSettings) -> str:
    return f"as many messages {HOUR} as usual" if settings.cap is None else terms.cap(settings.cap, HOUR)
