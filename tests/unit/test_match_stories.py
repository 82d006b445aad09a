"""Match: articles join stories, and each channel has one post of a story."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import ALICE, POLICY, entry, source, topic
from fakes import T0
from match_house import House

from newswatch.errors import Conflict, StorageError
from newswatch.model import Bond, ChannelId, SourceFilter, State, ThreadPolicy
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.contents import content
from newswatch.usecases.joining import WIDE
from newswatch.usecases.stories import Stories

ENERGY = ChannelId("C2")
QUAKE = [
    "A strong earthquake shook the port of Valdivia early on Tuesday, damaging a bridge and two schools.",
    "The mayor, Lavrov, said that nobody had been killed, though eleven people were treated for cuts.",
    "Trains between Valdivia and Osorno were stopped while engineers looked at the tracks.",
    "The national seismology centre put the magnitude at 6.8 and warned of aftershocks until Friday.",
    "Shops along the river opened again in the afternoon, and electricity was back by nightfall.",
]
STRIKE = [
    "Pilots of the airline Nordwind will stop work for two days from Thursday, their union said.",
    "Lavrov, who leads the talks for the company, called the demand for nine percent out of reach.",
    "About four hundred flights are likely to be cancelled, most of them from Oslo and Bergen.",
    "Passengers can change their bookings without a fee, the airline announced on its website.",
    "A mediator has invited both sides for Wednesday evening, the ministry of labour confirmed.",
]
AFTERMATH = [
    "Lavrov, mayor of Valdivia, toured the river front on Tuesday after the earthquake cracked a bridge.",
    "Eleven people were treated in hospital for cuts; nobody died, he told reporters at the port.",
    "Seismologists put it at magnitude 6.8 and expect aftershocks in the days to come.",
    "Engineers are looking at the railway tracks between Osorno and Valdivia before trains may run again.",
]
DOCUMENT = """<!doctype html><html lang="en"><head><title>{title}</title></head>
<body><article><h1>{title}</h1>{text}</article></body></html>"""


def page(title, sentences):
    return DOCUMENT.format(title=title, text="".join(f"<p>{s}</p>" for s in sentences)).encode()


class Newsroom(House):
    """A matcher that groups stories, and what outlets tell it."""

    lives = timedelta(hours=72)

    def tell(self, url, title, sentences, *, source=0, **group):
        self.fetcher.pages[url] = page(title, sentences)
        self.run(entry(1, id=url, url=url, title=title), source=source, **group)
        return self.store.article_at([url])

    def quake(self, outlet="a", title="Strong earthquake shakes port of Valdivia", sentences=QUAKE, **group):
        return self.tell(f"https://{outlet}.example/quake", title, sentences, **group)

    def strike(self, outlet="a", **group):
        title = "Nordwind pilots to strike for two days"
        return self.tell(f"https://{outlet}.example/strike", title, STRIKE, **group)

    def add_source(self, number, **more):
        one = self.store.save_source(source(number, **more), ALICE, T0, "add").snapshot
        self.sources.append(one)
        return len(self.sources) - 1

    def shown(self, story, channel=POLICY):
        return content(self.store, self.store.post(channel, story), self.clock.now())


def also(message):
    return [outlet.name for outlet in message.also]


def test_copy_joins_the_story_and_makes_no_second_post():
    house = Newsroom()
    first = house.quake("a")
    second = house.quake("b", sentences=QUAKE[:3], title="Quake hits Valdivia", source=1)
    assert second.story == first.story
    (post,) = house.posts()
    message = content(house.store, post, house.clock.now())
    assert (message.title, also(message)) == (first.title, ["News 2"])


def test_retelling_joins_by_its_headline():
    house = Newsroom()
    first = house.quake("a")
    second = house.quake("b", "Valdivia earthquake damages bridge", AFTERMATH, source=1)
    assert second.story == first.story
    rows = {row.article_id: row for row in house.store.coverage(first.story)}
    assert (rows[first.id].bond, rows[second.id].bond) == (Bond.FIRST, Bond.RETELLING)
    assert 0 < rows[second.id].likeness <= 1


def test_headline_that_the_text_does_not_bear_out_joins_nothing():
    house = Newsroom()
    first = house.quake("a")
    second = house.quake("b", "Valdivia earthquake damages bridge", STRIKE, source=1)
    assert second.story != first.story


def test_headline_decides_alone_where_no_text_is_known():
    house = Newsroom()
    first = house.quake("a")
    title, url = "Valdivia earthquake damages bridge", "https://b.example/away"
    house.run(entry(2, id=url, url=url, title=title), source=1)
    second = house.store.article_at([url])
    assert (second.text, second.story) == ("", first.story)


def test_other_news_is_another_story_and_another_post():
    house = Newsroom()
    assert house.quake("a").story != house.strike("a").story
    assert len(house.posts()) == 2


def test_further_coverage_that_matches_nothing_is_told_all_the_same():
    house = Newsroom(topic(query="lavrov"))
    first = house.quake("a")
    house.quake("b", "Strong earthquake shakes the port of Valdivia", [QUAKE[0], *QUAKE[2:]], source=1)
    (post,) = house.posts()
    assert post.wanted == 2
    assert also(house.shown(first.story)) == ["News 2"]


def test_coverage_before_the_first_match_is_told():
    house = Newsroom(topic(query="lavrov"))
    first = house.quake("a", sentences=[QUAKE[0], *QUAKE[2:]])
    assert house.posts() == []
    second = house.quake("b", source=1)
    assert second.story == first.story
    message = house.shown(first.story)
    assert (message.url, also(message)) == (second.url, ["News 1"])


def test_outlet_is_named_once_whatever_it_publishes_and_the_leading_one_not_at_all():
    house = Newsroom()
    first = house.quake("a")
    for path in ("quake-2", "quake-3"):
        house.tell(f"https://b.example/{path}", f"Valdivia earthquake, {path}", QUAKE, source=1)
        house.tell(f"https://a.example/{path}", f"Valdivia earthquake, {path}", QUAKE)
    assert also(house.shown(first.story)) == ["News 2"]
    assert house.shown(first.story).articles == 5


def test_redelivery_changes_nothing():
    house = Newsroom()
    house.quake("a")
    house.quake("b", source=1)
    before = house.store.coverage(house.posts()[0].story_id)
    house.clock.advance(minutes=1)
    house.quake("b", source=1)
    house.quake("a")
    assert house.store.coverage(house.posts()[0].story_id) == before
    assert len(house.posts()) == 1


@pytest.mark.parametrize("call", ["decide", "save_article", "cover", "claim", "refresh_posts", "coverage"])
@pytest.mark.parametrize("after", [False, True])
def test_crash_at_any_call_is_made_up_for_by_the_redelivery(monkeypatch, call, after):
    house = Newsroom(topic(), topic(2, outlets=2))
    first = house.quake("a")
    true_call, struck = getattr(house.store, call), []

    def crash(*args):
        result = true_call(*args) if struck or after else None
        if struck:
            return result
        struck.append(call)
        raise StorageError("down")

    monkeypatch.setattr(house.store, call, crash)
    with pytest.raises(StorageError):
        house.quake("b", source=1)
    house.matcher = replace(house.matcher, stories=Stories(house.store, house.clock, house.lives))
    second = house.quake("b", source=1)
    assert struck
    assert second.story == first.story
    assert {row.article_id for row in house.store.coverage(first.story)} == {first.id, second.id}
    assert also(house.shown(first.story)) == ["News 2"]
    assert len(house.posts()) == 1


def test_two_who_place_copies_at_the_same_moment_place_them_in_one_story(monkeypatch):
    house = Newsroom()
    other = Stories(house.store, house.clock, house.lives)
    mine, real = house.matcher.stories, house.store.decide
    other.refresh()
    raced = []

    def decide(decision):
        if not raced:
            raced.append(decision)
            # Somebody else is a moment faster.
            article = replace(house_article("b"), read_at=house.clock.now())
            raced.append(other.place(article))
        real(decision)

    monkeypatch.setattr(house.store, "decide", decide)
    first = house.quake("a")
    assert raced[1] == first.story
    assert len(mine.members(first)) == 2


def house_article(outlet):
    house = Newsroom()
    return replace(house.quake(outlet), story_id="")


def test_who_is_always_second_gives_up_and_comes_again(monkeypatch):
    house = Newsroom()

    def taken(_decision):
        raise Conflict("taken")

    monkeypatch.setattr(house.store, "decide", taken)
    with pytest.raises(Conflict):
        house.quake("a")


def test_new_process_knows_the_stories_of_three_days():
    house = Newsroom()
    first = house.quake("a")
    house.clock.advance(hours=71)
    house.matcher = replace(house.matcher, stories=Stories(house.store, house.clock, house.lives))
    assert house.quake("b", source=1).story == first.story


def test_story_lives_on_from_its_last_article_and_no_longer():
    house = Newsroom()
    first = house.quake("a")
    house.clock.advance(hours=71)
    assert house.quake("b", source=1).story == first.story
    house.clock.advance(hours=71)
    third = house.add_source(3)
    assert house.quake("c", source=third).story == first.story
    house.clock.advance(hours=73)
    fourth = house.add_source(4)
    assert house.quake("d", source=fourth).story != first.story


def test_what_was_published_before_any_story_that_lives_is_one_of_its_own():
    house = Newsroom()
    first = house.quake("a")
    house.fetcher.pages["https://b.example/quake"] = page("Old quake in Valdivia", AFTERMATH)
    title, url = "Valdivia earthquake damages bridge", "https://b.example/quake"
    house.run(entry(2, url=url, title=title, published=T0 - timedelta(days=9)), source=1)
    assert house.store.article_at(["https://b.example/quake"]).story != first.story
    assert [len(house.store.coverage(first.story))] == [1]


def test_baseline_joins_stories_and_alerts_nothing():
    house = Newsroom()
    first = house.quake("a", baseline=True)
    assert house.posts() == []
    house.quake("b", baseline=True, source=1)
    third = house.add_source(3)
    house.quake("c", source=third)
    assert also(house.shown(first.story)) == ["News 1", "News 2"]


# --- Alternatives -------------------------------------------------------------------------------------


def test_article_that_satisfies_an_alternative_that_the_earlier_ones_did_not_says_so():
    house = Newsroom(topic(query="valdivia AND (earthquake OR electricity OR ferry)"))
    first = house.quake("a", sentences=QUAKE[:4])
    house.quake("b", source=1)
    message = house.shown(first.story)
    assert [(a.outlet.name, a.topic, a.clauses) for a in message.adds] == [
        ("News 2", "Topic 1", ("electricity",))
    ]


def test_article_that_brings_nothing_else_adds_nothing():
    house = Newsroom(topic(query="valdivia AND (earthquake OR ferry)"))
    first = house.quake("a")
    house.quake("b", sentences=QUAKE[:4], source=1)
    assert house.shown(first.story).adds == ()


def test_topic_that_only_a_later_article_matches_joins_the_post_and_tells_which_one():
    house = Newsroom(topic(query="earthquake"), topic(2, query="electricity"))
    first = house.quake("a", sentences=QUAKE[:4])
    house.quake("b", source=1)
    message = house.shown(first.story)
    assert message.topics == ("Topic 1", "Topic 2")
    assert [(a.outlet.name, a.topic, a.clauses) for a in message.adds] == [("News 2", "Topic 2", ())]
    marked = [message.excerpt.text[start:end] for start, end in message.excerpt.highlights]
    assert marked == ["earthquake"], "places are those of the article that is shown"


# --- Outlets ------------------------------------------------------------------------------------------


def test_topic_that_waits_for_three_outlets_is_told_with_the_third():
    house = Newsroom(topic(outlets=3))
    third = house.add_source(3)
    first = house.quake("a")
    house.quake("b", source=1)
    assert house.posts() == []
    house.quake("c", source=third)
    (post,) = house.posts()
    assert post.topic_ids == {topic().id}
    message = house.shown(first.story)
    assert (message.url, also(message)) == (first.url, ["News 2", "News 3"])
    assert [message.excerpt.text[start:end] for start, end in message.excerpt.highlights] == ["Lavrov"]


def test_outlets_that_match_nothing_count():
    house = Newsroom(topic(outlets=2))
    first = house.quake("a")
    house.quake("b", sentences=[QUAKE[0], *QUAKE[2:]], source=1)
    assert house.shown(first.story).url == first.url


def test_old_article_whose_headline_changes_is_no_news_when_other_outlets_come():
    """Invariant I3."""
    house = Newsroom(topic(outlets=2))
    house.quake("a", baseline=True)
    house.clock.advance(hours=1)
    house.quake("a", title="Valdivia cleans up after the quake", changed_at=house.clock.now())
    house.quake("b", sentences=[QUAKE[0], *QUAKE[2:]], source=1)
    assert house.posts() == []


def test_what_is_new_in_an_article_that_waits_is_kept_for_when_it_is_told():
    house = Newsroom(topic(query="lavrov OR cleans", outlets=2))
    first = house.quake("a")
    house.clock.advance(hours=1)
    house.quake("a", title="Valdivia cleans up after the quake", changed_at=house.clock.now())
    (row,) = house.store.coverage(first.story)
    assert len(row.held[topic().id]) == 2


def test_three_articles_of_one_outlet_are_one_outlet():
    house = Newsroom(topic(outlets=2))
    for path in ("quake", "quake-2", "quake-3"):
        house.tell(f"https://a.example/{path}", "Valdivia earthquake", QUAKE)
    assert house.posts() == []


def test_article_of_a_story_that_very_many_carry_is_told_to_who_waits_for_some():
    house = Newsroom(topic(query="electricity", outlets=3))
    for number in range(WIDE):
        source_number = house.add_source(10 + number)
        house.quake(f"o{number}", sentences=QUAKE[:4], source=source_number)
    assert house.posts() == []
    late = house.quake("late", source=house.add_source(99))
    assert house.shown(late.story).url == late.url


def test_redelivery_to_a_new_process_claims_what_waits():
    house = Newsroom(topic(outlets=2))
    house.quake("a", sentences=[QUAKE[0], *QUAKE[2:]])
    real, house.store.cover = house.store.cover, dies
    with pytest.raises(StorageError):
        house.quake("b", source=1)
    house.store.cover = real
    house.matcher = replace(house.matcher, stories=Stories(house.store, house.clock, house.lives))
    house.quake("b", source=1)
    assert len(house.posts()) == 1


def dies(*_):
    raise StorageError("down")


def test_topic_that_was_paused_meanwhile_is_not_told():
    house = Newsroom(topic(outlets=2))
    house.quake("a")
    house.store.save_topic(topic(outlets=2, state=State.PAUSED, version=2), ALICE, T0, "pause")
    house.quake("b", source=1)
    assert house.posts() == []


def test_second_outlet_that_comes_while_the_first_is_matched_is_seen_by_one_of_the_two(monkeypatch):
    """The other one looks what waits before we have written that we do; then we see the other one."""
    house = Newsroom(topic(outlets=2))
    first, second = house.matcher, another(house)
    real, raced = house.store.cover, []

    def cover(coverage):
        if not raced:
            raced.append(coverage)
            house.matcher = second
            house.quake("b", sentences=[QUAKE[0], *QUAKE[2:]], source=1)
            house.matcher = first
            assert house.posts() == []
        real(coverage)

    monkeypatch.setattr(house.store, "cover", cover)
    house.quake("a")
    assert len(house.posts()) == 1


def another(house):
    """Return a matcher that lives in another process."""
    stories = Stories(house.store, house.clock, house.lives)
    return replace(house.matcher, stories=stories, catalog=Catalog(house.store, house.clock))


def test_outlets_of_a_story_that_goes_on_for_days_are_all_counted():
    house = Newsroom(topic(outlets=3))
    third = house.add_source(3)
    house.quake("a")
    house.clock.advance(hours=50)
    house.quake("b", source=1)
    house.clock.advance(hours=40)
    house.quake("c", source=third)
    assert len(house.posts()) == 1


def test_article_that_was_placed_and_never_stored_is_no_outlet(monkeypatch):
    house = Newsroom(topic(outlets=2))
    house.quake("a")
    with monkeypatch.context() as dying:
        dying.setattr(house.store, "save_article", dies)
        with pytest.raises(StorageError):
            house.quake("b", source=1)
    house.tell("https://a.example/more", "Valdivia earthquake", QUAKE)
    assert house.posts() == []


def test_story_of_one_busy_outlet_and_another_one_is_not_read_for_each_article(monkeypatch):
    house = Newsroom(topic(), topic(2, query="nothing", outlets=2))
    house.quake("a")
    house.quake("b", source=1)
    read = []
    real = house.store.coverage
    monkeypatch.setattr(house.store, "coverage", lambda story: read.append(story) or real(story))
    for number in range(20):
        house.tell(f"https://a.example/live-{number}", "Valdivia earthquake live", QUAKE)
    assert read == []


def test_first_article_that_was_only_updated_joins_the_story_too():
    house = Newsroom()
    first = house.quake("a")
    house.fetcher.pages["https://b.example/quake"] = page("Quake hits Valdivia", QUAKE)
    edited = entry(1, id="b", url="https://b.example/quake", title="Quake hits Valdivia")
    house.run(edited, source=1, changed_at=T0 + timedelta(minutes=1))
    assert also(house.shown(first.story)) == ["News 2"]


def test_split_that_comes_while_an_article_is_read_again_stays():
    house = Newsroom()
    house.quake("a")
    second = house.quake("b", source=1)
    house.store.place_article(second.id, "f" * 16)
    stored = house.store.save_article(replace(second, title="Another one", version=2), [])
    assert stored.title == "Another one"
    assert house.store.article(second.id).story_id == "f" * 16


# --- Each article -------------------------------------------------------------------------------------


def test_topic_that_wants_each_article_gets_a_post_of_each():
    house = Newsroom(topic(thread=ThreadPolicy.EACH), topic(2))
    first = house.quake("a")
    second = house.quake("b", source=1)
    assert {post.story_id for post in house.posts()} == {first.story, second.id}
    assert house.shown(first.story).topics == ("Topic 1", "Topic 2")
    assert house.shown(second.id).topics == ("Topic 1",)


# --- The better source --------------------------------------------------------------------------------


def test_better_source_that_comes_later_leads():
    house = Newsroom(topic(prefer=("b.example",)))
    first = house.quake("a")
    assert house.shown(first.story).url == first.url
    second = house.quake("b", sentences=QUAKE[:4], source=1)
    message = house.shown(first.story)
    assert (message.url, also(message)) == (second.url, ["News 1"])
    assert [message.excerpt.text[start:end] for start, end in message.excerpt.highlights] == ["Lavrov"]


def test_better_source_that_does_not_match_is_only_named():
    house = Newsroom(topic(query="electricity", prefer=("b.example",)))
    first = house.quake("a")
    house.quake("b", sentences=QUAKE[:4], source=1)
    assert (house.shown(first.story).url, also(house.shown(first.story))) == (first.url, ["News 2"])


def test_order_of_the_workspace_counts_where_a_topic_has_none():
    house = Newsroom()
    better = house.add_source(3, rank=1)
    first = house.quake("a")
    third = house.quake("c", source=better)
    assert house.shown(first.story).url == third.url


def test_sources_are_preferred_by_their_tags():
    house = Newsroom(topic(prefer=("tag:t2", "a.example")))
    first = house.quake("a")
    second = house.quake("b", source=1)
    assert house.shown(first.story).url == second.url


# --- After a split ------------------------------------------------------------------------------------


def test_topic_whose_article_was_split_off_is_no_more_told_by_the_old_message():
    house = Newsroom(topic(query="earthquake"), topic(2, query="electricity"))
    first = house.quake("a", sentences=QUAKE[:4])
    second = house.quake("b", source=1)
    assert house.shown(first.story).topics == ("Topic 1", "Topic 2")
    house.store.uncover(first.story, second.id)
    message = house.shown(first.story)
    assert (message.topics, message.also, message.adds) == (("Topic 1",), (), ())


def test_message_whose_only_article_was_split_off_stays_as_it_is():
    house = Newsroom(topic(query="electricity"))
    first = house.quake("a", sentences=QUAKE[:4])
    second = house.quake("b", source=1)
    assert house.shown(first.story).url == second.url
    house.store.uncover(first.story, second.id)
    assert (house.shown(first.story).url, house.shown(first.story).topics) == (second.url, ("Topic 1",))


# --- What changes meanwhile ---------------------------------------------------------------------------


def test_copy_of_what_an_article_says_since_an_update_joins_it():
    house = Newsroom()
    first = house.tell("https://a.example/1", "Developing story", STRIKE)
    house.fetcher.pages["https://a.example/1"] = page("Strong earthquake shakes port", QUAKE)
    url, later = "https://a.example/1", T0 + timedelta(hours=1)
    house.clock.advance(hours=1)
    edited = entry(1, id=url, url=url, title="Strong earthquake shakes port", updated=later)
    house.run(edited, changed_at=later)
    second = house.tell("https://b.example/1", "Quake hits the south", QUAKE, source=1)
    assert second.story == first.story
    assert len(house.posts()) == 1


def test_what_an_update_adds_is_no_news_when_another_outlet_has_it():
    house = Newsroom(topic(query="valdivia AND (earthquake OR electricity)"))
    first = house.quake("a", sentences=QUAKE[:4])
    house.fetcher.pages["https://a.example/quake"] = page("Strong earthquake shakes port of Valdivia", QUAKE)
    later = T0 + timedelta(hours=1)
    house.clock.advance(hours=1)
    house.run(
        entry(1, id="a", url="https://a.example/quake", title=first.title, updated=later), changed_at=later
    )
    house.quake("b", source=1)
    assert house.shown(first.story).adds == ()


def test_who_is_second_when_an_article_is_read_again_tries_again(monkeypatch):
    house = Newsroom()
    first = house.quake("a")
    stories, real, raced = house.matcher.stories, house.store.decide, []

    def decide(decision):
        if not raced:
            raced.append(decision)
            raise Conflict("taken")
        real(decision)

    monkeypatch.setattr(house.store, "decide", decide)
    stories.reread(replace(first, text="Something else altogether."))
    assert [each.what.article_id for each in house.store.decisions(0)] == [first.id, first.id]


def test_copy_that_keeps_an_old_date_joins_a_story_that_lives():
    house = Newsroom()
    first = house.quake("a")
    house.clock.advance(hours=60)
    house.quake("b", source=1)
    house.clock.advance(hours=24)
    house.fetcher.pages["https://c.example/quake"] = page("Quake in Valdivia", QUAKE)
    old = entry(
        3, url="https://c.example/quake", title="Quake in Valdivia", published=T0 + timedelta(hours=3)
    )
    house.run(old, source=house.add_source(3))
    assert house.store.article_at(["https://c.example/quake"]).story == first.story


def test_topic_that_was_changed_while_it_waited_is_not_told_what_it_does_not_match():
    house = Newsroom(topic(outlets=2))
    house.quake("a")
    house.store.save_topic(topic(outlets=2, version=2, query="copper"), ALICE, T0, "set")
    house.quake("b", sentences=[QUAKE[0], *QUAKE[2:]], source=1)
    assert house.posts() == []


def test_match_by_way_of_another_source_waits_and_is_told():
    """The topic listens to the second source alone, and the first one brought the article."""
    house = Newsroom(topic(outlets=2, sources=SourceFilter(tags=frozenset({"t2"}))))
    first = house.quake("a")
    house.quake("a", source=1)
    assert house.posts() == []
    house.quake("b", source=house.add_source(3))
    assert house.shown(first.story).url == first.url
