"""A message for the stand-in, and how a call to it ended."""

from dataclasses import replace
from datetime import timedelta

import pytest
from slack_room import POLICY, START

from newswatch.errors import SlackError
from newswatch.model import ChannelId, PostId
from newswatch.posts import Excerpt, Message

POST, UPDATE, HISTORY = "chat.postMessage", "chat.update", "conversations.history"
LONG_AGO = START - timedelta(days=1)
NEWS = Message(
    post_id=PostId("p1"),
    channel=ChannelId(POLICY),
    title="Ministers meet",
    url="https://news.example/a",
    source="News",
    excerpt=Excerpt("Lavrov met his counterpart.", ((0, 6),)),
    topics=("Diplomacy",),
)


def outcome(call) -> SlackError:
    """Return the error that a call ended in."""
    with pytest.raises(SlackError) as caught:
        call()
    return caught.value


def to(channel: str) -> Message:
    return replace(NEWS, channel=ChannelId(channel))
