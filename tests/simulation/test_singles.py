"""One thing goes wrong, at each call, message and process of a small scenario: nothing is lost or doubled."""

import pytest

from simulation import explore
from simulation.faults import AWS, DEATHS, MESSAGES, PROCESSES, SLACK, WORLDS, Fault, parse

KINDS = ("crash-before", "crash-after", "lost", "failed-applied", "throttled")
"""What is tried at every call here, so often that the product sees it; `make simulate` tries all."""


@pytest.fixture(scope="module")
def singles():
    return list(explore.singles("small"))


@pytest.mark.parametrize("kind", KINDS)
def test_single_fault_at_each_call_costs_nothing(singles, kind):
    seen = _of(singles, kind)
    stubborn = {parse(name.partition(":")[2])[0].at for name in seen if "*" in name}
    for name in seen:
        if "*" not in name and parse(name.partition(":")[2])[0].at in stubborn:
            continue
        assert explore.run(name).violations == [], f"make simulate RUN={name}"


@pytest.mark.parametrize("kind", [*MESSAGES, *PROCESSES, *WORLDS])
def test_single_fault_elsewhere_costs_nothing(singles, kind):
    for name in _of(singles, kind):
        assert explore.run(name).violations == [], f"make simulate RUN={name}"


@pytest.mark.parametrize("kind", SLACK)
def test_single_fault_of_slack_costs_nothing(kind):
    posts = explore.at_calls("small", which="chat.postMessage")
    for name in _of(posts, kind):
        assert explore.run(name).violations == [], f"make simulate RUN={name}"


def test_two_workers_on_one_message_do_as_one(singles):
    delivery = f"small:{_last_delivery('channels')}"
    for outcome in explore.interleavings(delivery, step=3):
        assert outcome.violations == [], f"make simulate RUN={outcome.name}"


@pytest.mark.parametrize(
    "name", ["lost@c17", "lost*3@c17", "429:3600@c4", "twice@m4", "clock-600@p2", "history-lag@w"]
)
def test_fault_is_read_as_it_is_written(name):
    assert str(Fault.parse(name)) == name


def test_faults_are_joined_by_commas():
    assert [str(fault) for fault in parse("lost@c1,twice@m2")] == ["lost@c1", "twice@m2"]


def test_what_is_no_fault_is_refused():
    with pytest.raises(ValueError, match="not a fault"):
        Fault.parse("lost")


def test_every_kind_is_tried_somewhere(singles):
    tried = {parse(name.partition(":")[2])[0].kind for name in singles if ":" in name}
    assert {*AWS, *DEATHS, *SLACK, *MESSAGES, *PROCESSES, *WORLDS} <= tried


def _of(names, kind):
    return [name for name in names if ":" in name and parse(name.partition(":")[2])[0].kind == kind]


def _last_delivery(queue):
    messages = explore.run("small").messages
    return max(number for number, name in enumerate(messages, start=1) if name == queue)
