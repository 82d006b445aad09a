"""Lists of sources by way of the web and of Slack: whose files are read, and who sees the token."""

import pytest
from fakes import FakeFetcher
from slack_room import ADA

from infra.laptop.slack.uploads import Uploads
from newswatch.errors import FetchError, OutlineError, SlackError, SlackNotSent, SlackRejected, SlackUnusable
from newswatch.ports import Fetched
from newswatch.slack.calls import web_client
from newswatch.slack.lists import SlackLists
from newswatch.slack.views import imports
from newswatch.sources import opml

URL = "https://a.example/feeds.opml"
LIST = b'<opml><body><outline text="A" xmlUrl="https://a.example/feed"/></body></opml>'
DIRECT = "D0ADA"


@pytest.fixture
def fetcher():
    return FakeFetcher()


@pytest.fixture
def lists(slack, fetcher):
    return SlackLists(fetcher, lambda: web_client(slack.workspace.token, slack.server.api_url))


def test_a_list_on_the_web_is_fetched_and_read(lists, fetcher):
    fetcher.pages[URL] = Fetched(URL, {}, LIST)
    assert [line.url for line in lists.at(URL).lines] == ["https://a.example/feed"]


def test_what_is_not_there_is_no_list(lists, fetcher):
    fetcher.pages[URL] = FetchError(URL, "Nobody answers there.")
    with pytest.raises(FetchError):
        lists.at(URL)


def test_a_file_that_somebody_gave_to_slack_is_read(slack, lists):
    file = slack.workspace.uploads.add(ADA, "feeds.opml", LIST)
    assert [line.title for line in lists.uploaded(file.id, ADA).lines] == ["A"]


def test_nobody_reads_somebody_elses_file(slack, lists):
    file = slack.workspace.uploads.add("U0BOB", "feeds.opml", LIST)
    with pytest.raises(OutlineError, match="somebody else"):
        lists.uploaded(file.id, ADA)


def test_a_file_that_is_too_large_is_not_fetched(slack, lists):
    file = slack.workspace.uploads.add(ADA, "feeds.opml", b"x" * (opml.MAX_BYTES + 1))
    with pytest.raises(OutlineError, match="too large"):
        lists.uploaded(file.id, ADA)


def test_a_file_that_is_gone_is_told(lists):
    with pytest.raises(SlackError):
        lists.uploaded("F0NONE", ADA)


@pytest.mark.parametrize(
    "url",
    [
        "https://files.example/feeds.opml",
        "http://127.0.0.1:1/files-pri/F1/download",
        "https://files.slack.com.evil.example/f",
        "https://files.slack.com@evil.example/f",
        "//127.0.0.1/f",
        "file:///etc/passwd",
        "",
    ],
)
def test_the_token_is_shown_to_no_other_host(slack, lists, monkeypatch, url):
    def shape(file, _base):
        return {"id": file.id, "user": file.user, "size": file.size, "url_private_download": url}

    monkeypatch.setattr("infra.laptop.slack.file_api.file_shape", shape)
    file = slack.workspace.uploads.add(ADA, "feeds.opml", LIST)
    with pytest.raises(SlackRejected):
        lists.uploaded(file.id, ADA)


@pytest.mark.parametrize(
    ("api", "url", "good"),
    [
        ("https://slack.com/api/", "https://files.slack.com/files-pri/T1-F1/download/a.opml", True),
        ("https://slack-gov.com/api/", "https://files.slack-gov.com/f", True),
        ("https://slack.com/api/", "http://files.slack.com/f", False),
        ("https://slack.com/api/", "https://files.slack.com:8443/f", False),
        ("https://slack.com/api/", "https://files.slack-gov.com/f", False),
        ("https://slack.com/api/", "https://u:p@files.slack.com/f", False),
        ("https://slack.com/api/", "https://files.slack.com:x/f", False),
    ],
)
def test_slacks_own_hosts_are_known(lists, api, url, good):
    client = web_client("xoxb-1", api)
    if good:
        assert lists._slacks(client, url) == url
    else:
        with pytest.raises(SlackRejected):
            lists._slacks(client, url)


def test_a_redirect_is_not_followed_with_the_token(slack, lists, monkeypatch):
    # Slack leads to where people log in, if a token may not read the file.
    file = slack.workspace.uploads.add(ADA, "feeds.opml", LIST)
    monkeypatch.setattr(
        slack.server.files, "_ws", type("Other", (), {"token": "x", "scopes": (), "url": URL})
    )
    with pytest.raises(SlackNotSent, match="302"):
        lists.uploaded(file.id, ADA)


def test_a_file_is_sent_by_direct_message(slack, lists):
    lists.send(ADA, "sources.opml", LIST, "1 source of *Newswatch*.")
    (message,) = slack.workspace.messages(DIRECT)
    assert (message.text, message.files[0]["name"]) == ("1 source of *Newswatch*.", "sources.opml")
    assert slack.workspace.uploads.get(message.files[0]["id"]).data == LIST


def test_a_scope_that_is_missing_is_told(slack, lists):
    slack.workspace.scopes -= {"files:read", "files:write"}
    with pytest.raises(SlackUnusable):
        lists.send(ADA, "sources.opml", LIST, "")
    with pytest.raises(SlackUnusable):
        lists.uploaded("F1", ADA)


def test_a_file_that_slack_does_not_take_is_told(slack, lists, monkeypatch):
    monkeypatch.setattr(Uploads, "fill", lambda *_: Uploads.get(slack.workspace.uploads, "F0NONE"))
    with pytest.raises(SlackNotSent):
        lists.send(ADA, "sources.opml", LIST, "")
    assert slack.workspace.messages(DIRECT) == []


def test_an_answer_without_a_place_of_its_own_comes_by_direct_message(slack, lists):
    answer = imports.how()
    lists.tell(ADA, answer)
    (message,) = slack.workspace.messages(DIRECT)
    assert message.text == answer["text"]
    assert [block["type"] for block in message.blocks] == ["section", "actions"]


def test_an_answer_whose_blocks_slack_does_not_take_comes_as_text(slack, lists):
    lists.tell(ADA, {"text": "Plain.", "blocks": [{"type": "odd"}]})
    (message,) = slack.workspace.messages(DIRECT)
    assert (message.text, message.blocks) == ("Plain.", ())
