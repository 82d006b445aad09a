"""The queries of docs/runbook.md find lines that functions log, with every field that they ask for.

No CloudWatch is here: of a query, what it filters by and which fields it names are held against lines that
handlers have written.
"""

import json
import re
from datetime import timedelta

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from builders import entry, source, topic
from deployment import ADA, CHANNEL, context, deployment, record

from infra.dashboard.stack import observed
from infra.laptop.slack.faults import Fault
from newswatch import wiring
from newswatch.lambdas import collect, match, notify
from newswatch.model import EntryGroup, SourceGroup, UserId
from newswatch.queues import Wake, encode_entries, encode_sources, encode_wake
from newswatch.system import SystemClock
from newswatch.usecases import versions

QUERIES = {
    query["Name"].partition("/")[2]: query["QueryString"]
    for query in observed().of_type("AWS::Logs::QueryDefinition").values()
}
OF_THE_SERVICE = {"timestamp", "log", "message"}
"""What CloudWatch adds to each line, as ``@timestamp``."""
WORDS = ("Oslo", "Bern", "Rome", "Quito")


@pytest.fixture(scope="module")
def lines() -> list[dict]:
    """What the functions log while an article goes to Slack, and while a source, a message and Slack fail."""
    with pytest.MonkeyPatch.context() as patch, deployment(patch) as deployed:
        _told(0, CHANNEL)
        _refusals(deployed)
        _failures(patch)
        return [json.loads(line) for line in deployed.log.getvalue().splitlines()]


def _handled(handler, body: str, received: int = 1) -> None:
    handler({"Records": [record(body, received=received)]}, context())


def _told(number: int, channel: str) -> None:
    """Have an article read, matched, and sent to a channel."""
    now, word = SystemClock().now(), WORDS[number]
    store = wiring.store()
    store.save_source(source(number, full_text=False), UserId(ADA), now, "add")
    wanted = topic(number, query=word, destinations=(channel,))
    store.save_topic(wanted, UserId(ADA), now, "add")
    found = entry(number, title=f"News of {word}", summary=f"Ministers met in {word}.", published=now)
    _handled(match.handler, encode_entries(EntryGroup(source(number).id, (found,), found_at=now)))
    _handled(notify.handler, encode_wake(Wake(channel)))


def _refusals(deployed) -> None:
    """Have Slack take nothing: for a channel, for a while, and at all."""
    faults = [Fault.error("is_archived"), Fault.rate_limited(1), Fault.error("token_revoked")]
    for number, fault in enumerate(faults, 1):
        deployed.workspace.add_channel(f"C{number}", f"c{number}", members=[ADA])
        deployed.workspace.faults.add("chat.postMessage", fault)
        _told(number, f"C{number}")


def _failures(patch: pytest.MonkeyPatch) -> None:
    """Have a source fail that nobody answers for, an entry, and a message for the last time."""
    now = SystemClock().now()
    watched = source(9, url="https://news.invalid/feed")
    wiring.store().save_source(watched, UserId(ADA), now, "add")
    due = (now - timedelta(minutes=1),)
    _handled(collect.handler, encode_sources(SourceGroup((watched.id,), due)))
    with patch.context() as broken:
        broken.setattr(versions, "first", _break)
        several = EntryGroup(source(1).id, (entry(7), entry(8)), found_at=now)
        _handled(match.handler, encode_entries(several))
        alone = encode_entries(EntryGroup(source(1).id, (entry(7),), found_at=now))
        with pytest.raises(BatchProcessingError):
            _handled(match.handler, alone, received=5)


def _break(*_args, **_kwargs) -> None:
    raise RuntimeError("the page was too much")


def found_by(query: str, lines: list[dict]) -> list[dict]:
    """Return the lines that a query's filter lets through; what it cannot read it refuses."""
    [wanted] = re.findall(r"filter (.+)", query)
    if named := re.fullmatch(r'message (?:= (".+")|in (\[.+\]))', wanted):
        messages = json.loads(named[2] or f"[{named[1]}]")
        logged = {line["message"] for line in lines}
        assert set(messages) <= logged | UNSEEN, "each of them is logged"
        return [line for line in lines if line["message"] in messages]
    if levels := re.fullmatch(r"level in (\[.+?\]) or @message like /.+/", wanted):
        return [line for line in lines if line["level"] in json.loads(levels[1])]
    [like] = re.findall(r'^@message like "(.+)"$', wanted)
    assert like == like.upper(), "a person puts in what they have"
    return [line for line in lines if "correlation_id" in line]


UNSEEN = {"history not readable"}
"""Logged where an answer was lost, which tests/unit/test_notify_doubt.py has."""


@pytest.mark.parametrize("name", list(QUERIES))
def test_a_query_finds_lines_and_all_fields_that_it_asks_for(name, lines):
    query = QUERIES[name]
    found = found_by(query, lines)
    assert found
    asked = [one for row in re.findall(r"^fields (.+)$", query, re.MULTILINE) for one in row.split(", ")]
    inside = re.findall(r"(?:max|latest)\((\w+)\)", query) + re.findall(r" by (\w+)$", query, re.MULTILINE)
    plain = {one for one in asked if not one.startswith("@")} | set(inside)
    assert plain
    assert {one[1:] for one in asked if one.startswith("@")} <= OF_THE_SERVICE
    known = {key for line in found for key in line}
    assert plain - known == set()


def test_one_article_is_followed_through_its_stages(lines):
    [posted] = [line for line in lines if line["message"] == "posted"]
    found = [line for line in lines if posted["correlation_id"] in json.dumps(line)]
    stages = {"article read", "article matched", "posted"}
    assert [line["message"] for line in found if line["message"] in stages] == [
        "article read", "article matched", "posted",
    ]  # fmt: skip


def test_what_became_a_dead_letter_is_said_with_what_it_was_about(lines):
    [given_up] = found_by(QUERIES["What became a dead letter"], lines)
    assert (given_up["queue"], given_up["kind"]) == ("articles", "RuntimeError")
    assert source(1).id in given_up["about"]
