"""The store's contract: the log of live stories, a story's articles, and posts that follow their story."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from builders import ALICE, POLICY, URL, alert, article, source, topic
from fakes import T0

from newswatch.errors import Conflict
from newswatch.model import (
    ArticleId,
    Bond,
    ChannelId,
    Coverage,
    Decision,
    Placement,
    SourceId,
    Split,
    StoryId,
    TopicId,
)
from newswatch.posts import PostState
from newswatch.storage.keys import Keys
from newswatch.storage.store import DynamoStore
from newswatch.stories.copies import sample_of

ENERGY = ChannelId("C10")
STORY, OTHER = StoryId("a" * 16), StoryId("b" * 16)
ONE, TWO = TopicId(f"{1:016x}"), TopicId(f"{2:016x}")
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def placed(number: int = 1, **more: Any) -> Placement:
    values: dict[str, Any] = {
        "article_id": ArticleId(f"{number:016x}"),
        "story_id": STORY,
        "at": T0 + number * SECOND,
        "outlet": "news.example",
        "title": f"Ministers meet {number}",
        "sample": b"\x00\x01\xff",
    }
    return Placement(**(values | more))


def decide(store, *numbers):
    """Append placements, each at the position of its number."""
    made = [Decision(number, placed(number)) for number in numbers]
    for decision in made:
        store.decide(decision)
    return made


def covered(number: int = 1, **more: Any) -> Coverage:
    values: dict[str, Any] = {
        "story_id": STORY,
        "article_id": ArticleId(f"{number:016x}"),
        "source_id": SourceId("5" * 16),
        "url": f"https://news.example/{number}",
        "title": f"Ministers meet {number}",
        "outlet": "news.example",
        "name": "News",
        "at": T0 + number * SECOND,
    }
    return Coverage(**(values | more))


# --- The log ---------------------------------------------------------------------------


def newest(store):
    """Return the position of the newest decision, and 0 where there is none."""
    return max((decision.seq for decision in store.decisions(0)), default=0)


def test_placement_comes_back_as_it_was_decided(store):
    first = Decision(1, placed())
    more = {"bond": Bond.COPY, "like": ArticleId("1" * 16), "likeness": 0.1 + 0.2}
    second = Decision(2, placed(2, title="«Ministers» & 部長", sample=sample_of("word " * 500), **more))
    for decision in (first, second):
        store.decide(decision)
    assert [first, second] == list(store.decisions(0))


def test_split_comes_back_as_it_was_decided(store):
    split = Split(frozenset({ArticleId("1" * 16), ArticleId("2" * 16)}), OTHER, STORY, T0, ALICE)
    store.decide(Decision(1, split))
    assert [Decision(1, split)] == list(store.decisions(0))


def test_decisions_are_read_from_a_position_on(store):
    made = decide(store, *range(1, 13))
    assert made[10:] == list(store.decisions(10))
    assert list(store.decisions(12)) == []
    assert newest(store) == 12


def test_empty_log_has_no_newest_entry(store):
    assert newest(store) == 0
    assert list(store.decisions(0)) == []
    assert list(store.decisions_since(T0)) == []


def test_of_two_who_decide_the_same_position_one_is_first(store):
    decide(store, 1)
    with pytest.raises(Conflict):
        store.decide(Decision(1, placed(2)))
    assert [Decision(1, placed())] == list(store.decisions(0))
    store.decide(Decision(2, placed(2)))
    assert newest(store) == 2


def test_decision_that_was_not_understood_is_not_written(store):
    with pytest.raises(ValueError, match="not understood"):
        store.decide(Decision(1, None))
    assert newest(store) == 0


def test_decisions_since_a_time_are_oldest_first(store):
    made = decide(store, *range(1, 6))
    assert made[2:] == list(store.decisions_since(T0 + 3 * SECOND))
    assert made == list(store.decisions_since(T0 - MINUTE))


def test_newest_decision_is_among_those_since_any_time(store):
    made = decide(store, 1, 2)
    assert made[1:] == list(store.decisions_since(T0 + MINUTE))


# --- A story's articles ----------------------------------------------------------------


def test_coverage_comes_back_as_it_was_written(store):
    full = covered(
        title="«Ministers» & 部長",
        published=T0 - MINUTE,
        bond=Bond.RETELLING,
        like=ArticleId("2" * 16),
        likeness=0.71,
        held={ONE: frozenset({'"lavrov"', "a # b"}), TWO: frozenset()},
    )
    store.cover(full)
    assert [full] == list(store.coverage(STORY))


def test_articles_of_a_story_are_in_the_order_in_which_they_joined(store):
    early = covered(9, at=T0)
    for each in (covered(2), covered(1), early, covered(3, story_id=OTHER)):
        store.cover(each)
    assert [early, covered(1), covered(2)] == list(store.coverage(STORY))


def test_alerts_and_posts_of_a_story_are_none_of_its_articles(store):
    store.claim([alert()])
    store.cover(covered())
    assert [covered()] == list(store.coverage(STORY))
    assert list(store.refresh_posts(STORY, T0)) == [POLICY]


def test_topics_that_two_sources_bring_join_and_the_first_one_s_words_stay(store):
    store.cover(covered(held={ONE: frozenset({"lavrov"})}))
    store.cover(
        covered(
            source_id=SourceId("6" * 16),
            title="Another title",
            published=T0,
            bond=Bond.COPY,
            likeness=0.5,
            like=ArticleId("2" * 16),
            held={ONE: frozenset({"blinken"}), TWO: frozenset()},
        )
    )
    store.cover(covered())
    joined = covered(held={ONE: frozenset({"blinken", "lavrov"}), TWO: frozenset()})
    assert [joined] == list(store.coverage(STORY))


def test_topics_join_an_article_that_matched_nothing_at_first(store):
    store.cover(covered())
    store.cover(covered(held={ONE: frozenset()}))
    assert [covered(held={ONE: frozenset()})] == list(store.coverage(STORY))


def test_long_alternatives_are_cut_and_few_of_many_kept(store):
    long = {f"{n:03d}" + "x" * 200 for n in range(60)}
    store.cover(covered(held={ONE: frozenset(long), TWO: frozenset({"lavrov"})}))
    (found,) = store.coverage(STORY)
    assert found.held[ONE] == {alternative[:100] for alternative in sorted(long)[:40]}
    assert found.held[TWO] == {"lavrov"}


def test_half_a_surrogate_pair_in_a_title_stops_neither(store):
    broken = "Ministers meet \ud83d"
    store.decide(Decision(1, placed(title=broken)))
    store.cover(covered(title=broken, name=broken))
    (decision,), (found,) = store.decisions(0), store.coverage(STORY)
    assert [text[:14] for text in (decision.what.title, found.title, found.name)] == ["Ministers meet"] * 3


def test_article_taken_out_of_a_story_is_out_and_may_come_back(store):
    store.cover(covered(1, held={ONE: frozenset()}))
    store.cover(covered(2))
    for _ in range(2):
        store.uncover(STORY, covered(1).article_id)
    assert [covered(2)] == list(store.coverage(STORY))
    store.cover(covered(1))
    assert [covered(1), covered(2)] == list(store.coverage(STORY))


def test_article_tells_the_story_where_it_was_placed(store):
    saved = store.save_article(article(story_id=STORY), [])
    store.place_article(saved.id, OTHER)
    assert replace(saved, story_id=OTHER) == store.article(saved.id)
    assert [replace(saved, story_id=OTHER)] == list(store.articles_of(T0))


def test_article_of_no_story_can_be_placed_and_a_later_version_keeps_what_it_says(store):
    saved = store.save_article(article(), [])
    store.place_article(saved.id, STORY)
    later = replace(store.article(saved.id), version=2, title="Ministers part")
    store.save_article(later, [])
    assert store.article(saved.id).story_id == STORY


def test_article_that_is_not_stored_is_not_placed(store):
    store.place_article(ArticleId("1" * 16), STORY)
    assert store.article(ArticleId("1" * 16)) is None
    assert list(store.articles_of(T0)) == []


# --- What topics and sources say of stories ------------------------------------------


def test_topic_and_source_keep_what_is_set_about_stories(store):
    wanted = topic(outlets=3, prefer=("reuters.com", "tag:wires"))
    first = source(rank=1)
    store.save_topic(wanted, ALICE, T0, "add")
    saved = store.save_source(first, ALICE, T0, "add").snapshot
    assert wanted == store.topic(wanted.id)
    assert saved.rank == 1
    assert {saved.id: saved} == store.sources_by_id([saved.id])
    assert [change.snapshot for change in store.changes(0)] == [wanted, saved]


# --- Posts that follow their story ---------------------------------------------------


def sent(store, channel=POLICY, story_id=STORY, number=1):
    """Claim a topic's alert, and have its post sent."""
    store.claim([alert(number, story_id=story_id, channels=(channel,))])
    post = store.post(channel, story_id)
    store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=1), post)
    for row in store.outbox(channel, 10):
        store.drop_row(row)
    return store.post(channel, story_id)


def settle(store, channel=POLICY):
    post = store.post(channel, STORY)
    store.save_post(replace(post, done=post.wanted), post)


def due(store, channel=POLICY):
    return [(row.story_id, row.due) for row in store.outbox(channel, 10)]


def test_post_is_refreshed_at_once_the_first_time(store):
    sent(store)
    assert list(store.refresh_posts(STORY, T0 + MINUTE)) == [POLICY]
    post = store.post(POLICY, STORY)
    assert (post.state, post.wanted, post.done, post.refresh_at) == (PostState.SENT, 2, 1, T0 + MINUTE)
    assert due(store) == [(STORY, T0 + MINUTE)]


def test_refreshes_within_five_minutes_of_one_are_one_edit(store):
    sent(store)
    for n in (0, 1, 2, 4):
        store.refresh_posts(STORY, T0 + n * MINUTE)
    assert due(store) == [(STORY, T0), (STORY, T0 + 5 * MINUTE)]
    assert store.post(POLICY, STORY).refresh_at == T0 + 5 * MINUTE


def test_refresh_after_five_minutes_is_made_at_once_again(store):
    sent(store)
    for n in (0, 7):
        store.refresh_posts(STORY, T0 + n * MINUTE)
    assert due(store) == [(STORY, T0), (STORY, T0 + 7 * MINUTE)]


def test_refresh_about_when_an_edit_is_due_has_one_made_after_it(store):
    """The other one may have been begun: clocks differ."""
    sent(store)
    for when in (T0, T0 + MINUTE, T0 + 5 * MINUTE - 10 * SECOND):
        store.refresh_posts(STORY, when)
    assert [when for _, when in due(store)] == [T0 + n * MINUTE for n in (0, 5, 10)]


def test_edit_made_before_its_time_does_not_settle_what_comes_after_it(store):
    """A topic joins, and is shown at once: the row that waits must still find something to do."""
    sent(store)
    for n in (0, 1):
        store.refresh_posts(STORY, T0 + n * MINUTE)
    settle(store)
    store.refresh_posts(STORY, T0 + 2 * MINUTE)
    post = store.post(POLICY, STORY)
    assert post.wanted == post.done + 1
    assert due(store)[-1] == (STORY, T0 + 5 * MINUTE)


@pytest.mark.parametrize("state", [PostState.PENDING, PostState.SENDING])
def test_refresh_of_a_post_that_is_on_its_way_needs_no_row(store, state):
    store.claim([alert()])
    post = store.post(POLICY, STORY)
    store.save_post(replace(post, state=state), post)
    assert list(store.refresh_posts(STORY, T0 + MINUTE)) == [POLICY]
    after = store.post(POLICY, STORY)
    assert (after.state, after.wanted, after.refresh_at) == (state, 2, None)
    assert due(store) == [(STORY, T0)]


@pytest.mark.parametrize("state", [PostState.FOLDED, PostState.CANCELLED, PostState.PARKED])
def test_refresh_leaves_alone_what_is_told_elsewhere_or_not_wanted(store, state):
    post = sent(store)
    store.save_post(replace(post, state=state), post)
    before = store.post(POLICY, STORY)
    assert list(store.refresh_posts(STORY, T0 + MINUTE)) == [POLICY]
    assert before == store.post(POLICY, STORY)
    assert due(store) == []


def test_refresh_concerns_all_posts_of_the_story_and_no_other(store):
    sent(store)
    sent(store, ENERGY, number=2)
    sent(store, story_id=OTHER)
    assert sorted(store.refresh_posts(STORY, T0)) == [POLICY, ENERGY]
    assert due(store) == [(STORY, T0)]
    assert due(store, ENERGY) == [(STORY, T0)]
    assert list(store.refresh_posts(StoryId("c" * 16), T0)) == []


def test_refresh_asked_for_meanwhile_outlives_what_delivery_writes(store):
    post = sent(store)
    store.refresh_posts(STORY, T0)
    store.save_post(replace(post, shows="digest"), post)
    after = store.post(POLICY, STORY)
    assert (after.wanted, after.refresh_at, after.shows) == (2, T0, "digest")


def test_post_keeps_what_it_shows_and_what_replies_have_told(store):
    post = sent(store)
    told = replace(post, shows="digest", told_until=T0, replied_at=T0, reply_at=T0 + MINUTE)
    store.save_post(told, post)
    assert told == store.post(POLICY, STORY)
    blank = replace(post, shows="", told_until=None, replied_at=None, reply_at=None)
    store.save_post(blank, told)
    assert blank == store.post(POLICY, STORY)


def test_parked_post_comes_back_with_what_it_shows(store):
    post = sent(store)
    store.refresh_posts(STORY, T0)
    (row,) = store.outbox(POLICY, 10)
    parked = replace(post, state=PostState.PARKED, shows="digest", told_until=T0)
    store.park(parked, post, row, T0)
    store.unpark(replace(parked, state=PostState.SENT), parked)
    after = store.post(POLICY, STORY)
    assert (after.shows, after.told_until, after.refresh_at) == ("digest", parked.told_until, T0)


def test_alert_that_moves_begins_a_post_that_shows_nothing_yet(store):
    post = sent(store)
    store.save_post(replace(post, shows="digest", told_until=T0), post)
    store.refresh_posts(STORY, T0)
    store.move(alert(), store.post(POLICY, STORY), [ENERGY], T0 + MINUTE)
    there = store.post(ENERGY, STORY)
    assert (there.shows, there.told_until, there.refresh_at) == ("", None, None)


def test_post_can_be_worked_off_again_later(store):
    post = sent(store)
    for _ in range(2):
        store.reply_later(post, T0 + 30 * MINUTE)
    assert due(store) == [(STORY, T0 + 30 * MINUTE)]
    assert post == store.post(POLICY, STORY)


def test_what_is_due_at_the_same_moment_has_rows_of_its_own(store):
    """Taking away the row of one must not take away the news of another."""
    post = sent(store)
    store.claim([alert(2, claimed_at=T0 + MINUTE)])
    store.refresh_posts(STORY, T0 + MINUTE)
    store.reply_later(post, T0 + MINUTE)
    assert due(store) == [(STORY, T0 + MINUTE)] * 3


def test_rows_are_due_when_they_were_claimed(store):
    store.claim([alert(claimed_at=T0 + timedelta(microseconds=7))])
    assert due(store) == [(STORY, T0 + timedelta(microseconds=7))]


def test_channel_whose_rows_all_wait_has_no_work_yet(store):
    store.reply_later(sent(store), T0 + MINUTE)
    assert list(store.channels_with_outbox(T0 - SECOND)) == []
    assert list(store.channels_with_outbox(T0)) == [POLICY]
    assert list(store.channels_with_outbox(T0 + 2 * MINUTE)) == [POLICY]


def test_row_that_waits_hides_none_that_is_due_nor_another_channel(store):
    store.reply_later(sent(store), T0 + 2 * MINUTE)
    store.claim([alert(story_id=OTHER, channels=(ENERGY,))])
    assert list(store.channels_with_outbox(T0)) == [ENERGY]
    store.claim([alert(story_id=OTHER, topic_id=TWO)])
    assert sorted(store.channels_with_outbox(T0)) == [POLICY, ENERGY]
    assert due(store) == [(OTHER, T0), (STORY, T0 + 2 * MINUTE)]


# --- Of the table alone ----------------------------------------------------------------


class Interrupted:
    """A client on which something happens just before the first call of some kind."""

    def __init__(self, client: Any, operation: str, first: Callable[[], object]) -> None:
        self._client, self._operation, self._first = client, operation, [first]

    def __getattr__(self, name: str) -> Any:
        if name == self._operation and self._first:
            self._first.pop()()
        return getattr(self._client, name)


@pytest.fixture
def workspace(memory, request):
    """Return what makes stores of one workspace, on clients."""
    name = request.node.name

    def build(client=memory):
        return DynamoStore("contract", name, retrying=client, once=client, article_retention_days=30)

    return build, Keys(name)


def raw(memory, key):
    found = memory.get_item(TableName="contract", Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    return found["Item"]


def change(memory, key, expression, **values):
    memory.update_item(
        TableName="contract",
        Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}},
        UpdateExpression=expression,
        **({"ExpressionAttributeValues": values} if values else {}),
    )


def test_two_who_refresh_a_post_at_the_same_moment_have_one_edit_made_now(memory, workspace):
    store, _ = workspace[0](), sent(workspace[0]())
    late = workspace[0](Interrupted(memory, "transact_write_items", lambda: store.refresh_posts(STORY, T0)))
    late.refresh_posts(STORY, T0 + SECOND)
    assert due(store) == [(STORY, T0), (STORY, T0 + 5 * MINUTE)]
    assert store.post(POLICY, STORY).wanted == 3


def test_two_who_put_off_an_edit_at_the_same_moment_have_one_made(memory, workspace):
    store, _ = workspace[0](), sent(workspace[0]())
    store.refresh_posts(STORY, T0)
    late = workspace[0](
        Interrupted(memory, "transact_write_items", lambda: store.refresh_posts(STORY, T0 + 7 * MINUTE))
    )
    late.refresh_posts(STORY, T0 + 6 * MINUTE)
    assert due(store) == [(STORY, T0), (STORY, T0 + 7 * MINUTE)]
    assert store.post(POLICY, STORY).wanted == 4


def test_article_that_is_gone_is_not_placed(memory, workspace):
    """Its URL still points at it: the writer died in between, or the article has expired first."""
    store, keys = workspace[0](), workspace[1]
    saved = store.save_article(article(), [])
    key = keys.article(f"{T0:%Y-%m-%d}", saved.id)
    memory.delete_item(TableName="contract", Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}})
    store.place_article(saved.id, STORY)
    assert store.article(saved.id) is None
    assert list(store.articles_of(T0)) == []


def test_refresh_of_a_post_that_is_sent_just_now_is_not_lost(memory, workspace):
    store = workspace[0]()
    store.claim([alert()])

    def deliver():
        post = store.post(POLICY, STORY)
        store.save_post(replace(post, state=PostState.SENT, ts="1.1", done=1), post)
        for row in store.outbox(POLICY, 10):
            store.drop_row(row)

    workspace[0](Interrupted(memory, "update_item", deliver)).refresh_posts(STORY, T0 + MINUTE)
    post = store.post(POLICY, STORY)
    assert (post.wanted, post.done, post.refresh_at) == (2, 1, T0 + MINUTE)
    assert due(store) == [(STORY, T0 + MINUTE)]


def test_refresh_of_a_post_that_is_parked_just_now_changes_nothing(memory, workspace):
    store = workspace[0]()
    store.claim([alert()])
    post = store.post(POLICY, STORY)
    (row,) = store.outbox(POLICY, 10)
    parked = replace(post, state=PostState.PARKED, parked_at=T0)
    late = workspace[0](Interrupted(memory, "update_item", lambda: store.park(parked, post, row, T0)))
    assert list(late.refresh_posts(STORY, T0 + MINUTE)) == [POLICY]
    assert store.post(POLICY, STORY) == parked
    assert due(store) == []


def test_usual_decision_is_one_unit_to_write_and_half_a_kilobyte(memory, workspace):
    store = workspace[0]()
    words = " ".join(f"word{n}" for n in range(600))
    title = "Foreign ministers of both countries meet in Geneva to talk about the release of prisoners"
    likeness = {"bond": Bond.COPY, "like": ArticleId("1" * 16), "likeness": 0.7142857142857143}
    before = memory.consumed.write
    for number in range(1, 9):
        store.decide(Decision(number, placed(number, title=title, sample=sample_of(words), **likeness)))
    assert memory.consumed.write - before == 8
    before = memory.consumed.read
    assert len(store.decisions(0)) == 8
    assert memory.consumed.read - before == 1


def test_decisions_since_a_time_do_not_read_what_is_older(memory, workspace):
    store = workspace[0]()
    for number in range(1, 41):
        store.decide(Decision(number, placed(number, title="x" * 100_000)))
    before = memory.consumed.read
    assert len(store.decisions_since(T0 + 39 * SECOND)) == 2
    assert memory.consumed.read - before < 140, "a page of 1 MB, of four"


def test_decisions_are_kept_for_nine_days_and_a_story_s_articles_as_long_as_alerts(memory, workspace):
    store, keys = workspace[0](), workspace[1]
    store.decide(Decision(1, placed(at=T0)))
    store.decide(Decision(2, Split(frozenset(), OTHER, STORY, T0, ALICE)))
    store.cover(covered(at=T0))
    store.cover(covered(at=T0 + MINUTE))
    lives = [
        int(raw(memory, key)["ttl"]["N"]) - T0.timestamp()
        for key in (keys.decision(1), keys.decision(2), keys.coverage(STORY, covered().article_id))
    ]
    assert lives == [days * 86_400 for days in (9, 9, 100)]


def test_what_earlier_code_wrote_is_read(memory, workspace):
    store, keys = workspace[0](), workspace[1]
    saved = store.save_article(article(), [])
    post = sent(store)
    fresh = ("shows", "covered", "replied_at", "reply_at")
    change(
        memory, keys.post(STORY, POLICY), f"SET headline = :v REMOVE {', '.join(fresh)}", **{":v": {"N": "2"}}
    )
    assert post == store.post(POLICY, STORY)
    assert store.refresh_posts(STORY, T0) == [POLICY]
    assert store.post(POLICY, STORY).refresh_at == T0
    assert store.article(saved.id).story_id == ""


def test_what_earlier_code_does_not_know_is_only_there_where_it_says_something(memory, workspace):
    """It writes topics anew without what it does not know: what is not there cannot get lost."""
    store, keys = workspace[0](), workspace[1]
    store.save_topic(topic(), ALICE, T0, "add")
    store.save_source(source(), ALICE, T0, "add")
    store.save_article(article(), [])
    day = f"{T0:%Y-%m-%d}"
    items = [
        raw(memory, keys.topic(topic().id)),
        raw(memory, keys.source(source().id)),
        raw(memory, keys.article(day, article(URL).id)),
    ]
    assert not {"outlets", "prefer", "rank", "story_id"} & {name for item in items for name in item}


def test_very_many_topics_with_long_alternatives_fit_in_any_script(store):
    alternatives = frozenset(f"{'санкция ' * 12}{n}" for n in range(60))
    held = {TopicId(f"{n:016x}"): alternatives for n in range(1_500)}
    store.cover(covered(held=held))
    store.cover(covered(held=held))
    (row,) = store.coverage(STORY)
    assert row.held.keys() == held.keys()
    assert any(row.held.values())


def test_refresh_that_is_wanted_at_once_does_not_wait_for_the_one_that_does(store):
    sent(store)
    store.refresh_posts(STORY, T0)
    store.refresh_posts(STORY, T0 + MINUTE)
    waits = store.post(POLICY, STORY).refresh_at
    store.refresh_posts(STORY, T0 + 2 * MINUTE, at_once=True)
    after = store.post(POLICY, STORY)
    assert (after.wanted, after.refresh_at) == (4, waits)
    assert T0 + 2 * MINUTE in [row.due for row in store.outbox(POLICY, 10)]


def test_alert_whose_places_are_to_be_looked_up_stays_one(store):
    late = alert(evidence=(), version=0)
    store.claim([late])
    assert [late] == list(store.alerts(late.story_id, [late.topic_id]))
