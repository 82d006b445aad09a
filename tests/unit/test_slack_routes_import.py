"""Lists of sources by command: brought in by address and by modal, in parts, and sent as a file."""

import json

import pytest
from builders import source
from desk import ADA, BOB, POLICY, Desk, labels
from fakes import T0, FixedDeadline

from newswatch.errors import BadMessage, BadRequest, FetchError, OutlineError, SlackNotSent
from newswatch.model import State
from newswatch.slack import bringing
from newswatch.slack.asked import Action, Asked, decode, encode
from newswatch.slack.bringing import Bringing
from newswatch.slack.forms import form, understood
from newswatch.slack.requests import Submission, View
from newswatch.slack.views import imports
from newswatch.slack.views.ids import IMPORT, IMPORT_FILE, IMPORT_URL
from newswatch.sources import opml
from newswatch.sources.outline import BadLine, Line, Outline
from newswatch.usecases.findings import Imported
from newswatch.usecases.importing import RESERVE_S

URL = "https://a.example/feeds.opml"
LINES = tuple(Line(f"https://news{n}.example/feed", f"News {n}", ("wires",), line=n) for n in range(4))
BAD = tuple(BadLine(n, f"<@U{n}>", "That is *not* a web address.") for n in range(12))


@pytest.fixture
def desk():
    desk = Desk()
    desk.lists.lists[URL] = Outline(LINES)
    return desk


def urls(desk):
    return {each.url for each in desk.store.sources() if each.state is State.ACTIVE}


def test_a_list_on_the_web_is_brought_in(desk):
    said = desk.types(f"import <{URL}>")
    assert said.startswith("One moment …")
    assert "✅ 4 sources added." in said
    assert "within the next 63 minutes" in said
    assert labels(desk.shown[-1]) == ["All sources"]
    assert urls(desk) == {line.url for line in LINES}
    assert {each.owner for each in desk.store.sources()} == {ADA}
    # None is polled at once.
    assert desk.queues.sources == []

    assert "0 sources added, 4 were there." in desk.types(f"import {URL}")


def test_what_could_not_be_used_is_told_with_its_lines(desk):
    desk.lists.lists[URL] = Outline(LINES[:1], BAD, repeated=2, beyond=3)
    said = desk.types(f"import {URL}")
    assert "✅ 1 source added." in said
    assert "2 lines named a source again." in said
    assert "3 sources left out" in said
    assert "12 lines could not be used:" in said
    assert "line 9:" in said
    assert "line 10:" not in said
    assert "… and 2 more" in said
    # Nobody is called, and nothing is made bold, by a file.
    assert "<@U1>" not in said
    assert "*not*" not in said


@pytest.mark.parametrize(
    "error", [OutlineError("This is a web page, not a list."), FetchError(URL, "Nobody answers there.")]
)
def test_what_cannot_be_read_is_told(desk, error):
    desk.lists.lists[URL] = error
    assert str(error) in desk.types(f"import {URL}")
    assert urls(desk) == set()


class Impatient(FixedDeadline):
    """Has time for two sources in each invocation."""

    def __init__(self):
        object.__setattr__(self, "asked", 0)

    def remaining_s(self):
        object.__setattr__(self, "asked", self.asked + 1)
        return RESERVE_S + 1.0 if self.asked % 3 else 0.0


def test_a_long_list_goes_on_by_itself(desk):
    object.__setattr__(desk.slow, "deadline", Impatient())
    said = desk.types(f"import {URL}", request="a" * 32)
    assert "2 sources added" in said
    assert "2 are left; that goes on by itself." in said
    assert "✅ The list is complete: 4 sources added in all." in said
    assert urls(desk) == {line.url for line in LINES}
    assert {change.request for change in desk.store.changes(0)} == {"a" * 32}


class NoTime(FixedDeadline):
    def remaining_s(self):
        return 0.0


def test_what_nothing_comes_of_does_not_go_on(desk):
    object.__setattr__(desk.slow, "deadline", NoTime())
    said = desk.types(f"import {URL}")
    assert "4 could not be added just now. The same list again goes on with them." in said
    assert desk.queues.commands == []


def test_the_same_request_again_changes_nothing(desk):
    asked = encode(Asked(f"import {URL}", ADA, POLICY, "https://hooks.slack.com/1", "b" * 32))
    desk.carries_out(asked)
    version = desk.store.catalog_version()
    desk.carries_out(asked)
    assert desk.store.catalog_version() == version


def test_without_an_address_it_is_said_how(desk):
    assert "choose the file" in desk.types("import")


def test_duties_can_be_watched(desk):
    said = desk.types("import duties")
    assert "Did you mean import?" in said
    desk.presses("Watch for: import duties")
    assert desk.topic("import-and-duties").query_typed == "import duties"


# --- Out ------------------------------------------------------------------------------------------


def test_all_sources_are_sent_as_a_file_by_direct_message(desk):
    for one in (source(1, tags=("wires",)), source(2, url="https://x:s3cret@b.example/feed")):
        desk.store.save_source(one, ADA, T0, "add")
    said = desk.types("export", who=BOB)
    assert "2 sources: the file is in your direct messages" in said
    ((to, name, data, sentence),) = desk.lists.sent
    assert (to, name.endswith(".opml")) == (BOB, True)
    assert len(opml.parse(data).lines) == 2
    assert "Without what is secret in their addresses, or left out because of it: 1 source." in sentence
    assert "s3cret" not in said + sentence


def test_where_every_address_is_a_secret_that_is_told(desk):
    desk.store.save_source(source(url="https://b.example/private/s3cret/feed"), ADA, T0, "add")
    assert "0 sources: the file" in desk.types("export")
    ((_, _, data, sentence),) = desk.lists.sent
    assert "left out because of it: 1 source." in sentence
    assert b"s3cret" not in data


def test_nothing_is_no_file(desk):
    assert "nothing to export" in desk.types("export")
    assert desk.lists.sent == []


def test_a_file_that_slack_does_not_take_is_told(desk, monkeypatch):
    def refuse(*_):
        raise SlackNotSent("connection", "Slack did not exchange the file.")

    monkeypatch.setattr(desk.lists, "send", refuse)
    desk.store.save_source(source(), ADA, T0, "add")
    assert "Slack did not exchange the file." in desk.types("export")


# --- The modal ------------------------------------------------------------------------------------


def submission(files=(), url=None, **view):
    values = {
        IMPORT_FILE: {IMPORT_FILE: {"type": "file_input", "files": [{"id": each} for each in files]}},
        IMPORT_URL: {IMPORT_URL: {"type": "plain_text_input", "value": url}},
    }
    shown = {"id": "V1", "hash": "h1", "is_home": False, "callback": IMPORT, "metadata": "", "values": values}
    return Submission(ADA, "T1", "A1", View(**(shown | view)))


def test_the_modal_is_wanted_by_the_command_alone(desk):
    def asked(text, action=Action.RUN):
        return form(desk.quick, Asked(text, ADA, POLICY, "", "1", action))

    modal = asked("import").view
    assert modal == asked(" /watch Import ").view == imports.MODAL
    assert asked(f"import {URL}") is asked("import duties") is asked("list") is None
    assert asked("import", Action.LATEST) is None
    assert (modal["type"], modal["callback_id"]) == ("modal", IMPORT)


def test_a_file_that_is_sent_is_brought_in_for_who_sent_it(desk):
    desk.lists.lists[f"F0LIST {ADA}"] = Outline(LINES)
    asked = understood(desk.store, submission(["F0LIST"])).then
    assert (asked.user, asked.response_url, asked.action) == (ADA, "", Action.IMPORT)
    assert asked.id == understood(desk.store, submission(["F0LIST"])).then.id
    assert asked.id != understood(desk.store, submission(["F0LIST"], id="V2")).then.id
    desk.carries_out(encode(asked))
    assert "✅ 4 sources added." in desk.shown[-1]["text"]
    assert urls(desk) == {line.url for line in LINES}


def test_an_address_in_the_modal_is_as_one_that_is_typed(desk):
    asked = understood(desk.store, submission(url=f" {URL} ")).then
    assert bringing.read(asked.text) == Bringing(url=URL)
    desk.carries_out(encode(asked))
    assert len(urls(desk)) == 4


@pytest.mark.parametrize(
    ("sent", "block"),
    [
        (submission(), IMPORT_FILE),
        (submission(url="  "), IMPORT_FILE),
        (submission(url="no address"), IMPORT_URL),
        (submission(url="ftp://a.example/feeds.opml"), IMPORT_URL),
        (submission(["F0LIST"], URL), IMPORT_URL),
        (submission(["../etc"]), IMPORT_FILE),
    ],
)
def test_what_is_wrong_is_said_at_its_field(desk, sent, block):
    errors = understood(desk.store, sent).errors
    assert list(errors) == [block]
    assert errors[block].endswith(".")


def test_other_modals_are_none_of_ours(desk):
    assert understood(desk.store, submission(callback="another")) is None


@pytest.mark.parametrize(
    "values",
    [
        {},
        {IMPORT_FILE: {}, IMPORT_URL: {}},
        {IMPORT_FILE: {IMPORT_FILE: {"files": [{}]}}, IMPORT_URL: {IMPORT_URL: {}}},
        {IMPORT_FILE: {IMPORT_FILE: {"files": 3}}, IMPORT_URL: {IMPORT_URL: {}}},
        {IMPORT_FILE: {IMPORT_FILE: {}}, IMPORT_URL: {IMPORT_URL: {"value": 3}}},
    ],
)
def test_a_modal_that_slack_would_not_send_is_refused(desk, values):
    with pytest.raises(BadRequest):
        understood(desk.store, submission(values=values))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        '{"url": "", "file": "", "added": 0}',
        '{"url": "https://a.example/", "file": "F0LIST", "added": 0}',
        '{"url": "", "file": "../x", "added": 0}',
        '{"url": "", "file": "F0LIST", "added": "x"}',
    ],
)
def test_a_message_that_names_no_list_is_refused(text):
    with pytest.raises(BadMessage):
        bringing.read(text)


def test_where_a_list_is_travels_as_it_is():
    where = Bringing(file="F0LIST", added=7)
    asked = Asked(bringing.spell(where), ADA, POLICY, "", "1", Action.IMPORT)
    assert bringing.read(decode(encode(asked)).text) == where


def test_a_file_id_cannot_be_typed(desk):
    desk.lists.lists[f"F0LIST {ADA}"] = Outline(LINES)
    text = bringing.spell(Bringing(file="F0LIST"))
    desk.types(f"import {text}")
    assert urls(desk) == set()


def test_all_that_can_be_said_fits():
    found = Imported(1, 2, 1, bad=tuple(BadLine(n, "x" * 120, "y" * 200) for n in range(500)), repeated=1)
    shown = imports.imported(found)
    assert len(shown["text"]) <= 4_000
    assert json.dumps(shown)
