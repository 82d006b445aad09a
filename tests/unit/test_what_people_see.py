"""What a person sees is only what belongs to channels that they may see: tried by everything there is."""

import pytest
from builders import source
from crawl import Crawl
from desk import ADA, BOARD, BOB, ENERGY, EVE, POLICY, Desk

from newswatch.model import Channel, ChannelId, Person
from newswatch.posts import PostState

SECRETS = ("umbra", "zirconocene", "quietus", "obsidianite", "21:17")
"""In names, queries and settings of others, and in nothing that is typed by who tries to see them."""


@pytest.fixture
def desk():
    """A workspace where Ada watches for something in a private channel, and an alert was posted there."""
    desk = Desk()
    desk.people.rooms[2] = Channel(BOARD, "board", private=True, joined=True)
    desk.reads("Wolframite mine opens in the north")
    desk.types("add Grid = grid", who=BOB)
    desk.types("sets rare = cobalt")
    address = "https://news.example/rss?token=hunter2-obsidianite"
    desk.store.save_source(source(1, url=address, name="News"), ADA, desk.clock.now(), "add")
    desk.types("add Nightingale = (wolframite OR zirconocene) AND mine", where=BOARD)
    desk.types("set nightingale name Umbra vault", where=BOARD)
    desk.types("set nightingale outlets 2", where=BOARD)
    desk.types("set here quiet 21:17-07:00", where=BOARD)
    desk.types("add me Private = tungsten OR obsidianite")
    desk.types("set private name Quietus")
    desk.types("test nightingale", where=BOARD)
    topic = desk.topic("nightingale")
    desk.types("edit nightingale (wolframite OR zirconocene) AND (mine OR mines)", where=BOARD)
    desk.presses("Post it", where=BOARD)
    desk.shown.clear()
    desk.views.shown.clear()
    assert topic.destinations == (BOARD,)
    return desk


def everything(desk):
    """Yield what somebody may type who has heard of the topic, or guesses."""
    article = desk.store.articles_of(desk.clock.now())[0]
    numbers = range(1, len(desk.store.recent_changes(100)) + 1)
    for handle in ("nightingale", "nightingale:1", "Nightingale", "night", "private"):
        yield from (
            f"{verb} {handle}"
            for verb in (
                "show", "edit", "pause", "resume", "remove", "history", "test", "misses", "improve", "own",
                "set", "revert",
            )
        )  # fmt: skip
        yield from (f"revert {handle} {number}" for number in numbers)
        yield from (
            f"set {handle} {rest}"
            for rest in (
                "name X", "channel here", "channel me", "outlets 1", "quiet off", "when daily 08:00",
                "urgent on", "mention here", "cap 5/d", "snooze 1d", "sources all", "thread reply",
                "prefer off", "tz UTC",
            )
        )  # fmt: skip
        yield f"edit {handle} oil"
        yield f"why {article.url} {handle}"
    yield f"why {article.url}"
    yield from (
        f"{what} {number}"
        for number in numbers
        for what in (
            f"revert <#{BOARD}|board>", f"revert <#{BOARD}>:1", "revert here", "revert me",
            "revert workspace", "source revert news", "sets revert rare",
        )
    )  # fmt: skip
    yield from (f"undo {number}" for number in numbers)
    yield from (
        "undo", "list", "list mine", "list all", "list paused", "list broken", "list night", "list rare",
        f"list <#{BOARD}|board>", f"set <#{BOARD}|board>", f"set <#{BOARD}|board> quiet off",
        f"history <#{BOARD}|board>", "history workspace", "history here", "sets", "sets rare", "source list",
        "source history news", "sets rare = cobalt OR nickel",
        "status", "set here", "set me", "set workspace", "export", "help", "new", "", "tungsten",
        "wolfram* AND mine", f"add <#{BOARD}|board> X = oil", "add #board X = oil", "sets history rare",
    )  # fmt: skip


def by_hand(desk):
    """Yield buttons that nobody has shown them, with the right values."""
    article = desk.store.articles_of(desk.clock.now())[0]
    topic = desk.topic("nightingale")
    story = article.story
    yield from ((action, story) for action in ("relevant", "irrelevant", "take_back"))
    yield from (("why", f"{story} {article.id}"), ("why", article.id), ("split", f"{story} {article.id}"))
    yield from (("latest", topic.id), ("mute", "news.example"), ("improve", topic.id))
    yield from (("run", f"edit nightingale:1 {query}") for query in ("oil", "wolframite"))
    yield ("more", "run show nightingale")
    yield ("more", f"why {story} {article.id}")


def tries_everything(desk, who, where):
    """Have somebody try everything; return the walk."""
    crawl = Crawl(desk, who, where)
    article = desk.store.articles_of(desk.clock.now())[0]
    crawl.types(*everything(desk))
    for action, value in by_hand(desk):
        crawl.presses(action, value)
    crawl.suggests("news", "hunter2")
    crawl.chooses({"text": f"<{article.url}>"})
    crawl.says(f"<{article.url}>")
    crawl.says("nightingale")
    crawl.opens_home()
    crawl.sends()
    crawl.walks()
    return crawl


def secrets_in(crawl):
    return [shown for shown in crawl.seen if any(secret in str(shown).casefold() for secret in SECRETS)]


@pytest.mark.parametrize(
    ("who", "where"),
    [(EVE, ENERGY), (BOB, POLICY), (EVE, ChannelId("D0EVE")), (EVE, ChannelId("C0UNKNOWN"))],
    ids=["outsider", "colleague", "direct messages", "elsewhere"],
)
def test_nobody_sees_what_is_none_of_their_channels(desk, who, where):
    before = desk.topic("nightingale"), desk.topic("private"), desk.store.settings([BOARD])
    crawl = tries_everything(desk, who, where)
    assert len(crawl.seen) > 100, "it did see something"
    assert secrets_in(crawl) == []
    assert (desk.topic("nightingale"), desk.topic("private"), desk.store.settings([BOARD])) == before
    posts = [post for post in desk.store._posts.values() if post.channel == BOARD and not post.change]
    assert [post.state for post in posts] == [PostState.PENDING]


def test_who_was_there_before_sees_nothing_of_what_comes_after(desk):
    desk.people.members[BOARD].add(BOB)
    desk.opens("edit nightingale", who=BOB, where=BOARD)
    desk.people.members[BOARD].discard(BOB)
    desk.views.shown.clear()
    desk.shown.clear()
    assert secrets_in(tries_everything(desk, BOB, POLICY)) == []


def test_a_guest_sees_nothing_of_public_channels_that_they_are_not_in(desk):
    desk.people.persons[EVE] = Person(EVE, is_guest=True)
    desk.types("add Umbra too = zirconocene")
    desk.shown.clear()
    assert secrets_in(tries_everything(desk, EVE, ENERGY)) == []


@pytest.fixture
def mixed(desk):
    """A topic that posts to a public channel, to a private one, and to Ada herself."""
    desk.types("add Mixed = grid")
    desk.types(f"set mixed channel <#{POLICY}|policy> <#{BOARD}|board> me")
    assert set(desk.topic("mixed").destinations) == {POLICY, BOARD, ADA}
    return desk


def test_where_else_a_topic_posts_is_told_to_nobody_who_may_not_know(mixed):
    crawl = Crawl(mixed, BOB, POLICY)
    crawl.types(
        "show mixed", "list", "list all", "history mixed", "edit mixed", "pause mixed", "resume mixed"
    )
    crawl.opens_home()
    crawl.walks()
    assert POLICY in crawl.texts()
    assert [shown for shown in crawl.seen if BOARD in str(shown)] == []


def test_where_else_a_topic_posts_is_taken_away_by_nobody_who_may_not_know(mixed):
    mixed.opens("edit mixed", who=BOB)
    mixed.sends(who=BOB, query="grid OR lines")
    assert set(mixed.topic("mixed").destinations) == {POLICY, BOARD, ADA}
    mixed.types("set mixed channel me", who=BOB)
    assert set(mixed.topic("mixed").destinations) == {BOB, BOARD, ADA}
    mixed.opens("edit mixed")
    mixed.sends(channels=[], me=["me"])
    assert set(mixed.topic("mixed").destinations) == {BOB, ADA}


def test_ada_sees_it_all(desk):
    """The walk finds what there is to be seen."""
    crawl = Crawl(desk, ADA, BOARD)
    crawl.types("list", "show nightingale", "history nightingale")
    assert "zirconocene" in crawl.texts()
    assert "Umbra vault" in crawl.texts()
