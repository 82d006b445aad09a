"""The first-run guide: from nothing to a topic that works, in three steps."""

from collections.abc import Iterator
from datetime import datetime

from newswatch.slack.views.blocks import latest_button, run_button
from newswatch.slack.views.ids import HOME_FILTER
from newswatch.slack.views.kit import Block, actions, button, context, divider, section
from newswatch.slack.views.phrases import ago, named, places
from newswatch.usecases.findings import FirstSteps, TopicLine

FEEDS = {
    "BBC World": "https://feeds.bbci.co.uk/news/world/rss.xml",
    "The Guardian": "https://www.theguardian.com/world/rss",
    "Al Jazeera": "https://www.aljazeera.com/xml/rss/all.xml",
    "DW": "https://rss.dw.com/rdf/rss-en-all",
}
"""Of the seeds: in English, of the whole world, and with much in them every day."""
EXAMPLES = ("election OR parliament", '"artificial intelligence"', "climate AND (law OR tax)")
"""Queries that catch something on any day."""
DONE, NOW, LATER = "✅", "👉", "▫️"


def blocks(steps: FirstSteps, now: datetime) -> Iterator[Block]:
    """Yield the guide: what is done, and what to do next."""
    yield section(
        "*Welcome to Newswatch!* You say what matters to you, and Newswatch reads the news and tells you "
        "here in Slack. Three steps, two minutes."
    )
    yield divider()
    yield from _sources(steps)
    yield from _topic(steps)
    yield from _works(steps.topic, is_next=bool(steps.sources), now=now)
    yield from actions([run_button("Help", "help"), run_button("What a query can say", "help query")])


def _sources(steps: FirstSteps) -> Iterator[Block]:
    if steps.sources:
        are_read = "1 source is read" if steps.sources == 1 else f"{steps.sources:,} sources are read"
        yield section(f"{DONE} *1. Sources:* done. {are_read} for everybody in this workspace.")
        return
    if not steps.may_add:
        yield section(
            f"{NOW} *1. Sources:* nothing is read yet. The managers of this workspace add sources; please "
            "ask one of them."
        )
        yield from actions([run_button("Who may what", "help managers")])
        return
    yield section(
        f"{NOW} *1. Add sources.* Nothing is read yet. Begin with one or two of these; they are read for "
        "everybody in this workspace."
    )
    yield from actions(
        [
            *(run_button(f"Add {name}", f"source add {url}") for name, url in FEEDS.items()),
            run_button("Import a list", "import"),
        ]
    )
    yield context("Or any site that you like, typed in any channel: `/watch source add www.reuters.com`")


def _topic(steps: FirstSteps) -> Iterator[Block]:
    if steps.topic:
        topic = steps.topic.topic
        yield section(f"{DONE} *2. Watch:* done. {named(topic)} tells {places(topic.destinations)}.")
        return
    yield section(
        f"{NOW if steps.sources else LATER} *2. Watch for something.* A few words are enough, and before "
        "you save it you see what it would have caught in the last days. Or begin with an example:"
    )
    yield from actions(
        [
            _watch(is_next=bool(steps.sources)),
            *(run_button(example, example) for example in EXAMPLES),
        ]
    )
    if steps.others:
        yield section(
            "Others here watch for something already.", button(HOME_FILTER, "See their topics", "all")
        )


def _watch(*, is_next: bool) -> Block | None:
    return run_button("Watch for something", "new", "primary" if is_next else "")


def _works(line: TopicLine | None, *, is_next: bool, now: datetime) -> Iterator[Block]:
    if line is None or not is_next:
        yield section(
            f"{LATER} *3. See it work.* Newswatch joins public channels by itself; into a private one "
            "somebody invites it. New stories are told minutes after they are published."
        )
        return
    topic = line.topic
    since = f"Watching since {ago(min(topic.created_at, now))}; nothing new so far. "
    yield section(
        f"{NOW} *3. See it work.* {since}The first new story comes by itself. No need to wait: have the "
        "newest ones of the last days posted now. (A private channel has to invite Newswatch first.)"
    )
    yield from actions(
        [
            latest_button(topic.id),
            run_button("What would it catch?", f"test {topic.handle}"),
            run_button("Edit", f"edit {topic.handle}"),
        ]
    )
    yield context("This guide leaves with the first story that is told, or with a second topic.")
