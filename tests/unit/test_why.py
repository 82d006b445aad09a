"""Why: what became of an article for each topic that somebody may see, and the story that it tells."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import article, source
from desk import ADA, BOARD, BOB, ENERGY, POLICY
from story_room import NAMES, STORY, URLS, Room

from newswatch.model import Bond, SourceFilter, State, ThreadPolicy
from newswatch.posts import Hold, PostState
from newswatch.usecases.alerts import alert_of
from newswatch.usecases.findings import Fate, Posting, Unseen
from newswatch.usecases.sight import Sight
from newswatch.usecases.splitting import split_id, split_off
from newswatch.usecases.why import TOPICS, UNWANTED, explain_article


@pytest.fixture
def room():
    return Room(3)


def why(room, n=0, *, handle="", who=ADA, where=POLICY, url=""):
    topic = room.topic(handle) if handle else None
    return explain_article(room.store, Sight(room.people, who, where), room.clock, url or URLS[n], topic)


def judged(room, *args, **named):
    (found,) = why(room, *args, **named).judged
    return found


def changed(room, handle, **changes):
    topic = room.topic(handle)
    room.store.save_topic(replace(topic, version=topic.version + 1, **changes), ADA, room.clock.now(), "set")


def settled(room, state, channel=POLICY, **changes):
    post = room.store.post(channel, STORY)
    room.store.save_post(replace(post, state=state, **changes), post)


# --- The article -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelled",
    [
        URLS[0],
        f"{URLS[0]}?utm_source=mail#top",
        f"https://www.google.com/url?url={URLS[0]}",
        URLS[0].replace("www.reuters", "WWW.Reuters"),
    ],
)
def test_an_article_is_known_by_what_its_address_stands_for(room, spelled):
    found = why(room, url=spelled)
    assert (found.article.id, found.source, found.words) == (room.id(0), "News 1", 7)


def test_an_address_that_is_not_known_is_told_with_the_sources_of_its_site(room):
    found = why(room, url="https://www.news1.example/other?utm_source=x")
    assert found == Unseen("https://www.news1.example/other", None, (room.source,))


def test_sources_that_are_read_come_first_and_removed_ones_do_not_count(room):
    for n, (name, state) in enumerate((("B", State.PAUSED), ("C", State.REMOVED), ("D", State.ACTIVE))):
        added = source(url=f"https://many.example/{n}", name=name, state=state)
        room.store.save_source(added, ADA, room.clock.now(), "add")
    assert [each.name for each in why(room, url="https://many.example/a").sources] == ["D", "B"]


@pytest.mark.parametrize(
    "spelled",
    [
        "http://www.reuters.example/talks",
        "https://reuters.example/talks",
        "https://www.reuters.example/talks/",
        "http://reuters.example/talks?page=all",
    ],
)
def test_another_spelling_of_an_address_that_is_known_leads_to_it(room, spelled):
    assert why(room, url=spelled).nearest.id == room.id(0)


def test_a_front_page_is_not_near_to_one_of_its_pages(room):
    room.store.save_article(article("https://front.example/"), [])
    assert why(room, url="https://front.example/?id=7").nearest is None


def test_a_service_that_hides_where_its_links_lead_is_named(room):
    assert why(room, url="https://t.co/abc").hidden_by == "t.co"


# --- Topics ------------------------------------------------------------------------------------------


def test_topics_that_have_the_story_are_told_those_that_told_it_first(room):
    for handle in ("zulu", "alpha", "other"):
        room.types(f"add {handle} = lavrov")
    room.holds("zulu", 1)
    room.holds("alpha", 0, claims=False)
    assert [each.topic.handle for each in why(room, 2).judged] == ["zulu", "alpha"]


def test_a_topic_that_is_asked_for_is_told_alone_whether_it_has_the_story_or_not(room):
    room.types("add Talks = lavrov")
    room.types("add Oil = oil")
    room.holds("talks", 0)
    found = judged(room, handle="oil")
    assert (found.topic.handle, found.fate, found.reason.holds) == ("oil", Fate.OTHERWISE, False)


def test_many_topics_are_counted(room):
    for n in range(TOPICS + 2):
        room.types(f"add T{n} = lavrov AND NOT x{n}")
        room.holds(f"t{n}", 0)
    found = why(room)
    assert (len(found.judged), found.more) == (TOPICS, 2)


def test_what_somebody_may_not_see_is_neither_named_nor_counted(room):
    for n in range(TOPICS + 1):
        room.types(f"add <#C0BOARD> S{n} = lavrov AND NOT x{n}", where=BOARD)
        room.holds(f"s{n}", 0)
    room.types("add me Mine = lavrov")
    room.holds("mine", 0)

    found = why(room, who=BOB)
    assert (found.judged, found.more) == ((), 0)
    assert all(covered.held == {} for covered in found.story)
    assert len(why(room, who=ADA).judged) == TOPICS


def test_of_a_topic_in_two_channels_only_what_may_be_seen_is_told(room):
    room.invites(BOARD)
    room.types("add Talks = lavrov")
    room.types("set talks channel <#C0POLICY> <#C0BOARD> me")
    room.holds("talks", 0)
    found = judged(room, who=BOB)
    assert found.places == (POLICY,)
    assert found.postings == (Posting(POLICY, PostState.PENDING),)
    assert {posting.channel for posting in judged(room, who=ADA).postings} == {POLICY, BOARD, ADA}


def test_what_holds_in_a_channel_is_told_of_those_that_may_be_seen(room):
    room.invites(BOARD)
    room.types("add Talks = lavrov")
    room.types("set talks channel <#C0POLICY> <#C0BOARD> me")
    room.types("set here quiet 09:30-11:00")
    room.holds("talks", 0)
    assert [each.channel for each in judged(room, who=BOB).standings] == [POLICY]
    here, board, direct = judged(room, who=ADA).standings
    assert (here.channel, here.quiet, here.why) == (POLICY, True, Hold.QUIET)
    assert (board.channel, board.until, direct.channel) == (BOARD, None, ADA)


def test_language_and_words_are_those_of_the_article(room):
    found = why(room)
    assert (found.tongue.code, found.words) == ("", 7)


def test_another_topic_s_message_in_its_new_channel_is_not_its_own(room):
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    for handle in ("talks", "oil"):
        room.holds(handle, 0)
    room.types("set talks channel <#C0ENERGY>")
    found = judged(room, handle="talks")
    assert (found.places, found.postings) == ((ENERGY,), (Posting(POLICY, PostState.PENDING),))


def test_clauses_are_told_with_what_was_found(room):
    room.types("add Talks = lavrov AND (pompeo OR kerry) AND lang:en")
    reason = judged(room, handle="talks").reason
    assert (reason.text, reason.holds) == ("lavrov AND (pompeo OR kerry) AND lang:en", False)
    lavrov, either, language = reason.parts
    assert (lavrov.holds, lavrov.words) == (True, (("Lavrov", 2),))
    assert (either.holds, either.words, [part.holds for part in either.parts]) == (
        True,
        (("Pompeo", 1),),
        [True, False],
    )
    assert (language.holds, language.note) == (False, "the language is not known")


def test_a_query_is_explained_for_the_source_that_brought_the_match(room):
    room.types("add Talks = tag:wires")
    room.holds("talks", 0)
    assert judged(room).reason.holds


def test_a_query_that_cannot_be_read_leaves_the_others_in_peace(room):
    room.types("sets vips = lavrov")
    room.types("add Vips = set:vips")
    room.types("add Talks = lavrov")
    for handle in ("talks", "vips"):
        room.holds(handle, 0)
    saved = room.store.set_by_name("vips")
    gone = replace(saved, state=State.REMOVED, version=2)
    room.store.save_set(gone, ADA, room.clock.now(), "remove")
    assert [each.reason and each.reason.holds for each in why(room).judged] == [True, None]


# --- What became of it --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "reason", "told"),
    [
        (PostState.PENDING, "", ""),
        (PostState.SENT, "", ""),
        (PostState.PARKED, "The channel is archived.", "The channel is archived."),
        (PostState.FOLDED, "C1.digest", ""),
        (PostState.CANCELLED, "no topic", UNWANTED),
    ],
)
def test_how_far_its_post_has_come(room, state, reason, told):
    room.types("add Talks = lavrov")
    room.holds("talks", 0)
    settled(room, state, reason=reason)
    found = judged(room)
    assert (found.fate, found.claimed, found.earlier) == (Fate.TOLD, True, None)
    assert found.postings == (Posting(POLICY, state, told),)


def test_a_later_article_of_a_story_is_told_with_the_one_that_came_first(room):
    room.types("add Talks = lavrov")
    room.holds("talks", 0, 1)
    found = judged(room, 1)
    assert (found.fate, found.claimed, found.earlier.name) == (Fate.TOLD, False, "Reuters")


def test_a_story_that_waits_for_outlets(room):
    room.types("add Talks = lavrov")
    changed(room, "talks", outlets=4)
    room.holds("talks", 1, claims=False)
    assert judged(room).fate is Fate.WAITS
    assert why(room).outlets == 3


@pytest.mark.parametrize(
    ("changes", "fate"),
    [
        ({}, Fate.OLDER),
        ({"created_at": Room().clock.now() - timedelta(days=1)}, Fate.KEPT),
        # Nobody has noted that it matches: it is not held back.
        ({"outlets": 4}, Fate.OLDER),
        ({"state": State.PAUSED}, Fate.RESTS),
        ({"sources": SourceFilter(tags=frozenset({"sport"}))}, Fate.UNHEARD),
        ({"query": "oil"}, Fate.OTHERWISE),
    ],
)
def test_why_what_matches_was_not_told(room, changes, fate):
    room.types("add Talks = lavrov")
    changed(room, "talks", **changes)
    assert judged(room, handle="talks").fate is fate


@pytest.fixture
def parted(room):
    """A story that one channel has by its first article, another one by its second, which was split off."""
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    room.holds("talks", 0)
    room.holds("oil", 1)
    sight = Sight(room.people, ADA, POLICY)
    split_off(room.store, room.queues, room.clock, sight, story_id=STORY, article_id=room.id(1))
    return room


def test_what_was_split_off_is_told_where_a_message_goes_on_telling_it(parted):
    found = judged(parted, 1)
    assert (found.topic.handle, found.fate, found.claimed) == ("oil", Fate.TOLD, True)
    assert found.postings == (Posting(ENERGY, PostState.PENDING),)


def test_what_is_left_is_not_told_by_a_message_about_what_was_split_off(parted):
    assert [each.topic.handle for each in why(parted, 0).judged] == ["talks"]
    assert judged(parted, 0, handle="oil").fate is Fate.OLDER


def test_later_coverage_is_told_with_what_was_split_off(parted):
    parted.joins(3, story=split_id(STORY, parted.id(1)), title="Oil", text="Oil.")
    found = judged(parted, 3)
    assert (found.topic.handle, found.claimed, found.earlier.name) == ("oil", False, NAMES[1])


def test_a_channel_with_a_message_of_each_story_is_told_with_that_of_the_article_s_own(room):
    room.types("add Talks = lavrov")
    room.types("add <#C0ENERGY> Oil = lavrov OR oil")
    room.holds("talks", 1, 0)
    room.holds("oil", 0)
    settled(room, PostState.SENT)
    sight = Sight(room.people, ADA, POLICY)
    split_off(room.store, room.queues, room.clock, sight, story_id=STORY, article_id=room.id(1))
    assert judged(room, 1).postings == (Posting(POLICY, PostState.PENDING),)
    assert judged(room, 0, handle="talks").postings == (Posting(POLICY, PostState.SENT),)


class Counted:
    """A store that notes which of its methods are called."""

    def __init__(self, of):
        self.of, self.calls = of, []

    def __getattr__(self, name):
        self.calls.append(name)
        return getattr(self.of, name)


def test_only_topics_that_have_the_story_are_read(room):
    room.types("add Talks = lavrov")
    room.types("add Oil = oil")
    room.holds("talks", 0)
    store = Counted(room.store)
    found = explain_article(store, Sight(room.people, ADA, POLICY), room.clock, URLS[0])
    assert [each.topic.handle for each in found.judged] == ["talks"]
    assert "topics" not in store.calls
    assert store.calls.count("alerts") == 1


def test_a_topic_that_tells_each_article_is_asked_for_this_one(room):
    room.types("add Talks = lavrov")
    changed(room, "talks", thread=ThreadPolicy.EACH)
    room.store.claim([alert_of(room.topic("talks"), room.article(1), room.source.id, (), room.clock.now())])
    found = judged(room, 1)
    assert (found.fate, found.claimed) == (Fate.TOLD, True)
    assert found.postings == (Posting(POLICY, PostState.PENDING),)


# --- The story -----------------------------------------------------------------------------------------


def test_the_story_begins_with_the_article_that_is_asked_for(room):
    found = why(room, 1)
    assert [covered.name for covered in found.story] == ["BBC", "Reuters", "Le Monde"]
    assert (found.story_id, found.outlets) == (STORY, 3)


def test_an_article_that_matched_nothing_is_its_own_story(room):
    alone = room.store.save_article(article("https://alone.example/a", site_name="Alone"), [])
    found = why(room, url=alone.url)
    (covered,) = found.story
    assert (covered.article_id, covered.name, covered.bond, found.outlets) == (
        alone.id,
        "Alone",
        Bond.FIRST,
        1,
    )


def test_the_headline_is_the_one_that_it_has_now(room):
    edited = replace(room.article(1), title="Talks end", version=2)
    room.store.save_article(edited, [])
    assert why(room, 1).story[0].title == "Talks end"


def test_who_split_an_article_off_is_told(room):
    sight = Sight(room.people, BOB, ENERGY)
    split_off(room.store, room.queues, room.clock, sight, story_id=STORY, article_id=room.id(1))
    found = why(room, 1)
    assert found.story_id == split_id(STORY, room.id(1))
    assert [(covered.name, covered.bond) for covered in found.story] == [(NAMES[1], Bond.SPLIT)]
    assert found.split_by == {room.id(1): BOB}
    room.joins(3, story=found.story_id, title="Oil", text="Oil.")
    ada = Sight(room.people, ADA, POLICY)
    split_off(room.store, room.queues, room.clock, ada, story_id=found.story_id, article_id=room.id(1))
    assert why(room, 1).split_by == {room.id(1): ADA}
    assert why(room, 0).split_by == {}
