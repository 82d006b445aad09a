"""Known ways to get delivery wrong: each a function in place of the product's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from newswatch.delivery import weighing
from newswatch.delivery.rules import Manner, Rules
from newswatch.delivery.rules import manner as manner_of
from newswatch.delivery.weighing import Verdict, weigh_other
from newswatch.model import ChannelId, PostId, Quiet, Topic, TopicId, Vote
from newswatch.ports import Store
from newswatch.posts import Line, OutboxRow, Post, Sent, Tally
from newswatch.slack.client import SlackMessenger
from newswatch.storage.keys import Key, Keys
from newswatch.usecases import contents, holding, notify
from newswatch.usecases.held import all_rows
from newswatch.usecases.turn import Job, Notifier, Turn

FOUND_AGAIN = timedelta(seconds=30)
"""What was sent so long ago was not sent in this turn."""
_dropped, _find, _told = notify._dropped, SlackMessenger.find, contents._told
_verdict_on, _place = holding.verdict_on, weighing._place


def uncounted(_turn: Turn, tally: Tally, *_args: Any) -> Tally:
    """No message takes a place in the tally."""
    return tally


def counted_late(_n: Notifier, _turn: Turn, _job: Job) -> None:
    """A message takes its place when Slack has answered."""


def digests_at_night(here: Rules, tally: Tally, now: datetime, topics: Sequence[Topic] = ()) -> Verdict:
    """Quiet hours are no matter of digests and notices."""
    return weigh_other(replace(here, quiet=Quiet(), snoozed_until=None), tally, now, topics)


def notices_at_once(n: Notifier, turn: Turn, post: Post) -> Verdict | None:
    """Notices wait for nothing."""
    return _verdict_on(n, turn, post) if post.is_alert or post.members else Verdict()


def tail_forgotten(n: Notifier, turn: Turn, post: Post | None, row: OutboxRow) -> bool:
    """Parts are put into the outbox by whoever sends the message, and by nobody who finds it sent."""
    if post and post.lines and post.ts:
        sent = datetime.fromtimestamp(float(post.ts), UTC)
        if n.clock.now() - sent > FOUND_AGAIN:
            n.store.drop_row(row)
            return True
    return _dropped(n, turn, post, row)


def not_in_threads(
    messenger: SlackMessenger, conversation: ChannelId, post_id: PostId, since: datetime, _thread: str
) -> Sent | None:
    """Parts are looked for in the channel."""
    return _find(messenger, conversation, post_id, since)


def those_who_waited(
    store: Store, member: Post, topics: Mapping[TopicId, Topic], now: datetime, *, is_shown: bool
) -> Line | None:
    """A digest names the topics whose stories have waited, and not who has joined since."""
    return _told(store, replace(member, topic_ids=member.held), topics, now, is_shown=is_shown)


def all_that_is_held(store: Store, channel: ChannelId) -> Iterator[OutboxRow]:
    """A digest takes in what is held for longer, too."""
    for row in all_rows(store, channel):
        yield replace(row, due=datetime.min.replace(tzinfo=UTC)) if row.held else row


def manner_of_channel(topic: Topic, here: Rules, now: datetime) -> Manner:
    """A topic's own quiet hours are no matter."""
    return replace(manner_of(topic, here, now), quiets=((here.quiet, here.zone),))


def one_voice(keys: Keys, vote: Vote) -> Key:
    """A message has room for what one person says."""
    return Key(keys.story(vote.story_id), keys.said_in(vote.channel))


def urgent_without_end(here: Rules, tally: Tally, now: datetime, *, urgent: bool) -> datetime | None:
    """What is urgent needs no place."""
    return None if urgent else _place(here, tally, now, urgent=urgent)
