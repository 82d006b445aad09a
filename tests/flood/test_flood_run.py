"""A small flood: what it must keep is kept, the same seed is the same flood, and what goes wrong is seen."""

from dataclasses import replace

import pytest

from flood import report
from flood.__main__ import ran
from flood.judge import violations
from flood.plan import make_flood
from newswatch.observe import logger
from newswatch.posts import Hold

MATCHES, CHANNELS, CAP = 250, 6, 2


@pytest.fixture(scope="module", autouse=True)
def _quiet():
    before = logger.log_level
    logger.setLevel("CRITICAL")
    yield
    logger.setLevel(before)


@pytest.fixture(scope="module")
def flood():
    return ran(MATCHES, CHANNELS, CAP, seed=7)


def broken(seen):
    return [rule for rule, cases in violations(seen).items() if cases]


def test_a_flood_is_told_within_its_caps_in_order_and_whole(flood):
    house, seen = flood
    found = violations(seen)
    assert {rule: cases for rule, cases in found.items() if cases} == {}
    kinds = {one.kind for one in seen.told}
    assert kinds == {"single", "digest", "part", "notice"}
    assert {post.hold for post in seen.posts} >= {Hold.HOUR, Hold.DAY, Hold.WHEN}
    assert f"ok   {next(iter(found))}" in report.everything(house, seen, found)


def test_the_same_seed_is_the_same_flood():
    assert make_flood(MATCHES, CHANNELS, CAP, 7) == make_flood(MATCHES, CHANNELS, CAP, 7)
    assert make_flood(MATCHES, CHANNELS, CAP, 8) != make_flood(MATCHES, CHANNELS, CAP, 7)
    assert make_flood(MATCHES, CHANNELS, CAP, 7).matches == MATCHES


def test_a_story_that_is_lost_or_told_twice_is_seen(flood):
    _, seen = flood
    single = next(one for one in seen.told if one.kind == "single")
    assert broken(replace(seen, told=[one for one in seen.told if one is not single])) == [
        "each story once, none lost"
    ]
    assert {"each story once, none lost", "no message twice"} <= set(
        broken(replace(seen, told=[*seen.told, single]))
    )


def test_a_part_that_is_missing_is_seen(flood):
    _, seen = flood
    part = next(one for one in seen.told if one.kind == "part")
    found = violations(replace(seen, told=[one for one in seen.told if one is not part]))
    assert len(found["each story once, none lost"]) == len(part.stories)


def test_a_lower_cap_than_was_kept_is_seen(flood):
    _, seen = flood
    lower = {
        id_: replace(channel, cap=channel.cap and channel.cap - 1)
        for id_, channel in seen.flood.channels.items()
    }
    assert broken(replace(seen, flood=replace(seen.flood, channels=lower))) == ["caps in any 60 minutes"]


def test_a_lower_cap_a_day_than_was_kept_is_seen(flood):
    _, seen = flood
    lower = {
        id_: replace(channel, topics=tuple(replace(each, cap_per_day=1) for each in channel.topics))
        for id_, channel in seen.flood.channels.items()
    }
    assert broken(replace(seen, flood=replace(seen.flood, channels=lower))) == ["caps a topic and day"]


def test_single_messages_out_of_order_are_seen(flood):
    _, seen = flood
    held = {(post.channel, post.story_id) for post in seen.posts if post.hold}
    assert held
    backwards = sorted(seen.told, key=lambda one: one.at, reverse=True)
    assert "single messages in the order of claims" in broken(replace(seen, told=backwards))


def test_messages_that_come_too_fast_or_too_early_are_seen(flood):
    _, seen = flood
    first = min(one.at for one in seen.told)
    rushed = [replace(one, at=first) for one in seen.told]
    found = broken(replace(seen, told=rushed))
    assert {"a message a second and channel", "nothing before its time"} <= set(found)


def test_what_is_left_is_seen(flood):
    _, seen = flood
    undone = [replace(seen.posts[0], done=0), *seen.posts[1:]]
    assert broken(replace(seen, posts=undone)) == ["all is settled"]
    assert broken(replace(seen, left=["outbox of C0000"])) == ["all is settled"]
