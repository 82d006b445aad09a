"""What is said of a channel: its caps, its quiet hours, and what a story would meet there."""

import pytest
from builders import POLICY
from fakes import T0

from newswatch.posts import Hold
from newswatch.slack.views.phrases import on
from newswatch.slack.views.standings import met, standing
from newswatch.usecases.findings import Standing

UNTIL = on(T0)


def here(**more):
    return Standing(**({"channel": POLICY, "posted": 3, "cap": 20, "today": 5, "cap_per_day": 100} | more))


@pytest.mark.parametrize(
    ("found", "ends"),
    [
        (here(), "5 of 100 of this topic today · quiet hours: no"),
        (here(quiet=True, until=T0, why=Hold.QUIET), f"quiet hours: until {UNTIL}"),
        (
            here(quiet=True, until=T0, why=Hold.SNOOZE),
            f"quiet hours: yes · what is new waits until {UNTIL}: snoozed",
        ),
        (here(muted="voa.com"), "quiet hours: no · voa.com is muted there"),
        (here(cap_per_day=0), "· 5, of any number, of this topic today · quiet hours: no"),
    ],
)
def test_what_holds_in_a_channel(found, ends):
    assert standing(found).startswith("In <#C1>: cap 3 of 20 in an hour · ")
    assert standing(found).endswith(ends)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (here(), "posted in <#C1> at once"),
        (here(until=T0, why=Hold.QUIET), f"held in <#C1> until {UNTIL}: quiet hours"),
        (here(muted="voa.com"), "held in <#C1> until another outlet carries it: voa.com is muted there"),
    ],
)
def test_what_a_story_would_meet(found, expected):
    assert met(found) == expected


@pytest.mark.parametrize("why", Hold)
def test_every_reason_has_words(why):
    assert UNTIL in met(here(until=T0, why=why))
