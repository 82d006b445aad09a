"""What the buttons of an alert do: votes, and muting the outlet that it leads with."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from newswatch.errors import BadMessage
from newswatch.model import StoryId
from newswatch.slack.asked import Action, Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.views import votes as vote_views
from newswatch.sources.urls import outlet
from newswatch.usecases import muting, voting
from newswatch.usecases.destinations import here
from newswatch.usecases.findings import Said

STORY = re.compile(r"[0-9a-f]{16}")


def voted(c: Commander, asked: Asked) -> Reply:
    """Note what somebody says of a story, whose id is the request's text.

    Whether there is an edit by now that leaves such stories out, is looked for afterwards.
    """
    found = heard(c, asked)
    ids = " ".join(topic.id for topic in found.topics) if found.relevant is False and found.counts else ""
    then = replace(asked, action=Action.IMPROVE, text=ids, replaces=False) if ids else None
    return Reply(vote_views.said(found), then=then)


def heard(c: Commander, asked: Asked) -> Said:
    """Write down what somebody says of a story, and return it. Raises as ``voted``."""
    return voting.say(
        c.store,
        c.queues,
        c.clock,
        c.sight(asked),
        channel=here(asked.user, asked.channel),
        story_id=_story(asked),
        relevant=asked.action is Action.RELEVANT,
        at=_pressed_at(c, asked),
    )


def taken_back(c: Commander, asked: Asked) -> Reply:
    """Take back what somebody has said of a story, whose id is the request's text."""
    done = voting.take_back(
        c.store,
        c.queues,
        c.clock,
        c.sight(asked),
        channel=here(asked.user, asked.channel),
        story_id=_story(asked),
        at=_pressed_at(c, asked),
    )
    return Reply(vote_views.said(done))


def muted(c: Commander, asked: Asked) -> Reply:
    """Mute an outlet where the button was pressed; its site is the request's text."""
    site, place = asked.text, here(asked.user, asked.channel)
    if outlet(f"https://{site}/") != site:
        return Reply(vote_views.unmutable(site))
    there = c.store.settings([place]).get(place)
    # The same button can be pressed again once the outlet is muted no more, which is another request.
    request = f"{asked.id}-{there.version if there else 0}"
    done = muting.mute(c.store, c.clock, c.sight(asked), place, site, request=request)
    return Reply(vote_views.muted(site, place, done), done.seq)


def _pressed_at(c: Commander, asked: Asked) -> datetime:
    """Return when a button was pressed: what is put off is carried out in any order."""
    now = c.clock.now()
    return min(now, datetime.fromtimestamp(asked.at, UTC)) if asked.at else now


def _story(asked: Asked) -> StoryId:
    if not STORY.fullmatch(asked.text):
        raise BadMessage("not a story")
    return StoryId(asked.text)
