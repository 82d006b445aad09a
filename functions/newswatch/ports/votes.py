"""Of the table: what people say of what was told. Errors as with ``Store``."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from newswatch.model import ChannelId, StoryId, TopicId, UserId, Vote
from newswatch.posts import Post


class VoteStore(Protocol):
    """What people say of what was told."""

    def vote(self, votes: Sequence[Vote]) -> bool:
        """Write down somebody's word on a story, a vote for each topic.

        It takes the place of what they have said of it there before, by the times of the votes.
        Returns whether any of it counts: not where they have said something of all of it since.
        """

    def unvote(self, votes: Sequence[Vote]) -> bool:
        """Take words back: of these people on these stories for these topics, where they were said.

        Fine where there are none. What was said since the votes' times stays; returns as ``vote``.
        """

    def votes(self, topic_id: TopicId, since: datetime) -> Sequence[Vote]:
        """Return what was said of a topic's stories since then, newest first.

        Of each person it is the last word on each story.
        """

    def said_of(self, channel: ChannelId, story_id: StoryId) -> Mapping[UserId, bool]:
        """Return who has said of a story's message in a channel whether it is relevant, consistently.

        Of somebody who said both, for several topics, what was said last.
        """

    def show_votes(self, post: Post, by: UserId, now: datetime, at: datetime) -> None:
        """Have the message of a post show at that time what somebody has said of it now.

        Each word is a wish of its own, so that none is lost; an edit that shows nothing new is not made.
        Does nothing where Slack does not show the post.
        """
