"""The simulated day of news is what it promises: varied, mixed, repeatable; no word gives a story away."""

import re
from collections import Counter, defaultdict

import pytest
from day.events import NEIGHBOURS
from day.news import ENDS, make_day
from day.telling import LONGEST, Telling
from day.wording import kinds, lines

from newswatch.stories.retellings import terms_of

SEED = 4711
WORDS = re.compile(r"\w+")


@pytest.fixture(scope="module")
def day():
    return make_day(SEED)


@pytest.fixture(scope="module")
def firsts(day):
    """The articles without their updates."""
    return [article for article in day.articles if article.telling is not Telling.UPDATE]


def words(text):
    return set(WORDS.findall(text.lower()))


def runs(text):
    found = WORDS.findall(text.lower())
    return set(zip(found, found[1:], found[2:], strict=False))


def test_one_seed_makes_one_day_and_another_seed_another(day):
    again, other = make_day(SEED), make_day(SEED + 1)
    assert list(day.articles) == list(again.articles)
    assert not {article.text for article in day.articles} & {article.text for article in other.articles}


def test_there_are_hundreds_of_stories_of_many_kinds_by_sixty_outlets(day):
    told = Counter(day.events[story].kind.name for story in day.stories())
    assert len(day.stories()) >= 400
    assert len([name for name in told if kinds()[name].section != "daily"]) >= 25
    assert 50 <= len({article.outlet.host for article in day.articles}) <= 60


def test_every_kind_has_many_wordings():
    for kind in kinds().values():
        assert len(kind.headlines) >= 5, kind.name
        assert len(kind.openings) >= 6, kind.name
        assert all(len(block) >= 5 for block in kind.sentences), kind.name


def test_no_template_is_left_unfilled(day):
    assert [a.title for a in day.articles if re.search(r"[\[\]{}|]|\$\$| {2}", a.title + a.text)] == []


def test_most_stories_are_small_and_a_few_are_everywhere(day, firsts):
    sizes = Counter(Counter(article.story for article in firsts).values())
    total = sizes.total()
    assert sum(sizes[n] for n in (1, 2, 3)) / total > 0.7
    assert sum(sizes[n] for n in range(4, 11)) / total > 0.1
    assert sum(many for n, many in sizes.items() if n >= 30) >= 3


def test_outlets_differ_in_reach(firsts):
    many = sorted(Counter(article.outlet.host for article in firsts).values())
    assert many[-1] > 3 * many[len(many) // 2]


def test_each_way_of_telling_has_its_share(day):
    told = Counter(article.telling for article in day.articles)
    shares = {telling: told[telling] / len(day.articles) for telling in Telling}
    assert 0.4 < shares[Telling.OWN] < 0.75
    assert all(shares[telling] > 0.03 for telling in Telling), shares


def test_articles_are_as_long_as_articles(day):
    for article in day.articles:
        many = len(article.text.split())
        if article.telling is Telling.BRIEF:
            assert many < 45
        elif article.telling is Telling.DAILY:
            assert 20 <= many <= LONGEST
        else:
            assert 40 <= many <= LONGEST + 150, article


def test_an_update_has_the_address_of_what_it_updates_and_comes_later(day):
    first = {a.url: a for a in reversed(day.articles) if a.telling is not Telling.UPDATE}
    updates = [article for article in day.articles if article.telling is Telling.UPDATE]
    assert all(first[a.of].url == a.url and first[a.of].published < a.published <= ENDS for a in updates)
    assert all(first[a.of].text != a.text for a in updates)
    assert sum(first[a.of].title != a.title for a in updates) / len(updates) > 0.4


def test_but_for_updates_no_address_comes_twice(firsts):
    assert len({article.url for article in firsts}) == len(firsts)


def test_copies_share_runs_of_words_and_retellings_words_and_few_runs(day, firsts):
    by_url = {article.url: article for article in firsts}
    for article in (a for a in firsts if a.of):
        source = runs(by_url[article.of].text)
        shared = len(source & runs(article.text)) / min(len(source), len(runs(article.text)))
        assert shared > (0.99 if article.telling is Telling.SYNDICATED else 0.5), article
    by_story = defaultdict(list)
    for article in firsts:
        if article.telling is Telling.OWN:
            by_story[article.story].append(article)
    pairs = [(told[0], other) for told in by_story.values() for other in told[1:]]
    alike = [len(runs(a.text) & runs(b.text)) / min(len(runs(a.text)), len(runs(b.text))) for a, b in pairs]
    assert sorted(alike)[int(0.99 * len(alike))] < 0.5
    assert all(len(words(a.text) & words(b.text)) >= 15 for a, b in pairs)


def test_retellings_have_headlines_of_their_own(firsts):
    by_story = defaultdict(list)
    for article in firsts:
        if article.telling is Telling.OWN:
            by_story[article.story].append(article.title.lower())
    told = [titles for titles in by_story.values() if len(titles) >= 4]
    assert sum(len(set(titles)) / len(titles) for titles in told) / len(told) > 0.8


def test_every_sort_of_near_miss_is_there_and_is_told(day):
    pairs = [(day.events[event.near], event) for event in day.events.values() if event.near is not None]
    assert {(a.kind.name, b.kind.name, b.shared) for a, b in pairs} == set(NEIGHBOURS)
    assert {a.id for pair in pairs for a in pair} <= set(day.stories())
    for one, other in pairs:
        assert one.scene.country == other.scene.country
        assert (one.scene.city == other.scene.city) == (one.kind is not other.kind)
        if other.shared in {"same person", "same company"}:
            assert (
                one.facts["al"] in {other.facts["al"], other.facts["bl"]} or one.scene.org == other.scene.org
            )


def test_dailies_of_each_sort_are_there_and_no_two_are_of_one_place(day):
    made = defaultdict(list)
    for event in day.events.values():
        if event.kind.section == "daily":
            made[event.kind.name].append(event.scene)
    assert all(len(scenes) >= 10 for scenes in made.values())
    told_by = defaultdict(set)
    for event in day.events.values():
        if event.kind.section == "daily":
            told_by[event.kind.name].add(day.stories()[event.id][0].outlet.host)
    # A column may come twice a day.
    assert len({scene.city for scene in made["weather"]}) == len(told_by["weather"]) < len(made["weather"])
    assert len({scene.country for scene in made["markets"]}) == len(told_by["markets"]) < len(made["markets"])


def test_stories_that_are_no_neighbours_hardly_share_a_person_or_a_company(day):
    told = [day.events[story] for story in day.stories() if day.events[story].kind.section != "daily"]
    pairs = [
        (one, other)
        for n, one in enumerate(told)
        for other in told[n + 1 :]
        if one.near != other.id and other.near != one.id
    ]
    shared = [
        (one, other)
        for one, other in pairs
        if one.scene.org == other.scene.org or {one.facts["al"], one.facts["bl"]} & {other.facts["al"]}
    ]
    assert len(pairs) > 50_000
    # Who holds an office is in every story of it.
    assert len(shared) / len(pairs) < 0.01


def shared(pairs):
    """Of pairs of headlines, the shares of those that have one telling word in common, two, and three."""
    counts = Counter(len(one & other) for one, other in pairs)
    return [sum(n for many, n in counts.items() if many >= least) / counts.total() for least in (1, 2, 3)]


def test_unrelated_headlines_share_words_as_seldom_as_real_ones(firsts):
    """Of pairs of real headlines of different stories 3.7 % share a telling word, .24 % two, .04 % three."""
    told = [(a.story, {*terms_of(a.title)}) for a in firsts if a.telling is not Telling.DAILY]
    found = shared((a[1], b[1]) for n, a in enumerate(told) for b in told[n + 1 :: 7] if a[0] != b[0])
    assert 0.015 < found[0] < 0.05
    assert 0.001 < found[1] < 0.004
    assert found[2] < 0.001


def test_retellings_share_headline_words_as_often_as_real_ones(firsts):
    """Of pairs of real headlines of one story 80 in a hundred share a telling word, 55 two."""
    by_story = defaultdict(list)
    for a in firsts:
        if a.telling is not Telling.DAILY:
            by_story[a.story].append({*terms_of(a.title)})
    few = [titles[:8] for titles in by_story.values()]
    found = shared((a, b) for titles in few for n, a in enumerate(titles) for b in titles[n + 1 :])
    assert 0.7 < found[0] < 0.9
    assert 0.45 < found[1] < 0.75


def contained(one, other):
    return len(one & other) / max(1, min(len(one), len(other)))


def test_texts_of_different_stories_hardly_share_a_run_of_words(firsts):
    told = [(a.story, runs(a.text)) for a in firsts if a.telling is not Telling.DAILY]
    alike = sorted(
        contained(a[1], b[1]) for n, a in enumerate(told) for b in told[n + 1 :: 97] if a[0] != b[0]
    )
    assert alike[len(alike) // 2] < 0.03
    assert alike[int(0.99 * len(alike))] < 0.2


def test_columns_are_worded_by_their_outlet(firsts):
    told = [a for a in firsts if a.telling is Telling.DAILY]
    kind = {a.url: a.text for a in told}
    pairs = [
        (a.outlet is b.outlet, contained(runs(kind[a.url]), runs(kind[b.url])))
        for n, a in enumerate(told)
        for b in told[n + 1 :]
    ]
    others = sorted(alike for same, alike in pairs if not same)
    assert others[int(0.99 * len(others))] < 0.25
    assert max(alike for same, alike in pairs if same) > 0.4


def test_there_is_general_prose_that_any_story_may_have():
    assert len(lines("around.txt")) >= 20
    assert len(lines("boilerplate.txt")) >= 10
