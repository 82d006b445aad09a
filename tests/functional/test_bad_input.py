"""What goes wrong outside, through the whole pipeline: each told in words, the others go on."""

import os
from datetime import UTC, datetime

import pytest
from aws_lambda_powertools.utilities import parameters
from hostile_server import flood, page, serve, silence, status

from infra.laptop.laptop import Laptop, Ports
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch import wiring
from newswatch.errors import AddressRefused, QueryError
from newswatch.model import ChannelId, UserId
from newswatch.sources.fetch import Fetcher, Limits
from newswatch.system import SystemClock, SystemEntropy
from newswatch.usecases.topics import add_topic

RSS = '<rss version="2.0"><channel><title>{name}</title>{items}</channel></rss>'
ITEM = (
    "<item><guid>{n}</guid><title>Lavrov, part {n}</title>"
    "<link>{link}</link><description>{text}</description></item>"
)
HUGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 52428800\r\n\r\n<html>"


@pytest.fixture
def server():
    with serve() as running:
        yield running


@pytest.fixture
def laptop(tmp_path, server, monkeypatch):
    """Return a laptop that may also read from the hostile server."""
    for name in list(os.environ):
        monkeypatch.setenv(name, os.environ[name])  # whatever the laptop sets is taken back at the end
    for built in vars(wiring).values():
        if hasattr(built, "cache_clear"):
            built.cache_clear()
    parameters.clear_caches()
    running = Laptop(tmp_path, Ports(0, 0, 0), SlackWorkspace(lambda: datetime.now(UTC)))
    fetcher = Fetcher(
        user_agent="test",
        private_hosts={server.host, running.site.url.removeprefix("http://")},
        limits=Limits(timeout_s=1.0),
    )
    monkeypatch.setattr(wiring, "fetcher", lambda: fetcher)
    yield running
    running.close()


def feed(server, path, *numbers, name="Fine", link="/page"):
    items = "".join(ITEM.format(n=n, link=server.url(f"{link}{n}"), text="Lavrov spoke.") for n in numbers)
    server.on(
        path, page(RSS.format(name=name, items=items).encode(), **{"Content-Type": "application/rss+xml"})
    )


def article(text="Lavrov spoke at length about nothing in particular. " * 20):
    return page(f"<html><body><article><h1>T</h1><p>{text}</p></article></body></html>".encode())


def posts(laptop, channel="#policy"):
    return [message.text for message in laptop.workspace.messages(laptop.channel(channel))]


def test_bad_sources_are_told_in_words_and_the_good_one_goes_on(laptop, server):
    laptop.load_topics()
    server.on("/malformed", page(b"<rss><<<>>>&&&", **{"Content-Type": "text/xml"}))
    server.on("/gone", status(404))
    server.on("/silent", silence)
    server.on("/html", page(b"<!doctype html><html><body><p>Welcome!</p></body></html>"))
    server.on("/huge", flood(HUGE, b"<p>" + b"x" * 65536, 800))
    server.on("/binary", page(bytes(range(256)) * 10))
    for bad in ("malformed", "gone", "silent", "html", "huge", "binary"):
        laptop.watch(server.url(f"/{bad}"), bad, bounds_s=(1, 1))
    feed(server, "/fine", 1)
    server.on("/page1", article())
    laptop.watch(server.url("/fine"), "fine", bounds_s=(1, 1))
    assert laptop.settle(within_s=60)
    feed(server, "/fine", 2, 1)
    server.on("/page2", article("Lavrov and Pompeo spoke about Venezuela. " * 20))
    laptop.await_poll()
    assert [text.partition(".")[0] for text in posts(laptop)] == ["Lavrov, part 2 (fine)"]
    failing = dict(laptop.status().failing)
    assert set(failing) == {"malformed", "gone", "silent", "html", "huge", "binary"}
    words = {
        "malformed": "malformed",
        "gone": "404",
        "silent": "1 second",
        "html": "web page",
        "huge": "5 MB",
        "binary": "feed",
    }
    assert {name: word for name, word in words.items() if word not in failing[name]} == {}, failing


def test_article_page_of_50_mb_is_matched_on_the_feed_s_summary_and_labelled(laptop, server):
    laptop.load_topics()
    feed(server, "/fine")
    laptop.watch(server.url("/fine"), "fine", bounds_s=(1, 1))
    assert laptop.settle(within_s=60)
    server.on("/big7", flood(HUGE, b"<p>" + b"x" * 65536, 800))
    items = ITEM.format(n=7, link=server.url("/big7"), text="Lavrov spoke about Venezuela.")
    server.on("/fine", page(RSS.format(name="Fine", items=items).encode()))
    laptop.await_poll()
    (message,) = laptop.workspace.messages(laptop.channel("#policy"))
    shown = str(message.blocks)
    assert "From the feed’s summary." in shown
    assert "5 MB" in shown


def test_query_that_cannot_be_read_is_refused_with_what_would_work_and_nothing_is_stored(laptop):
    with pytest.raises(QueryError) as refused:
        add_topic(
            wiring.store(),
            SystemClock(),
            SystemEntropy(),
            who=UserId("U1"),
            query="pompeo OR lavrov venezuela",
            destinations=[ChannelId("C1")],
        )
    assert refused.value.readings == ("(pompeo OR lavrov) AND venezuela", "pompeo OR (lavrov AND venezuela)")
    assert wiring.store().topics() == []


def test_unknown_channel_parks_the_post_with_what_to_do_and_other_channels_get_theirs(laptop):
    laptop.load_topics()
    add_topic(
        wiring.store(),
        SystemClock(),
        SystemEntropy(),
        who=UserId("U1"),
        query="venezuela",
        destinations=[ChannelId("C0NOWHERE")],
    )
    laptop.load_sources(live=False)
    laptop.publish(1)
    assert laptop.settle(within_s=60)
    laptop.publish(2)
    laptop.await_poll()
    assert len(posts(laptop)) == 1
    reasons = {reason for channel, reason in laptop.status().parked if channel == "C0NOWHERE"}
    assert len(reasons) == 1
    assert "invite the bot" in reasons.pop()


def test_address_that_is_none_is_refused_with_a_sentence(laptop):
    with pytest.raises(AddressRefused, match="not an address on the web"):
        laptop.watch("file:///etc/passwd")
