"""Which live story a headline tells, by its words alone."""

import json
import random

import pytest

from bench.stories.headlines import adjusted_rand
from newswatch.model import ArticleId, StoryId
from newswatch.stories import background
from newswatch.stories.retellings import Retellings, terms_of


def live(*headlines: str, story: str = "s", into: Retellings | None = None) -> Retellings:
    """Return what knows a story by its headlines."""
    retellings = into if into is not None else Retellings()
    for number, headline in enumerate(headlines):
        retellings.put(ArticleId(f"{story}{number}"), StoryId(story), terms_of(headline))
    return retellings


def told(retellings: Retellings, headline: str, apart=()) -> str | None:
    found = retellings.nearest(terms_of(headline), apart)
    return found and found[0]


def grouped(headlines) -> list[str]:
    """Return the story of each headline, as they come in."""
    retellings, stories = Retellings(), []
    for number, headline in enumerate(headlines):
        terms = terms_of(headline)
        found = retellings.nearest(terms)
        stories.append(found[0] if found else str(number))
        retellings.put(ArticleId(str(number)), StoryId(stories[-1]), terms)
    return stories


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Pizza-maker Sbarro filing for Chapter 11",
            "Sbarro seeks bankruptcy protection for the second time",
        ),
        ("Mt. Gox files for US bankruptcy", "Bitcoin exchange Mt. Gox asks a court in Texas for protection"),
        ("Erdbeben erschüttert Kathmandu", "Kathmandu nach dem Erdbeben: Hunderte vermisst"),
        ("Séisme à Katmandou : des centaines de disparus", "Katmandou frappée par un séisme"),
        ("В Катманду произошло землетрясение", "Землетрясение в Катманду: сотни пропавших"),
        ("加德满都发生强烈地震", "尼泊尔加德满都地震已致数百人失踪"),
        ("카트만두에서 강한 지진 발생", "네팔 카트만두 지진으로 수백 명 실종"),
    ],
)
def test_the_same_news_in_other_words_is_one_story(first, second):
    assert told(live(first), second) == "s"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Senate passes the budget after a long night", "Storm leaves thousands without power in the north"),
        ("Apple to open a shop in Rome", "Apple sued by its workers in Texas"),
        ("Police say two people were killed in a car crash", "Two people killed in a house fire, police say"),
        ("英国首相宣布辞职", "日本央行宣布加息"),
    ],
)
def test_different_news_are_different_stories(first, second):
    assert told(live(first), second) is None


@pytest.mark.parametrize(
    "template",
    [
        ["", "", ""],
        ["(untitled)", "(untitled)", "Untitled"],
        ["Live updates", "Live updates", "Live: latest updates"],
        ["Photos of the day", "Photos of the day", "Photo of the day"],
        ["Morning briefing: 28 November", "Morning briefing: 29 November", "Morning briefing: 30 November"],
        ["News in brief", "News in brief", "In brief"],
        ["Weather forecast for Monday", "Weather forecast for Tuesday", "Weather forecast for Wednesday"],
        ["Video", "Video", "Watch live"],
        ["Nachrichten vom Montag", "Nachrichten vom Dienstag", "Nachrichten vom Mittwoch"],
        ["…", "?!", "—"],
    ],
)
def test_headlines_that_say_nothing_make_no_story(template):
    assert len(set(grouped(template))) == len(template)


def test_one_word_is_enough_for_a_story_that_is_all_about_it_and_not_for_one_headline():
    crowd = Retellings()
    for number in range(3_000):
        live(f"Zorb{number} plink{number}", story=f"other{number}", into=crowd)
    live("Titanfall servers overloaded on the first day", story="one", into=crowd)
    assert told(crowd, "Why Titanfall matters") is None

    live(*[f"Titanfall review number {number}: worth it" for number in range(40)], story="one", into=crowd)
    assert told(crowd, "Why Titanfall matters") == "one"


def test_what_many_stories_have_tells_none_of_them():
    retellings = Retellings()
    for number in range(400):
        live(f"Zorbistan {number} plink{number}", story=f"s{number}", into=retellings)
    live("Zorbistan elects Quimby", story="vote", into=retellings)

    assert told(retellings, "Zorbistan wins at chess") is None
    assert told(retellings, "Quimby elected in Zorbistan") == "vote"


def test_a_story_is_never_one_that_is_apart():
    retellings = live("Sbarro files for bankruptcy", story="one")
    live("Sbarro files for bankruptcy again", story="two", into=retellings)
    headline = "Bankruptcy: Sbarro files"

    assert told(retellings, headline) in {"one", "two"}
    assert told(retellings, headline, {StoryId("one")}) == "two"
    assert told(retellings, headline, {StoryId("one"), StoryId("two")}) is None


def test_likeness_is_between_0_and_1_and_more_for_what_says_more_of_the_same():
    retellings = live(*["Sbarro files for bankruptcy protection"] * 5)
    same = retellings.nearest(terms_of("Sbarro files for bankruptcy protection"))
    other = retellings.nearest(
        terms_of("Why Sbarro lost so many of its younger guests to Chipotle's burritos")
    )

    assert same is not None
    assert other is not None
    assert 0 < other[1] < same[1] <= 1


def test_ties_are_broken_by_the_story_not_by_what_came_first():
    headline = "Sbarro files for bankruptcy"
    forth = live(headline, story="b", into=live(headline, story="a"))
    back = live(headline, story="a", into=live(headline, story="b"))

    assert told(forth, headline) == told(back, headline) is not None


def test_what_is_dropped_leaves_nothing_behind():
    kept = live("Sbarro files for bankruptcy", "Sbarro closes shops", story="kept")
    used = live("Sbarro files for bankruptcy", "Sbarro closes shops", story="kept")
    live("Gox files for bankruptcy", "Sbarro and Gox", story="gone", into=used)
    for number in range(2):
        used.drop(ArticleId(f"gone{number}"))
    used.drop(ArticleId("never there"))

    for headline in ("Sbarro bankruptcy", "Gox asks for protection", "Shops close"):
        assert used.nearest(terms_of(headline)) == kept.nearest(terms_of(headline))
    used.drop(ArticleId("kept0"))
    used.drop(ArticleId("kept1"))
    assert told(used, "Sbarro files for bankruptcy") is None


def test_an_article_that_is_put_again_is_moved():
    moved = live("Sbarro files for bankruptcy", story="a")
    moved.put(ArticleId("a0"), StoryId("b"), terms_of("Sbarro files for bankruptcy"))

    assert told(moved, "Bankruptcy of Sbarro") == "b"
    assert told(moved, "Bankruptcy of Sbarro", {StoryId("b")}) is None


def test_a_replica_that_is_rebuilt_decides_alike():
    words = [f"word{number}" for number in range(60)]
    rng = random.Random(8)
    headlines = [" ".join(rng.sample(words, 5)) for _ in range(300)]
    stories = [str(rng.randrange(40)) for _ in headlines]
    kept, order = Retellings(), list(range(len(headlines)))
    for number in order:
        kept.put(ArticleId(str(number)), StoryId(stories[number]), terms_of(headlines[number]))
    for number in order[:150]:
        kept.drop(ArticleId(str(number)))
    rebuilt = Retellings()
    rest = order[150:]
    rng.shuffle(rest)
    for number in rest:
        rebuilt.put(ArticleId(str(number)), StoryId(stories[number]), terms_of(headlines[number]))

    for headline in headlines:
        assert rebuilt.nearest(terms_of(headline)) == kept.nearest(terms_of(headline))


@pytest.mark.parametrize(
    ("title", "terms"),
    [
        ("The Senate's bills", ("senate", "bill")),
        ("Bill, bills, BILL", ("bill",)),
        ("Countries", ("country",)),
        ("中国 其中", ("其中",)),
        ("iPhone在中国", ("iphone", "在中")),
    ],
)
def test_terms(title, terms):
    assert [term for term in terms_of(title) if term in terms] == list(terms)
    assert len(set(terms_of(title))) == len(terms_of(title))


def test_common_words_of_many_languages_are_common():
    for word in ("the", "und", "les", "el", "di", "och", "и", "και", "में"):
        assert background.share(word) > 0.01
    assert background.share("keibler") < 0.001


def test_real_headlines_are_grouped_by_story(corpus):
    lines = (corpus / "stories" / "headlines.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = grouped([row["title"] for row in rows])

    assert adjusted_rand([row["story"] for row in rows], found) >= 0.80
