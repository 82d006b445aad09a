"""The store's calls tell the time of what answers them."""

from datetime import timedelta

import pytest
from builders import article
from fakes import FrozenClock
from stores import dynamo_store

from newswatch.model import ChannelId
from newswatch.storage.clock import ServerClock
from newswatch.system import SystemClock

CHANNEL = ChannelId("C1")


def off(minutes):
    """Return a clock that is so many minutes ahead, and stands."""
    return ServerClock(FrozenClock(SystemClock().now() + timedelta(minutes=minutes)))


@pytest.fixture(params=["engine", pytest.param("dynamodb-local", marks=pytest.mark.dynamodb_local)])
def endpoint(request) -> str:
    """Return where a table called ``contract`` is."""
    if request.param == "engine":
        request.getfixturevalue("engine_table")
        return str(request.getfixturevalue("engine").url)
    return str(request.getfixturevalue("dynamodb_local"))


@pytest.mark.parametrize("minutes", [-10, 10])
@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.article_at(["https://news.example/a"]),
        lambda store: store.outbox(CHANNEL, 1),
        lambda store: store.save_article(article(), []),
        lambda store: store.release_channel(CHANNEL, "nobody"),
    ],
    ids=["read", "query", "write", "refused write"],
)
def test_calls_set_a_clock_right_that_is_off(endpoint, call, minutes):
    clock = off(minutes)
    call(dynamo_store(endpoint, "contract", "clock", heard=clock.heard))
    assert abs(SystemClock().now() - clock.now()) < timedelta(minutes=1)
