"""What of an address is for one reader, and what may be told of it."""

import pytest

from newswatch.sources.private import MAX_PARAMETERS, is_private, public

FEED = "https://a.example/feed"
NAMES = [
    *("apikey", "apikeys", "api_key", "Key", "private_key", "userkey", "token", "AccessToken", "tokens"),
    *("client_secret", "auth", "authorization", "hash", "pass", "passwd", "password", "passphrase", "pwd"),
    *("private", "X-Amz-Signature", "sig", "sid", "sessionid", "jwt", "credentials", "%74oken"),
]
BARED = [
    ("https://ann:s3cret@a.example/feed", FEED),
    ("https://ann@a.example/feed?x=1", f"{FEED}?x=1"),
    (
        "https://a.example/.rss?feed=0123456789abcdef0123456789abcdef01234567&user=ann",
        "https://a.example/.rss?user=ann",
    ),
    *((f"{FEED}?x=1&{name}=abc&y=2", f"{FEED}?x=1&y=2") for name in NAMES),
    (f"{FEED}?Key=", FEED),
]
HIDDEN = [
    "https://a.example/private/0b1f/feed",
    "https://a.example/feed/Private/0b1f?x=1",
    "https://a.example/private",
    "https://a.example/%70rivate/0b1f",
    "https://a.example/secret/0b1f",
    f"{FEED}?{'&'.join('a=b' for _ in range(MAX_PARAMETERS + 1))}",
]
OPEN = [
    FEED,
    f"{FEED}?",
    f"{FEED}?channel_id=UC1234567890123456789012",
    f"{FEED}?keywords=a&passage=3&signals=x&author=ann&monkey=1",
    "https://a.example/privateer/secrets",
    f"{FEED}?{'&'.join('a=b' for _ in range(MAX_PARAMETERS))}",
]


@pytest.mark.parametrize(("url", "rest"), BARED)
def test_what_looks_like_a_secret_is_left_out_of_an_address(url, rest):
    assert (is_private(url), public(url)) == (True, rest)
    assert not is_private(rest)


@pytest.mark.parametrize("url", HIDDEN)
def test_of_what_is_a_secret_as_a_whole_nothing_is_public(url):
    assert (is_private(url), public(url)) == (True, "")


@pytest.mark.parametrize("url", OPEN)
def test_what_everybody_may_read_stays_as_it_is(url):
    assert (is_private(url), public(url)) == (False, url.rstrip("?"))


@pytest.mark.parametrize("url", ["https://[a", "https://a.example:x/feed", "nonsense", ""])
def test_what_is_no_address_is_not_told(url):
    assert public(url) == ""


def test_fragment_is_nobody_s_business():
    assert public(f"{FEED}#s3cret") == FEED
