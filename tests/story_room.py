"""A workspace that has read articles of one story, as ``match`` leaves it behind."""

from dataclasses import replace
from datetime import timedelta

from builders import article, source
from desk import ADA, Desk
from fakes import T0

from newswatch.model import Bond, Coverage, Decision, StoryId
from newswatch.sources.urls import article_id, outlet
from newswatch.stories import Grouper
from newswatch.usecases.alerts import alert_of

NAMES = ("Reuters", "BBC", "Le Monde", "Dawn")
URLS = tuple(f"https://www.{name.lower().replace(' ', '')}.example/talks" for name in NAMES)
STORY = StoryId(article_id(URLS[0]))


class Room(Desk):
    """A desk, and a story of as many articles as are wanted; each topic that is added has what it matches."""

    def __init__(self, articles=3, title="Lavrov meets Pompeo", text="They met in Caracas. Lavrov was late."):
        super().__init__()
        self.source = self.store.save_source(source(tags=("wires",)), ADA, T0, "add").snapshot
        self.rows = []
        for n in range(articles):
            self.joins(n, title=f"{title} {n}", text=text)
        self.clock.advance(hours=1)

    def joins(self, n, bond=None, story=STORY, **more):
        """Have an article join the story; the first one begins it."""
        at = max(T0 + timedelta(minutes=n), self.clock.now())
        one = self.store.save_article(
            article(
                URLS[n],
                read_at=at,
                source_id=self.source.id,
                site_name=NAMES[n],
                story_id=story,
                **more,
            ),
            [],
        )
        bond = bond or (Bond.RETELLING if n else Bond.FIRST)
        likeness = 0.71 if n else 0.0
        alone = Grouper().place(one.id, one.title, one.text, outlet(one.url), at)
        placed = replace(alone, story_id=story, bond=bond, likeness=likeness)
        self.store.decide(Decision(len(self.store.decisions(0)) + 1, placed))
        row = Coverage(
            story, one.id, self.source.id, one.url, one.title, outlet(one.url), NAMES[n], at, bond=bond,
            likeness=likeness,
        )  # fmt: skip
        self.rows.append(row)
        self.store.cover(row)

    def invites(self, channel):
        """Have the bot let into a private channel."""
        self.people.rooms = [replace(r, joined=r.joined or r.id == channel) for r in self.people.rooms]

    def id(self, n):
        return article_id(URLS[n])

    def article(self, n):
        return self.store.article(self.id(n))

    def holds(self, handle, *numbers, claims=True):
        """Have a topic match these articles; the first one claims the story."""
        topic = self.topic(handle)
        for n in numbers:
            self.store.cover(replace(self.rows[n], held={topic.id: frozenset({"lavrov"})}))
        if claims:
            one = self.article(numbers[0])
            self.store.claim([alert_of(topic, one, self.source.id, (), self.clock.now())])
        return topic

    def members(self, story=STORY):
        """The numbers of the articles that are written with a story."""
        ids = [self.id(n) for n in range(len(NAMES))]
        return [ids.index(covered.article_id) for covered in self.store.coverage(story)]
