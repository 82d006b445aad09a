"""Model objects for tests, with everything filled in that a test does not care about."""

from typing import Any

from fakes import T0

from newswatch.model import (
    Article,
    ArticleId,
    ChannelId,
    ChannelSettings,
    Entry,
    Evidence,
    Field,
    SavedSet,
    Source,
    SourceId,
    StoryId,
    Topic,
    TopicId,
    UserId,
)
from newswatch.posts import Alert, Post, post_id
from newswatch.sources.urls import article_id, source_id

ALICE = UserId("U1")
POLICY = ChannelId("C1")
URL = "https://news.example/a"


def topic(number: int = 1, **more: Any) -> Topic:
    values: dict[str, Any] = {
        "id": TopicId(f"{number:016x}"),
        "handle": f"topic-{number}",
        "name": f"Topic {number}",
        "owner": ALICE,
        "query_typed": "lavrov",
        "query": "lavrov",
        "destinations": (POLICY,),
        "created_at": T0,
    }
    return Topic(**(values | more))


def source(number: int = 1, **more: Any) -> Source:
    url = more.pop("url", f"https://news{number}.example/feed")
    values: dict[str, Any] = {
        "id": source_id(url),
        "url": url,
        "name": f"News {number}",
        "owner": ALICE,
        "interval_s": 3780,
    }
    return Source(**(values | more))


def saved_set(name: str = "evs", **more: Any) -> SavedSet:
    values: dict[str, Any] = {
        "query": "tesla OR byd",
        "query_typed": "tesla or byd",
        "owner": ALICE,
        "created_at": T0,
    }
    return SavedSet(name, **(values | more))


def entry(number: int = 1, **more: Any) -> Entry:
    values: dict[str, Any] = {
        "id": f"guid-{number}",
        "url": f"https://news.example/{number}",
        "title": f"Headline {number}",
    }
    return Entry(**(values | more))


def article(url: str = URL, **more: Any) -> Article:
    values: dict[str, Any] = {
        "id": article_id(url),
        "url": url,
        "title": "Ministers meet",
        "text": "Lavrov met his counterpart on Monday. They spoke for an hour.",
        "read_at": T0,
        "source_id": SourceId("5" * 16),
    }
    return Article(**(values | more))


def alert(number: int = 1, **more: Any) -> Alert:
    values: dict[str, Any] = {
        "topic_id": TopicId(f"{number:016x}"),
        "topic_name": f"Topic {number}",
        "story_id": StoryId("a" * 16),
        "article_id": ArticleId("a" * 16),
        "source_id": SourceId("5" * 16),
        "channels": (POLICY,),
        "evidence": (Evidence(Field.BODY, 0, 6),),
        "claimed_at": T0,
    }
    return Alert(**(values | more))


def channel_settings(channel: ChannelId = POLICY, **more: Any) -> ChannelSettings:
    return ChannelSettings(channel, **({"owner": ALICE} | more))


def post(channel: ChannelId = POLICY, **more: Any) -> Post:
    story_id = more.get("story_id", StoryId("a" * 16))
    values: dict[str, Any] = {
        "id": post_id(channel, story_id),
        "story_id": story_id,
        "article_id": ArticleId("a" * 16),
        "source_id": SourceId("5" * 16),
        "claimed_at": T0,
        "topic_ids": frozenset({TopicId(f"{1:016x}")}),
    }
    return Post(channel=channel, **(values | more))
