"""App Home's looks: signs, limits at any size, and what a screen reader says."""

import tomllib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import source, topic
from desk import said
from fakes import T0

from infra.laptop.slack.view_check import checked
from newswatch.model import WORKSPACE, Activity, ChannelId, FetchMemory, State, UserId
from newswatch.query.parser import parse
from newswatch.slack.commands import Add, Import, New, Order, SourceAdd, Unsure, parse_command
from newswatch.slack.home_state import State as Shown
from newswatch.slack.home_state import encode
from newswatch.slack.views import home_guide
from newswatch.slack.views.home import home
from newswatch.usecases.findings import (
    PAGE,
    FirstSteps,
    HomeSettings,
    HomeSources,
    HomeTopics,
    HowTold,
    Pages,
    SourceLine,
    TopicLine,
)

ADA = UserId("U0ADA")
SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "sources.toml"
LONG = "& <!channel> *x* _y_ `z` " * 200
CARRIED = encode(Shown("sources", 9_999, "😀" * 100, "tag:" + "ü" * 96))


def line(**more):
    trouble = more.pop("trouble", "")
    return TopicLine(topic(owner=ADA, **more), Activity(1_234_567, T0), trouble)


def shown(found, carried="{}"):
    """Return App Home as Slack takes it."""
    return checked(home(found, carried, T0), "home", frozenset())


def elements(view):
    for block in view["blocks"]:
        yield from (each for each in block.get("elements", ()) if isinstance(each, dict))
        yield from (block[name] for name in ("accessory", "element") if name in block)


def commands(view):
    """Yield every command that can be pressed or chosen."""
    for element in elements(view):
        kind = element.get("action_id", "").partition(".")[0]
        if kind == "run" and "value" in element:
            yield element["value"]
        options = [
            *element.get("options", ()),
            *(option for group in element.get("option_groups", ()) for option in group["options"]),
        ]
        for option in options:
            if kind == "run":
                yield option["value"]
            if kind == "more":
                assert option["value"].startswith("run ")
                yield option["value"].removeprefix("run ")


LONGEST = topic(
    owner=ADA,
    name=LONG,
    handle="a-" * 60,
    query=LONG,
    destinations=tuple(ChannelId(f"C{n:010}") for n in range(10)),
    version=999_999_999,
)
BIG = [
    HomeTopics(
        tuple(TopicLine(LONGEST, Activity(10**9, T0), LONG) for _ in range(PAGE)),
        Pages(10**6, 4_000), "trouble", LONG, 10**9, 10**6, 10**6,
        FirstSteps(10**6, topic=TopicLine(LONGEST)),
    ),
    HomeSources(
        tuple(
            SourceLine(
                source(n, name=LONG, url=f"https://x.example/{'&' * 2_000}", tags=("&" * 40,) * 30),
                FetchMemory(error=LONG, failures=10**6, failing_since=T0 - timedelta(days=1)),
            )
            for n in range(PAGE)
        ),
        Pages(10**6, 4_000), "tag:x", LONG, 10**6, 10**6, 10**6, 10**6,
        tuple(f"{n}-{'t' * 120}" for n in range(1_000)),
    ),
    HomeSettings(
        HowTold(ChannelId(ADA), None, None, 20), HowTold(WORKSPACE, None, None, 20),
        tuple(HowTold(ChannelId(f"C{n:010}"), None, None, 20) for n in range(10)), "Z" * 5_000,
    ),
]  # fmt: skip


@pytest.mark.parametrize("found", BIG, ids=lambda found: type(found).__name__)
def test_the_longest_fits(found):
    view = shown(found, CARRIED)
    assert len(view["blocks"]) <= 100
    assert len(view["private_metadata"]) <= 3_000


@pytest.mark.parametrize("found", BIG[:2], ids=lambda found: type(found).__name__)
def test_what_is_long_is_still_twenty_rows(found):
    menus = [each for each in elements(shown(found)) if each["type"] == "overflow"]
    assert len(menus) == PAGE


@pytest.mark.parametrize(
    "found",
    [
        HomeTopics((line(),), Pages(1)),
        HomeTopics((line(state=State.PAUSED),), Pages(1)),
        HomeTopics((line(snoozed_until=T0 + timedelta(hours=1)),), Pages(1)),
        HomeTopics((), Pages(0), steps=FirstSteps(0)),
        HomeTopics((), Pages(0), steps=FirstSteps(2, topic=line())),
        HomeTopics((), Pages(0), steps=FirstSteps(0, may_add=False)),
        HomeSources((SourceLine(source()), SourceLine(source(2, state=State.PAUSED))), Pages(2), total=2),
        BIG[2],
    ],
    ids=str,
)  # fmt: skip
def test_whatever_can_be_pressed_is_a_command(found):
    texts = list(commands(shown(found)))
    assert texts
    for text in texts:
        command = parse_command(text)
        assert isinstance(command, Order), text
        assert not isinstance(command, Unsure), text


def test_a_topic_is_told_in_two_lines():
    view = shown(HomeTopics((line(name="Talks", handle="talks"),), Pages(1)))
    (told,) = [block["text"]["text"] for block in view["blocks"] if block.get("accessory")]
    assert told.startswith("● *Talks*  `talks`\n<#C1> · 1,234,567 alerts this week, last <!date")


@pytest.mark.parametrize(
    ("more", "sign", "word"),
    [
        ({"trouble": "The channel is archived."}, "⚠", "in trouble: The channel is archived."),
        ({"state": State.PAUSED}, "⏸", "paused"),
        ({"state": State.PAUSED, "trouble": "The channel is archived."}, "⚠", "in trouble"),
        ({"snoozed_until": T0 + timedelta(hours=3)}, "💤", "snoozed until"),
        ({"snoozed_until": T0 - timedelta(hours=3)}, "●", "this week"),
    ],
)
def test_signs_are_said_in_words_too(more, sign, word):
    (told,) = [
        block["text"]["text"]
        for block in shown(HomeTopics((line(name="Talks", **more),), Pages(1)))["blocks"]
        if block.get("accessory")
    ]
    assert told.startswith(f"{sign} *Talks*")
    assert word in told


def test_a_screen_reader_says_which_tab_is_shown():
    tabs = shown(HomeSources((), Pages(0)))["blocks"][0]["elements"]
    assert [tab["accessibility_label"] for tab in tabs] == [
        "Show topics",
        "Sources, shown now",
        "Show settings",
    ]
    assert [tab.get("style") for tab in tabs] == [None, "primary", None]


def test_one_page_has_no_pager():
    assert "Next" not in said(shown(HomeTopics((line(),), Pages(PAGE))))
    assert "1 to 20 of 21" in said(shown(HomeTopics((line(),) * PAGE, Pages(PAGE + 1))))


def test_nothing_with_a_hostile_handle_can_be_pressed_wrongly():
    hostile = replace(topic(), handle="\u202ex" * 100)
    (section,) = [
        block
        for block in shown(HomeTopics((TopicLine(hostile),), Pages(1)))["blocks"]
        if block["type"] == "section" and "\n" in block["text"]["text"]
    ]
    assert "accessory" not in section


def test_the_guide_offers_seeds():
    seeds = {each["url"] for each in tomllib.loads(SEEDS.read_text())["source"]}
    assert set(home_guide.FEEDS.values()) <= seeds
    offered = list(map(parse_command, commands(shown(HomeTopics((), Pages(0), steps=FirstSteps(0))))))
    assert {each.address for each in offered if isinstance(each, SourceAdd)} == set(home_guide.FEEDS.values())
    assert Import() in offered
    assert New() in offered


@pytest.mark.parametrize("query", home_guide.EXAMPLES)
def test_examples_are_queries_that_open_the_form(query):
    command = parse_command(query)
    assert isinstance(command, Add)
    assert command.bare
    assert parse(query)


@pytest.mark.parametrize(
    ("steps", "signs"),
    [
        (FirstSteps(0), ["👉", "▫️", "▫️"]),
        (FirstSteps(5), ["✅", "👉", "▫️"]),
        (FirstSteps(5, topic=line()), ["✅", "✅", "👉"]),
        (FirstSteps(0, topic=line()), ["👉", "✅", "▫️"]),
    ],
)
def test_the_guide_says_what_is_done_and_what_is_next(steps, signs):
    view = shown(HomeTopics((), Pages(0), steps=steps))
    numbered = [
        row.split(" *")[0] for row in said(view).split("\n") if any(f"*{n}. " in row for n in (1, 2, 3))
    ]
    assert numbered == signs


def test_at_most_one_button_of_the_guide_stands_out_beside_the_tab():
    view = shown(HomeTopics((), Pages(0), steps=FirstSteps(5)))
    assert [each["text"]["text"] for each in elements(view) if each.get("style") == "primary"] == [
        "Topics",
        "Watch for something",
    ]


def test_a_menu_shows_what_holds_and_is_new_each_time():
    me = HowTold(ChannelId(ADA), None, None, 20)
    found = HomeSettings(me, HowTold(WORKSPACE, None, None, 20), (), "Europe/Madrid")
    view, later = home(found, "{}", T0), home(found, "{}", T0 + timedelta(seconds=1))

    def named(shown_view):
        return {block["block_id"] for block in shown_view["blocks"] if "block_id" in block}

    assert named(view).isdisjoint(named(later)), "or Slack keeps what was chosen, and perhaps refused"
    chosen = [
        each.get("initial_option", {}).get("value") for each in elements(view) if "run.quiet" in str(each)
    ]
    assert chosen == ["set me quiet default", "set workspace quiet default"]
