"""News and changes on their way to Slack, with the process dying at each call to AWS and to Slack.

The stage that died is run again as SQS would. Whatever the call: nothing is
lost, nothing is posted twice, and the baseline posts nothing.
"""

import pytest
from stores import create_table

from simulation.world import Faults, World, page, rss

FEED = "https://news.example/feed"


@pytest.fixture(scope="module")
def table(engine):
    create_table(engine.client("dynamodb"), "simulation")
    return "simulation"


def one_article(engine, table, faults):
    """Run it; return the world as it was left."""
    world = World(engine, table, Faults())
    try:
        world.add_topic(1, "lavrov AND venezuela", "CPOLICY")
        world.add_topic(2, "pompeo", "CPOLICY")
        world.add_topic(3, "pompeo OR lavrov", "CENERGY")
        world.fetcher.pages = {FEED: rss(1), "https://news.example/1": page(1)}
        world.watch(FEED)
        world.until_quiet()
        assert world.messages() == {"cpolicy": [], "cenergy": []}

        world.fetcher.pages = {FEED: rss(2, 1), "https://news.example/2": page(2)}
        world.rename_topic(3, "Ministers")
        world.faults = faults
        world._cold()
        world.clock.advance(hours=2)
        world.until_quiet()
        world.clock.advance(hours=3)
        world.until_quiet()
    finally:
        world.close()
    return world


@pytest.fixture(scope="module")
def calls(engine, table):
    """Return the calls of an undisturbed run, in order."""
    faults = Faults()
    judge(one_article(engine, table, faults))
    return faults.log


def judge(world):
    found = world.messages()
    assert {name: len(posts) for name, posts in found.items()} == {"cpolicy": 1, "cenergy": 2}
    ((_, policy),) = found["cpolicy"]
    # What is in doubt holds up nobody, so either may come first.
    (notice,) = [text for post_id, text in found["cenergy"] if "change-" in post_id]
    (energy,) = [text for post_id, text in found["cenergy"] if "change-" not in post_id]
    assert "Ministers" in notice
    assert "Ministers meet, part 2" in policy
    assert "Topic 1" in policy
    assert "Topic 2" in policy
    assert "Ministers" in energy
    assert world.unfinished() == []


def test_undisturbed_run_uses_every_stage(calls):
    assert {"slack chat.postMessage", "dynamodb TransactWriteItems", "sqs SendMessageBatch"} <= set(calls)
    assert calls.count("slack chat.postMessage") == 3


def crash_at(engine, table, calls, places, side):
    for at in places:
        try:
            judge(one_article(engine, table, Faults(at=at, side=side)))
        except AssertionError as e:
            raise AssertionError(f"crash {side} call {at}, {calls[at - 1]}: {e}") from e


@pytest.mark.parametrize("side", ["before", "after"])
@pytest.mark.parametrize("call", ["slack chat.postMessage", "dynamodb TransactWriteItems"])
def test_crash_at_a_dear_call_loses_nothing_and_doubles_nothing(engine, table, calls, call, side):
    crash_at(engine, table, calls, [calls.index(call) + 1], side)


@pytest.mark.simulation
@pytest.mark.parametrize("side", ["before", "after"])
def test_crash_at_each_call_loses_nothing_and_doubles_nothing(engine, table, calls, side):
    crash_at(engine, table, calls, range(1, len(calls) + 1), side)
