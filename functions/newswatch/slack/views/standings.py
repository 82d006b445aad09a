"""What a topic's next story would meet in a channel: caps, quiet hours, and what it would wait for."""

from newswatch.posts import Hold
from newswatch.slack.views.holds import BECAUSE
from newswatch.slack.views.mrkdwn import shown
from newswatch.slack.views.phrases import SITE_CHARS, on, place
from newswatch.usecases.findings import Standing


def standing(found: Standing) -> str:
    """Return what holds in a channel now, as a line."""
    told = [
        f"cap {_of(found.posted, found.cap)} in an hour",
        f"{_of(found.today, found.cap_per_day)} of this topic today",
        f"quiet hours: {_quiet(found)}",
    ]
    if found.until and found.why and found.why is not Hold.QUIET:
        told.append(f"what is new waits until {on(found.until)}: {BECAUSE[found.why]}")
    if found.muted:
        told.append(f"{shown(found.muted, SITE_CHARS)} is muted there")
    return f"In {place(found.channel)}: {' · '.join(told)}"


def met(found: Standing) -> str:
    """Return what would become there of a story that came now: ``posted in #ev at once``."""
    where = place(found.channel)
    if found.muted:
        muted = shown(found.muted, SITE_CHARS)
        return f"held in {where} until another outlet carries it: {muted} is muted there"
    if found.until:
        because = f": {BECAUSE[found.why]}" if found.why else ""
        return f"held in {where} until {on(found.until)}{because}"
    return f"posted in {where} at once"


def _of(count: int, most: int) -> str:
    return f"{count:,} of {most:,}" if most else f"{count:,}, of any number,"


def _quiet(found: Standing) -> str:
    if found.until and found.why is Hold.QUIET:
        return f"until {on(found.until)}"
    return "yes" if found.quiet else "no"
