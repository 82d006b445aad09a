"""Is it from Slack?"""

import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.slack.requests import verify

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BODY = b"command=%2Fwatch&text=venezuela&user_id=U1&channel_id=C1&response_url=https%3A%2F%2Fx.example%2F1"


def signed(body=BODY, *, secret=SECRET, at=NOW, stamp=None):
    stamp = str(int(at.timestamp())) if stamp is None else stamp
    base = b"v0:" + stamp.encode() + b":" + body
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"x-slack-request-timestamp": stamp, "x-slack-signature": f"v0={digest}"}


def test_a_request_of_slack_is_taken():
    assert verify(signed(), BODY, SECRET, NOW)


def test_signed_requests_of_the_corpus_are_told_from_forged_ones(corpus):
    vectors = json.loads((corpus / "slack" / "signature_vectors.json").read_text())
    assert len(vectors) > 10
    wrong = []
    for vector in vectors:
        headers = {
            "X-Slack-Request-Timestamp": vector["timestamp"],
            "X-Slack-Signature": vector["signature"],
        }
        given = {name: value for name, value in headers.items() if value is not None}
        body = (vector["body"] or "").encode()
        now = datetime.fromtimestamp(vector["now"], UTC)
        if verify(given, body, vector["secret"], now) is not vector["valid"]:
            wrong.append(vector["name"])
    assert wrong == []


@pytest.mark.parametrize(
    ("age", "taken"),
    [
        (timedelta(0), True),
        (timedelta(minutes=5), True),
        (timedelta(minutes=5, milliseconds=1), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, milliseconds=-1), False),
        (timedelta(days=365), False),
        (timedelta(days=-365), False),
    ],
)
def test_a_request_counts_for_five_minutes(age, taken):
    assert verify(signed(), BODY, SECRET, NOW + age) is taken


@pytest.mark.parametrize("change", [str.lower, str.upper, str.title, str.capitalize])
def test_header_names_may_be_in_any_case(change):
    assert verify({change(name): value for name, value in signed().items()}, BODY, SECRET, NOW)


@pytest.mark.parametrize(
    "stamp",
    ["", " ", "abc", "1e9", "-1", "+1772442000", "1772442000.0", " 1772442000", "1772442000\n", "0x1",
     "١٧٧٢٤٤٢٠٠٠", "9" * 13, "9" * 5_000],
    ids=ascii,
)  # fmt: skip
def test_a_time_that_is_no_plain_number_is_refused_even_if_signed(stamp):
    assert not verify(signed(stamp=stamp), BODY, SECRET, NOW)


GOOD = signed()["x-slack-signature"]


@pytest.mark.parametrize(
    "signature",
    ["", "v0=", GOOD[3:], "v1" + GOOD[2:], GOOD.upper(), "v0=" + GOOD[3:].upper(), GOOD + "0", GOOD[:-1],
     " " + GOOD, GOOD + "\n", "v0=é" + GOOD[4:], "v0=\ud800", "☃" * 67, GOOD + "," + GOOD],
    ids=ascii,
)  # fmt: skip
def test_a_signature_that_is_not_exactly_right_is_refused(signature):
    assert not verify(signed() | {"x-slack-signature": signature}, BODY, SECRET, NOW)


@pytest.mark.parametrize("missing", ["x-slack-signature", "x-slack-request-timestamp"])
def test_a_request_without_one_of_its_headers_is_refused(missing):
    headers = signed()
    del headers[missing]
    assert not verify(headers, BODY, SECRET, NOW)
    assert not verify({}, BODY, SECRET, NOW)


def test_a_secret_that_is_empty_lets_nobody_in():
    assert not verify(signed(secret=""), BODY, "", NOW)


def test_another_secret_or_time_than_was_signed_is_refused():
    assert not verify(signed(), BODY, SECRET[:-1] + "6", NOW)
    later = signed() | {"x-slack-request-timestamp": str(int(NOW.timestamp()) + 1)}
    assert not verify(later, BODY, SECRET, NOW)


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_a_signature_holds_for_its_body_alone(body, other):
    assert verify(signed(body), body, SECRET, NOW)
    assert verify(signed(body), other, SECRET, NOW) is (body == other)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_a_secret_may_have_any_characters(secret):
    assert verify(signed(secret=secret), BODY, secret, NOW)
