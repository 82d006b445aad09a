"""Slack's error codes: each has one answer, and what a person is to do is said as such."""

import json
import re
import ssl
from http.client import RemoteDisconnected
from socket import gaierror
from urllib.error import URLError

import pytest

from newswatch.errors import (
    SlackAmbiguous,
    SlackMessageGone,
    SlackNotSent,
    SlackParked,
    SlackRateLimited,
    SlackRejected,
    SlackUnshowable,
    SlackUnusable,
)
from newswatch.model import ChannelId
from newswatch.slack.calls import call
from newswatch.slack.codes import PARKED, slack_error
from newswatch.slack.views.phrases import ERROR_CHARS

HERE = ChannelId("C1")
# What Slack documents for chat.postMessage, chat.update, conversations.open and .join, by what can be done.
TABLE = {
    SlackRateLimited: "ratelimited rate_limited message_limit_exceeded",
    SlackNotSent: "service_unavailable request_timeout team_added_to_org org_login_required accesslimited",
    SlackAmbiguous: "fatal_error internal_error update_failed",
    SlackUnusable: (
        "account_inactive invalid_auth not_authed token_expired token_revoked missing_scope no_permission "
        "not_allowed_token_type access_denied team_access_not_granted two_factor_setup_required "
        "enterprise_is_restricted ekm_access_denied method_deprecated deprecated_endpoint "
        "messages_tab_disabled"
    ),
    SlackParked: (
        "channel_not_found not_in_channel is_archived restricted_action restricted_action_read_only_channel "
        "restricted_action_thread_only_channel restricted_action_non_threadable_channel "
        "restricted_action_thread_locked cannot_reply_to_message team_not_found channel_type_not_supported "
        "user_not_found user_not_visible user_disabled cannot_dm_bot channel_is_limited_access "
        "too_many_members method_not_supported_for_channel_type"
    ),
    SlackUnshowable: (
        "invalid_blocks invalid_blocks_format msg_too_long msg_blocks_too_long no_text too_many_attachments "
        "attachment_payload_limit_exceeded invalid_metadata_format invalid_metadata_schema "
        "metadata_too_large metadata_must_be_sent_from_app markdown_text_conflict too_many_contact_cards "
        "missing_file_data"
    ),
    SlackMessageGone: "message_not_found edit_window_closed cant_update_message",
    SlackRejected: (
        "invalid_arg_name invalid_arguments invalid_array_arg invalid_charset invalid_form_data "
        "invalid_post_type missing_post_type as_user_not_supported duplicate_channel_not_found "
        "duplicate_message_not_found draft_already_deleted draft_already_sent draft_has_conflict "
        "draft_not_found slack_connect_canvas_sharing_blocked slack_connect_file_link_sharing_blocked "
        "slack_connect_lists_sharing_blocked"
    ),
}
KINDS = {code: kind for kind, codes in TABLE.items() for code in codes.split()}
ACTIONS = {
    "retry_after": SlackRateLimited,
    "retry_safe": SlackNotSent,
    "ambiguous": SlackAmbiguous,
    "pause everything": SlackUnusable,
    "park": SlackParked,
    "degrade": SlackUnshowable,
    "bug": SlackRejected,
}


@pytest.mark.parametrize(("code", "kind"), KINDS.items())
def test_each_code_has_its_answer(code, kind):
    error = slack_error(code, 200, None, HERE)
    assert type(error) is kind
    assert kind is SlackRateLimited or error.code == code


def test_every_code_that_is_known_to_be_had_is_in_the_table(corpus):
    documented = json.loads((corpus / "slack" / "postmessage_errors.json").read_text())["errors"]
    assert len(documented) > 60
    for each in documented:
        [kind] = [kind for action, kind in ACTIONS.items() if each["action"].startswith(action)]
        assert (each["error"], KINDS.get(each["error"])) == (each["error"], kind)


@pytest.mark.parametrize("code", ["an_error_that_slack_invents_next_year", "error_2"])
def test_a_code_of_which_nobody_has_heard_is_a_refusal(code):
    assert type(slack_error(code, 200, None, HERE)) is SlackRejected


@pytest.mark.parametrize(
    ("code", "status"),
    [("", 200), ("<html>", 200), ("Not Found", 404), ("", 500), ("some_error", 500), ("some_error", 503)],
)
def test_what_slack_did_not_surely_say_leaves_the_outcome_open(code, status):
    error = slack_error(code, status, None, HERE)
    assert (type(error), error.code) == (SlackAmbiguous, f"http_{status}")


@pytest.mark.parametrize("code", PARKED)
def test_a_parked_post_says_what_a_person_can_do(code):
    error = slack_error(code, 200, None, HERE)
    why, _, what = str(error).partition(": ")
    assert error.channel == HERE
    assert re.match(r"[A-Z]", why)
    assert re.match(r"(invite|give|ask|unarchive) .+\.$", what), what
    assert len(str(error)) <= ERROR_CHARS, "it is shown whole"
    assert "`" not in what, "what is shown has its markup taken away"


NOW = "Wed, 21 Oct 2026 07:28:00 GMT"


@pytest.mark.parametrize(
    ("header", "date", "seconds"),
    [
        ("30", "", 30),
        (["30"], "", 30),
        ("0", "", 1),
        ("7200", "", 7200),
        ("999999", "", 86_400),
        (None, "", 30),
        ("soon", "", 30),
        ("-5", "", 30),
        ("1.5", "", 1.5),
        (" 30 ", "", 30),
        ("9" * 400, "", 86_400),
        ("Wed, 21 Oct 2026 07:29:10 GMT", NOW, 70),
        (["Wed, 21 Oct 2026 07:29:10 GMT"], [NOW], 70),
        ("Wed, 21 Oct 2026 07:00:00 GMT", NOW, 1),
        ("Wed, 21 Oct 2099 07:00:00 GMT", NOW, 86_400),
        ("Wed, 21 Oct 2026 07:29:10 GMT", None, 30),
        ("Wed, 21 Oct 2026 07:29:10 GMT", "yesterday", 30),
        ("Wed, 21 Oct 2026 07:29:10", NOW, 30),
        ("Wed, 99 Oct 2026 99:29:10 GMT", NOW, 30),
    ],
)
def test_how_long_slack_wants_a_pause(header, date, seconds):
    error = slack_error("ratelimited", 429, header, HERE, date)
    assert isinstance(error, SlackRateLimited)
    assert error.retry_after_s == seconds


@pytest.mark.parametrize(
    ("mishap", "kind"),
    [
        (URLError(ConnectionRefusedError()), SlackNotSent),
        (URLError(gaierror(-2, "Name or service not known")), SlackNotSent),
        (URLError(ssl.SSLCertVerificationError()), SlackNotSent),
        (URLError(ssl.SSLEOFError()), SlackAmbiguous),
        (URLError(TimeoutError()), SlackAmbiguous),
        (URLError(BrokenPipeError()), SlackAmbiguous),
        (TimeoutError(), SlackAmbiguous),
        (ConnectionResetError(), SlackAmbiguous),
        (RemoteDisconnected(), SlackAmbiguous),
    ],
    ids=lambda each: repr(each)[:40] if isinstance(each, Exception) else "",
)
def test_a_connection_that_fails_says_whether_anything_can_have_been_sent(mishap, kind):
    def fail(**_):
        raise mishap

    with pytest.raises(kind) as caught:
        call(fail, HERE)
    assert type(caught.value) is kind
