"""Reading: from the feed if it carries the whole article, else from the page that the link leads to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from builders import entry, source
from fakes import T0, FakeFetcher, FakeRobots, FakeStore, FixedDeadline, FrozenClock
from match_house import FILLER, page

from newswatch.errors import AddressRefused, Disallowed, FetchError, PageError
from newswatch.model import TextFrom
from newswatch.ports import Fetched
from newswatch.usecases.reading import ONCE_S, SOON_S, UNREAD, read, tries_after
from newswatch.usecases.visits import Visitor

URL = "https://news.example/1"
JAPANESE = "外務省は月曜日、北部の鉱山が予定どおり来年に開業すると発表した。" * 20


def clock_is_not_asked(seconds):
    raise AssertionError("nobody wants a pause")


class Reader:
    """What reads entries, with whatever pages."""

    def __init__(self, **pages):
        self.fetcher = FakeFetcher({f"https://news.example/{name}": body for name, body in pages.items()})
        self.robots, self.source = FakeRobots(), source(url="https://news.example/feed")

    def __call__(self, **said):
        clock, store = FrozenClock(), FakeStore()
        visitor = Visitor(self.fetcher, self.robots, store, clock, FixedDeadline(), clock_is_not_asked)
        return read(store, visitor, self.source, replace(entry(1), **said))

    def asked(self):
        return [url for url, _ in self.fetcher.asked]


@pytest.mark.parametrize("content", [f"<p>{FILLER}</p>", f"<p>{JAPANESE}</p>"], ids=["English", "Japanese"])
def test_page_is_not_fetched_when_the_feed_carries_the_whole_text(content):
    reader = Reader()
    assert reader(content_html=content).text_from is TextFrom.FEED
    assert reader.asked() == []


@pytest.mark.parametrize(
    "content",
    [f"<p>{FILLER} …</p>", f"<p>{FILLER}</p><p><a href='{URL}'>Read more</a></p>", "<p>A teaser.</p>"],
)
def test_page_is_fetched_when_the_feed_carries_a_part(content):
    reader = Reader(**{"1": page()})
    assert reader(content_html=content).text_from is TextFrom.PAGE
    assert reader.asked() == [URL]


def test_language_of_a_feed_s_text_is_told_by_the_text():
    assert Reader()(content_html=f"<p>{JAPANESE}</p>", language="en").page.language == "ja"


def test_link_through_a_search_engine_is_read_at_its_target():
    reader = Reader(**{"1": page()})
    found = reader(url="https://www.google.com/url?url=https%3A%2F%2Fnews.example%2F1&ct=ga")
    assert reader.asked() == [URL]
    assert (found.page.url, found.text_from) == (URL, TextFrom.PAGE)


def test_page_that_only_leads_on_is_followed():
    stub = b"<title>Ministers meet</title><meta http-equiv=refresh content='0;url=/real'>"
    reader = Reader(**{"1": stub, "real": page(title="Headline 1")})
    found = reader()
    assert reader.asked() == [URL, "https://news.example/real"]
    assert found.text_from is TextFrom.PAGE
    assert found.page.url == "https://news.example/real"


def test_pages_that_lead_in_a_circle_are_given_up():
    stubs = {
        name: f"<meta http-equiv=refresh content='0;url=/{to}'>".encode() for name, to in ("12", "23", "31")
    }
    reader = Reader(**stubs)
    found = reader(summary="What the feed says.")
    assert (found.text_from, found.page.text) == (TextFrom.SUMMARY, "What the feed says.")
    assert found.note == "The link leads from page to page, and to no article."
    assert len(reader.asked()) == 3


def test_link_that_only_a_browser_can_follow_is_labelled():
    link = "https://news.google.com/rss/articles/CBMi"
    reader = Reader()
    reader.fetcher.pages[link] = b"<html><title>Google News</title><script>go()</script></html>"
    found = reader(url=link)
    assert found.note == "news.google.com does not say where the article is."


def test_mobile_page_is_the_article_that_it_names():
    mobile = "https://m.news.example/1"
    reader = Reader()
    reader.fetcher.pages[mobile] = page(head='<link rel=canonical href="https://news.example/1">')
    assert reader(url=mobile).page.url == URL


@pytest.mark.parametrize("to", ["https://news.example/private/story", "https://other.example/story"])
def test_redirect_is_followed_only_where_programs_may_read(to):
    reader = Reader()
    reader.fetcher.pages[URL] = Fetched(to, {}, page(title="Headline 1"))
    assert reader(summary="Short.").text_from is TextFrom.PAGE
    reader.robots.disallowed.add(to)
    found = reader(summary="Short.")
    assert (found.text_from, found.note) == (TextFrom.SUMMARY, str(Disallowed()))
    assert reader.robots.checked[-2:] == [URL, to]


def test_redirect_is_not_followed_where_robots_txt_cannot_be_had():
    to = "https://other.example/story"
    reader = Reader()
    reader.fetcher.pages[URL] = Fetched(to, {}, page())
    reader.robots.unreachable[to] = FetchError(to, "No robots.txt.")
    assert reader(summary="Short.").note == "No robots.txt."


PAYWALLED = '<meta property="article:content_tier" content="locked">'


def test_teaser_before_a_paywall_is_read_and_labelled():
    found = Reader(**{"1": page(head=PAYWALLED)})(summary="Short.")
    assert (found.text_from, found.page.paywalled) == (TextFrom.PAGE, True)


def test_feed_that_has_more_than_the_teaser_before_a_paywall_is_preferred():
    summary = f"Lavrov met his counterpart. {FILLER} {FILLER}"
    found = Reader(**{"1": page(head=PAYWALLED)})(summary=summary)
    assert (found.text_from, found.page.text, found.page.paywalled) == (TextFrom.SUMMARY, summary, True)


@pytest.mark.parametrize(
    ("error", "again_s"),
    [
        (FetchError("u", "did not answer."), SOON_S),
        (FetchError("u", "answered 404.", status=404, transient=False), SOON_S),
        (FetchError("u", "answered 403.", status=403, transient=False), ONCE_S),
        (FetchError("u", "answered 429.", status=429, retry_after=T0 + timedelta(hours=2)), SOON_S[2:]),
        (FetchError("u", "answered 429.", status=429, retry_after=T0 + timedelta(days=2)), ()),
        (FetchError("u", "answered 410.", status=410, transient=False), ()),
        (FetchError("u", "answered 451.", status=451, transient=False), ()),
        (AddressRefused("u", "is not public."), ()),
        (Disallowed(), ()),
        (PageError("This is an error page."), SOON_S),
        (PageError("This is a login page.", transient=False), ONCE_S),
    ],
)
def test_what_may_be_there_later_is_tried_again(error, again_s):
    assert tries_after(error, T0) == again_s


def test_page_about_something_else_is_not_taken_for_the_article():
    reader = Reader()
    reader.fetcher.pages[URL] = Fetched("https://news.example/lotto", {}, page(title="Win a car"))
    found = reader(summary="The feed.")
    assert (found.page.text, found.note) == ("The feed.", "The link leads to a page about something else.")
    assert found.again_s == SOON_S


def test_feed_has_no_say_in_what_another_site_s_article_says():
    reader = Reader()
    reader.fetcher.pages["https://other.example/1"] = page("What the site itself says.", title="Headline 1")
    found = reader(url="https://other.example/1", content_html=f"<p>{FILLER}</p>")
    assert found.text_from is TextFrom.PAGE
    assert "What the site itself says." in found.page.text


def test_feed_s_own_text_is_read_without_what_stands_around_it():
    related = "<div class=jp-relatedposts><h3>Related</h3><p><a href=/x>Pompeo in Venezuela</a></p></div>"
    plea = "<p>Sign up for our newsletter and get the news by mail.</p>"
    found = Reader()(content_html=f"<p>{FILLER}</p><p>Read also: <a href=/y>Lithium</a></p>{plea}{related}")
    assert (found.text_from, found.page.text) == (TextFrom.FEED, FILLER)


def test_brief_that_is_too_short_to_be_sure_of_stands_in_where_the_feed_says_less():
    found = Reader(**{"1": b"<title>Headline 1</title><p>Fire in the harbour of Lund, nobody is hurt.</p>"})(
        summary=""
    )
    assert found.text_from is TextFrom.SUMMARY
    assert found.page.text == "Fire in the harbour of Lund, nobody is hurt."


def test_page_that_its_site_keeps_from_programs_is_not_fetched():
    reader = Reader(**{"1": page()})
    reader.robots.disallowed.add(URL)
    found = reader(summary="What the feed says.")
    assert reader.asked() == []
    assert (found.text_from, found.page.text) == (TextFrom.SUMMARY, "What the feed says.")
    assert found.note == "Its site asks programs not to read this page (robots.txt)."
    assert found.again_s == ()


def test_page_of_a_site_whose_robots_txt_cannot_be_had_is_tried_later():
    reader = Reader(**{"1": page()})
    reader.robots.unreachable[URL] = FetchError(URL, "Its robots.txt cannot be had.")
    found = reader(summary="What the feed says.")
    assert reader.asked() == []
    assert found.note == "Its robots.txt cannot be had."
    assert found.again_s == SOON_S


def test_what_a_feed_carries_whole_needs_no_leave():
    reader = Reader()
    reader.robots.disallowed.add(URL)
    assert reader(content_html=f"<p>{FILLER}</p>").text_from is TextFrom.FEED


def test_robots_txt_is_asked_about_the_target_of_a_redirector():
    reader = Reader(**{"1": page()})
    reader.robots.disallowed.add(URL)
    found = reader(url="https://www.google.com/url?url=https%3A%2F%2Fnews.example%2F1&ct=ga")
    assert (reader.asked(), found.again_s) == ([], ())


def test_robots_txt_is_asked_about_every_page_that_leads_on():
    stub = (
        b"<title>Ministers meet</title><meta http-equiv=refresh content='0;url=https://other.example/real'>"
    )
    reader = Reader(**{"1": stub})
    reader.robots.disallowed.add("https://other.example/real")
    found = reader()
    assert reader.asked() == [URL]
    assert found.note == "Its site asks programs not to read this page (robots.txt)."


def test_pages_of_a_source_that_is_set_so_are_not_read():
    reader = Reader(**{"1": page()})
    reader.source = replace(reader.source, full_text=False)
    found = reader(summary="What the feed says.")
    assert reader.asked() == []
    assert (found.text_from, found.page.text) == (TextFrom.SUMMARY, "What the feed says.")
    assert (found.note, found.again_s) == (UNREAD, ())


def test_source_whose_pages_are_not_read_has_what_its_feed_carries_whole():
    reader = Reader()
    reader.source = replace(reader.source, full_text=False)
    assert reader(content_html=f"<p>{FILLER}</p>").text_from is TextFrom.FEED


def test_entry_with_an_address_that_is_none_is_matched_on_what_the_feed_says():
    found = Reader()(url="mailto:news@news.example", summary="What the feed says.")
    assert (found.text_from, found.page.text) == (TextFrom.SUMMARY, "What the feed says.")
