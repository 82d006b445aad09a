"""How fast alerts are: what is kept of it, and what is usual."""

from datetime import timedelta

from fakes import T0

from newswatch.delivery.caps import Sending, with_message
from newswatch.delivery.freshness import KEPT, usual, with_alert
from newswatch.posts import Freshness, Tally

MINUTE = timedelta(minutes=1)


def told(*took_min, at=T0):
    tally = Tally()
    for took in took_min:
        tally = with_alert(tally, at, at - took * MINUTE)
    return tally


def test_it_is_the_median_over_all_channels():
    assert usual([told(4, 90), told(2)], T0) == (4 * MINUTE, 3)
    assert usual([told(4, 6), Tally()], T0) == (5 * MINUTE, 2)


def test_what_was_told_before_yesterday_is_of_no_interest():
    later = T0 + timedelta(hours=24)
    assert usual([told(4)], later) == (4 * MINUTE, 1)
    assert usual([told(4)], later + MINUTE) is None


def test_an_article_without_a_date_says_nothing_and_one_from_tomorrow_took_no_time():
    assert with_alert(Tally(), T0, None) == Tally()
    assert with_alert(Tally(), T0, T0 + timedelta(days=1)).fresh == (Freshness(T0, timedelta()),)


def test_an_old_article_says_nothing_of_how_fast_we_are():
    day = timedelta(days=1)
    assert with_alert(Tally(), T0, T0 - 2 * day).fresh == (Freshness(T0, 2 * day),)
    assert with_alert(Tally(), T0, T0 - 2 * day - MINUTE) == Tally()


def test_a_channel_keeps_its_newest_ones_whatever_else_it_gets():
    tally = told(*range(KEPT + 5))
    assert [each.took for each in tally.fresh] == [n * MINUTE for n in range(5, KEPT + 5)]
    assert with_message(tally, Sending(T0, "2026-03-02"), T0).fresh == tally.fresh
