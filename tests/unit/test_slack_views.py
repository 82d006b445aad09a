"""Whatever stands in any field of anything that is shown: no markup comes of it, and Slack takes it.

Every string in the arguments of every view is replaced by hostile ones, found by
looking through the arguments; a view that is not in the registry fails a test.
"""

import importlib
import inspect
import json
import pkgutil
import re

import pytest
from hostile import TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st
from view_samples import LONG, NAMES, REGISTRY, build
from view_samples.harmless import assert_harmless, assert_right, texts
from view_samples.poison import POISON, all_poisoned, leaves, poisoned

from newswatch.slack import views
from newswatch.slack.views import (
    alert,
    blocks,
    digest,
    held_notice,
    kit,
    notice,
    rate_notice,
    thread,
    topic_form,
    trouble,
)
from newswatch.slack.views import settings as setting_views

PARTS = {"deeds", "fields", "home_pages", "kit"}
"""Modules that make pieces of views, which are judged in the views that have them."""


PIECES = {
    blocks.answer, topic_form.kept, topic_form.preview, topic_form.source_option,
}  # fmt: skip
"""The same of functions beside views."""


def test_every_view_is_in_the_registry():
    shown = {blocks.Answer, list[kit.Block]}
    found = set()
    for module in pkgutil.iter_modules(views.__path__, f"{views.__name__}."):
        if module.name.rpartition(".")[2] in PARTS:
            continue
        for name, function in inspect.getmembers(importlib.import_module(module.name), inspect.isfunction):
            returns = inspect.get_annotations(function).get("return")
            if not name.startswith("_") and returns in shown and function.__module__ == module.name:
                found.add(function)
    assert found - PIECES == set(REGISTRY)


@pytest.mark.parametrize("name", NAMES)
def test_usual_answers_are_right(name):
    view = NAMES[name]
    for args in (*REGISTRY[view], *LONG.get(view, ())):
        made = build(view, args)
        assert_right(made)
        if view in LONG and args in LONG[view]:
            assert re.search(r"^… and \d+ (?:more|older changes)$", made["text"], re.MULTILINE)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_button_types_can_be_typed(name):
    for args in REGISTRY[NAMES[name]]:
        made = build(NAMES[name], args)
        if isinstance(made, list) or "text" not in made:
            continue
        for block in made["blocks"]:
            for button in block["elements"] if block["type"] == "actions" else ():
                command = button["value"].replace("&", "&amp;")
                # A channel that is copied from a text is none to Slack.
                is_typed = button["action_id"].startswith("run.") and "<#" not in command
                assert not is_typed or f"`/watch {command}`" in made["text"]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_from_outside_is_markup_in_any_single_field(name):
    view = NAMES[name]
    for args in REGISTRY[view]:
        for path in leaves(args):
            assert_right(build(view, poisoned(args, path, POISON)))


@pytest.mark.parametrize("name", NAMES)
def test_nothing_from_outside_is_markup_in_all_fields(name):
    view = NAMES[name]
    for text in TEXTS:
        for args in REGISTRY[view][:4]:
            assert_right(build(view, all_poisoned(args, text)))


def test_no_string_of_the_corpus_is_markup_in_any_field(corpus):
    known = json.loads((corpus / "slack" / "injection.json").read_text())["strings"]
    assert len(known) > 20
    for view, examples in REGISTRY.items():
        for text in known:
            assert_right(build(view, all_poisoned(examples[0], text)))
            if len(text) < 100:
                for path in leaves(examples[0]):
                    assert_right(build(view, poisoned(examples[0], path, text)))


anything = st.characters() | st.sampled_from("<>&|*_~`@#!\n\ud83d\ude00\u202e\u200f\x00")


# What has the form of an id is meant to become a link, as in any other answer.
strangers = st.text(anything, max_size=200).filter(lambda text: not re.fullmatch(r"[CGUW][A-Z0-9]+", text))


@given(st.data(), st.sampled_from(sorted(NAMES)), strangers)
@settings(max_examples=300)
def test_no_text_at_all_is_markup_in_any_field(data, name, text):
    view = NAMES[name]
    args = data.draw(st.sampled_from(REGISTRY[view][:12]))
    path = data.draw(st.sampled_from([None, *leaves(args)][:60]))
    made = poisoned(args, path, text) if path is not None else all_poisoned(args, text)
    assert_right(build(view, made))


@pytest.mark.parametrize(
    "view",
    [thread.thread, notice.notice, setting_views.settings_notice, digest.digest, trouble.trouble],
)
def test_nothing_that_is_posted_mentions_anybody(view):
    for args in REGISTRY[view]:
        for path in leaves(args):
            for made in (build(view, args), build(view, poisoned(args, path, "<@U0ADA>"))):
                assert "<@" not in json.dumps([text for _, text in texts(made)])


def test_nothing_of_a_rate_that_is_shown_mentions_anybody():
    for args in REGISTRY[rate_notice.rate_notice]:
        for path in leaves(args):
            made = build(rate_notice.rate_notice, poisoned(args, path, "<@U0ADA>"))
            assert "<@" not in json.dumps([text for _, text in texts(made)])


# What stands beside or in place of the blocks of a post.
TEXTS_OF = {
    "alert.fallback": (alert.fallback, REGISTRY[alert.alert]),
    "alert.plain": (alert.plain, REGISTRY[alert.alert]),
    "thread.fallback": (thread.fallback, REGISTRY[thread.thread]),
    "digest.fallback": (digest.fallback, REGISTRY[digest.digest]),
    "digest.plain": (digest.plain, REGISTRY[digest.digest]),
    "trouble.fallback": (trouble.fallback, REGISTRY[trouble.trouble]),
    "notice.fallback": (notice.fallback, REGISTRY[notice.notice]),
    "settings.settings_fallback": (
        setting_views.settings_fallback,
        REGISTRY[setting_views.settings_notice],
    ),
    "held_notice.fallback": (held_notice.fallback, REGISTRY[held_notice.held_notice]),
    "rate_notice.fallback": (rate_notice.fallback, REGISTRY[rate_notice.rate_notice]),
}


@pytest.mark.parametrize(("view", "examples"), TEXTS_OF.values(), ids=TEXTS_OF)
def test_nothing_from_outside_is_markup_in_the_text_of_a_post(view, examples):
    for args in examples:
        for text in (POISON, *TEXTS):
            for made in (
                view(*all_poisoned(args, text)),
                *(view(*poisoned(args, p, text)) for p in leaves(args)),
            ):
                assert 0 < len(made) <= 4_000, "what replaces a message may have no more"
                assert_harmless(made)


def test_no_string_of_the_corpus_is_markup_in_the_text_of_a_post(corpus):
    for text in json.loads((corpus / "slack" / "injection.json").read_text())["strings"]:
        for view, examples in TEXTS_OF.values():
            for args in examples[:2]:
                assert_harmless(view(*all_poisoned(args, text)))
