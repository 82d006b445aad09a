"""Secrets are planted wherever one can be, everything is made to fail, and none stands in what is written.

What is written: every line that the functions log, at any level, by whatever library; what
they print; the tracebacks of what they raise, which Lambda logs; and what is said in Slack.
"""

import json
import logging
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import StringIO
from urllib.parse import urlencode

import pytest
from botocore.exceptions import ClientError
from builders import alert, article, entry, source, topic
from deployment import (
    ADA,
    CHANNEL,
    SECRET,
    TEAM,
    TOKEN,
    Deployed,
    context,
    deployment,
    happened,
    pressed,
    record,
    request,
    typed,
)
from hostile_server import HostileServer, page, redirect, serve, status

from infra.laptop.slack.faults import Fault
from newswatch import wiring
from newswatch.lambdas import collect, command, dispatch, hook, match, notify, slack
from newswatch.model import EntryGroup, SourceGroup, StoryId, Subscription, UserId
from newswatch.observe import logger
from newswatch.queues import Wake, encode_entries, encode_sources, encode_wake
from newswatch.system import SystemClock

FEED = b"<rss version='2.0'><channel><title>F</title>%s</channel></rss>"
ITEM = b"<item><guid>%d</guid><title>Lavrov met %d</title><link>http://%s/%s</link></item>"
PASSWORD, KEY, HEADER, ELSEWHERE = "PLANTEDpassword", "PLANTEDkey", "PLANTEDheader", "PLANTEDredirect"
VERIFICATION, RESPONSE, TRIGGER, TYPED = (
    "PLANTEDverification", "PLANTEDresponse", "PLANTEDtrigger", "PLANTEDtyped",
)  # fmt: skip
HUB_TOKEN, HUB_SECRET = "0123456789abcdef" * 2, "fedcba9876543210" * 2
PLANTED = {
    "the bot token": TOKEN,
    "the signing secret": SECRET,
    "Slack's old verification token": VERIFICATION,
    "a response_url": RESPONSE,
    "a trigger_id": TRIGGER,
    "what somebody typed": TYPED,
    "the password in a source's address": PASSWORD,
    "the key in a source's address": KEY,
    "a source's secret header": HEADER,
    "the key where a source's redirect leads": ELSEWHERE,
    "the token in a hub's callback": HUB_TOKEN,
    "the secret that a hub shares": HUB_SECRET,
}


class Written:
    """All that reaches a log while a block runs."""

    def __init__(self, deployed: Deployed, capsys: pytest.CaptureFixture[str], others: StringIO) -> None:
        self._deployed, self._capsys, self._others = deployed, capsys, others
        self._raised: list[str] = []
        self._answers: list[str] = []

    def run(self, handler: Callable[..., object], event: dict) -> None:
        """Invoke a function; what it raises is written as Lambda writes it."""
        try:
            answer = handler(event, context())
        except Exception:  # noqa: BLE001 - as Lambda does
            self._raised.append(traceback.format_exc())
        else:
            self._answers.append(json.dumps(answer))

    def text(self) -> str:
        """Return it."""
        printed = self._capsys.readouterr()
        parts = (self._deployed.log.getvalue(), self._others.getvalue(), printed.out, printed.err)
        return "\n".join([*parts, *self._raised])

    def said(self) -> str:
        """Return what was answered, and what Slack shows."""
        shown = [
            f"{message.text} {message.blocks} {message.metadata}"
            for _, message in self._deployed.workspace.changes(0).messages
        ]
        return "\n".join([*self._answers, *shown])


@pytest.fixture
def deployed(monkeypatch) -> Iterator[Deployed]:
    with deployment(monkeypatch) as running:
        yield running


@pytest.fixture
def site(monkeypatch) -> Iterator[HostileServer]:
    with serve() as running:
        monkeypatch.setenv("PRIVATE_HOSTS", running.host)
        yield running


@pytest.fixture
def written(deployed, capsys, caplog) -> Iterator[Written]:
    others = StringIO()
    handler = logging.StreamHandler(others)
    root, before = logging.getLogger(), (logging.getLogger().level, logger.log_level)
    # As Lambda has it where somebody looks closely: everything of ours, warnings of the others.
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    logger.setLevel("DEBUG")
    yield Written(deployed, capsys, others)
    root.removeHandler(handler)
    root.setLevel(before[0])
    logger.setLevel(before[1])


def private(site: HostileServer, path: str) -> str:
    """Return the address of a feed that only those can read who have what is in it."""
    return f"http://ada:{PASSWORD}@{site.host}{path}?key={KEY}"


def watched(deployed: Deployed, site: HostileServer) -> list[SourceGroup]:
    """Have private feeds watched that answer well, badly and not at all; return them."""
    news = FEED % b"".join(ITEM % (n, n, site.host.encode(), b"page-%d" % n) for n in range(3))
    broken = f"http://eve:{ELSEWHERE}@{site.host}/broken?key={ELSEWHERE}"
    paths = {
        "/well": page(news, Content_Type="application/rss+xml"),
        "/broken": status(500, broken.encode()),
        "/moved": redirect(broken),
        "/elsewhere": redirect(f"http://eve:{ELSEWHERE}@localhost:1/?key={ELSEWHERE}"),
        "/forbidden": status(403, f"{PASSWORD} {KEY} {HEADER}".encode()),
        "/no-feed": page(f"<p>{KEY} {PASSWORD}</p>".encode()),
    }
    groups = []
    for n, (path, behaviour) in enumerate(paths.items()):
        site.on(path, behaviour)
        one = source(n, url=private(site, path), name=f"Feed {n}", header="X-Key" if n % 2 else "")
        wiring.store().save_source(one, UserId(ADA), SystemClock().now(), "add")
        prefix = wiring.settings().source_secrets_prefix
        value = json.dumps({"name": "X-Key", "value": HEADER, "origin": f"http://{site.host}"})
        deployed.ssm.put_parameter(Name=f"{prefix}{one.id}", Value=value, Type="SecureString")
        groups.append(SourceGroup((one.id,), (SystemClock().now(),)))
    return groups


def collected(groups: list[SourceGroup], written: Written) -> None:
    for group in groups:
        for _ in range(2):
            written.run(collect.handler, {"Records": [record(encode_sources(group))]})


def matched(groups: list[SourceGroup], site: HostileServer, written: Written) -> None:
    site.on("/article", status(403, f"{PASSWORD} {KEY}".encode()))
    links = (private(site, "/article"), private(site, "/moved"), f"http://ada:{PASSWORD}@localhost:1/{KEY}")
    for n, link in enumerate(links):
        found = EntryGroup(groups[0].source_ids[0], (entry(n, url=link, summary="Lavrov met."),))
        written.run(match.handler, {"Records": [record(encode_entries(found))]})


def posted(deployed: Deployed, written: Written) -> None:
    """Have something to post while Slack answers with what it was sent, and worse."""
    now, store = SystemClock().now(), wiring.store()
    store.save_topic(topic(destinations=(CHANNEL,)), UserId(ADA), now, "add")
    wake = {"Records": [record(encode_wake(Wake(CHANNEL)))]}
    echo = f"Authorization: Bearer {TOKEN}".encode()
    faults = (
        Fault.http(500, echo),
        Fault.http(200, echo),
        Fault.error("invalid_blocks"),
        Fault.reset_before(),
    )
    for n, fault in enumerate(faults):
        kept = store.save_article(article(f"https://news.example/{n}", read_at=now), [])
        found = alert(story_id=StoryId(kept.id), article_id=kept.id, channels=(CHANNEL,), claimed_at=now)
        store.claim([found])
        deployed.workspace.faults.add("chat.postMessage", fault)
        written.run(notify.handler, wake)


def asked(deployed: Deployed, site: HostileServer, written: Written) -> None:
    """Have people ask for things, in requests that are right, wrong and broken."""
    response_url = f"{deployed.slack.page_url}response/{RESPONSE}"
    own = {"token": VERIFICATION, "trigger_id": TRIGGER}
    texts = (
        f"{TYPED} AND ((", f"add x = {TYPED}", "status", "list", f"test {TYPED} AND lavrov",
        f"source add {private(site, '/well')}", f"source add {private(site, '/broken')}",
        f"source add {private(site, '/elsewhere')}", f"why {private(site, '/article')}",
        f"import {private(site, '/no-feed')}", f"source show {private(site, '/well')}",
    )  # fmt: skip
    for text in texts:
        written.run(slack.handler, typed(text, response_url, changes=own))
        put_off(deployed, written)
    broken = (
        typed(TYPED, response_url, changes=own, secret="another"),
        typed(TYPED, response_url, changes=own, age_s=4_000),
        typed(TYPED, response_url, changes=own | {"team_id": "T0OTHER"}),
        typed(TYPED, response_url, changes=own | {"user_id": None}),
        pressed(TYPED, response_url, token=VERIFICATION, trigger_id=TRIGGER),
        pressed(TYPED, response_url, action_id=TYPED, token=VERIFICATION, trigger_id=TRIGGER),
        happened("app_home_opened", token=VERIFICATION),
        happened(TYPED, token=VERIFICATION),
        request(f"payload={TYPED}&token={VERIFICATION}"),
        request(f"{{{TYPED}"),
        request(urlencode({"text": TYPED, "team_id": TEAM, "token": VERIFICATION})),
        request(TYPED) | {"isBase64Encoded": True, "body": f"{TYPED}!"},
    )
    for event in broken:
        written.run(slack.handler, event)
        put_off(deployed, written)
    for body in (f"{TYPED}", f'{{"v":99,"text":"{TYPED}","response_url":"{response_url}"}}'):
        for handler in (collect.handler, match.handler, notify.handler, command.handler):
            written.run(handler, {"Records": [record(body, received=9)]})


def put_off(deployed: Deployed, written: Written) -> None:
    """Have done what takes longer than Slack waits, if there is still a queue."""
    with suppress(ClientError):
        for message in deployed.messages("COMMAND_QUEUE_URL"):
            written.run(command.handler, {"Records": [message | {"attributes": last_try(message)}]})


def last_try(message: dict) -> dict:
    """Return a message's attributes in its last try: should it fail, that is written down."""
    return message["attributes"] | {"ApproximateReceiveCount": "9"}


def pinged(site: HostileServer, written: Written) -> None:
    known = source(0, url=private(site, "/well"))
    now = SystemClock().now()
    asked_for = Subscription(known.id, "https://hub.example/", known.url, HUB_TOKEN, HUB_SECRET, asked_at=now)
    wiring.store().save_subscription(asked_for, None)
    for method, token in (("GET", HUB_TOKEN), ("GET", "0" * 32), ("POST", HUB_TOKEN), ("POST", "0" * 32)):
        path = {"source": known.id, "token": token}
        event = {
            "version": "2.0",
            "rawPath": f"/hook/{path['source']}/{token}",
            "rawQueryString": urlencode(
                {"hub.mode": "subscribe", "hub.topic": known.url, "hub.challenge": "c"}
            ),
            "pathParameters": path,
            "headers": {"x-hub-signature": f"sha256={HUB_SECRET}"},
            "requestContext": {"http": {"method": method}, "stage": "$default"},
            "body": HUB_SECRET,
            "isBase64Encoded": False,
        }
        written.run(hook.handler, event)


def everything(deployed: Deployed, site: HostileServer, written: Written) -> None:
    """Have each function do what it does, with secrets in all that it is given."""
    groups = watched(deployed, site)
    written.run(dispatch.handler, {})
    collected(groups, written)
    matched(groups, site, written)
    posted(deployed, written)
    asked(deployed, site, written)
    pinged(site, written)


def assert_clean(written: Written) -> str:
    """Fail if a secret was written; return what was."""
    text, said = written.text(), written.said()
    told = {what: _around(text, value) for what, value in PLANTED.items() if value in text}
    # People read there what they have typed themselves.
    shown = {
        what: _around(said, value) for what, value in PLANTED.items() if value in said and value != TYPED
    }
    assert (told, shown) == ({}, {})
    return text


def _around(text: str, value: str) -> list[str]:
    return [match[0] for match in re.finditer(f".{{0,200}}{re.escape(value)}.{{0,50}}", text)][:3]


def test_no_secret_is_written_while_sites_and_people_misbehave(deployed, site, written):
    everything(deployed, site, written)
    text = assert_clean(written)
    # What was to happen did: else nothing would be shown.
    for said in (
        "source not readable",
        "page not read",
        "slack",
        "request refused",
        "given up",
        "ping ignored",
    ):
        assert f'"message":"{said}"' in text, said
    assert len(site.requests) > 10


def test_no_secret_is_written_while_slack_takes_no_token(deployed, site, written):
    deployed.workspace.token = "xoxb-rotated"
    everything(deployed, site, written)
    assert_clean(written)


def test_no_secret_is_written_while_the_table_is_gone(deployed, site, written, monkeypatch):
    groups = watched(deployed, site)
    deployed.dynamodb.delete_table(TableName=wiring.settings().table_name)
    monkeypatch.setattr(f"{__name__}.watched", lambda *_: groups)
    for run in (collected, lambda g, w: matched(g, site, w)):
        run(groups, written)
    asked(deployed, site, written)
    assert "StorageError" in assert_clean(written)


def test_no_secret_is_written_while_queues_and_secrets_are_gone(deployed, site, written):
    groups = watched(deployed, site)
    for name, url in deployed.environment.items():
        if name.endswith("_QUEUE_URL"):
            deployed.sqs.delete_queue(QueueUrl=url)
    collected(groups, written)
    matched(groups, site, written)
    asked(deployed, site, written)
    pinged(site, written)
    assert_clean(written)


@pytest.mark.parametrize("value", PLANTED.values(), ids=PLANTED.keys())
def test_the_check_sees_each_secret(deployed, written, value):
    logger.debug("x", url=f"https://a.example/{value}")
    with pytest.raises(AssertionError):
        assert_clean(written)
