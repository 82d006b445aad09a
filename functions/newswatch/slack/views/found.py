"""What was found at an address that somebody wants watched: the answer to ``source add``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from newswatch.model import Entry, Feed, Kind, State
from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.kit import ROW
from newswatch.slack.views.phrases import NAME_CHARS, TAG_CHARS, UNTITLED, ago, counted, every, frequency, on
from newswatch.slack.views.sources import (
    ENOUGH_TIMES,
    URL_CHARS,
    called,
    resume_button,
    show_button,
    state,
    tags,
    undo_button,
)
from newswatch.sources.pace import appeared, mean_gap_s, merged
from newswatch.sources.urls import host, is_web_address, without_secrets
from newswatch.usecases.findings import SourceChanged

BASELINE = (
    "What is there by now is kept for previews and alerts nobody. "
    "Whatever comes from now on is compared with all topics."
)
SINCE = "What it has brought since it was read last is compared with all topics."
NEWEST = 3
HEADLINE_CHARS = 150
_NEVER = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things that an address can mean."""

    url: str
    feed: Feed
    command: str
    """What adds it."""


def added(found: SourceChanged, now: datetime) -> Answer:
    """Return the answer to a new source: what was found, and when it is read."""
    source = found.source
    if source.state is not State.ACTIVE:
        return answer(f"{called(source)} was added, and is {state(source)} now.", [resume_button(source)])
    if not found.seq:
        return answer(f"{called(source)} is read already. Nothing was changed.", [show_button(source)])
    buttons = [show_button(source), undo_button(found.seq)]
    if found.what != "add":
        more = [tag for tag in source.tags if found.before is None or tag not in found.before.tags]
        return answer(f"{called(source)} is read already, and has {tags(source, more)} now.", buttons)
    what = f": {_described(found.feed, source.kind)}" if found.feed else ""
    return answer(
        f"✅ Reading {called(source)}{what}.",
        *(_headlines(found.feed, now) if found.feed else ()),
        *_plan(found, now),
        BASELINE if found.before is None else SINCE,
        buttons,
    )


def choices(options: Sequence[Option], now: datetime) -> Answer:
    """Return what an address can mean, with a button for each."""
    kept = options[:ROW]
    rows = [row for n, option in enumerate(kept, start=1) for row in _option(n, option, now)]
    buttons = [run_button(f"{n}. {_title(each)}", each.command) for n, each in enumerate(kept, start=1)]
    return answer("Several feeds are there. Which one?", *rows, buttons)


def _option(number: int, option: Option, now: datetime) -> Iterator[str]:
    title = mrkdwn.shown(_title(option), NAME_CHARS) or "(no title)"
    yield f"*{number}. {title}* · {_described(option.feed, Kind.FEED)}"
    yield mrkdwn.code(without_secrets(option.url), URL_CHARS)
    for newest in _newest(option.feed.entries)[:1]:
        yield _headline(newest, now)


def _title(option: Option) -> str:
    return option.feed.title.strip() or (host(option.url) if is_web_address(option.url) else "")


def _described(feed: Feed, kind: Kind) -> str:
    """Return what something is, and how much of it there is."""
    if kind is Kind.PAGE:
        return f"a page that lists {counted(len(feed.entries), 'article')}"
    count = counted(len(feed.entries), "entry", "entries")
    return f"{mrkdwn.shown(feed.form, TAG_CHARS)}, {count}" if feed.form else count


def _plan(found: SourceChanged, now: datetime) -> Iterator[str]:
    """Yield how often it publishes, and when it is read."""
    if found.feed and found.feed.entries:
        times = merged(appeared(found.feed.entries, now, baseline=True), ())
        gap_s = mean_gap_s(times, now) if len(times) >= ENOUGH_TIMES else None
        if gap_s is not None:
            yield f"It publishes {frequency(gap_s)}."
        else:
            why = "there are too few entries yet" if times else "there are no dates"
            yield f"How often it publishes is not known: {why}."
    if found.next_at and found.every_s:
        first = f"Read next: {on(found.next_at)}" if found.next_at > now else "It is read in a moment"
        yield f"{first}, then about {every(found.every_s)}."


def _headlines(feed: Feed, now: datetime) -> Iterator[str]:
    return (_headline(entry, now) for entry in _newest(feed.entries)[:NEWEST])


def _newest(entries: Sequence[Entry]) -> Sequence[Entry]:
    """Return entries, the newest first; those without a date as they stand, at the end."""
    return sorted(entries, key=lambda entry: entry.published or _NEVER, reverse=True)


def _headline(entry: Entry, now: datetime) -> str:
    title = mrkdwn.shown(entry.title, HEADLINE_CHARS) or UNTITLED
    # A publisher's clock can be ahead of ours.
    age = f" · {ago(min(entry.published, now))}" if entry.published else ""
    return f"• {mrkdwn.link(entry.url, title)}{age}"
