"""Scenarios in which nothing goes wrong end well, and the same run is the same to the last call."""

import pytest

from simulation import explore, stages
from simulation.scenarios import SCENARIOS

SEEDS = range(1, 21)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_undisturbed_scenario_keeps_every_promise(scenario):
    assert explore.run(scenario).violations == []


def test_undisturbed_run_uses_every_stage_and_service():
    calls = {str(call) for call in explore.run("small").calls}
    assert {
        "dispatch sqs.send_message_batch",
        "collect web.feed",
        "match dynamodb.transact_write_items",
        "command slack.conversations.info",
        "notify slack.chat.postMessage",
    } <= calls


@pytest.mark.parametrize("seed", SEEDS)
def test_seeded_run_keeps_every_promise(seed):
    outcome = explore.run(f"seed:{seed}")
    assert outcome.violations == [], f"make simulate SEED={seed}"


@pytest.mark.parametrize("name", ["seed:7", "small:lost*3@c40", "small:pair@6.3.4"])
def test_same_run_makes_the_same_calls_at_the_same_times(name):
    one, other = explore.run(name), explore.run(name)
    assert one.world.trace == other.world.trace
    assert one.struck == other.struck


def test_everybody_hears_of_a_violation_by_name():
    outcome = explore.run("small", mutant=_deaf)
    assert any(violation.startswith("I") for violation in outcome.violations)


def _deaf(process):
    """Have notify find nothing to do, whatever there is."""
    if process.stage == "notify":
        stages.store(process).outbox = lambda *_args, **_more: []
