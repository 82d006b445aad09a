"""Grouper: which story an article tells, and what is known of stories."""

from dataclasses import replace
from datetime import timedelta

import pytest
from fakes import T0

from newswatch.errors import BadMessage
from newswatch.model import ArticleId, Bond, Split, StoryId, UserId
from newswatch.stories import Grouper

TEXTS = {
    "quake": (
        "A strong earthquake shook the port of Valdivia early on Tuesday, damaging a bridge and two schools. "
        "The mayor, Ortega, said that nobody had been killed, though eleven people were treated for cuts. "
        "Trains between Valdivia and Osorno were stopped while engineers looked at the tracks. "
        "The national seismology centre put the magnitude at 6.8 and warned of aftershocks until Friday."
    ),
    "retold": (
        "Mayor Ortega toured the river front of Valdivia after an earthquake of magnitude 6.8 on Tuesday. "
        "A bridge is closed and two schools have cracks; eleven people went to hospital with cuts. "
        "Engineers check the tracks between Osorno and Valdivia, and seismologists expect aftershocks."
    ),
    "strike": (
        "Pilots of the airline Nordwind will stop work for two days from Thursday, their union said. "
        "Halvorsen, who leads the talks for the company, called nine percent out of reach. "
        "About four hundred flights are likely to be cancelled, most of them from Oslo and Bergen. "
        "A mediator has invited both sides for Wednesday evening, the ministry of labour confirmed."
    ),
}
QUAKE, RETOLD = "Strong earthquake shakes port of Valdivia", "Valdivia earthquake damages bridge"


class Newspapers:
    """A grouper that learns at once what it decides."""

    def __init__(self):
        self.grouper, self.now = Grouper(), T0

    def tell(self, number, title, text="", outlet=""):
        article_id = ArticleId(f"{number:016x}")
        outlet = outlet or f"outlet{number}.example"
        self.grouper.expire(self.now)
        placed = self.grouper.place(article_id, title, TEXTS.get(text, text), outlet, self.now)
        self.grouper.learn(placed)
        return placed


@pytest.fixture
def papers():
    return Newspapers()


def test_first_article_begins_a_story_by_its_own_id(papers):
    placed = papers.tell(1, QUAKE, "quake")
    assert (placed.story_id, placed.bond) == (placed.article_id, Bond.FIRST)


def test_copy_says_what_it_is_a_copy_of(papers):
    first = papers.tell(1, QUAKE, "quake")
    copy = papers.tell(2, "Quake hits south", "quake")
    assert (copy.story_id, copy.bond, copy.like, copy.likeness) == (
        first.story_id,
        Bond.COPY,
        first.article_id,
        1,
    )


def test_retelling_joins_where_headline_and_text_agree(papers):
    first = papers.tell(1, QUAKE, "quake")
    papers.tell(2, "Nordwind pilots to strike for two days", "strike")
    retold = papers.tell(3, RETOLD, "retold")
    assert (retold.story_id, retold.bond) == (first.story_id, Bond.RETELLING)


def test_headline_alone_does_not_join_what_the_text_refutes(papers):
    papers.tell(1, QUAKE, "quake")
    other = papers.tell(2, RETOLD, "strike")
    assert other.bond is Bond.FIRST


def test_likeliest_story_that_is_refuted_gives_way_to_the_next(papers):
    papers.tell(1, "Bridge damaged in Valdivia earthquake", "strike")
    second = papers.tell(2, QUAKE, "quake")
    assert second.bond is Bond.FIRST
    retold = papers.tell(3, RETOLD, "retold")
    assert retold.story_id == second.story_id


def test_article_that_is_known_stays_where_it_is_whatever_it_says_now(papers):
    first = papers.tell(1, QUAKE, "quake")
    papers.tell(2, "Nordwind pilots to strike for two days", "strike")
    again = papers.tell(1, "Nordwind pilots to strike for two days", "strike")
    assert again.story_id == first.story_id
    assert papers.tell(3, "Pilots stop work", "strike").story_id in {first.story_id, again.story_id}
    assert len(papers.grouper) == 3


def test_what_an_article_says_now_is_what_later_ones_are_compared_with(papers):
    first = papers.tell(1, "Developing story")
    papers.tell(1, QUAKE, "quake")
    assert papers.tell(2, "Quake hits south", "quake").story_id == first.story_id


def test_who_has_only_learnt_what_an_article_says_now_decides_the_same(papers):
    papers.tell(1, QUAKE, "quake")
    copy = papers.tell(2, "Quake hits south", "quake")
    papers.now += timedelta(hours=24)
    again = papers.tell(2, "Quake hits the south", "quake")
    assert (again.bond, again.like, again.likeness) == (Bond.COPY, copy.like, copy.likeness)
    late = Grouper()
    late.learn(again)
    papers.now += timedelta(hours=60)
    for grouper in (papers.grouper, late):
        grouper.expire(papers.now)
    assert late.members(copy.story_id) == papers.grouper.members(copy.story_id) != []


@pytest.mark.parametrize("bad", [{"sample": b"\0"}, {"sample": b"\0\1\2"}, {"words": b"abc"}])
def test_what_another_version_packs_is_refused_and_nothing_has_changed(papers, bad):
    placed = papers.tell(1, QUAKE, "quake")
    with pytest.raises(BadMessage):
        papers.grouper.learn(replace(placed, article_id=ArticleId("9" * 16), **bad))
    assert len(papers.grouper) == 1
    papers.tell(2, QUAKE, "quake")
    papers.now += timedelta(days=9)
    papers.grouper.expire(papers.now)
    assert len(papers.grouper) == 0


def test_outlets_are_counted_once(papers):
    first = papers.tell(1, QUAKE, "quake", outlet="a.example")
    for number, outlet in ((2, "a.example"), (3, "b.example"), (4, "b.example")):
        papers.tell(number, QUAKE, "quake", outlet=outlet)
    assert papers.grouper.outlets(first.story_id) == 2
    assert [member.outlet[0] for member in papers.grouper.members(first.story_id)] == ["a", "a", "b", "b"]


def test_story_ends_with_its_last_article(papers):
    first = papers.tell(1, QUAKE, "quake")
    papers.now += timedelta(hours=50)
    papers.tell(2, QUAKE, "quake")
    papers.now += timedelta(hours=50)
    assert papers.tell(3, QUAKE, "quake").story_id == first.story_id
    assert len(papers.grouper) == 2
    papers.now += timedelta(hours=73)
    assert papers.tell(4, QUAKE, "quake").bond is Bond.FIRST
    assert (len(papers.grouper), papers.grouper.members(first.story_id)) == (1, [])


def test_split_moves_articles_and_both_stories_go_on_by_themselves(papers):
    first = papers.tell(1, QUAKE, "quake")
    second = papers.tell(2, RETOLD, "retold")
    assert second.story_id == first.story_id
    apart = StoryId("b" * 16)
    papers.grouper.learn(Split(frozenset({second.article_id}), apart, first.story_id, T0, UserId("U1")))
    assert [member.article_id for member in papers.grouper.members(apart)] == [second.article_id]
    assert papers.tell(3, QUAKE, "quake").story_id == first.story_id
    assert papers.tell(4, RETOLD, "retold").story_id == apart
    assert papers.tell(2, QUAKE, "quake").story_id == apart


def test_split_of_what_is_not_known_any_more_changes_nothing(papers):
    first = papers.tell(1, QUAKE, "quake")
    gone = frozenset({ArticleId("f" * 16)})
    papers.grouper.learn(Split(gone, StoryId("b" * 16), first.story_id, T0, UserId("U1")))
    assert len(papers.grouper) == 1


def test_who_has_learnt_the_same_decides_the_same(papers):
    learnt = [
        papers.tell(number, title, text)
        for number, (title, text) in enumerate(
            [(QUAKE, "quake"), (RETOLD, "retold"), ("Pilots strike", "strike")]
        )
    ]
    other = Grouper()
    for placed in learnt:
        other.learn(placed)
    for title, text in ((QUAKE, "retold"), ("Pilots strike at Nordwind", "strike"), ("Something else", "")):
        asked = ArticleId("e" * 16), title, TEXTS.get(text, text), "e.example", T0
        assert other.place(*asked) == papers.grouper.place(*asked)


@pytest.mark.parametrize(
    "title", ["", "(untitled)", "Live", "Morning briefing", "Photos of the day", "\x00", "🎉"]
)
def test_titles_that_say_nothing_make_no_story(papers, title):
    stories = {papers.tell(number, title).story_id for number in range(5)}
    assert len(stories) == 5
