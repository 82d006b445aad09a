"""A channel with an outbox, in fakes, for the tests of what notify does with it."""

from builders import ALICE, POLICY, alert, article, source, topic
from fakes import T0, CountingEntropy, FakeMessenger, FakeQueues, FakeStore, FixedDeadline, FrozenClock

from newswatch.errors import SlackParked
from newswatch.model import Coverage, StoryId
from newswatch.usecases.notify import notify
from newswatch.usecases.turn import Notifier


class House:
    """A channel with an outbox, and a Slack to post to."""

    def __init__(self) -> None:
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.slack = FakeMessenger()
        self.notifier = Notifier(self.store, self.queues, self.slack, self.clock, CountingEntropy())
        self.source = self.store.save_source(source(), ALICE, T0, "add").snapshot
        for number in (1, 2):
            self.store.save_topic(topic(number), ALICE, T0, "add")

    def claim(self, number=1, topic_number=1, **more):
        one = article(f"https://news.example/{number}", title=f"Title {number}", **more)
        self.store.save_article(one, [])
        claimed = alert(
            topic_number,
            story_id=StoryId(one.id),
            article_id=one.id,
            source_id=self.source.id,
            claimed_at=self.clock.now(),
        )
        self.store.claim([claimed])
        self.clock.advance(seconds=1)

    def cover(self, number=1, outlet_number=1, *, refresh=True, **more):
        """Have an outlet carry the story of an article, ``outlet_number`` 1 being the article itself."""
        one = article(f"https://news.example/{number}")
        url = one.url if outlet_number == 1 else f"https://outlet{outlet_number}.example/{number}"
        values = {
            "story_id": StoryId(one.id),
            "article_id": article(url).id,
            "source_id": self.source.id,
            "url": url,
            "title": f"Title {number} of {outlet_number}",
            "outlet": f"outlet{outlet_number}.example",
            "name": f"Outlet {outlet_number}",
            "at": self.clock.now(),
        }
        if outlet_number != 1:
            # The story's first article is there, too, once it has company.
            alone = {
                "article_id": one.id,
                "url": one.url,
                "title": f"Title {number}",
                "outlet": "news.example",
            }
            self.store.cover(Coverage(**(values | alone | {"name": "News 1", "at": T0})))
        self.store.cover(Coverage(**(values | more)))
        if refresh:
            self.store.refresh_posts(StoryId(one.id), self.clock.now())
        self.clock.advance(seconds=1)

    def run(self, deadline=60.0, *, channel=POLICY, retry=False):
        notify(self.notifier, channel, FixedDeadline(deadline), retry=retry)

    def park(self, *numbers, reason="Invite the bot."):
        """Claim alerts, and have Slack refuse their posts."""
        for number in numbers:
            self.claim(number)
        self.slack.script = [SlackParked("not_in_channel", reason, POLICY) for _ in numbers]
        self.run()
        while self.left():
            self.clock.advance(seconds=4)
            self.run()

    def retry(self, **later):
        """Have parked posts tried again after a while."""
        self.clock.advance(**later)
        self.run(retry=True)

    def titles(self):
        return [message.title for message in self.slack.posts()]

    def post(self, number=1):
        return self.store.post(POLICY, StoryId(article(f"https://news.example/{number}").id))

    def left(self):
        return len(self.store.outbox(POLICY, 100))
