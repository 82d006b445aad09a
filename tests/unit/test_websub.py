"""WebSub's rules: what is subscribed, when a hub is asked, what it may say, what a ping leads to."""

import hashlib
import hmac
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from urllib.parse import urlencode

import pytest
from builders import source
from fakes import T0
from hypothesis import given
from hypothesis import strategies as st

from newswatch.model import Subscription
from newswatch.sources import websub
from newswatch.sources.websub import Mode

FEED = "https://news1.example/feed"
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
SUBSCRIPTION = Subscription(source().id, "https://hub.example/", FEED, "a" * 32, "b" * 32, asked_at=T0)

# --- What is subscribed --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", {}),
        ('<https://hub.example/>; rel="hub"', {"hub": ["https://hub.example/"]}),
        ("<https://hub.example/>;rel=hub", {"hub": ["https://hub.example/"]}),
        (
            (
                '</a,b?c;d>; rel="self", <https://one.example>; rel=HUB,'
                '<https://two.example>; title="x, <y>"; rel="hub"'
            ),
            {"self": ["/a,b?c;d"], "hub": ["https://one.example", "https://two.example"]},
        ),
        ('<x>; rel="hub self"', {"hub": ["x"], "self": ["x"]}),
        ('<x>; title="rel=hub"', {}),
        ("<x>", {}),
        ("<x; rel=hub", {}),
        ('<x>; rel="hub', {}),
        ("no link at all", {}),
    ],
)
def test_links_of_a_header_are_known_by_their_relation(header, expected):
    assert websub.links(header) == expected


@given(st.text(alphabet='<>;,="rel hub\\', max_size=200))
def test_no_header_is_too_odd(header):
    websub.links(header)


@pytest.mark.parametrize(
    ("url", "self_url", "expected"),
    [
        (FEED, FEED, FEED),
        (FEED, "", FEED),
        (FEED, "http://news1.example/feed/", "http://news1.example/feed/"),
        (FEED, "https://www.news1.example/rss", "https://www.news1.example/rss"),
        (FEED, "https://feeds.gathered.example/news1", "https://feeds.gathered.example/news1"),
        (FEED, "https://news2.example/feed", ""),
        ("https://a.substack.com/feed", "https://b.substack.com/feed", ""),
        (FEED, "not an address", ""),
        (FEED, f"{FEED}?{'x' * 2048}", ""),
        (
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCxxxxxxxxxxxxxxxxxxxxxx",
            "http://www.youtube.com/feeds/videos.xml?channel_id=UCxxxxxxxxxxxxxxxxxxxxxx",
            "http://www.youtube.com/feeds/videos.xml?channel_id=UCxxxxxxxxxxxxxxxxxxxxxx",
        ),
        ("https://news1.example/?feed=rss2", "", "https://news1.example/?feed=rss2"),
    ],
)
def test_the_topic_is_the_feeds_own_address_on_its_publishers_site(url, self_url, expected):
    assert websub.topic_of(source(url=url), self_url, "https://feeds.gathered.example/x") == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://robin:pass@news1.example/feed",
        "https://news1.example/feed?token=x",
        "https://news1.example/feed?access_token=x",
        "https://news1.example/feed?AccessToken=x",
        "https://news1.example/feed?a=b&auth=x",
        "https://news1.example/feed?api_key=x",
        "https://news1.example/feed?apikey=x",
        "https://news1.example/feed?Key=",
        "https://news1.example/feed/private/0b1f",
        "https://news1.example/private",
        f"https://news1.example/feed?{'&'.join('a=b' for _ in range(101))}",
    ],
)
def test_an_address_for_one_reader_is_told_to_nobody(url):
    assert websub.topic_of(source(url=url), FEED, FEED) == ""
    assert websub.topic_of(source(url=FEED), url, FEED) == ""


def test_a_source_with_a_secret_header_is_told_to_nobody():
    assert websub.topic_of(source(url=FEED, header="Authorization"), FEED, FEED) == ""


@pytest.mark.parametrize(
    ("hub", "usable"),
    [
        ("https://hub.example/", True),
        ("https://hub.example:8443/hub?x=1", True),
        ("http://hub.example/", False),
        ("https://me@hub.example/", False),
        ("ftp://hub.example/", False),
        ("https://", False),
        ("", False),
        (f"https://hub.example/{'x' * 2048}", False),
    ],
)
def test_a_hub_is_asked_over_https_alone(hub, usable):
    assert websub.is_usable(hub) is usable


def test_the_form_has_what_the_recommendation_wants():
    assert websub.form(SUBSCRIPTION, "https://api.example/hook/") == {
        "hub.mode": "subscribe",
        "hub.topic": FEED,
        "hub.callback": f"https://api.example/hook/{source().id}/{'a' * 32}",
        "hub.secret": "b" * 32,
        "hub.lease_seconds": "864000",
        "hub.verify": "async",
    }


# --- When a hub is asked -------------------------------------------------------------------------------


def wanted_from(subscription: Subscription) -> timedelta:
    """Return after how many quarters of an hour a subscription is asked for again, and that it stays so."""
    quarters = [
        websub.is_wanted_again(subscription, T0 + n * timedelta(minutes=15)) for n in range(60 * 24 * 4)
    ]
    first = quarters.index(True)
    return first * timedelta(minutes=15)


@pytest.mark.parametrize(
    ("lease", "after"),
    [
        (None, DAY),
        (30 * DAY, 24 * DAY),
        (10 * DAY, 8 * DAY),
        (5 * DAY, 4 * DAY),
        (2 * DAY, DAY),
        (DAY, timedelta(hours=19, minutes=15)),
        (timedelta(hours=12), timedelta(hours=9, minutes=45)),
        (timedelta(minutes=61), HOUR),
        # What is over so soon is not worth more than a request a day.
        (timedelta(minutes=10), DAY),
        (timedelta(0), DAY),
    ],
)
def test_a_lease_is_renewed_in_its_last_fifth_and_a_silent_hub_asked_daily(lease, after):
    until = T0 + lease if lease is not None else None
    assert wanted_from(replace(SUBSCRIPTION, until=until)) == after


def test_a_renewal_that_is_not_verified_is_asked_for_again_before_the_lease_ends():
    renewed = replace(SUBSCRIPTION, asked_at=T0 + 8 * DAY, until=T0 + 10 * DAY)

    assert not websub.is_wanted_again(renewed, T0 + 9 * DAY - SECOND)
    assert websub.is_wanted_again(renewed, T0 + 9 * DAY)


# --- What hubs send ------------------------------------------------------------------------------------


def query(**fields: str) -> str:
    return urlencode({f"hub.{name}": value for name, value in fields.items()})


def test_a_question_is_read():
    asked = websub.intent(
        query(mode="subscribe", topic=FEED, challenge="a+b c&d", lease_seconds="432000", verify_token="x")
    )
    assert asked == websub.Intent(Mode.SUBSCRIBE, FEED, "a+b c&d", 5 * DAY)


def test_a_refusal_is_read_and_its_reason_is_short():
    told = websub.intent(query(mode="denied", topic=FEED, reason="no " * 1000))

    assert (told.mode, told.topic_url, told.challenge) == (Mode.DENIED, FEED, "")
    assert told.reason == ("no " * 1000)[:200]


@pytest.mark.parametrize(
    ("text", "lease"),
    [
        ("60", timedelta(minutes=1)),
        ("0", timedelta(0)),
        ("2592001", 30 * DAY),
        ("9999999999", 30 * DAY),
        ("99999999999", 10 * DAY),
        ("", 10 * DAY),
        ("-1", 10 * DAY),
        ("1.5", 10 * DAY),
        ("٣", 10 * DAY),
        ("soon", 10 * DAY),
    ],
)
def test_a_lease_is_at_most_a_month_and_ten_days_where_it_is_not_told(text, lease):
    assert websub.intent(query(mode="subscribe", challenge="x", lease_seconds=text)).lease == lease


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hub.mode=subscribe",
        query(mode="subscribe", topic=FEED),
        query(mode="subscribe", topic=FEED, challenge=""),
        query(mode="subscribe", topic=FEED, challenge="x" * 1025),
        query(mode="unsubscribe", topic=FEED, challenge=""),
        query(mode="publish", topic=FEED, challenge="x"),
        query(mode="SUBSCRIBE", topic=FEED, challenge="x"),
        query(mode="subscribe", topic=FEED, challenge="x", more="y" * 8192),
        query(mode="subscribe", topic=FEED, challenge="x") + "&a=b" * 30,
    ],
)
def test_what_no_hub_asks_is_nothing(text):
    assert websub.intent(text) is None


def test_the_first_of_two_values_counts():
    twice = query(mode="subscribe", challenge="one") + "&" + query(mode="denied", challenge="two")
    assert websub.intent(twice).challenge == "one"


@given(st.text(max_size=300))
def test_no_query_is_too_odd(text):
    websub.intent(text)
    websub.intent(f"hub.mode=subscribe&hub.challenge={text}")


@pytest.mark.parametrize(
    ("theirs", "same"),
    [
        ("https://news.example/%7Eme/feed?a=b", True),
        ("https://news.example/~me/feed?a=b", True),
        ("HTTPS://News.example:443/~me/feed?a=b", True),
        ("http://news.example/~me/feed?a=b", False),
        ("https://news.example/~me/feed", False),
        ("https://news.example/~me/feed?a=c", False),
        ("", False),
        ("nonsense", False),
        (f"https://news.example/{'x' * 9000}", False),
    ],
)
def test_a_topic_is_the_same_in_every_spelling(theirs, same):
    assert websub.is_same_topic("https://news.example/%7Eme/feed?a=b", theirs) is same


@pytest.mark.parametrize("algorithm", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signature_is_over_the_whole_body(algorithm):
    body = "<rss>ü</rss>".encode("latin-1")
    signed = f"{algorithm}={hmac.new(b'secret', body, algorithm).hexdigest()}"

    assert websub.is_signed(body, signed, "secret")
    assert websub.is_signed(body, f" {algorithm}={signed.partition('=')[2].upper()} ", "secret")
    assert not websub.is_signed(body + b" ", signed, "secret")
    assert not websub.is_signed(b"", signed, "secret")
    assert not websub.is_signed(body, signed, "Secret")
    assert not websub.is_signed(body, signed[:-1], "secret")


def test_a_known_answer_is_the_same_here():
    # RFC 2202 §3, test case 2.
    signature = "sha1=effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
    assert websub.is_signed(b"what do ya want for nothing?", signature, "Jefe")


@pytest.mark.parametrize(
    "signature",
    [
        "", "sha1", "sha1=", f"sha1={'0' * 40}", f"shake_128={'0' * 64}", "é=é",
        f"md5={hmac.new(b's', b'x', 'md5').hexdigest()}",
        f"sha256={hmac.new(b's', b'x', hashlib.sha1).hexdigest()}",
    ],
)  # fmt: skip
def test_what_is_no_signature_is_none(signature):
    assert not websub.is_signed(b"x", signature, "s")


def test_without_a_secret_nothing_is_signed():
    assert not websub.is_signed(b"x", f"sha1={hmac.new(b'', b'x', 'sha1').hexdigest()}", "")


def test_a_hub_may_ping_once_verified_and_an_hour_after_its_lease():
    leased = replace(SUBSCRIPTION, until=T0 + DAY)

    assert not websub.is_pinging(SUBSCRIPTION, T0)
    assert websub.is_pinging(leased, T0 + DAY + HOUR)
    assert not websub.is_pinging(leased, T0 + DAY + HOUR + SECOND)


# --- When a ping has a source polled -------------------------------------------------------------------

SKEWS = st.floats(-websub.SKEW.total_seconds() / 2, websub.SKEW.total_seconds() / 2)


@given(st.lists(st.tuples(st.floats(0, 200) | st.floats(0, 3), SKEWS), min_size=1, max_size=80))
def test_after_every_ping_a_poll_begins_though_clocks_differ(pings):
    moment, covered, begins, pinged = T0, None, [], []
    for gap_s, skew_s in pings:
        moment += timedelta(seconds=gap_s)
        pinged.append(moment)
        if poll := websub.poll_for(covered, moment + timedelta(seconds=skew_s)):
            covered = poll.covers
            # The soonest that SQS may hand it on.
            begins.append(moment + timedelta(seconds=poll.delay_s))

    assert all(any(begin >= at for begin in begins) for at in pinged)
    apart = [later - sooner for sooner, later in pairwise(begins)]
    assert all(gap >= websub.SPACING - websub.SKEW for gap in apart)


@given(st.none() | st.floats(-200, 65), st.floats(0, 60))
def test_a_thousand_pings_in_a_minute_are_two_polls_whatever_was_before(before_s, from_s):
    covered = None if before_s is None else T0 + timedelta(seconds=before_s)
    polls = 0
    for n in range(1000):
        # Some of them at once, the others evenly to the end of the minute.
        at = T0 + timedelta(seconds=min(max(from_s, n * 0.06), 59.999))
        if poll := websub.poll_for(covered, at):
            covered, polls = poll.covers, polls + 1
    assert polls <= 2


def test_a_lone_ping_has_its_source_polled_at_once():
    first = websub.poll_for(None, T0)
    assert first.delay_s == 0
    assert websub.poll_for(first.covers, T0 + timedelta(minutes=1)).delay_s == 0


def test_a_ping_soon_after_another_waits_for_the_end_of_the_minute():
    first = websub.poll_for(None, T0)
    second = websub.poll_for(first.covers, T0 + timedelta(seconds=20.5))

    assert second == websub.Poll(45, T0 + timedelta(seconds=60))
    assert websub.poll_for(second.covers, T0 + timedelta(seconds=59)) is None
    assert websub.poll_for(second.covers, T0 + timedelta(seconds=60)) is not None
