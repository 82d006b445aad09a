"""What the use cases need from outside, as Protocols with two implementations each.

The adapters are wired in ``wiring.py``; the fakes live in ``tests/fakes.py`` and
pass the same contract tests.
"""

from newswatch.ports.articles import ArticleStore, StoryStore
from newswatch.ports.catalog import CatalogStore, Filed, Snapshot
from newswatch.ports.outbox import OutboxStore, ParkingStore
from newswatch.ports.polling import PollingStore, Ticks
from newswatch.ports.queues import Queues
from newswatch.ports.slack import Lists, Messenger, People, Views
from newswatch.ports.store import EdgeStore, FailureStore, SpendingStore, Store
from newswatch.ports.system import Clock, Deadline, Entropy
from newswatch.ports.votes import VoteStore
from newswatch.ports.web import (
    Choice,
    Fetched,
    Fetcher,
    Finder,
    Found,
    NotModified,
    PageLink,
    PageLinks,
    Parser,
    Robots,
    SecretHeader,
    SecretHeaders,
)

__all__ = [
    "ArticleStore",
    "CatalogStore",
    "Choice",
    "Clock",
    "Deadline",
    "EdgeStore",
    "Entropy",
    "FailureStore",
    "Fetched",
    "Fetcher",
    "Filed",
    "Finder",
    "Found",
    "Lists",
    "Messenger",
    "NotModified",
    "OutboxStore",
    "PageLink",
    "PageLinks",
    "ParkingStore",
    "Parser",
    "People",
    "PollingStore",
    "Queues",
    "Robots",
    "SecretHeader",
    "SecretHeaders",
    "Snapshot",
    "SpendingStore",
    "Store",
    "StoryStore",
    "Ticks",
    "Views",
    "VoteStore",
]
