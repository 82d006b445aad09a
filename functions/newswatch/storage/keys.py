"""Every key string of the table, spelled once.

All partition keys begin with the workspace, so that more than one can live in
a table. Ids hold no ``#``: they are hexadecimal digits, Slack's, or made of a number;
names of saved sets are letters, digits, hyphens and underscores.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from newswatch.model import ArticleId, ChannelId, SourceId, StoryId, TopicId, UserId, Vote
from newswatch.sources.urls import article_id

DAY_SHARDS = 4
"""Partitions that a day's articles are spread over: a backtest reads them side by side."""


@dataclass(frozen=True, slots=True)
class Key:
    """A primary key."""

    pk: str
    sk: str


def stamp(moment: datetime) -> str:
    """Return a UTC time as text that sorts as time does, to the microsecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one workspace."""

    workspace: str

    def _pk(self, *parts: str) -> str:
        return "#".join((self.workspace, *parts))

    # The catalog

    def version(self) -> Key:
        """Return where the position of the newest change is counted."""
        return Key(self._pk("CATALOG"), "VER")

    def change(self, seq: int) -> Key:
        """Return a change's place in the log; places sort as numbers do."""
        return Key(self._pk("CATALOG"), f"LOG#{seq:012d}")

    def unannounced(self) -> str:
        """Return the partition of the changes whose channels have not been told yet."""
        return self._pk("UNANNOUNCED")

    def unannounced_change(self, seq: int) -> Key:
        """Return the mark that a change is to be announced."""
        return Key(self.unannounced(), f"{seq:012d}")

    def topics(self) -> str:
        """Return the partition of all topics."""
        return self._pk("TOPICS")

    def topic(self, topic_id: TopicId) -> Key:
        """Return a topic."""
        return Key(self.topics(), topic_id)

    def snapshot(self) -> Key:
        """Return what names the parts of the topics' snapshot."""
        return Key(self._pk("SNAPSHOT"), "HEAD")

    def snapshot_part(self, seq: int, n: int) -> Key:
        """Return the n-th part of the snapshot that was made after a change."""
        return Key(self._pk("SNAPSHOT", f"{seq:012d}"), f"{n:04d}")

    def handle(self, handle: str) -> Key:
        """Return the claim on a handle."""
        return Key(self._pk("HANDLES"), handle)

    def sets(self) -> str:
        """Return the partition of all saved sets."""
        return self._pk("SETS")

    def saved_set(self, name: str) -> Key:
        """Return a saved set."""
        return Key(self.sets(), name)

    def settings(self, channel: ChannelId) -> Key:
        """Return how is delivered in a channel."""
        return Key(self.all_settings(), channel)

    def all_settings(self) -> str:
        """Return the partition of how is delivered in all channels."""
        return self._pk("SETTINGS")

    def sources(self) -> str:
        """Return the partition of all sources."""
        return self._pk("SOURCES")

    def source(self, source_id: SourceId) -> Key:
        """Return a source."""
        return Key(self.sources(), source_id)

    # Polling

    def roster(self) -> str:
        """Return the partition of the roster."""
        return self._pk("ROSTER")

    def roster_shard(self, shard: int) -> Key:
        """Return one item of the roster."""
        return Key(self.roster(), f"{shard:06d}")

    def cursor(self) -> Key:
        """Return how far dispatch has come."""
        return Key(self._pk("CURSOR"), "CURSOR")

    def fetch_memory(self, source_id: SourceId) -> Key:
        """Return validators and health of a source."""
        return Key(self._pk("SRC", source_id), "VAL")

    def seen(self, source_id: SourceId) -> Key:
        """Return what a source has brought."""
        return Key(self._pk("SRC", source_id), "SEEN")

    def subscription(self, source_id: SourceId) -> Key:
        """Return a source's subscription at its hub."""
        return Key(self._pk("SRC", source_id), "HUB")

    def host(self, host: str) -> Key:
        """Return when a host may be asked again."""
        return Key(self._pk("HOST", host), "HOST")

    def robots(self, origin: str) -> Key:
        """Return what an origin's robots.txt said."""
        return Key(self._pk("ROBOTS", origin), "ROBOTS")

    # Articles

    def url(self, url: str) -> Key:
        """Return what a URL stands for. The key of an article's canonical URL is made of its id."""
        return self.url_of(article_id(url))

    def url_of(self, canonical: ArticleId) -> Key:
        """Return what an article's canonical URL stands for, without knowing the URL."""
        return Key(self._pk("URL", canonical), "URL")

    def article(self, day: str, canonical: ArticleId) -> Key:
        """Return an article under the day (``2026-11-23``) it was filed."""
        return Key(self.day(day, int(canonical[-2:], 16) % DAY_SHARDS), canonical)

    def day(self, day: str, shard: int) -> str:
        """Return one of the partitions of a day's articles."""
        return self._pk("DAY", day, str(shard))

    def vocabulary(self, day: str) -> Key:
        """Return the words of a day's articles."""
        return Key(self._pk("WORDS", day), "WORDS")

    def rereads(self) -> str:
        """Return the partition of the pages to be read again, in the order in which they are due."""
        return self._pk("REREADS")

    def reread(self, due: datetime, canonical: ArticleId, source_id: SourceId, *, baseline: bool) -> Key:
        """Return the note that a page is to be read again. What alerts never gives way to what doesn't."""
        return Key(self.rereads(), f"{stamp(due)}#{canonical}#{source_id}{'#baseline' if baseline else ''}")

    # Stories

    def story_log(self) -> str:
        """Return the partition of the log of live stories."""
        return self._pk("STORYLOG")

    def decision(self, seq: int) -> Key:
        """Return the n-th place of the log of live stories; places sort as numbers do."""
        return Key(self.story_log(), f"{seq:012d}")

    def coverage(self, story_id: StoryId, canonical: ArticleId) -> Key:
        """Return an article as a part of its story."""
        return Key(self.story(story_id), f"{self.covered()}{canonical}")

    def covered(self) -> str:
        """Return how the sort keys of a story's articles begin."""
        return "ARTICLE#"

    # The outbox

    def story(self, story_id: StoryId) -> str:
        """Return the partition of a story's articles, alerts and posts."""
        return self._pk("STORY", story_id)

    def alert(self, story_id: StoryId, topic_id: TopicId) -> Key:
        """Return the alert of (topic, story)."""
        return Key(self.story(story_id), f"ALERT#{topic_id}")

    def post(self, story_id: StoryId, channel: ChannelId) -> Key:
        """Return the post of (channel, story)."""
        return Key(self.story(story_id), f"{self.posts()}{channel}")

    def posts(self) -> str:
        """Return how the sort keys of a story's posts begin."""
        return "POST#"

    def outbox(self) -> str:
        """Return the partition of all outboxes: empty when all is delivered."""
        return self._pk("OUT")

    def outbox_row(self, channel: ChannelId, place: str) -> Key:
        """Return a place in a channel's outbox."""
        return Key(self.outbox(), f"{channel}#{place}")

    def channel(self, channel: ChannelId) -> Key:
        """Return a channel's lease, and what it has got lately."""
        return Key(self._pk("CHANNELS"), channel)

    def activity(self) -> str:
        """Return the partition of what topics have brought, in the order of days."""
        return self._pk("ACTIVITY")

    def activity_of(self, day: str, topic_id: TopicId) -> Key:
        """Return what a topic has brought on a day (``2026-11-23``)."""
        return Key(self.activity(), f"{day}#{topic_id}")

    def parked(self) -> str:
        """Return the partition of the posts that wait for a person."""
        return self._pk("PARKED")

    def parked_of(self, channel: ChannelId) -> str:
        """Return how the sort keys of a channel's parked posts begin."""
        return f"{channel}#"

    def parked_post(self, channel: ChannelId, story_id: StoryId) -> Key:
        """Return the mark that a post is parked."""
        return Key(self.parked(), f"{self.parked_of(channel)}{story_id}")

    def retries(self) -> str:
        """Return the partition of the channels that have parked posts."""
        return self._pk("RETRIES")

    def retry(self, channel: ChannelId) -> Key:
        """Return when a channel's parked posts are tried again."""
        return Key(self.retries(), channel)

    # What people say of what was told

    def votes(self, topic_id: TopicId) -> str:
        """Return the partition of what was said of a topic's stories."""
        return self._pk("VOTES", topic_id)

    def vote(self, vote: Vote) -> Key:
        """Return somebody's word on a story for a topic, as they have it in a channel."""
        return Key(self.votes(vote.topic_id), f"{vote.story_id}#{vote.who}#{vote.channel}")

    def said_in(self, channel: ChannelId) -> str:
        """Return how the sort keys of what was said of a story in a channel begin."""
        return f"SAID#{channel}#"

    def said(self, vote: Vote) -> Key:
        """Return the same word beside the message of which it was said."""
        return Key(self.story(vote.story_id), f"{self.said_in(vote.channel)}{vote.who}#{vote.topic_id}")

    # What has failed for good

    def failures(self) -> str:
        """Return the partition of why there are dead letters."""
        return self._pk("FAILURES")

    def failure(self, queue: str, key: str) -> Key:
        """Return why a queue has a dead letter; those of a queue begin as one whose key is empty."""
        return Key(self.failures(), f"{queue}#{key}")

    # What is spent

    def spending(self, month: str) -> Key:
        """Return the counter of a month (``2026-11``)."""
        return Key(self._pk("SPENDING"), month)

    # Slack's side

    def used(self, token: str) -> Key:
        """Return the mark that a token was used."""
        return Key(self._pk("USED", token), "USED")

    def identity(self, key: str) -> Key:
        """Return whose bot token that of this key is."""
        return Key(self._pk("IDENTITY", key), "IDENTITY")


REFRESH, REPLY, HELD, PUT_OFF, MUTED = "refresh", "reply", "held", "put-off", "muted"
"""What rows are there for, beside alerts. No topic's id. Stories are held, digests and notices put off; what
only muted outlets tell is held, too, but not to come."""
VOTED = "voted-"


def place(due: datetime, story_id: StoryId, what: str) -> str:
    """Return the sort key of a row within a channel's outbox: by time, one per thing to do.

    Each join has a row of its own, so that taking away the row of an earlier
    claim can never take away the news of a later one: ``what`` is the topic of an
    alert, or a word that no topic's id is.
    """
    return f"{stamp(due)}#{story_id}#{what}"


def is_held(place: str) -> bool:
    """Return whether the row at a place is there because its post is held until then."""
    return place.endswith((f"#{HELD}", f"#{PUT_OFF}", f"#{MUTED}"))


def voted_by(who: UserId, when: datetime) -> str:
    """Return what a row is there for after somebody has said something of a message: no two are the same."""
    return f"{VOTED}{who}-{stamp(when)}"


def is_patient(place: str) -> bool:
    """Return whether the row at a place is there because of what somebody said of a message."""
    return place.rpartition("#")[2].startswith(VOTED)


def is_story(place: str) -> bool:
    """Return whether the row at a place is that of a story which is to come then."""
    return place.endswith(f"#{HELD}")


def due_at(place: str) -> datetime:
    """Return when the row at a place is due. Raises ValueError for what ``place`` did not make."""
    return datetime.fromisoformat(place.partition("#")[0]).astimezone(UTC)


def story_at(place: str) -> StoryId:
    """Return whose row is at a place. Raises ValueError for what ``place`` did not make."""
    _, story_id, _ = place.split("#")
    return StoryId(story_id)


def due_by(moment: datetime) -> str:
    """Return what the places of all rows that are due by then sort before."""
    return f"{stamp(moment)}$"
