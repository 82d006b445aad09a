"""A topic's modal: what somebody writes into it comes out of it, and what is none of ours is refused."""

import json
from dataclasses import replace

import pytest
from desk import INITIAL, standing
from hypothesis import example, given
from hypothesis import strategies as st

from newswatch.errors import BadRequest
from newswatch.slack.draft import METADATA_CHARS, Draft, asks, carried, decode, encode, mark, read
from newswatch.slack.views import topic_form

ids = st.from_regex(r"[A-Z0-9]{1,12}", fullmatch=True)
words = st.text(max_size=60).map(str.strip)
DRAFTS = st.builds(
    Draft,
    query=words,
    name=words,
    channels=st.lists(ids.map("C{}".format), max_size=20, unique=True).map(tuple),
    me=st.booleans(),
    when=st.sampled_from(list(topic_form.WHEN)),
    at=st.times().map("{:%H:%M}".format),
    sources=st.lists(
        st.one_of(ids.map("source:{}".format), st.from_regex(r"tag:\w{1,40}", fullmatch=True)),
        max_size=20,
        unique=True,
    ).map(tuple),
    cap=st.integers(0, 9_999).map(str) | st.just(""),
    mention=st.sampled_from(list(topic_form.MENTION)) | ids.map("S{}".format),
    language=st.sampled_from(["", *topic_form.LANGUAGES, "tlh"]),
    outlets=st.integers(1, 5).map(str),
    thread=st.sampled_from(list(topic_form.THREAD)),
    topic=st.just("") | ids.map("{}:3".format),
    where=ids.map("C{}".format),
    home=st.just("") | words.map(lambda word: json.dumps({"word": word})),
    is_long=st.booleans(),
    tried=st.just("") | words.map(lambda word: asks(Draft(word))),
    round=st.integers(0, 99),
    vague=st.just("") | words.map(mark),
)


def values_of(view):
    """Return what Slack says of a modal's inputs while nobody has touched them."""
    return {
        block["block_id"]: {block["element"]["action_id"]: standing(block["element"], INITIAL)}
        for block in view["blocks"]
        if block["type"] == "input"
    }


@given(DRAFTS)
def test_it_travels_to_command_as_it_is(draft):
    assert decode(encode(draft)) == draft


@given(DRAFTS)
def test_what_is_shown_in_the_modal_is_read_from_it_again(draft):
    view = topic_form.form(draft, [])
    assert read(view["private_metadata"], values_of(view)) == draft


@given(DRAFTS)
def test_nothing_is_lost_when_all_fields_are_shown(draft):
    view = topic_form.form(replace(draft, is_long=False), [])
    longer = replace(read(view["private_metadata"], values_of(view)), is_long=True)
    view = topic_form.form(longer, [])
    assert read(view["private_metadata"], values_of(view)) == replace(draft, is_long=True)


def test_what_is_typed_takes_the_place_of_what_was_carried():
    values = {"query.7": {"query": {"type": "plain_text_input", "value": " grid\n"}}, "other": {"x": {}}}
    assert read(carried(Draft("lithium", round=7)), values) == Draft("grid", round=7)


def test_a_field_that_is_emptied_is_empty():
    values = {
        "name.0": {"name": {"value": None}},
        "channels.0": {"channels": {"selected_conversations": []}},
        "me.0": {"me": {"selected_options": []}},
        "cap.0": {"cap": {"value": None}},
        "language.0": {"language": {"selected_option": {"value": "-"}}},
        "at.0": {"at": {"selected_time": None}},
        "when.0": {"when": {"selected_option": None}},
    }
    was = Draft(channels=("C1",), me=True, cap="5", language="es", when="daily", topic="talks:3")
    emptied = read(carried(was), values)
    assert emptied == Draft(at="", topic="talks:3")


@given(st.text(max_size=3_000))
@example("ü" * 3_000)
def test_what_it_carries_fits_whatever_was_looked_for_at_home(word):
    draft = Draft(topic="talks:3", where="C0POLICY", home=json.dumps({"word": word}))
    made = carried(draft)
    assert len(made) <= METADATA_CHARS
    said = read(made, {})
    assert said.home in {draft.home, "{}"}, "it still belongs to App Home"
    assert replace(said, home=draft.home) == draft


ODD = [
    "", "{", "null", "5", '"x"', "[5]", "[" * 100_000, '{"round": "1"}', '{"topic": 3}', '{"is_long": "yes"}',
    '{"where": null}', '{"home": "\\ud800"}', '{"round": true}',
]  # fmt: skip


@pytest.mark.parametrize("metadata", ODD, ids=lambda text: text[:20])
def test_metadata_that_is_none_of_ours_is_refused(metadata):
    with pytest.raises(BadRequest):
        read(metadata, {})


@pytest.mark.parametrize("metadata", ["{}", "[]", '{"of a newer version": 5}'])
def test_metadata_of_another_version_is_as_in_the_beginning(metadata):
    assert read(metadata, {}) == Draft()


@pytest.mark.parametrize("body", [*ODD, '{"channels": 5}', '{"channels": [null]}', '{"sources": null}'])
def test_a_message_that_is_no_draft_is_refused(body):
    with pytest.raises(BadRequest):
        decode(body)


@pytest.mark.parametrize(
    "values",
    [
        {"query.0": None},
        {"query.0": {"query": None}},
        {"query.0": {"query": "lithium"}},
        {"query.0": {"query": {"value": "\ud800"}}},
        {"when.0": {"when": {"selected_option": {}}}},
        {"when.0": {"when": {"selected_option": "daily"}}},
        {"channels.0": {"channels": {"selected_conversations": 5}}},
        {"sources.0": {"sources": {"selected_options": ["tag:wires"]}}},
        {"sources.0": {"sources": {"selected_options": [None]}}},
    ],
)
def test_inputs_that_are_not_as_slack_has_them_are_refused(values):
    with pytest.raises(BadRequest):
        read("{}", values)


json_like = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=9), inner, max_size=3), max_leaves=9,
)  # fmt: skip
names = st.sampled_from(["query", "name", "channels", "me", "when", "at", "sources", "cap", "x"])


@given(
    st.dictionaries(st.sampled_from(["topic", "round", "home", "x"]), json_like).map(json.dumps),
    st.dictionaries(names.map("{}.0".format), st.dictionaries(names, json_like)),
)
def test_whatever_comes_it_is_a_draft_or_refused(metadata, values):
    try:
        said = read(metadata, values)
    except BadRequest:
        return
    assert decode(encode(said)) == said
