"""What people and newsrooms do in a world, and how each deed is noted for the judge."""

import itertools
from abc import abstractmethod
from dataclasses import replace
from typing import Any

from builders import ALICE, topic

from infra.laptop.slack.records import User
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.model import ChannelId, ChannelSettings, State, Topic, UserId
from newswatch.queues import SqsQueues
from newswatch.slack.asked import Action, Asked, encode
from newswatch.slack.views.hints import failed
from newswatch.storage.store import DynamoStore
from newswatch.usecases.sources import add_source
from newswatch.usecases.splitting import split_id
from simulation.facts import Outage, Query
from simulation.newsroom import Piece, Site
from simulation.newsrooms import Newsrooms

INTERVAL_S = 3780
PRESSES = 3
"""How often somebody tries what does not work."""
REFUSED = ("rejected", "invalid-blocks")
"""What Slack does with a message that it does not have, or only without its buttons."""
RECENT = 20
"""Changes among which those are that a command has just made."""


class People(Newsrooms):
    """Everybody who is not Newswatch. What they do goes through clients that nothing befalls."""

    workspace: SlackWorkspace
    store: DynamoStore
    queues: SqsQueues
    struck: list[str]
    """What has gone wrong until now, each with where it did."""

    def __init__(self) -> None:
        super().__init__()
        self._requests = itertools.count(1)
        self.answers: list[str] = []
        """What people were answered who asked for something."""

    @abstractmethod
    def settle(self) -> None:
        """Let time go by until nothing is left to do."""

    @abstractmethod
    def reach(self) -> None:
        """Let time go by until all feeds have been read as they are."""

    def add_person(self, user: str) -> None:
        """Add somebody to the workspace."""
        self.workspace.add_user(User(user, user.lower(), f"Person {user}"))

    def add_channel(self, channel: str) -> None:
        """Add a channel with the bot in it."""
        self.workspace.add_channel(channel, channel.lower(), members=[ALICE])

    def add_topic(self, number: int, name: str, query: Query, *where: str, **more: Any) -> Topic:
        """Have a topic added, without a word to its channels."""
        new = topic(
            number,
            name=name,
            query=query.text,
            query_typed=query.text,
            destinations=tuple(map(ChannelId, where)),
            **more,
        )
        self.store.save_topic(new, ALICE, self.clock.now(), "add")
        self.facts.told(new, query, self.clock.now())
        return new

    def change_topic(self, number: int, what: str, query: Query | None = None, **fields: Any) -> None:
        """Have a topic changed from Slack; what follows from that comes through the queue of commands."""
        known = self.facts.topics[topic(number).id][-1]
        was = self.store.topic(known.topic.id)
        if query:
            fields |= {"query": query.text, "query_typed": query.text}
        after = replace(was, version=was.version + 1, **fields)
        request = f"{next(self._requests):032x}"
        change = self.store.save_topic(after, UserId(ALICE), self.clock.now(), what, request=request)
        self.facts.told(after, query or known.query, self.clock.now())
        self.facts.changes.add(change.seq)
        self.queues.follow_up([change.seq])

    def set_habits(self, where: str, **fields: Any) -> None:
        """Have how is delivered somewhere set from Slack; what is not said stays as it is."""
        place, now = ChannelId(where), self.clock.now()
        there = self.store.settings([place]).get(place)
        was = there or ChannelSettings(place, UserId(ALICE), version=0)
        after = replace(was, version=was.version + 1, **fields)
        request = f"{next(self._requests):032x}"
        change = self.store.save_settings(
            after, UserId(ALICE), now, "set" if there else "add", request=request
        )
        self.facts.habits.set(after, now, now)
        self.facts.changes.add(change.seq)
        self.queues.follow_up([change.seq])

    def type(self, channel: str, text: str) -> None:
        """Have somebody type a command that changes a topic, or how is delivered in a channel."""
        since, newest = self.clock.now(), max(self.facts.changes, default=0)
        self._ask(Asked(text, UserId(ALICE), ChannelId(channel), "", ""))
        for change in reversed(self.store.recent_changes(RECENT)):
            match change.snapshot:
                case ChannelSettings() as settings if change.seq > newest and change.request:
                    self.facts.habits.set(settings, since, self.clock.now())
                    self.facts.changes.add(change.seq)
                case Topic() as changed if change.seq > newest and change.request:
                    known = self.facts.topics[changed.id][-1]
                    self.facts.told(changed, known.query, since, self.clock.now())
                    self.facts.changes.add(change.seq)

    def pause(self, number: int) -> None:
        """Have a topic paused."""
        self.change_topic(number, "pause", state=State.PAUSED)

    def remove(self, number: int) -> None:
        """Have a topic removed."""
        self.change_topic(number, "remove", state=State.REMOVED)

    def move(self, number: int, *where: str) -> None:
        """Have a topic post elsewhere."""
        self.change_topic(number, "set", destinations=tuple(map(ChannelId, where)))

    def split(self, channel: str, piece: Piece) -> None:
        """Have somebody say that an article is not the story as which it is told in a channel."""
        article = self.store.article_at([piece.url])
        assert article
        story_id = article.story
        begun, shown = str(split_id(story_id, article.id)), self._leads(channel, piece)
        self.facts.split(article.id, story_id, begun, shown=shown)
        asked = Asked(f"{story_id} {article.id}", UserId(ALICE), ChannelId(channel), "", "", Action.SPLIT)
        self._ask(asked)

    def vote(self, channel: str, piece: Piece, **said: bool) -> None:
        """Have people say at the same moment whether a story that they were told is relevant."""
        if not self._leads(channel, piece) and any(each.startswith(REFUSED) for each in self.struck):
            # Slack would not have the message, or its buttons.
            return
        article = self.store.article_at([piece.url])
        assert article
        story = next(self.facts.story(news) for news in self.facts.news if news.article == article.id)
        self.facts.votes.setdefault((ChannelId(channel), story), {}).update(said)
        actions = {True: Action.RELEVANT, False: Action.IRRELEVANT}
        votes = [
            Asked(article.story, UserId(who), ChannelId(channel), "", "", actions[relevant])
            for who, relevant in said.items()
        ]
        self._ask(*votes)

    def _ask(self, *wishes: Asked) -> None:
        """Have people ask for something, all at once, until it is done."""
        for _ in range(PRESSES):
            for asked in wishes:
                self.queues.send_command(encode(replace(asked, id=f"{next(self._requests):032x}")))
            self.settle()
            if self.answers and failed()["text"] not in self.answers:
                return
            # Whoever reads that it did not work, or nothing at all, presses the button again.
            self.answers.clear()

    def _leads(self, channel: str, piece: Piece) -> bool:
        """Return whether a message of a channel leads with an article."""
        return any(message.text.startswith(piece.title) for message in self.workspace.messages(channel))

    def kick(self, channel: str) -> None:
        """Remove the bot from a channel."""
        self.workspace.leave(channel, self.workspace.bot.user_id)
        self.facts.broken.add(ChannelId(channel))
        self.facts.outages.append(Outage(ChannelId(channel), self.clock.now()))

    def invite(self, channel: str) -> None:
        """Invite the bot again."""
        self.workspace.join(channel, self.workspace.bot.user_id)
        self.facts.broken.discard(ChannelId(channel))
        for outage in self.facts.outages:
            if outage.channel == channel:
                outage.until = outage.until or self.clock.now()

    def delete_last(self, channel: str) -> None:
        """Have the newest message of a channel deleted, if there is one."""
        for message in self.workspace.messages(channel)[-1:]:
            self.workspace.delete(channel, message.ts, message.user)

    def revoke(self, scope: str) -> None:
        """Take a scope from the app's token: it may do something less, everywhere."""
        self.workspace.scopes -= {scope}
        self.facts.broken |= self.facts.everywhere()

    def grant(self, scope: str) -> None:
        """Have the app installed again, with a scope that it lacked."""
        self.workspace.scopes |= {scope}
        self.facts.broken.clear()

    def watch(
        self,
        url: str,
        *pieces: Piece,
        interval_s: int = INTERVAL_S,
        form: str = "rss",
        hub: str = "",
        urgent: bool = False,
    ) -> None:
        """Have a feed watched, and see its baseline read."""
        self.web.sites[url] = Site(url, form, hub=hub)
        self.publish(url, *pieces, baseline=True)
        name, bounds_s = f"Paper {len(self.facts.sources) + 1:02d}", (interval_s, interval_s)
        added = add_source(
            self.store, self.queues, self.clock, who=ALICE, url=url, name=name, bounds_s=bounds_s
        )
        if urgent:
            anew = replace(added.source, urgent=True, version=added.source.version + 1)
            self.store.save_source(anew, ALICE, self.clock.now(), "set")
        self.facts.sources[url], self.facts.papers[url] = added.source.id, name
        self.reach()
