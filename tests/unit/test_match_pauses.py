"""Match: a site that wants time between two requests gets it, and nothing is lost meanwhile."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from builders import ALICE, entry
from fakes import T0, FixedDeadline
from match_house import FILLER, House, page

from newswatch.errors import FetchError, QueueError
from newswatch.model import EntryGroup, TextFrom
from newswatch.usecases.match import match
from newswatch.usecases.visits import LONGEST_S

HOST = "news.example"
FETCH_S = 0.25


class Site(House):
    """A matcher, and a site of three pages that wants a pause; a fetch takes some time."""

    def __init__(self, delay_s):
        super().__init__()
        self.robots.delays[HOST] = delay_s
        self.times = []
        for number in (1, 2, 3):
            self.serve(number)
        get = self.fetcher.get

        def timed(*args, **more):
            self.times.append((self.clock.now() - T0).total_seconds())
            self.clock.advance(seconds=FETCH_S)
            return get(*args, **more)

        self.fetcher.get = timed

    def work_off(self):
        """Work off what went back into the queue, after its delays, until nothing does."""
        while self.queues.entries:
            groups, delays = self.queues.entries[:], self.queues.entry_delays[:]
            self.queues.entries.clear()
            self.queues.entry_delays.clear()
            for group, delay_s in zip(groups, delays, strict=True):
                self.clock.advance(seconds=delay_s)
                match(self.matcher, group, FixedDeadline(600.0))


def three():
    return [entry(number) for number in (1, 2, 3)]


def test_short_pause_is_waited_for_in_place():
    house = Site(4)
    house.run(*three())
    assert house.times == [0, 4, 8]
    assert house.waited == [4 - FETCH_S, 4 - FETCH_S]
    assert (len(house.posts()), house.queues.entries) == (3, [])


def test_site_that_wants_no_pause_is_read_at_once():
    house = Site(0)
    house.run(*three())
    assert house.times == [0, FETCH_S, 2 * FETCH_S]
    assert house.waited == []


def test_long_pause_sends_the_rest_of_the_group_back_with_a_delay():
    house = Site(60)
    house.run(*three(), found_at=T0, baseline=True)
    assert house.queues.entries == [
        EntryGroup(house.sources[0].id, (entry(2), entry(3)), baseline=True, found_at=T0)
    ]
    assert house.queues.entry_delays == [60]
    assert house.waited == []


def test_group_that_was_sent_back_is_worked_off_to_its_end():
    house = Site(60)
    house.run(*three())
    house.work_off()
    assert [later - earlier >= 60 for earlier, later in pairwise(house.times)] == [True, True]
    assert len(house.posts()) == 3


def test_pause_of_hours_is_one_of_the_longest_delay():
    house = Site(86_400)
    house.run(*three())
    assert house.queues.entry_delays == [LONGEST_S]
    house.work_off()
    assert len(house.posts()) == 3


def test_pause_is_kept_by_two_groups_at_once():
    house = Site(60)
    house.run(entry(1))
    house.run(entry(2), source=1)
    assert house.times == [0]
    house.work_off()
    assert house.times[1] >= 60
    assert len(house.posts()) == 2


def test_pause_for_which_no_time_is_left_is_not_waited_for():
    house = Site(4)
    house.run(*three(), deadline=28.0)
    assert house.waited == []
    assert [each.id for group in house.queues.entries for each in group.entries] == ["guid-2", "guid-3"]
    assert house.queues.entry_delays == [4]


def test_what_needs_no_page_does_not_wait():
    house = Site(60)
    own = house.store.save_source(
        replace(house.sources[0], id="f" * 16, url="https://news.example/feed"), ALICE, T0, "add"
    )
    house.sources.append(own.snapshot)
    whole = entry(3, content_html=f"<p>Lavrov came.</p><p>{FILLER}</p>")
    house.run(entry(1), entry(2), whole, source=2)
    assert [each.id for group in house.queues.entries for each in group.entries] == ["guid-2"]
    assert len(house.posts()) == 2


def test_other_sites_are_not_kept_waiting():
    house = Site(60)
    house.fetcher.pages["https://other.example/1"] = page()
    house.run(entry(1), entry(2), entry(4, url="https://other.example/1"))
    assert len(house.posts()) == 2


def test_page_that_leads_on_within_its_site_needs_one_pause_only():
    house = Site(60)
    house.serve(1, b"<title>Headline 1</title><meta http-equiv=refresh content='0;url=/3'>")
    house.serve(3, page(title="Headline 1"))
    house.run(entry(1))
    assert (house.times, len(house.posts())) == ([0, FETCH_S], 1)


def test_page_to_be_read_again_waits_as_well_and_comes_back_as_one():
    house = Site(60)
    for number in (1, 2):
        house.serve(number, FetchError("u", "did not answer."))
        house.run(entry(number))
        house.clock.advance(seconds=61)
    ids = [article.id for article in house.articles()]
    house.serve(1)
    house.serve(2)
    again = [entry(number, id=ids[number - 1], title="") for number in (1, 2)]
    house.run(*again, found_at=T0, again=True)
    (group,) = house.queues.entries
    assert (group.again, group.found_at, group.entries) == (True, T0, (again[1],))
    house.work_off()
    assert {article.text_from for article in house.articles()} == {TextFrom.PAGE}


def test_change_waits_as_well_and_is_made_later():
    house = Site(60)
    house.run(entry(1))
    house.run(entry(1, title="Ministers part"), changed_at=T0 + timedelta(seconds=1))
    (group,) = house.queues.entries
    assert group.changed_at == T0 + timedelta(seconds=1)
    house.work_off()
    assert [article.title for article in house.articles()] == ["Ministers part"]


def test_group_that_cannot_be_sent_back_comes_again_whole():
    house = Site(60)

    def full(groups, delay_s=0):
        if groups:
            raise QueueError("SQS did not take it.")

    house.queues.send_entries = full
    with pytest.raises(QueueError):
        house.run(*three())
    del house.queues.send_entries
    house.run(*three(), received=2)
    house.work_off()
    assert len(house.posts()) == 3


def test_page_that_is_kept_from_programs_is_not_fetched_at_any_later_time():
    house = Site(0)
    house.robots.disallowed.add("https://news.example/1")
    house.run(entry(1, summary="Lavrov met his counterpart."))
    assert len(house.posts()) == 1
    assert list(house.store.rereads(T0 + timedelta(days=99), 10)) == []
    assert house.times == []


def test_page_to_be_read_again_is_left_alone_once_its_site_says_so():
    house = Site(0)
    house.serve(1, FetchError("u", "did not answer."))
    house.run(entry(1))
    (article,) = house.articles()
    house.serve(1)
    house.robots.disallowed.add("https://news.example/1")
    house.run(entry(1, id=article.id), found_at=T0, again=True)
    assert len(house.times) == 1
