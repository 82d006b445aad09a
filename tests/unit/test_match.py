"""Match: each entry read once, matched per source, claimed once."""

from datetime import timedelta

import pytest
from builders import ALICE, POLICY, entry, source, topic
from fakes import T0, FixedDeadline
from match_house import FILLER, House, page

from newswatch.errors import FetchError, UnknownSource
from newswatch.model import ChannelId, EntryGroup, SourceFilter, SourceId, State, TextFrom
from newswatch.ports import Fetched
from newswatch.usecases.match import match

ENERGY = ChannelId("C2")


def test_matching_article_is_claimed_for_its_topic_s_channel_and_the_channel_woken():
    house = House()
    house.serve()
    house.run()
    (post,) = house.posts()
    assert {topic().id} == post.topic_ids
    assert house.queues.woken == [(POLICY, 0)]
    (claimed,) = house.store.alerts(post.story_id, post.topic_ids)
    (article,) = house.articles()
    assert (article.id, house.sources[0].id, T0) == (
        claimed.article_id,
        claimed.source_id,
        claimed.claimed_at,
    )
    spans = {article.text[place.start : place.end] for place in claimed.evidence}
    assert {"Lavrov"} == spans


def test_article_that_matches_nothing_is_stored_and_alerts_nothing():
    house = House(topic(query="football"))
    house.serve()
    house.run()
    assert len(house.articles()) == 1
    assert house.posts() == []
    assert house.queues.woken == []


def test_article_says_when_its_source_was_seen_to_have_it_and_when_it_was_read():
    house = House()
    house.serve()
    house.run(found_at=T0 - timedelta(minutes=1))
    (article,) = house.articles()
    assert (article.seen_at, article.read_at) == (T0 - timedelta(minutes=1), T0)


def test_baseline_is_read_and_stored_and_alerts_nothing():
    """Invariant I3: a new source posts nothing."""
    house = House()
    house.serve()
    house.run(baseline=True)
    assert [article.title for article in house.articles()] == ["Headline 1"]
    assert house.posts() == []


def test_what_a_source_brings_again_under_another_id_is_no_news():
    """Invariant I3: a feed that changes all its ids posts nothing twice, nor what was in its baseline."""
    house = House()
    house.serve()
    house.run(baseline=True, found_at=T0)
    house.run(entry(1, id="another"), found_at=T0 + timedelta(hours=2))
    assert house.posts() == []


def test_what_another_source_brings_later_is_news_there():
    house = House()
    house.serve()
    house.run(baseline=True, found_at=T0)
    house.run(entry(1), source=1, found_at=T0 + timedelta(hours=2))
    assert len(house.posts()) == 1


def test_entry_that_was_not_worked_off_to_its_end_is_when_it_comes_again_hours_later():
    """The article is stored, and then the process dies: what counts is when the entry was found."""
    house = House()
    house.serve()
    house.run(baseline=True)
    house.clock.advance(hours=30)
    house.run(found_at=T0 + timedelta(minutes=10))
    assert len(house.posts()) == 1


def test_redelivered_entry_alerts_once_and_wakes_again():
    house = House()
    house.serve()
    house.run()
    before = house.posts()
    house.clock.advance(hours=1)
    house.run()
    assert before == house.posts()
    assert house.queues.woken == [(POLICY, 0), (POLICY, 0)]
    assert len(house.fetcher.asked) == 1


def test_topics_of_one_channel_share_a_post_and_other_channels_have_their_own():
    house = House(topic(1), topic(2, query="counterpart"), topic(3, destinations=(ENERGY,)))
    house.serve()
    house.run()
    (post,) = house.posts()
    assert {topic(1).id, topic(2).id} == post.topic_ids
    assert {topic(3).id} == house.posts(ENERGY)[0].topic_ids


def test_topic_limited_to_a_source_does_not_miss_what_another_brought_first():
    house = House()
    house.add(topic(2, sources=SourceFilter(ids=frozenset({house.sources[1].id}))))
    house.add(topic(3, sources=SourceFilter(tags=frozenset({"t2"}))))
    house.serve()
    house.run(source=0)
    assert {topic(1).id} == house.posts()[0].topic_ids
    house.run(source=1)
    assert {topic(1).id, topic(2).id, topic(3).id} == house.posts()[0].topic_ids
    assert len(house.articles()) == 1


def test_addresses_of_one_page_are_one_article():
    house = House()
    head = '<link rel="canonical" href="https://news.example/real">'
    house.serve(1, page(head=head))
    house.serve(2, page(head=head))
    house.run(entry(1), entry(2))
    house.run(entry(3, url="https://news.example/1?utm_source=rss#top"))
    house.run(entry(4, url="https://news.example/real"))
    assert [article.url for article in house.articles()] == ["https://news.example/real"]
    assert len(house.posts()) == 1
    assert len(house.fetcher.asked) == 2


@pytest.mark.parametrize(
    "failure",
    [FetchError("u", "did not answer within 10 seconds."), b"<html><body>Please log in</body></html>", b""],
    ids=["timeout", "no article", "empty"],
)
def test_page_that_cannot_be_read_is_matched_on_the_feed_s_summary_and_labelled(failure):
    house = House()
    house.serve(1, failure)
    house.run(entry(1, summary="Lavrov met his counterpart, the feed says."))
    (article,) = house.articles()
    assert (
        article.text_from,
        article.text,
    ) == (TextFrom.SUMMARY, "Lavrov met his counterpart, the feed says.")
    assert article.note
    assert len(house.posts()) == 1


def test_whole_text_in_the_feed_is_matched_without_fetching_the_page():
    house = House()
    content = f"<p>Lavrov met his counterpart.</p><p>{FILLER}</p><script>alert(1)</script>"
    house.run(entry(1, url="https://news1.example/1", content_html=content))
    (article,) = house.articles()
    assert article.text_from == TextFrom.FEED
    assert "alert" not in article.text
    assert house.fetcher.asked == []
    assert len(house.posts()) == 1


def test_entry_without_a_link_is_matched_on_what_it_says():
    house = House()
    house.run(entry(1, url="", summary="Lavrov resigned."))
    house.run(entry(2, url="", summary="Lavrov did not resign."))
    assert len(house.articles()) == 2
    assert len(house.posts()) == 2


def test_paused_and_removed_topics_match_nothing_and_changes_count_at_once():
    house = House(topic(1), topic(2))
    house.serve(1)
    house.serve(2)
    house.run(entry(1))
    house.store.save_topic(topic(1, version=2, state=State.PAUSED), ALICE, T0, "pause")
    house.store.save_topic(topic(2, version=2, state=State.REMOVED), ALICE, T0, "remove")
    house.add(topic(3, query="counterpart"))
    house.clock.advance(minutes=1)
    house.run(entry(2))
    assert [{topic(1).id, topic(2).id}, {topic(3).id}] == [post.topic_ids for post in house.posts()]


def test_topic_whose_pause_ends_matches_from_then_on_and_nobody_has_to_say_so():
    house = House(topic(1, state=State.PAUSED, paused_until=T0 + timedelta(hours=1)), topic(2))
    for number in (1, 2):
        house.serve(number)
    house.run(entry(1))
    house.clock.advance(hours=1)
    house.run(entry(2))
    assert [{topic(2).id}, {topic(1).id, topic(2).id}] == [post.topic_ids for post in house.posts()]


def test_topic_that_is_paused_while_the_catalog_is_warm_matches_again_after_its_pause():
    house = House()
    for number in (1, 2, 3):
        house.serve(number)
    house.run(entry(1))
    paused = topic(version=2, state=State.PAUSED, paused_until=T0 + timedelta(hours=1))
    house.store.save_topic(paused, ALICE, T0, "pause")
    house.run(entry(2))
    assert len(house.posts()) == 1
    house.clock.advance(hours=1)
    house.run(entry(3))
    assert len(house.posts()) == 2


def test_stored_query_that_does_not_parse_stops_only_its_topic():
    house = House(topic(1, query="(("), topic(2))
    house.serve()
    house.run()
    assert {topic(2).id} == house.posts()[0].topic_ids


def test_group_that_was_received_before_is_split_into_singles():
    house = House()
    house.run(entry(1), entry(2), received=2, baseline=True)
    assert [(group.baseline, tuple(e.id for e in group.entries)) for group in house.queues.entries] == [
        (True, ("guid-1",)),
        (True, ("guid-2",)),
    ]
    assert house.fetcher.asked == []


def test_poison_entry_comes_again_alone_and_the_others_are_worked_off():
    house = House()
    house.serve(1, RuntimeError("a bug"))
    house.serve(2)
    house.run(entry(1), entry(2))
    assert [e.id for group in house.queues.entries for e in group.entries] == ["guid-1"]
    assert len(house.posts()) == 1
    with pytest.raises(RuntimeError, match="a bug"):
        house.run(entry(1))


def test_entries_without_time_left_are_put_back():
    house = House()
    house.run(entry(1), entry(2), deadline=1.0)
    assert [e.id for group in house.queues.entries for e in group.entries] == ["guid-1", "guid-2"]
    assert house.articles() == []


def test_entries_of_an_unknown_source_are_an_error():
    house = House()
    with pytest.raises(UnknownSource):
        match(house.matcher, EntryGroup(SourceId("0" * 16), (entry(),)), FixedDeadline())


def test_source_added_after_the_catalog_was_read_is_found():
    house = House()
    house.serve()
    house.run(baseline=True)
    third = house.store.save_source(source(3), ALICE, T0, "add").snapshot
    house.serve(2)
    match(house.matcher, EntryGroup(third.id, (entry(2),)), FixedDeadline())
    assert len(house.posts()) == 1


def test_endless_article_is_cut_to_what_an_item_of_the_table_holds():
    house = House()
    house.run(entry(1, content_html="<p>Lavrov met. </p>" + "<p>" + "\U0001f4f0 新闻 " * 200_000 + "</p>"))
    (article,) = house.articles()
    assert len(article.text.encode()) <= 300_000
    assert len(house.posts()) == 1


def test_word_that_occurs_a_thousand_times_keeps_few_places():
    house = House(topic(query="lavrov OR pompeo"))
    house.run(entry(1, content_html="<p>" + "Lavrov said more. " * 2000 + "Pompeo did not.</p>"))
    (post,) = house.posts()
    (claimed,) = house.store.alerts(post.story_id, post.topic_ids)
    (article,) = house.articles()
    words = [article.text[place.start : place.end] for place in claimed.evidence]
    assert (words.count("Lavrov"), words.count("Pompeo")) == (20, 1)


def landed(url: str, title: str, text: str = "Sign in to go on reading.") -> Fetched:
    return Fetched(url, {}, page(text=text, title=title))


def test_entries_that_all_lead_to_one_login_page_are_matched_each_on_what_the_feed_says():
    house = House()
    titles = {1: "Weather for the weekend", 2: "Lavrov resigns", 3: "Lavrov returns"}
    for number in titles:
        house.serve(number, landed("https://news.example/login", "Sign in"))
    house.run(*(entry(number, title=title) for number, title in titles.items()))
    assert {article.title for article in house.articles()} == set(titles.values())
    assert {article.text_from for article in house.articles()} == {TextFrom.SUMMARY}
    assert len(house.posts()) == 2


def test_pages_that_share_a_wrong_canonical_address_stay_apart():
    house = House()
    head = '<link rel="canonical" href="https://news.example/news/">'
    for number, title in ((1, "Harvest begins early"), (2, "Lavrov resigns over dispute")):
        house.serve(number, page(head=head, title=title))
        house.run(entry(number, title=title))
    assert {article.title for article in house.articles()} == {
        "Harvest begins early",
        "Lavrov resigns over dispute",
    }
    assert len(house.posts()) == 2


def test_edited_headline_at_the_same_address_is_the_same_article():
    house = House()
    for number in (1, 2):
        house.serve(number, landed("https://news.example/real", "Ministers meet in Oslo", "Lavrov came."))
    house.run(entry(1, title="Ministers meet in Oslo"))
    house.run(entry(2, title="Ministers meet: Oslo talks begin"), source=1)
    assert len(house.articles()) == 1


def test_endless_addresses_of_pictures_and_pages_are_left_out():
    house = House()
    head = (
        f'<meta property="og:image" content="https://news.example/{"p" * 600_000}">'
        f'<link rel="canonical" href="https://news.example/{"c" * 300_000}">'
    )
    house.serve(1, page(head=head))
    house.run(entry(1))
    (article,) = house.articles()
    assert (article.image_url, article.url) == ("", "https://news.example/1")
    assert len(house.posts()) == 1


def test_gap_in_an_inconsistent_read_of_the_log_is_read_again():
    house = House()
    house.serve(1)
    house.serve(2)
    house.run(entry(1), baseline=True)
    house.add(topic(2, query="counterpart"), topic(3))
    kept = house.store.changes
    house.store.changes = lambda after: [
        change for change in kept(after) if change.snapshot.id != topic(2).id
    ]
    house.run(entry(1), baseline=True)
    house.store.changes = kept
    house.run(entry(2))
    assert house.posts()[0].topic_ids == {topic(1).id, topic(2).id, topic(3).id}
