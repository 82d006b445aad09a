"""Unread: what nobody has brought is read now, what topics would make of it, and nothing is kept."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import article, channel_settings, source
from desk import ADA, BOARD, BOB, ENERGY, POLICY, Desk
from fakes import T0, FixedDeadline
from match_house import page

from newswatch.errors import AddressRefused, FetchError
from newswatch.model import Quiet, SourceFilter, State
from newswatch.ports import Fetched
from newswatch.posts import Hold
from newswatch.usecases.findings import Fate, Tongue, Unseen, Why
from newswatch.usecases.sight import Sight
from newswatch.usecases.unread import Reader, read_now
from newswatch.usecases.why import TOPICS, explain_article

URL = "https://paper.example/mine"
TEXT = "The minister said that the lithium mine would open next week. " * 30
PAGE = page(TEXT, title="A mine opens")


class Hall(Desk):
    """A desk, and a page that nobody has brought."""

    def __init__(self):
        super().__init__()
        self.fetcher, self.robots = self.collector.fetcher, self.collector.robots
        self.fetcher.pages[URL] = PAGE
        self.waited = []

    def why(self, url=URL, *, handle="", who=ADA, where=POLICY):
        sight = Sight(self.people, who, where)
        topic = self.topic(handle) if handle else None
        reader = Reader(
            self.store, self.fetcher, self.robots, self.clock, self.waited.append, FixedDeadline()
        )
        unseen = explain_article(self.store, sight, self.clock, url, topic)
        assert isinstance(unseen, Unseen)
        return read_now(reader, sight, unseen, topic)

    def judged(self, **named):
        (found,) = self.why(**named).glance.judged
        return found

    def sets(self, handle, **changes):
        one = self.topic(handle)
        self.store.save_topic(replace(one, version=one.version + 1, **changes), ADA, T0, "set")

    def watches(self, number=1, **more):
        more.setdefault("url", f"https://www.paper.example/{number}")
        self.store.save_source(source(number, **more), ADA, T0, "add")


@pytest.fixture
def hall():
    return Hall()


# --- Reading -----------------------------------------------------------------------------------------


def test_the_page_is_read_and_nothing_of_it_is_kept(hall):
    glance = hall.why().glance
    assert (glance.article.title, glance.article.url, glance.words) == ("A mine opens", URL, 600)
    assert glance.tongue == Tongue("en")
    assert hall.store.article_at([URL]) is None
    assert hall.store.articles_of(T0) == []
    assert hall.queues.entries == []


def test_the_address_that_a_link_carries_is_what_is_read(hall):
    assert hall.why(f"https://www.google.com/url?url={URL}").glance.article.url == URL


def test_what_somebody_has_brought_under_its_real_address_is_explained_instead(hall):
    known = hall.store.save_article(article(URL), [])
    hall.fetcher.pages["https://short.example/x"] = Fetched(URL, {}, PAGE)
    found = hall.why("https://short.example/x")
    assert isinstance(found, Why)
    assert found.article == known


@pytest.mark.parametrize(
    ("error", "transient"),
    [
        (FetchError(URL, "paper.example answered 404 Not Found.", status=404, transient=False), False),
        (FetchError(URL, "paper.example did not answer."), True),
        (AddressRefused(URL, "paper.example is not a public address."), False),
    ],
)
def test_what_cannot_be_had_is_told_with_whether_a_later_try_can_help(hall, error, transient):
    hall.fetcher.pages[URL] = error
    found = hall.why()
    assert (found.glance, found.refusal, found.transient) == (None, str(error), transient)


def test_robots_txt_is_obeyed(hall):
    hall.robots.disallowed.add(URL)
    found = hall.why()
    assert (found.glance, found.transient) == (None, False)
    assert "robots.txt" in found.refusal
    assert hall.fetcher.asked == []


def test_a_page_that_a_redirect_leads_to_must_be_allowed_too(hall):
    hall.fetcher.pages["https://short.example/x"] = Fetched(URL, {}, PAGE)
    hall.robots.disallowed.add(URL)
    assert "robots.txt" in hall.why("https://short.example/x").refusal


def test_a_site_that_wants_a_long_pause_is_left_alone(hall):
    hall.robots.delays["paper.example"] = 60
    assert hall.why().glance
    found = hall.why()
    assert (found.glance, found.transient) == (None, True)
    assert found.refusal == "paper.example wants more time between two requests."
    assert len(hall.fetcher.asked) == 1


def test_what_is_no_article_is_said_to_be_none(hall):
    hall.fetcher.pages[URL] = b"<title>Log in</title><form><input type=password></form>"
    assert hall.why().glance is None
    assert hall.why().refusal


@pytest.mark.parametrize("url", ["https://t.co/abc", "ftp://paper.example/a", "nonsense"])
def test_what_hides_its_target_or_is_no_address_is_not_asked_for(hall, url):
    assert hall.why(url).refusal == ""
    assert hall.fetcher.asked == []


# --- What would happen ---------------------------------------------------------------------------------


def test_topics_that_would_match_are_told_by_handle(hall):
    for line in ("zinc = lithium OR zinc", "Oil = oil", "<#C0ENERGY> Mines = lithium AND mine"):
        hall.types(f"add {line}")
    assert [each.topic.handle for each in hall.why().glance.judged] == ["mines", "zinc"]


def test_what_is_paused_or_removed_would_not(hall):
    hall.types("add Mines = lithium")
    hall.sets("mines", state=State.PAUSED)
    assert hall.why().glance.judged == ()
    assert hall.judged(handle="mines").fate is Fate.RESTS


def test_a_topic_that_is_asked_for_is_told_clause_by_clause(hall):
    hall.types("add Oil = lithium AND oil")
    hall.types("add Mines = lithium")
    found = hall.judged(handle="oil")
    assert (found.topic.handle, found.fate) == ("oil", Fate.OTHERWISE)
    assert [part.holds for part in found.reason.parts] == [True, False]
    assert found.reason.parts[0].quote.word == "lithium"


def test_what_somebody_may_not_see_is_neither_named_nor_counted(hall):
    for n in range(TOPICS + 1):
        hall.types(f"add <#C0BOARD> S{n} = lithium AND NOT x{n}", where=BOARD)
    secret = hall.why(who=BOB).glance
    assert (secret.judged, secret.more) == ((), 0)
    own = hall.why(who=ADA).glance
    assert (len(own.judged), own.more) == (TOPICS, 1)


def test_of_a_topic_in_two_channels_only_what_may_be_seen_is_told(hall):
    hall.people.rooms = [replace(room, joined=True) for room in hall.people.rooms]
    hall.types("add Mines = lithium")
    hall.types("set mines channel <#C0POLICY> <#C0BOARD>")
    found = hall.judged(who=BOB)
    assert found.places == (POLICY,)
    assert [standing.channel for standing in found.standings] == [POLICY]


def test_what_would_be_posted_now_and_what_would_wait(hall):
    hall.store.save_settings(channel_settings(ENERGY, quiet=Quiet("08:00", "10:00")), ADA, T0, "set")
    hall.types("add Mines = lithium")
    hall.types("set mines channel <#C0POLICY> <#C0ENERGY>")
    found = hall.judged()
    assert found.fate is Fate.DUE
    assert [(each.channel, each.why) for each in found.standings] == [(POLICY, None), (ENERGY, Hold.QUIET)]


def test_a_topic_that_waits_for_outlets_would_wait(hall):
    hall.types("add Mines = lithium")
    hall.sets("mines", outlets=3)
    assert hall.judged().fate is Fate.WAITS


def test_a_topic_that_listens_to_other_sources_would_not_hear_of_it(hall):
    hall.types("add Mines = lithium")
    hall.sets("mines", sources=SourceFilter(tags=frozenset({"wires"})))
    assert hall.why().glance.judged == ()
    assert hall.judged(handle="mines").fate is Fate.UNHEARD
    hall.watches(tags=("wires",))
    assert hall.judged().fate is Fate.DUE


def test_any_source_of_the_site_can_be_the_one_that_a_query_asks_for(hall):
    hall.types("add Mines = lithium AND tag:mining")
    assert hall.why().glance.judged == ()
    hall.watches(1)
    hall.watches(2, tags=("mining",))
    assert hall.judged().fate is Fate.DUE
    hall.watches(3, url="https://other.example/feed", tags=("oil",))
    hall.types("add Oil = lithium AND tag:oil")
    assert hall.judged(handle="oil").fate is Fate.OTHERWISE


def test_only_sources_that_are_read_can_bring_it(hall):
    hall.watches(tags=("mining",), state=State.PAUSED)
    hall.types("add Mines = lithium AND tag:mining")
    assert hall.why().glance.judged == ()
    assert [each.state for each in hall.why().sources] == [State.PAUSED]


def test_the_sources_are_those_of_the_site_where_it_was_found(hall):
    hall.fetcher.pages["https://short.example/x"] = Fetched(URL, {}, PAGE)
    hall.watches()
    assert [each.name for each in hall.why("https://short.example/x").sources] == ["News 1"]


def test_a_date_ahead_is_no_date_of_it(hall):
    ahead = f"{T0 + timedelta(days=9):%Y-%m-%dT%H:%M:%SZ}"
    head = f'<meta property="article:published_time" content="{ahead}">'
    hall.fetcher.pages[URL] = page(TEXT, head, "A mine opens")
    assert hall.why().glance.article.published == T0
