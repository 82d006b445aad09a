"""The seed files: they load, what is wrong with one is said, and the topics find what they should."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from infra.laptop.demo_site import MAIN, OTHER
from infra.laptop.seeds import SeedArticle, demo_site, starter_sources, starter_topics
from newswatch import query
from newswatch.errors import ConfigError
from newswatch.model import ArticleId
from newswatch.stories import Grouper

SEEDS = Path(__file__).parents[2] / "seeds"
TOPICS = {topic.handle: topic for topic in starter_topics(SEEDS / "topics.toml")}
COURIER, LANTERN = (demo_site(SEEDS / "demo" / name) for name in (MAIN, OTHER))
ARTICLES = {article.slug: article for site in (COURIER, LANTERN) for article in site.articles}

CAUGHT = {
    "kestrel-basin-lithium": {"lithium-supply"},
    "saltmere-tanker": {"venezuela-oil"},
    "vandova-holds-rates": {"rate-decisions"},
    "algorithm-inspectors": {"ai-rules"},
    "harborline-gateway": {"exploited-flaws"},
    "lighthouse-library": set(),
    "rovaniemi-meeting": {"venezuela-talks", "arctic-affairs"},
    "tarn-valley-power": {"ransomware", "grid-outages"},
    "velo-batteries": {"recalls"},
    "embalse-de-oria": {"low-reservoirs"},
    "cafe-muller-bun": set(),
    "harbour-choir": set(),
    "vinotinto-meridian-cup": set(),
    "villagers-forty-conditions": {"lithium-supply"},
    "night-tram-knitting": set(),
    "burnt-sheds-packs": {"recalls"},
    "tarn-valley-dark-night": {"ransomware", "grid-outages"},
    "plum-jam-hazelnuts": {"recalls"},
}
COPIES = {
    "villagers-forty-conditions": "kestrel-basin-lithium",
    "burnt-sheds-packs": "velo-batteries",
}
"""What the second outlet took from the first one, trimmed and under a headline of its own."""
RETELLINGS = {"tarn-valley-dark-night": "tarn-valley-power"}
"""What both outlets tell, each in its own words."""


def text(article: SeedArticle) -> str:
    return "\n\n".join(paragraph.removeprefix("## ") for paragraph in article.paragraphs)


def topics_that_catch(title: str, body: str) -> set[str]:
    article = SimpleNamespace(title=title, text=body)
    return {
        handle
        for handle, topic in TOPICS.items()
        if query.evaluate(query.parse(topic.query), article) is not None
    }


@pytest.mark.parametrize("slug", [pytest.param(slug, id=slug) for slug in CAUGHT])
def test_each_demo_article_is_caught_by_just_these_topics(slug):
    article = ARTICLES[slug]
    assert topics_that_catch(article.title, text(article)) == CAUGHT[slug]


def test_the_summaries_alone_catch_nothing_that_the_articles_do_not():
    # A page that cannot be read is matched on its summary: that must not bring a false alert.
    for slug, article in ARTICLES.items():
        assert topics_that_catch(article.title, article.summary) <= CAUGHT[slug]


def test_every_demo_article_is_in_the_table():
    assert set(CAUGHT) == set(ARTICLES)
    assert len(ARTICLES) == len(COURIER.articles) + len(LANTERN.articles), "no file name is there twice"


def test_every_starter_topic_finds_something_in_the_demo():
    assert set().union(*CAUGHT.values()) == set(TOPICS)


def test_the_second_edition_shows_what_posts_share_and_what_they_do_not():
    channels = [
        Counter(TOPICS[handle].channel for handle in CAUGHT[article.slug])
        for article in COURIER.articles
        if article.edition == 2
    ]
    assert len(set().union(*channels)) >= 3
    assert any(max(counts.values(), default=0) >= 2 for counts in channels), "one post, two topics"
    assert any(len(counts) >= 2 for counts in channels), "one story, two channels"
    assert sum(not counts for counts in channels) >= 3, "silence"


def test_the_topic_on_venezuela_talks_catches_the_article_that_the_project_started_from(corpus):
    title, body = seed_article(corpus)
    assert "venezuela-talks" in topics_that_catch(title, body)


def test_the_topic_on_venezuelan_oil_does_not(corpus):
    title, body = seed_article(corpus)
    assert "venezuela-oil" not in topics_that_catch(title, body)


def seed_article(corpus):
    _section, title, _caption, body = (corpus / "seed" / "article.txt").read_text("utf-8").split("\n\n", 3)
    return title, body


def test_the_demo_article_on_the_meeting_tells_it_in_its_own_words(corpus):
    theirs = (corpus / "seed" / "article.txt").read_text("utf-8")
    assert runs(text(ARTICLES["rovaniemi-meeting"])) & runs(theirs) == set()


def runs(body):
    """Return the runs of seven words in a text: so many are no longer a coincidence of names and titles."""
    words = body.casefold().split()
    return {tuple(words[i : i + 7]) for i in range(len(words) - 6)}


@pytest.mark.parametrize(("copy", "original"), COPIES.items())
def test_a_copy_is_trimmed_and_otherwise_changed_in_its_headline_only(copy, original):
    kept, whole = ARTICLES[copy].paragraphs, ARTICLES[original].paragraphs
    assert kept == whole[: len(kept)]
    assert 0 < len(whole) - len(kept) <= 2
    assert ARTICLES[copy].title != ARTICLES[original].title
    assert ARTICLES[copy].author == COURIER.name, "says where it has it from"


@pytest.mark.parametrize(("one", "other"), RETELLINGS.items())
def test_a_retelling_has_words_of_its_own(one, other):
    assert runs(text(ARTICLES[one])) & runs(text(ARTICLES[other])) == set()


@pytest.mark.parametrize("later", [COURIER, LANTERN], ids=lambda site: site.name)
def test_the_outlets_share_these_stories_and_no_others(later):
    earlier = LANTERN if later is COURIER else COURIER
    now, grouper = datetime(2026, 5, 6, 12, tzinfo=UTC), Grouper()
    for site in (earlier, later):
        for article in site.articles:
            grouper.learn(
                grouper.place(ArticleId(article.slug), article.title, text(article), site.name, now)
            )
    stories: dict[str, set[str]] = {}
    for slug in ARTICLES:
        stories.setdefault(grouper.member(ArticleId(slug)).story_id, set()).add(slug)
    shared = [{one, other} for one, other in (COPIES | RETELLINGS).items()]
    assert sorted(map(sorted, stories.values())) == sorted(
        [*map(sorted, shared), *([slug] for slug in set(ARTICLES).difference(*shared))]
    )


@pytest.mark.parametrize("handle", TOPICS)
def test_starter_queries_stand_as_people_would_type_them(handle):
    typed = TOPICS[handle].query
    printed = query.parse(typed).canonical
    assert query.parse(printed).canonical == printed


def test_no_two_sources_have_a_name_in_common():
    names = Counter(source.name for source in starter_sources(SEEDS / "sources.toml"))
    assert [name for name, count in names.items() if count > 1] == []


def test_sources_come_from_many_places_and_in_several_languages():
    sources = starter_sources(SEEDS / "sources.toml")
    tags = {tag for source in sources for tag in source.tags}
    assert len(sources) >= 40
    assert {"africa", "asia", "europe", "north-america", "oceania", "south-america"} <= tags
    assert {"wires", "security", "science", "central-banks", "government", "business", "tech"} <= tags
    assert len({source.language for source in sources}) >= 6


@pytest.mark.parametrize("article", [pytest.param(article, id=slug) for slug, article in ARTICLES.items()])
def test_demo_articles_are_as_long_as_news_is(article):
    assert 250 <= len(text(article).split()) <= 450


TOPIC = '[[topic]]\nhandle = "a-b"\nname = "A"\nchannel = "#c"\nquery = "x"\n'
SOURCE = '[[source]]\nname = "A"\nurl = "https://a.example/feed"\ntags = ["wires"]\nlanguage = "en"\n'


@pytest.mark.parametrize(
    ("read", "content", "said"),
    [
        (starter_topics, TOPIC.replace('query = "x"\n', ""), "topic 1 (a-b): query is missing"),
        (starter_topics, TOPIC.replace('"x"', "7"), "topic 1 (a-b): query must be a text"),
        (starter_topics, TOPIC.replace('"x"', '" "'), "topic 1 (a-b): query must be a text"),
        (starter_topics, TOPIC.replace("a-b", "A b"), "topic 1 (A b): handle must be lower-case words"),
        (
            starter_topics,
            TOPIC.replace("#c", "c"),
            "topic 1 (a-b): channel must be a channel's name with its #",
        ),
        (starter_topics, TOPIC + TOPIC, "topic 2 (a-b): the handle a-b is taken already"),
        (starter_topics, TOPIC + "chanel = 1", "topic 1 (a-b): unknown key chanel"),
        (starter_topics, "", "there is no [[topic]] in it"),
        (starter_topics, 'handle = "a"\n' + TOPIC, "unknown key handle; is an [[topic]] missing above it?"),
        (starter_topics, "[[topic]", "is not TOML"),
        (starter_sources, SOURCE.replace("https", "ftp"), "source 1 (A): url is not a web address"),
        (starter_sources, SOURCE + SOURCE, "source 2 (A): https://a.example/feed is there already"),
        (
            starter_sources,
            SOURCE.replace('["wires"]', '"wires"'),
            "source 1 (A): tags must be a list of texts",
        ),
        (starter_sources, SOURCE.replace("wires", "Wires!"), "source 1 (A): the tag 'Wires!' is not"),
        (starter_sources, SOURCE.replace('"en"', '"english"'), "source 1 (A): language must be two letters"),
    ],
)
def test_what_is_wrong_with_a_seed_file_is_said_with_its_place(tmp_path, read, content, said):
    path = tmp_path / "seeds.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError) as raised:
        read(path)
    assert str(raised.value).startswith(str(path))
    assert said in str(raised.value)


def test_a_seed_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigError, match=r"topics\.toml: cannot be read"):
        starter_topics(tmp_path / "topics.toml")


def copy_of_demo(tmp_path, file, old, new):
    for original in (SEEDS / "demo" / MAIN).rglob("*"):
        if original.is_file():
            copied = tmp_path / original.relative_to(SEEDS / "demo" / MAIN)
            copied.parent.mkdir(exist_ok=True)
            copied.write_text(original.read_text("utf-8"), "utf-8")
    path = tmp_path / file
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    return tmp_path


CHOIR = "edition-2/harbour-choir.txt"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (CHOIR, "+++\n", "", "harbour-choir.txt: an article starts with its head"),
        (
            CHOIR,
            "minutes = 33",
            'minutes = "33"',
            "harbour-choir.txt, the head: minutes must be a whole number",
        ),
        (CHOIR, 'section = "culture"', 'section = "music"', "the article: there is no section music"),
        (CHOIR, "Odile Marchetti", "Odile", "the article: there is no author Odile"),
        (CHOIR, '"saltmere-tanker"', '"nowhere"', "related 'nowhere' is not of this edition or before"),
        (
            "edition-1/saltmere-tanker.txt",
            '"kestrel-basin-lithium"',
            '"harbour-choir"',
            "saltmere-tanker: related 'harbour-choir' is not of this edition or before",
        ),
        ("site.toml", 'name = "The Demo Courier"', "", "site.toml, the site: name is missing"),
        ("site.toml", "demo-courier.example", "demo courier", "site.toml, the site: domain must be a domain"),
    ],
)
def test_what_is_wrong_with_the_demo_is_said_with_its_place(tmp_path, file, old, new, said):
    folder = copy_of_demo(tmp_path, file, old, new)
    with pytest.raises(ConfigError) as raised:
        demo_site(folder)
    assert said in str(raised.value)
