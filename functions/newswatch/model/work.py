"""What the stages hand on, and what of it has failed."""

from dataclasses import dataclass, field
from datetime import datetime

from newswatch.model.articles import Entry
from newswatch.model.ids import ArticleId, SourceId


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a message has become a dead letter."""

    queue: str
    """What the queue is called in status: ``sources``, ``articles``, ``channels``, ``commands``."""
    key: str
    """The same for the same message."""
    why: str
    """In a sentence, without secrets."""
    at: datetime


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources to poll together; those of one host stand side by side."""

    source_ids: tuple[SourceId, ...]
    due: tuple[datetime, ...] = ()
    """When each was due, in the same order; empty where they are polled out of turn."""
    shared_hosts: tuple[str, ...] = ()
    """Hosts among theirs that other sources have too, which may be due at the same time."""


@dataclass(frozen=True, slots=True)
class Reread:
    """A page that is to be read again for one source: it could not be read when the source brought it."""

    article_id: ArticleId
    source_id: SourceId
    url: str
    due: datetime
    baseline: bool = False


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """Entries of one source. A baseline is read and stored, and alerts nothing."""

    source_id: SourceId
    entries: tuple[Entry, ...] = field(default=())
    baseline: bool = False
    changed_at: datetime | None = None
    """When these entries, handed on before, were seen to have other titles; None for new entries."""
    found_at: datetime | None = None
    """When new entries were found in their feed; None where an older version found them."""
    again: bool = False
    """Whether these are pages to be read again, since ``found_at``; the entries' ids are their articles'."""
