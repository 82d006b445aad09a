"""Where somebody is, as a place to post."""

import pytest

from newswatch.model import ChannelId, UserId
from newswatch.usecases.destinations import here


@pytest.mark.parametrize(
    ("where", "place"),
    [("C0POLICY", "C0POLICY"), ("G0BOARD", "G0BOARD"), ("D0ADA", "U0ADA"), ("U0ADA", "U0ADA"), ("", "U0ADA")],
    ids=["channel", "private channel", "direct messages", "person", "App Home"],
)
def test_outside_of_channels_it_is_the_person(where, place):
    assert here(UserId("U0ADA"), ChannelId(where)) == place
