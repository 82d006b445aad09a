"""The words of Newswatch as data.

Everything here is frozen and knows nothing of AWS, HTTP or Slack. Datetimes
are aware and in UTC; character offsets count code points of the original text.
"""

from newswatch.model.articles import SITEMAP_INDEX, Article, Entry, Evidence, Feed, Field, Page, TextFrom
from newswatch.model.delivery import (
    MOST_AN_HOUR,
    USUAL_TIME,
    WORKSPACE,
    Cadence,
    ChannelSettings,
    Delivery,
    Quiet,
    ThreadPolicy,
)
from newswatch.model.ids import (
    ArticleId,
    ChannelId,
    PostId,
    SourceId,
    State,
    StoryId,
    TopicId,
    UserId,
    is_channel,
    is_person,
)
from newswatch.model.sources import (
    FetchMemory,
    Hints,
    Kind,
    RosterEntry,
    Source,
    SourceNews,
    Subscription,
    Told,
    Validators,
)
from newswatch.model.stories import Bond, Coverage, Decision, Placement, Split, Vote
from newswatch.model.topics import MOST_OUTLETS, Activity, Change, SavedSet, SourceFilter, Subject, Topic
from newswatch.model.work import EntryGroup, Failure, Reread, SourceGroup
from newswatch.model.workspace import Channel, Identity, Person

__all__ = [
    "MOST_AN_HOUR",
    "MOST_OUTLETS",
    "SITEMAP_INDEX",
    "USUAL_TIME",
    "WORKSPACE",
    "Activity",
    "Article",
    "ArticleId",
    "Bond",
    "Cadence",
    "Change",
    "Channel",
    "ChannelId",
    "ChannelSettings",
    "Coverage",
    "Decision",
    "Delivery",
    "Entry",
    "EntryGroup",
    "Evidence",
    "Failure",
    "Feed",
    "FetchMemory",
    "Field",
    "Hints",
    "Identity",
    "Kind",
    "Page",
    "Person",
    "Placement",
    "PostId",
    "Quiet",
    "Reread",
    "RosterEntry",
    "SavedSet",
    "Source",
    "SourceFilter",
    "SourceGroup",
    "SourceId",
    "SourceNews",
    "Split",
    "State",
    "StoryId",
    "Subject",
    "Subscription",
    "TextFrom",
    "ThreadPolicy",
    "Told",
    "Topic",
    "TopicId",
    "UserId",
    "Validators",
    "Vote",
    "is_channel",
    "is_person",
]
