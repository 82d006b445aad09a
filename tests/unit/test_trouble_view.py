"""The warning to an owner: which topics, where, what to do, and that nothing is lost."""

from dataclasses import replace

import pytest

from newswatch.model import ChannelId, PostId
from newswatch.posts import Trouble
from newswatch.slack.codes import PARKED
from newswatch.slack.views.trouble import fallback, trouble

TROUBLE = Trouble(
    PostId("p"),
    ChannelId("U0ADA"),
    ChannelId("C0POLICY"),
    ("Venezuela talks", "Russia"),
    PARKED["is_archived"],
)


def said(t: Trouble) -> list[str]:
    return trouble(t)[0]["text"]["text"].split("\n")


def test_a_warning_says_what_is_wrong_what_to_do_and_that_the_posts_are_kept():
    assert said(TROUBLE) == [
        "⚠ Newswatch cannot post the stories of your topics *Venezuela talks*, *Russia* in <#C0POLICY>.",
        "*What to do:* The channel is archived: unarchive it, or give the topic another channel.",
    ]
    [kept] = trouble(TROUBLE)[1]["elements"]
    assert "Nothing is lost" in kept["text"]
    assert "sent by itself" in kept["text"]
    assert fallback(TROUBLE).split("\n") == [*said(TROUBLE), kept["text"]]


@pytest.mark.parametrize(
    ("topics", "told"),
    [
        (("Russia",), "the stories of your topic *Russia* in"),
        (("", "Russia"), "the stories of your topic *Russia* in"),
        ((), "cannot post in"),
        (tuple("abcdefgh"), "*f* and 2 more in"),
    ],
)
def test_the_topics_are_named(topics, told):
    assert told in said(replace(TROUBLE, topics=topics))[0]


def test_a_person_is_not_named_as_a_place():
    assert said(replace(TROUBLE, about=ChannelId("U0BOB")))[0].endswith("in direct messages.")


def test_without_advice_it_still_says_where_to_look():
    assert said(replace(TROUBLE, what_to_do=" "))[1] == "*What to do:* Have a look at the channel’s settings."
