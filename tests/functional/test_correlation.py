"""One article can be followed through all logs, from its source to its message in Slack."""

import json
from io import StringIO

import pytest
from laptop_room import laptop_in

from infra.laptop.laptop import PERSON
from newswatch.observe import logger

SLUG = "rovaniemi-meeting"


@pytest.fixture(scope="module")
def lines(tmp_path_factory) -> list[dict]:
    """Return what the functions logged, with their metrics, while the demo's news went to Slack."""
    out, handler = StringIO(), logger.registered_handler
    before = handler.stream
    handler.setStream(out)
    try:
        with laptop_in(tmp_path_factory.mktemp("state")) as laptop:
            laptop.load_topics()
            laptop.load_sources(live=False)
            for edition in (1, 2, 3):
                laptop.publish(edition)
                laptop.await_poll()
            said = [json.loads(line) for line in out.getvalue().splitlines()]
            posts = laptop.workspace.messages(laptop.channel("#policy"))
    finally:
        handler.setStream(before)
    assert PERSON.id not in out.getvalue(), "who watches what is nobody's business who reads logs"
    [said_in_slack] = [post for post in posts if SLUG in str(post.blocks)]
    return [*said, {"message": "in Slack", "ts": said_in_slack.ts}]


def test_an_entry_is_named_alike_from_its_source_to_its_message(lines):
    [shown] = [line["ts"] for line in lines if line["message"] == "in Slack"]
    [posted] = [line for line in lines if line["message"] == "posted" and line["ts"] == shown]
    entry = posted["correlation_id"]
    own = [line["message"] for line in lines if line.get("correlation_id") == entry]
    assert [message for message in own if message in {"article read", "article matched", "posted"}] == [
        "article read",
        "article matched",
        "posted",
    ]
    [collected] = [line for line in lines if entry in line.get("correlation_ids", ())]
    assert collected["source_id"] == entry.partition(".")[0]
    # The invocations can be told apart, and found in Lambda's own lines.
    assert len({line["function_request_id"] for line in (collected, posted)}) == 2


def test_two_entries_share_no_id(lines):
    read = [line["correlation_id"] for line in lines if line["message"] == "article read"]
    assert len(read) == len(set(read)) > 5


def test_every_line_of_an_invocation_names_it(lines):
    assert [line for line in lines if line.get("service") and not line.get("function_request_id")] == []
