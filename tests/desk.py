"""A workspace with Slack's two functions on fakes: what people type and press, and what they are shown."""

import itertools

from fakes import (
    CountingEntropy,
    DirectParser,
    FakeFetcher,
    FakeFinder,
    FakeLists,
    FakePeople,
    FakeQueues,
    FakeRobots,
    FakeStore,
    FixedDeadline,
    FrozenClock,
)

from newswatch.model import Article, ArticleId, Channel, ChannelId, SourceId, UserId
from newswatch.secret_headers import SsmHeaders
from newswatch.slack.absent import NoFinder, NoPeople
from newswatch.slack.asked import Action, Asked, decode
from newswatch.slack.commander import Commander
from newswatch.slack.routes import answer, carry_out, later
from newswatch.usecases.polls import Collector

ADA, BOB, EVE = UserId("U0ADA"), UserId("U0BOB"), UserId("U0EVE")
POLICY, ENERGY, BOARD, OLD = (
    ChannelId("C0POLICY"),
    ChannelId("C0ENERGY"),
    ChannelId("C0BOARD"),
    ChannelId("C0OLD"),
)
DIRECT = ChannelId("D0ADA")
FEED = "https://news.example/rss"


class Desk:
    """A workspace with Slack's two functions: what people type, and what they are shown."""

    def __init__(self):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.people = FakePeople(
            rooms=[
                Channel(POLICY, "policy", joined=True),
                Channel(ENERGY, "energy"),
                Channel(BOARD, "board", private=True),
                Channel(OLD, "old", archived=True, joined=True),
            ],
            members={POLICY: {ADA, BOB}, ENERGY: {ADA}, BOARD: {ADA}, OLD: {ADA}},
        )
        self.finder = FakeFinder()
        self.ids = itertools.count(1)
        shared = (self.store, self.queues, self.clock, CountingEntropy())
        self.quick = Commander(*shared, NoPeople(), NoFinder(), "/token")
        self.collector = Collector(
            store=self.store,
            queues=self.queues,
            fetcher=FakeFetcher(),
            parser=DirectParser(),
            robots=FakeRobots(),
            secrets=SsmHeaders({}.get, "/sources/"),
            clock=self.clock,
            entropy=CountingEntropy(),
            wait=lambda seconds: self.clock.advance(seconds=seconds),
        )
        self.lists = FakeLists()
        self.slow = Commander(
            *shared, self.people, self.finder, "/token", FixedDeadline(), self.collector, self.lists
        )
        self.shown = []
        """Every answer, oldest first."""

    def types(self, text, who=ADA, where=POLICY, request="", *, follow=True):
        """Have somebody type a command; return the text of all answers."""
        begun = len(self.shown)
        asked = Asked(text, who, where, "https://hooks.slack.com/1", request or f"{next(self.ids):032x}")
        self.shown.append(answer(self.quick, asked))
        if follow:
            self.works()
        return "\n".join(shown["text"] for shown in self.shown[begun:])

    def presses(self, label, who=ADA, where=POLICY, request=""):
        """Have somebody press a button of the newest answer that has it; return what they are shown."""
        begun = len(self.shown)
        button = next(
            button
            for shown in reversed(self.shown)
            for button in buttons(shown)
            if button["text"]["text"] == label
        )
        action = Action(button["action_id"].partition(".")[0])
        asked = Asked(
            button["value"],
            who,
            where,
            "https://hooks.slack.com/2",
            request or f"{next(self.ids):032x}",
            action,
            True,
        )
        later(self.quick, asked)
        self.works()
        return "\n".join(shown["text"] for shown in self.shown[begun:])

    def works(self):
        """Let ``command`` work off its queue."""
        while self.queues.commands:
            self.carries_out(self.queues.commands.pop(0))

    def carries_out(self, body):
        carry_out(self.slow, decode(body), lambda shown, _replaces: self.shown.append(shown))

    def topic(self, handle):
        return self.store.topic_by_handle(handle)

    def notices(self):
        """The channels with a notice in their outbox, oldest first."""
        return [post.channel for post in self.store._posts.values() if post.change]

    def reads(self, title):
        n = len(self.store.articles_of(self.clock.now())) + 1
        at = self.clock.now()
        url = f"https://news.example/{title.replace(' ', '-')}-{n}"
        self.store.save_article(Article(ArticleId(f"{n:032x}"), url, title, "", at, SourceId("s1")), [])


def buttons(shown):
    return [
        element
        for block in shown["blocks"]
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if element.get("type") == "button"
    ]


def labels(shown):
    return [button["text"]["text"] for button in buttons(shown)]
