"""News of a source: that it is gone, unreadable, well again, or has moved; and telling its owner."""

from dataclasses import replace

from newswatch.errors import UnknownSource
from newswatch.model import (
    Source,
    SourceNews,
    State,
    Told,
    UserId,
    is_person,
)
from newswatch.ports import Clock, Queues, Store
from newswatch.sources import urls
from newswatch.usecases.announcing import source_notice
from newswatch.usecases.source_settings import rehouse
from newswatch.usecases.sources import alter_source, known_source

NEWSWATCH = UserId("newswatch")
"""Who changes a source where nobody has asked for it."""
SENTENCES = {
    Told.GONE: "{detail} It is not read any more.",
    Told.FORSAKEN: "It could not be read for 30 days, and is tried no more. The last time: {detail}",
    Told.UNREADABLE: "It could not be read for a day: {detail} It is tried again, at least daily.",
}
TROUBLES = frozenset(SENTENCES)
STOPS = frozenset({Told.GONE, Told.FORSAKEN})


def hear(store: Store, queues: Queues, clock: Clock, news: SourceNews) -> None:
    """Do what follows from news of a source, and tell whoever added it. Hearing it again changes nothing.

    Raises:
        Conflict: too many change the source at once; trying again can help.
    """
    source = store.sources_by_id([news.source_id]).get(news.source_id)
    memory = store.fetch_memories([news.source_id]).get(news.source_id)
    if source is None or (news.what in TROUBLES and memory and not memory.error):
        # It is well by now: messages overtake each other.
        return
    if news.what is Told.MOVED and (other := _there(store, source, news.detail)):
        # Asked twice for the same, its server would not like us more.
        stopped = f"It has moved to the address of {other.name}, which is read already."
        news = replace(news, what=Told.GONE, detail=stopped)
    try:
        done = alter_source(
            store,
            clock,
            source,
            news.what.value,
            lambda current: _after(current, news),
            who=NEWSWATCH,
            request=f"{news.what}-{news.when.isoformat()}",
        )
    except UnknownSource:
        return
    if news.what is Told.MOVED:
        rehouse(store, clock, done.source)
        return
    change = store.change(done.seq) if done.seq else None
    if change and is_person(source.owner):
        notice = source_notice(change, done.source)
        store.enqueue([notice])
        queues.wake([notice.channel])


def _there(store: Store, source: Source, url: str) -> Source | None:
    """Return another source that is read at an address."""
    found = known_source(store, url)
    return found if found and found.id != source.id and found.state is State.ACTIVE else None


def _after(source: Source, news: SourceNews) -> Source:
    """Return what a source becomes by news of it."""
    if source.state is not State.ACTIVE:
        return source
    if news.what is Told.MOVED:
        return replace(source, url=news.detail) if urls.is_web_address(news.detail) else source
    if news.what is Told.WELL:
        return replace(source, trouble="")
    trouble = SENTENCES[news.what].format(detail=news.detail)
    if news.what not in STOPS:
        return replace(source, trouble=source.trouble or trouble)
    return replace(source, state=State.PAUSED, trouble=trouble)
