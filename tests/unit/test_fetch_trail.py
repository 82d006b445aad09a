"""Where a request stands between redirects; the rest needs a server (tests/functional)."""

import pytest

from newswatch.ports import SecretHeader
from newswatch.sources.fetch.trail import Trail

PLAIN, SAFE = "http://news.example/feed", "https://news.example/feed"


def walked(start, *hops):
    trail = Trail(start, None, "")
    assert all(trail.follow(status, target) for status, target in hops)
    return trail.moved


@pytest.mark.parametrize(
    ("start", "hops", "moved"),
    [
        (PLAIN, [(301, SAFE)], SAFE),
        (SAFE, [(301, PLAIN)], ""),
        (SAFE, [(301, "https://other.example/"), (301, PLAIN)], "https://other.example/"),
        (PLAIN, [(301, SAFE), (301, "http://other.example/")], SAFE),
        (SAFE, [(301, PLAIN), (301, "https://other.example/")], ""),
        ("HTTPS://news.example/feed", [(301, PLAIN)], ""),
        (PLAIN, [(301, "http://NEWS.example:80/./feed")], ""),
        (PLAIN, [(301, "ftp://news.example/feed")], ""),
        (PLAIN, [(301, "http://not a host/")], ""),
        ("http://ann:pw@news.example/feed", [(301, "http://ann:pw@news.example/new")], ""),
        ("http://ann:pw@news.example/feed", [(301, SAFE)], SAFE),
    ],
)
def test_a_move_is_kept_if_it_is_no_step_back(start, hops, moved):
    assert walked(start, *hops) == moved


def test_a_circle_is_told():
    trail = Trail(PLAIN, None, "")
    assert trail.follow(302, SAFE)
    assert not trail.follow(302, PLAIN)


def test_a_secret_for_a_safe_origin_never_goes_over_a_plain_connection():
    secret = SecretHeader("X-Key", "s3cret", "https://news.example")
    trail = Trail(SAFE, secret, "https://news.example:443")
    assert trail.secret_for("https://news.example:443") == {"X-Key": "s3cret"}
    assert trail.secret_for("http://news.example:80") == {}
    assert trail.secret_for("https://news.example:443") == {}
