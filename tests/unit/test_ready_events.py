"""infra/events: one for each function, as its handler decodes it."""

import base64
import hashlib
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from infra.laptop import sam_event
from infra.laptop.laptop import Ports
from infra.laptop.slack.signing import SIGNING_SECRET
from infra.laptop.template import Template
from newswatch.queues import decode_entries, decode_sources, decode_wake
from newswatch.slack.asked import decode
from newswatch.slack.requests import verify
from newswatch.sources import websub
from newswatch.sources.urls import source_id

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SITE = f"http://127.0.0.1:{Ports().site}"


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """No run beside us: what would be asked of it is refused, whatever runs on this machine."""
    monkeypatch.setattr(sam_event.running, "page_url", lambda data: "http://127.0.0.1:1/")
    return tmp_path


def event(name):
    return json.loads((ROOT / "infra" / "events" / f"{name}.json").read_text())


def body(name):
    (record,) = event(name)["Records"]
    assert record["md5OfBody"] == hashlib.md5(record["body"].encode()).hexdigest()
    return record["body"]


def test_each_function_has_one():
    functions = Template.load(ROOT / "template.yaml").of_type("AWS::Serverless::Function")
    names = {name.removesuffix("Function").lower() for name in functions}

    assert {path.stem for path in (ROOT / "infra" / "events").glob("*.json")} == names


def test_the_tick_has_its_time():
    assert datetime.fromisoformat(event("dispatch")["time"]).tzinfo


def test_the_group_of_sources_is_the_demo_site():
    assert decode_sources(body("collect")).source_ids == (source_id(f"{SITE}/feed.xml"),)


def test_the_group_of_entries_is_of_the_demo_site():
    group = decode_entries(body("match"))

    assert group.source_id == source_id(f"{SITE}/feed.xml")
    assert [entry.url for entry in group.entries] == [f"{SITE}/energy/tarn-valley-power"]
    assert (ROOT / "seeds" / "demo" / "courier" / "edition-2" / "tarn-valley-power.txt").exists()


def test_the_wake_up_is_for_a_channel_of_the_starter_topics():
    channel = decode_wake(body("notify")).channel
    assert f"#{channel.removeprefix('C0').lower()}" in (ROOT / "seeds" / "topics.toml").read_text()


def test_the_command_is_one():
    asked = decode(body("command"))
    assert (asked.text, asked.user, asked.channel) == ("status", "U0YOU", "C0POLICY")


def test_the_hub_wants_to_know_whether_it_may_forget_a_feed_of_the_demo_site():
    asked = websub.intent(event("hook")["rawQueryString"])

    assert asked is not None
    assert (asked.mode, asked.topic_url) == (websub.Mode.UNSUBSCRIBE, f"{SITE}/feed.xml")


def test_what_slack_sends_is_signed_when_it_is_used(alone):
    ready = sam_event.ready(event("slack"), alone, NOW)
    raw = base64.b64decode(ready["body"])
    form = parse_qs(raw.decode())

    assert verify(ready["headers"], raw, SIGNING_SECRET, NOW)
    assert not verify(ready["headers"], raw, SIGNING_SECRET, NOW + timedelta(minutes=6))
    assert (form["command"], form["text"], form["team_id"]) == (["/watch"], ["list"], ["T0LAPTOP"])
    assert ready["requestContext"] == event("slack")["requestContext"]


@pytest.mark.parametrize("name", ["dispatch", "collect", "match", "notify", "command", "hook"])
def test_without_a_run_beside_it_the_others_are_as_in_their_files(alone, name):
    assert sam_event.ready(event(name), alone, NOW) == event(name)


@pytest.mark.parametrize("hosts", ["172.17.0.1:9000", "172.17.0.1:9000 localhost:9000"])
def test_what_points_to_the_demo_site_points_to_where_it_is_now(alone, hosts):
    kept = {"MatchFunction": {"PRIVATE_HOSTS": hosts}}
    (alone / "sam-local.json").write_text(json.dumps(kept))
    (record,) = sam_event.ready(event("match"), alone, NOW)["Records"]
    group = decode_entries(record["body"])

    assert group.source_id == source_id("http://172.17.0.1:9000/feed.xml")
    assert group.entries[0].url == "http://172.17.0.1:9000/energy/tarn-valley-power"


def test_a_name_that_is_none_is_told_with_those_that_are(alone, capsys):
    assert sam_event.main(["nonsense", "--data", str(alone)]) == 1
    assert "collect, command, dispatch, hook, match, notify, slack" in capsys.readouterr().err


def test_an_event_is_printed_by_its_name(alone, capsys):
    assert sam_event.main(["dispatch", "--data", str(alone)]) == 0
    assert json.loads(capsys.readouterr().out) == event("dispatch")
