"""Of the table: what is to be told in each channel. Errors as with ``Store``."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from newswatch.model import Activity, ChannelId, PostId, StoryId, TopicId
from newswatch.posts import Alert, OutboxRow, Post, Tally


class OutboxStore(Protocol):
    """Claims, and what is posted of them: what waits, what is held, what was sent."""

    def claim(self, alerts: Sequence[Alert]) -> Sequence[ChannelId]:
        """Claim the alerts of one article and put their posts into the outbox, or have them join.

        An alert that exists already is left as it is, whoever owns it. Each claim
        is one transaction of alert, posts and places in the outbox.

        Returns:
            Every channel that these alerts concern, also when nothing was new: a
            redelivery must repeat the wake-up that may have been lost.
        """

    def channels_with_outbox(self, now: datetime) -> Sequence[ChannelId]:
        """Return the channels that have something to do by now, as of at most a second ago."""

    def enqueue(self, posts: Sequence[Post]) -> None:
        """Put new posts into the outboxes of their channels; one that is there already stays as it is."""

    def refresh_posts(
        self, story_id: StoryId, when: datetime, *, at_once: bool = False
    ) -> Sequence[ChannelId]:
        """Have a story's posts brought up to date with what is known of it.

        The first time, and where that is wanted ``at_once``, it is done now; else every 5 minutes at
        most, what comes in between being shown together. Posts that are folded, cancelled or parked
        are left alone; those that are held as muted are looked at now.

        Returns:
            The channels of its posts, also when nothing was to do: as with ``claim``.
        """

    def reply_later(self, post: Post, at: datetime) -> None:
        """Have a post worked off again at that time."""

    def activity(self, since: datetime) -> Mapping[TopicId, Activity]:
        """Return what each topic has brought since that day (UTC); absent for those that brought nothing.

        Counted beside the claims, so that a crash at the wrong moment may leave one out.
        """

    def daily_alerts(self, topic_id: TopicId, days: Sequence[date]) -> Mapping[date, int]:
        """Return how many stories a topic brought on these days (UTC), as of at most a second ago.

        Absent for days without any. Counted as with ``activity``.
        """

    def outbox(self, channel: ChannelId, limit: int, after: str = "") -> Sequence[OutboxRow]:
        """Return the first rows of a channel's outbox, or the first after a place; some are due later."""

    def lease_channel(self, channel: ChannelId, owner: str, now: datetime, until: datetime) -> Tally | None:
        """Take the channel's lease, and return what it has got lately.

        None while another owner's runs or Slack wants a pause.
        """

    def tally(self, channel: ChannelId) -> Tally:
        """Return what a channel has got lately, for who only wants to know."""

    def count_messages(self, channel: ChannelId, owner: str, tally: Tally) -> None:
        """Write down what a channel has got.

        Raises:
            Conflict: the lease is another owner's.
        """

    def release_channel(
        self,
        channel: ChannelId,
        owner: str,
        not_before: datetime | None = None,
        tally: Tally | None = None,
    ) -> None:
        """Give the lease back, if it is still ours; nobody gets it before ``not_before``.

        With ``tally``, write down what the channel has got.
        """

    def post(self, channel: ChannelId, story_id: StoryId) -> Post | None:
        """Return a post by a consistent read."""

    def posts(self, channel: ChannelId, story_ids: Collection[StoryId]) -> Sequence[Post]:
        """Return those of these posts that are there, in no order, by a consistent read."""

    def hold(self, post: Post, expected: Post, row: OutboxRow) -> None:
        """Write a post that is held until ``held_until``, and have its row lie there, in one transaction.

        Raises:
            Conflict: as with ``save_post``.
        """

    def held(self) -> Mapping[ChannelId, tuple[int, datetime]]:
        """Return how many stories are held in each channel, and until when the first one is.

        Those of a digest that waits are among them; those that only muted outlets tell are not to come, and
        not counted.
        """

    def alerts(self, story_id: StoryId, topic_ids: Collection[TopicId] | None = None) -> Sequence[Alert]:
        """Return a story's alerts by a consistent read, oldest first: of these topics, or all."""

    def save_post(self, post: Post, expected: Post) -> None:
        """Write what delivery decided; joins that came meanwhile (``wanted``, ``topic_ids``) stay.

        Raises:
            Conflict: state, owner, ``done`` or ``absent_at`` are no longer those of ``expected``.
        """

    def drop_row(self, row: OutboxRow) -> None:
        """Take a row out of the outbox, its post being settled."""

    def gather(self, digest: Post) -> bool:
        """Write a digest with its members and put it into the outbox, due before what it is made of.

        A digest that is there takes in the members until its ``lines`` are fixed.

        Returns:
            Whether it is so: not where what the digest tells is fixed, or nobody wants it any more.
        """

    def fold(self, post: Post, digest: PostId) -> bool:
        """Have a held post be told by a digest instead, which has it as a member. Its row stays.

        Returns:
            Whether it is folded: not when it is no longer held as it was.
        """

    def move(self, alert: Alert, post: Post, to: Collection[ChannelId], when: datetime) -> None:
        """Have an alert leave a post that does not show it, and join its story's posts in other channels.

        A post that is new there is parked if ``post`` has been, and is to be tried at once: at ``when``.
        Doing it again changes nothing.
        """


class ParkingStore(Protocol):
    """Posts that wait for a person, and when they are tried again."""

    def park(self, post: Post, expected: Post, row: OutboxRow, retry_at: datetime) -> None:
        """Write a parked post, list it as parked, and take its row out, in one transaction.

        The channel is to be tried again at ``retry_at``, unless a time is set already.

        Raises:
            Conflict: as with ``save_post``.
        """

    def parked(self, channel: ChannelId | None = None) -> Sequence[Post]:
        """Return the posts that wait for a person, of one channel or all; oldest first, consistently."""

    def unpark(self, post: Post, expected: Post) -> None:
        """Write a post that is parked no more, and put it back into the outbox, in one transaction.

        One that is held gets a row of that kind.

        Raises:
            Conflict: as with ``save_post``.
        """

    def trouble_since(self, channel: ChannelId, now: datetime, retry_at: datetime) -> datetime:
        """Return since when posts of a channel have been parked: now, if none is, which is noted.

        The channel is to be tried again at ``retry_at``, unless a time is set already.
        """

    def retries(self, now: datetime) -> Sequence[ChannelId]:
        """Return the channels whose parked posts are to be tried again by now; where no time is set, now."""

    def retry(self, channel: ChannelId, at: datetime) -> None:
        """Set when a channel's parked posts are tried again."""

    def forget_parked(self, channel: ChannelId) -> None:
        """Take away what is left of parked posts in a channel that has none any more."""
