"""What becomes of typed text where the manifest says ``should_escape``."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from infra.laptop.slack.records import User
from infra.laptop.slack.typed import escaped
from infra.laptop.slack.workspace import SlackWorkspace

ADA, BOB = "U0ADA", "U0BOB"


@pytest.fixture(scope="module")
def workspace():
    workspace = SlackWorkspace(lambda: datetime(2026, 3, 2, tzinfo=UTC))
    workspace.add_user(User(ADA, "ada", "Ada Lovelace"))
    workspace.add_user(User(BOB, "bob.the-builder"))
    workspace.add_channel("C0POLICY", "policy", members=[ADA])
    workspace.add_channel("C0EV", "ev-2", members=[])
    workspace.add_channel("C0BOARD", "board", members=[ADA], private=True)
    return workspace


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("", ""),
        ("pompeo AND lavrov", "pompeo AND lavrov"),
        ("R&D <b> a > b", "R&amp;D &lt;b&gt; a &gt; b"),
        ("&amp;", "&amp;amp;"),
        ("add #policy x", "add <#C0POLICY|policy> x"),
        ("list #ev-2", "list <#C0EV|ev-2>"),
        ("(#policy)", "(<#C0POLICY|policy>)"),
        ("#policy2 #nowhere c#policy ##policy", "#policy2 #nowhere c#policy ##policy"),
        ("@ada and @bob.the-builder.", "<@U0ADA|ada> and <@U0BOB|bob.the-builder>."),
        ("@eve @here x@ada", "@eve @here x@ada"),
        ("ada@news.example", "<mailto:ada@news.example|ada@news.example>"),
        ("source add https://news.example/feed", "source add <https://news.example/feed>"),
        ("see http://a.example/x?a=1&b=2#policy.", "see <http://a.example/x?a=1&amp;b=2#policy>."),
        ("(https://a.example/x?a&)", "(<https://a.example/x?a&amp;>)"),
        ("news.example/feed", "news.example/feed"),
        ("<https://a.example|x>", "&lt;<https://a.example>|x&gt;"),
        ("<@U0ADA> <#C0POLICY> <!here>", "&lt;@U0ADA&gt; &lt;#C0POLICY&gt; &lt;!here&gt;"),
    ],
)
def test_text_is_sent_as_slack_sends_it(workspace, typed, sent):
    assert escaped(typed, workspace, ADA) == sent


def test_a_private_channel_is_found_by_its_members_alone(workspace):
    assert escaped("#board", workspace, ADA) == "<#C0BOARD|board>"
    assert escaped("#board", workspace, BOB) == "#board"


@given(st.text(alphabet=st.sampled_from("ab@#<>&|/:. \n!policyhttps")))
def test_nothing_that_was_typed_becomes_a_control_sequence_by_itself(text):
    workspace = SlackWorkspace(lambda: datetime(2026, 3, 2, tzinfo=UTC))
    sent = escaped(text, workspace, ADA)

    assert sent.count("<") == sent.count(">")
    assert "<@" not in sent
    assert "<#" not in sent
    assert "<!" not in sent
