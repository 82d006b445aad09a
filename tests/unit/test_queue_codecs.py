"""What travels in messages: nothing is lost on the way, and every message is one that SQS takes."""

import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random

import pytest
from builders import entry
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newswatch import queues
from newswatch.errors import BadMessage
from newswatch.model import ChannelId, Entry, EntryGroup, SourceGroup, SourceId, SourceNews, Threshold, Told
from newswatch.queues import (
    Wake,
    concern,
    decode_entries,
    decode_news,
    decode_silence,
    decode_sources,
    decode_threshold,
    decode_wake,
    encode_entries,
    encode_news,
    encode_silence,
    encode_sources,
    encode_threshold,
    encode_wake,
)
from newswatch.slack.asked import Action, Asked
from newswatch.slack.asked import decode as decode_command
from newswatch.slack.asked import encode as encode_command

MAX_BYTES = 256 * 1024
SOURCE = SourceId("5" * 16)

characters = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
anything = st.text(st.characters(), max_size=40)
moments = st.datetimes(
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=5, minutes=45)), timezone(timedelta(hours=-3))])
)


def entries(text=characters):
    return st.builds(
        Entry,
        id=text,
        url=text,
        title=text,
        summary=text,
        content_html=text,
        authors=st.lists(text, max_size=10).map(tuple),
        published=st.none() | moments,
        language=text.map(lambda value: value[:35]),
        image_url=text,
        updated=st.none() | moments,
        assumed=text,
    )


def groups(text=characters, **sizes):
    some = st.lists(entries(text), **sizes).map(tuple)
    times = st.none() | moments
    return st.builds(EntryGroup, st.just(SOURCE), some, st.booleans(), times, times)


def taken_by_sqs(body: str) -> bool:
    """Return whether SQS takes a message: its size, and the characters of SendMessage's documentation."""
    fits = 0 < len(body.encode("utf-8", "surrogatepass")) <= MAX_BYTES
    return fits and all(
        c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\uffff" or c >= "\U00010000" for c in body
    )


# --- Round trips ---------------------------------------------------------------------------------


@given(groups(max_size=4))
def test_entries_arrive_as_they_were_sent(group):
    body = encode_entries(group)

    assert decode_entries(body) == group
    assert taken_by_sqs(body)


@example(EntryGroup(SOURCE, (Entry(*["\ud83d"] * 5, authors=("\udfff",), language="\ud800"),)))
@given(groups(anything, max_size=4))
def test_half_a_surrogate_pair_harms_nothing(group):
    body = encode_entries(group)

    assert taken_by_sqs(body)
    assert [e.published for e in decode_entries(body).entries] == [e.published for e in group.entries]


@given(st.lists(anything, max_size=50))
def test_sources_arrive_as_they_were_sent(ids):
    body = encode_sources(SourceGroup(tuple(map(SourceId, ids))))

    assert taken_by_sqs(body)
    if all(text.isascii() for text in ids):
        assert decode_sources(body) == SourceGroup(tuple(ids))


@given(
    st.lists(st.tuples(st.from_regex(r"[0-9a-f]{16}", fullmatch=True), moments), max_size=40),
    st.lists(characters, max_size=5),
)
def test_a_group_of_sources_tells_to_the_second_when_each_was_due(dues, hosts):
    ids = tuple(SourceId(source) for source, _ in dues)
    due = tuple(at.astimezone(UTC).replace(microsecond=0) for _, at in dues)
    group = SourceGroup(ids, due, tuple(hosts))
    assert decode_sources(encode_sources(group)) == group


@given(st.builds(SourceNews, st.just(SOURCE), st.sampled_from(Told), moments, characters))
def test_news_of_a_source_arrive_as_they_were_sent(news):
    body = encode_news(news)

    assert decode_news(body) == news
    assert taken_by_sqs(body)


@given(st.dates())
def test_a_look_for_silence_arrives_as_it_was_sent(day):
    body = encode_silence(day)
    assert decode_silence(body) == day
    assert decode_news(body) is None


@pytest.mark.parametrize("body", [encode_wake(Wake(ChannelId("C1"))), "[]", '"silence"', "5", "null"])
def test_a_message_of_another_kind_is_no_look_for_silence(body):
    assert decode_silence(body) is None


@pytest.mark.parametrize("body", ["", "{", '{"silence": ""}', '{"silence": 5}', '{"silence": null}'])
def test_what_is_no_day_is_refused(body):
    with pytest.raises(BadMessage):
        decode_silence(body)


@pytest.mark.parametrize("body", [encode_wake(Wake(ChannelId("C1"))), "[]", '"news"', "5", "null"])
def test_a_message_of_another_kind_is_no_news_of_a_source(body):
    assert decode_news(body) is None


@given(characters, st.booleans())
def test_a_wake_up_arrives_as_it_was_sent(channel, retry):
    wake = Wake(ChannelId(channel), retry)
    body = encode_wake(wake)

    assert decode_wake(body) == wake
    assert taken_by_sqs(body)


@given(
    st.builds(
        Asked,
        text=characters,
        user=characters,
        channel=characters,
        response_url=characters,
        id=characters,
        action=st.sampled_from(Action),
        replaces=st.booleans(),
    )
)
def test_a_command_arrives_as_it_was_sent(asked):
    body = encode_command(asked)

    assert decode_command(body) == asked
    assert taken_by_sqs(body)


def test_an_entry_with_nothing_in_it_arrives():
    group = EntryGroup(SOURCE, (Entry("", "", ""),))
    assert decode_entries(encode_entries(group)) == group


def test_a_group_of_forty_sources_carries_ids_and_nothing_else():
    body = encode_sources(SourceGroup(tuple(SourceId(f"{n:016x}") for n in range(40))))
    assert json.loads(body).keys() == {"v", "sources"}
    assert len(body) < 1_000


# --- Size -----------------------------------------------------------------------------------------------

NOISE = "".join(map(chr, Random(1).choices(range(0x4E00, 0x9E00), k=60_000)))
"""Hardly to be compressed."""


@pytest.mark.parametrize("filler", ["a", "\x00", "ü", "漢", "😀", '"', "\\", "\ud800"], ids=ascii)
def test_an_entry_of_the_longest_fields_fits_into_one_message(filler):
    long = filler * 300_000
    content = next(NOISE[:size] for size in range(len(NOISE), 0, -500) if queues._pack(NOISE[:size]))
    giant = Entry(
        long, long, long, long, content_html=content, authors=(long,) * 100,
        published=datetime(2026, 1, 1, tzinfo=UTC), language=long, image_url=long,
        updated=datetime(2026, 1, 1, tzinfo=UTC), assumed=long,
    )  # fmt: skip
    for each in (giant, replace(giant, url=filler * 2_048, image_url=filler * 2_048)):
        [part] = queues.split(EntryGroup(SOURCE, (each,)))
        body = encode_entries(part)
        assert taken_by_sqs(body)
        assert len(decode_entries(body).entries) == 1


def test_what_is_too_long_is_cut_and_an_address_is_left_out():
    long = "x" * 10_000
    [arrived] = decode_entries(
        encode_entries(EntryGroup(SOURCE, (Entry(long, long, long, long, "", (long,) * 20, image_url=long),)))
    ).entries

    assert (len(arrived.id), len(arrived.title), len(arrived.summary)) == (2_048, 2_000, 4_000)
    assert [len(author) for author in arrived.authors] == [100] * 10
    assert (arrived.url, arrived.image_url) == ("", ""), "half an address would lead elsewhere"


def test_an_article_that_a_feed_carries_travels_whole():
    html = "<p>" + "Lavrov met his counterpart on Monday. " * 2_000 + "</p>"
    [arrived] = decode_entries(encode_entries(EntryGroup(SOURCE, (entry(content_html=html),)))).entries
    assert arrived.content_html == html


def test_an_article_that_is_too_much_is_left_to_its_page():
    [arrived] = decode_entries(encode_entries(EntryGroup(SOURCE, (entry(content_html=NOISE),)))).entries
    assert arrived == entry()


# --- Splitting ---------------------------------------------------------------------------------


@settings(max_examples=50)
@given(groups(max_size=60))
def test_a_group_of_any_size_is_split_without_loss_and_in_order(group):
    parts = list(queues.split(group))

    assert [e for part in parts for e in part.entries] == list(group.entries)
    assert all(0 < len(part.entries) <= 10 for part in parts)
    assert all(replace(part, entries=()) == replace(group, entries=()) for part in parts)


def test_large_entries_travel_in_smaller_groups():
    entries = tuple(entry(n, content_html=f"{n}{NOISE[:20_000]}") for n in range(10))
    parts = list(queues.split(EntryGroup(SOURCE, entries, baseline=True)))

    assert len(parts) > 1
    assert all(taken_by_sqs(encode_entries(part)) for part in parts)
    assert [e for part in parts for e in decode_entries(encode_entries(part)).entries] == list(entries)


def test_ten_usual_entries_travel_together():
    group = EntryGroup(SOURCE, tuple(entry(n, summary="A sentence or two. " * 20) for n in range(10)))
    assert list(queues.split(group)) == [group]


# --- What is no message ------------------------------------------------------------------------

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
keys = st.sampled_from(
    ["v", "sources", "source", "entries", "baseline", "channel", "verb", "response_url", "id", "url", "title",
     "content", "authors", "published", "updated", "assumed", "due", "shared_hosts"]
)  # fmt: skip
objects = st.recursive(
    json_values,
    lambda inner: st.dictionaries(keys, inner, max_size=8) | st.lists(inner, max_size=3),
    max_leaves=20,
)
DECODERS = [decode_sources, decode_entries, decode_wake, decode_command]


@pytest.mark.parametrize("decode", DECODERS)
@given(objects.map(lambda value: {"v": 1, **value} if isinstance(value, dict) else value))
def test_any_json_is_a_message_or_refused_as_one(decode, value):
    with suppress(BadMessage):
        assert decode(json.dumps(value)) is not None


@pytest.mark.parametrize("decode", DECODERS)
@pytest.mark.parametrize(
    "body",
    [
        "", "x", "{", "null", "1", '""', "[]", "{}", "NaN",
        '{"v": 1}', '{"v": 2}', '{"v": "1"}', '{"v": null}',
        '{"v":2,"sources":[],"source":"a","entries":[],"baseline":false,"channel":"C1"}',
        '{"v":2,"verb":"status","response_url":"u"}',
        "1" * 5_000,
    ],
    ids=lambda body: body[:20],
)  # fmt: skip
def test_what_is_no_message_of_this_version_is_refused(decode, body):
    with pytest.raises(BadMessage):
        decode(body)


@pytest.mark.parametrize(
    "change",
    [
        {"entries": None}, {"entries": "abc"}, {"entries": ["a"]}, {"entries": [None]}, {"entries": [{}]},
        {"entries": [{"id": 1}]}, {"entries": [{"id": "a", "title": 1}]},
        {"entries": [{"id": "a", "authors": "bob"}]},
        {"entries": [{"id": "a", "authors": [1]}]}, {"entries": [{"id": "a", "published": "yesterday"}]},
        {"entries": [{"id": "a", "published": 5}]}, {"entries": [{"id": "a", "updated": "yesterday"}]},
        {"entries": [{"id": "a", "assumed": 5}]}, {"entries": [{"id": "a", "content": "not packed"}]},
        {"entries": [{"id": "a", "content": "AAAA"}]}, {"entries": [{"id": "a", "content": "é"}]},
        {"source": 5}, {"source": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_group_of_entries_that_is_damaged_is_refused(change):
    good = json.loads(encode_entries(EntryGroup(SOURCE, (entry(),))))
    with pytest.raises(BadMessage):
        decode_entries(json.dumps(good | change))


@pytest.mark.parametrize("sources", ["abc", [1], [["a"]], None, {"a": 1}])
def test_a_group_of_sources_that_is_damaged_is_refused(sources):
    with pytest.raises(BadMessage):
        decode_sources(json.dumps({"v": 1, "sources": sources}))


@pytest.mark.parametrize(
    "change",
    [
        {"due": [1, 2]}, {"due": 5}, {"due": ["soon"]}, {"due": [1e300]}, {"due": [None]}, {"due": {"a": 1}},
        {"shared_hosts": "a"}, {"shared_hosts": [1]}, {"shared_hosts": None},
    ],
    ids=str,
)  # fmt: skip
def test_a_group_of_sources_with_damaged_times_or_hosts_is_refused(change):
    good = json.loads(encode_sources(SourceGroup((SOURCE,), (datetime(2026, 1, 1, tzinfo=UTC),), ("a",))))
    with pytest.raises(BadMessage):
        decode_sources(json.dumps(good | change))


@pytest.mark.parametrize(
    "change",
    [{"what": "eaten"}, {"when": "soon"}, {"when": 5}, {"source": 5}, {"detail": None}, {"what": None}],
    ids=str,
)
def test_news_of_a_source_that_are_damaged_are_refused(change):
    news = SourceNews(SOURCE, Told.GONE, datetime(2026, 1, 1, tzinfo=UTC))
    message = json.loads(encode_news(news))
    with pytest.raises(BadMessage):
        decode_news(json.dumps({"v": 1, "news": message["news"] | change}))


@pytest.mark.parametrize(
    "body", ["", "{", '{"news": {}}', '{"news": 5}', '{"news": null}', '{"v": 1, "news": []}']
)
def test_what_is_no_news_that_can_be_read_is_refused(body):
    with pytest.raises(BadMessage):
        decode_news(body)


@pytest.mark.parametrize(
    ("body", "about"),
    [
        (encode_sources(SourceGroup((SOURCE,))), f"source {SOURCE}"),
        (encode_sources(SourceGroup((SOURCE, SourceId("6" * 16)))), "2 sources"),
        (encode_entries(EntryGroup(SOURCE, (entry(),))), f"source {SOURCE}"),
        (
            encode_news(SourceNews(SOURCE, Told.GONE, datetime(2026, 3, 2, tzinfo=UTC), "")),
            f"source {SOURCE}",
        ),
        (encode_wake(Wake(ChannelId("C1"), retry=True)), "channel C1"),
        (encode_command(Asked("list", "U1", "C1", "https://hooks.slack.com/x", "1")), ""),
        ('{"v":1,"silence":"2026-03-02"}', ""),
        ("not JSON", ""),
        ('{"v":99,"channel":"C1"}', ""),
    ],
)
def test_what_a_message_is_about_is_told_without_what_it_says(body, about):
    assert concern(body) == about


@pytest.mark.parametrize("limit", [20, 7.5, 999_999])
def test_a_threshold_arrives_as_it_was_sent(limit):
    sent = Threshold("2026-11", limit, 80)
    assert decode_threshold(encode_threshold(sent)) == sent
    assert concern(encode_threshold(sent)) == "spending 2026-11"


@pytest.mark.parametrize("body", ['{"v":1,"changed":3}', '{"v":1,"silence":"2026-03-02"}', "[]"])
def test_a_message_of_another_kind_is_no_threshold(body):
    assert decode_threshold(body) is None


@pytest.mark.parametrize(
    "body", ["", '{"v":1,"spending":3}', '{"v":1,"spending":{"month":1,"limit":2,"percent":3}}']
)
def test_a_threshold_that_cannot_be_read_says_so(body):
    with pytest.raises(BadMessage):
        decode_threshold(body)
