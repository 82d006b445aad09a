"""What each function does for people, as events: together they ask for all that its role permits.

Each use prepares what it needs, as the account's root and with names of its own, so that it can be replayed
after another one was cut short; then it returns the event by which the deployed function is called.
"""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

from builders import entry, post

from newswatch.model import (
    ChannelId,
    EntryGroup,
    FetchMemory,
    Kind,
    Reread,
    SourceGroup,
    State,
    StoryId,
)
from newswatch.posts import Post, PostState
from newswatch.queues import Wake, encode_entries, encode_follow_up, encode_sources, encode_wake
from newswatch.slack.asked import Action, Asked, encode
from newswatch.slack.views import ids
from newswatch.sources import urls
from newswatch.sources.urls import article_id
from tests.integration.demo import ANN, CHANNEL, Hub, api_event
from tests.integration.role_house import OWNER, RoleHouse, fresh

Event = Mapping[str, Any]
Use = Callable[[RoleHouse], Event]


def records(body: str, received: int = 1) -> Event:
    """Return the event that an event source makes of a message."""
    record = {
        "messageId": fresh(),
        "receiptHandle": "r",
        "body": body,
        "attributes": {"ApproximateReceiveCount": f"{received}"},
        "messageAttributes": {},
        "md5OfBody": "",
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:000000000000:queue",
        "awsRegion": "eu-west-1",
    }
    return {"Records": [record]}


# --- dispatch


def all_is_due(house: RoleHouse) -> Event:
    """On the first tick of a day: sources, a channel, a page, and who looks for silent topics."""
    house.forget(house.keys.cursor())
    source, channel, story = house.source(), house.channel(), StoryId(fresh())
    house.store.enqueue([post(channel, story_id=story, claimed_at=house.now)])
    url = f"https://news.example/{story}"
    house.store.read_again(Reread(article_id(url), source.id, url, house.now - timedelta(minutes=1)))
    return {}


# --- collect


def a_source_is_well_again(house: RoleHouse) -> Event:
    """It wants a secret header, its owner was told of its trouble, and it brings its first entries."""
    source = house.source(header="X-Key")
    prefix = house.variable("CollectFunction", "SOURCE_SECRETS_PREFIX")
    house.keep_secret(f"{prefix}{source.id}", "opensesame")
    house.store.remember_fetch(source.id, FetchMemory(told=True))
    house.forget(house.keys.host(urls.host(source.url)))
    return records(encode_sources(SourceGroup((source.id,))))


def sources_come_twice(house: RoleHouse) -> Event:
    """A group whose invocation died is split."""
    return records(encode_sources(SourceGroup((house.source().id, house.source().id))), received=2)


# --- match


def an_article_is_wanted(house: RoleHouse) -> Event:
    """A new entry holds a topic's word."""
    topic, source = house.topic(destinations=(house.channel(),)), house.source()
    text = " ".join(f"{topic.query} said {fresh()} of the talks." for _ in range(60))
    url = f"{house.demo.site.url}/{fresh()}"
    new = entry(id=url, url=url, title=f"{topic.query} on {fresh()}", content_html=f"<p>{text}</p>")
    return records(encode_entries(EntryGroup(source.id, (new,), found_at=house.now)))


def entries_come_twice(house: RoleHouse) -> Event:
    """A group whose invocation died is split."""
    group = EntryGroup(house.source().id, (entry(1), entry(2)), found_at=house.now)
    return records(encode_entries(group), received=2)


# --- notify


def an_alert_is_posted(house: RoleHouse) -> Event:
    """It waits in its channel's outbox."""
    channel = house.channel()
    house.claimed(channel)
    return records(encode_wake(Wake(channel)))


def a_parked_alert_is_tried_again(house: RoleHouse) -> Event:
    """What kept it from being posted has been mended."""
    channel = house.channel()
    parked(house, channel)
    return records(encode_wake(Wake(channel, retry=True)))


def nothing_is_parked_any_more(house: RoleHouse) -> Event:
    """A mark is left of what was settled otherwise."""
    channel = house.channel()
    was = parked(house, channel)
    house.store.save_post(replace(was, state=PostState.CANCELLED, done=was.wanted), was)
    return records(encode_wake(Wake(channel, retry=True)))


def an_alert_is_refused(house: RoleHouse) -> Event:
    """Slack does not take what we built."""
    channel = house.channel()
    house.claimed(channel)
    house.refuses(channel)
    return records(encode_wake(Wake(channel)))


def parked(house: RoleHouse, channel: ChannelId) -> Post:
    """Return a post that waits for a person."""
    waiting = house.claimed(channel)
    (row,) = house.store.outbox(channel, limit=2)
    there = replace(waiting, state=PostState.PARKED, parked_at=house.now, tried_at=house.now, reason="?")
    house.store.park(there, waiting, row, house.now)
    return there


# --- slack


def a_topic_is_added(house: RoleHouse) -> Event:
    """By a command, at once; what follows is put off."""
    return typed(house, f"add Watch {fresh()} = w{fresh()}")


def a_topic_is_removed(house: RoleHouse) -> Event:
    """Which gives its handle back."""
    return typed(house, f"remove {house.topic(destinations=(ChannelId(CHANNEL),)).handle}")


def topics_are_listed(house: RoleHouse) -> Event:
    """All of them."""
    house.topic(destinations=(ChannelId(CHANNEL),))
    return typed(house, "list")


def a_vote_is_cast(house: RoleHouse) -> Event:
    """By a button of a message, which is to show it."""
    told = sent(house)
    press = {
        "type": "block_actions",
        "user": {"id": ANN, "team_id": house.demo.workspace.team_id},
        "team": {"id": house.demo.workspace.team_id},
        "api_app_id": house.demo.workspace.bot.app_id,
        "container": {"type": "message", "message_ts": told.ts},
        "channel": {"id": told.channel},
        "trigger_id": fresh(),
        "response_url": house.demo.slack.response_url(told.channel, ANN),
        "actions": [
            {"action_id": f"{ids.RELEVANT}.1", "value": told.story_id, "action_ts": f"{time.time():.6f}"}
        ],
    }
    headers, body = house.demo.signed({"payload": json.dumps(press)})
    return api_event("/slack/interactivity", headers, body)


def typed(house: RoleHouse, text: str) -> Event:
    """Return what Slack sends of a command."""
    headers, body = house.demo.command(text)
    return api_event("/slack/commands", headers, body)


def sent(house: RoleHouse) -> Post:
    """Return a post that Slack shows."""
    waiting = house.claimed(house.channel())
    there = replace(waiting, state=PostState.SENT, ts=f"{time.time():.6f}", done=waiting.wanted)
    house.store.save_post(there, waiting)
    return there


# --- hook


def a_hub_verifies(house: RoleHouse) -> Event:
    """That we want its pings."""
    return Hub.of(house.store, house.source()).event()


def a_hub_pings(house: RoleHouse) -> Event:
    """There is news."""
    return pinging(house, Hub.of(house.store, house.source()))


def a_hub_pings_for_nobody(house: RoleHouse) -> Event:
    """The source is paused, so that its subscription is dropped."""
    return pinging(house, Hub.of(house.store, house.source(state=State.PAUSED)))


def pinging(house: RoleHouse, hub: Hub) -> Event:
    """Return a ping of a hub that has verified."""
    verified = replace(hub.asked, until=house.now + timedelta(days=1))
    house.store.save_subscription(verified, hub.asked)
    return Hub(verified).event("<rss/>")


# --- command


def the_status_is_asked_for(house: RoleHouse) -> Event:
    """How much waits in all queues is part of it."""
    return asked(house, "status")


def a_feed_is_added(house: RoleHouse) -> Event:
    """It is looked at, and what it has is its baseline."""
    return asked(house, f"source add {house.demo.site.feed_url}?{fresh()}")


def a_source_is_resumed(house: RoleHouse) -> Event:
    """It is polled at once."""
    return asked(house, f"source resume {house.source(state=State.PAUSED).url}")


def the_links_of_a_page_are_chosen(house: RoleHouse) -> Event:
    """It is looked at anew, and wants a secret header."""
    page = house.source(url=f"{house.demo.site.url}/?{fresh()}", kind=Kind.PAGE, header="X-Key")
    house.keep_secret(f"{house.variable('CommandFunction', 'SOURCE_SECRETS_PREFIX')}{page.id}", "opensesame")
    return asked(house, f"source set {page.url} selector a")


def a_change_is_announced(house: RoleHouse) -> Event:
    """In the channel of its topic, which is woken."""
    new = house.topic(destinations=(house.channel(),))
    edited = replace(new, name=fresh(), version=2)
    change = house.store.save_topic(edited, OWNER, house.now, "edit", request=fresh())
    return records(encode_follow_up(change.seq))


def a_vote_calls_for_an_edit(house: RoleHouse) -> Event:
    """Whether there is one that would leave such stories out, is looked for afterwards."""
    told = sent(house)
    return asked(house, told.story_id, Action.IRRELEVANT, told.channel)


def asked(house: RoleHouse, text: str, action: Action = Action.RUN, where: str = CHANNEL) -> Event:
    """Return a request that was put off."""
    channel = ChannelId(where)
    url = house.demo.slack.response_url(channel, ANN)
    return records(encode(Asked(text, OWNER, channel, url, f"{fresh()}{fresh()}", action, at=time.time())))


USES: Mapping[str, Sequence[Use]] = MappingProxyType(
    {
        "DispatchFunction": (all_is_due,),
        "CollectFunction": (a_source_is_well_again, sources_come_twice),
        "MatchFunction": (an_article_is_wanted, entries_come_twice),
        "NotifyFunction": (
            an_alert_is_posted,
            a_parked_alert_is_tried_again,
            nothing_is_parked_any_more,
            an_alert_is_refused,
        ),
        "SlackFunction": (a_topic_is_added, topics_are_listed, a_topic_is_removed, a_vote_is_cast),
        "HookFunction": (a_hub_verifies, a_hub_pings, a_hub_pings_for_nobody),
        "CommandFunction": (
            the_status_is_asked_for,
            a_feed_is_added,
            a_source_is_resumed,
            the_links_of_a_page_are_chosen,
            a_change_is_announced,
            a_vote_calls_for_an_edit,
        ),
    }
)
