"""The use case ``match`` with everything around it in memory."""

from datetime import timedelta

from builders import ALICE, POLICY, entry, source, topic
from fakes import T0, FakeFetcher, FakeQueues, FakeRobots, FakeStore, FixedDeadline, FrozenClock

from newswatch.model import EntryGroup
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.match import Matcher, match
from newswatch.usecases.rates import Rates
from newswatch.usecases.stories import Stories

FILLER = " ".join(f"Sentence number {n} says nothing that anybody watches for." for n in range(30))
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>
<body><article><h1>{title}</h1><p>{text}</p><p>{filler}</p></article></body></html>"""


def page(text="Lavrov met his counterpart.", head="", title="Ministers meet"):
    return PAGE.format(text=text, head=head, title=title, filler=FILLER).encode()


class House:
    """A matcher with two sources and whatever topics, for which each article is a story of its own."""

    lives = timedelta(0)

    def __init__(self, *topics):
        self.store, self.queues, self.fetcher, self.clock = (
            FakeStore(),
            FakeQueues(),
            FakeFetcher(),
            FrozenClock(),
        )
        self.sources = [
            self.store.save_source(source(number, tags=(f"t{number}",)), ALICE, T0, "add").snapshot
            for number in (1, 2)
        ]
        self.add(*(topics or [topic()]))
        catalog = Catalog(self.store, self.clock)
        self.robots, self.waited = FakeRobots(), []
        stories = Stories(self.store, self.clock, self.lives)
        self.matcher = Matcher(
            self.store, self.queues, self.fetcher, self.clock, catalog, self.robots, stories,
            Rates(self.store), self.wait,
        )  # fmt: skip

    def wait(self, seconds):
        self.waited.append(seconds)
        self.clock.advance(seconds=seconds)

    def add(self, *topics):
        for one in topics:
            self.store.save_topic(one, ALICE, T0, "add")

    def serve(self, number=1, body=None):
        self.fetcher.pages[f"https://news.example/{number}"] = page() if body is None else body

    def run(self, *entries, source=0, deadline=600.0, received=1, **group):
        group = EntryGroup(self.sources[source].id, entries or (entry(),), **group)
        match(self.matcher, group, FixedDeadline(deadline), received=received)

    def posts(self, channel=POLICY):
        rows = self.store.outbox(channel, 100)
        return [self.store.post(channel, story) for story in dict.fromkeys(row.story_id for row in rows)]

    def articles(self):
        return self.store.articles_of(T0)
