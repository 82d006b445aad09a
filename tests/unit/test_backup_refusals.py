"""A backup file that somebody has edited: all that is wrong is said at once, each with its place."""

import pytest
from backup_room import FULL, NOW, stored, text_of

from infra.laptop.backup_read import read
from newswatch.errors import ConfigError

SOURCE = '[[source]]\nname = "N"\nurl = "https://n.example/"\n'
TOPIC = '[[topic]]\nhandle = "h"\nname = "N"\nquery = "oil"\nchannels = ["C1"]\n'
PLACE = '[[settings]]\nwhere = "C1"\n'
SET = '[[set]]\nname = "s"\nquery = "oil"\n'


def refusal(text):
    with pytest.raises(ConfigError) as refused:
        read(text, "b.toml", NOW)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format = 1\n[[topic]\n", "b.toml: is not TOML: Expected ']]' at the end of an array"),
        ("", "b.toml: is no backup of Newswatch: it does not say format = 1."),
        ("format = 2", "b.toml: was made by a later Newswatch (format 2; this one reads 1)."),
        ('format = "1"', "b.toml: format must be 1, not '1'."),
        ("format = true", "b.toml: format must be 1, not True."),
        ("format = 1\nhandle = 'x'", "b.toml: unknown key handle; is a [[table]] missing above it?"),
        ("format = 1\n[topic]\nhandle = 'x'", "b.toml: topic must be tables, each under a line [[topic]]"),
        ("format = " + "9" * 5000, "b.toml: is not TOML"),
        ("format = 0x" + "f" * 5000, "b.toml: was made by a later Newswatch (format unknown;"),
        ("format = " + "[" * 3000, "b.toml: is not TOML"),
    ],
)  # fmt: skip
def test_what_is_no_backup_is_refused(text, said):
    assert refusal(text).startswith(said)


@pytest.mark.parametrize(
    ("table", "line", "said"),
    [
        (SOURCE + "colour = 1", 5, "source N: unknown key colour"),
        ('[[source]]\nurl = "https://n.example/"', 2, "source 1: name is missing"),
        (
            '[[source]]\nname = "N"\nurl = "ftp://ann:pw@n.example/"', 4,
            "source N: url is not an address on the web",
        ),
        (SOURCE + 'state = "removed"', 5, "source N: state must be active or paused, not 'removed'"),
        (SOURCE + 'kind = "blog"', 5, "source N: kind must be feed or page, not 'blog'"),
        (SOURCE + 'selector = "a"', 5, 'source N: a selector is for kind = "page"'),
        (SOURCE + 'kind = "page"\nselector = "a:has(b)"', 6, "source N: The CSS selector uses :has"),
        (SOURCE + "least_s = 60", 5, "source N: Newswatch reads a source every 10 minutes at most"),
        (SOURCE + "least_s = 99999999", 5, "source N: least_s must be a whole number from 0 to 86400"),
        (SOURCE + "rank = -1", 5, "source N: rank must be a whole number from 0, not -1"),
        (SOURCE + 'rank = "1"', 5, "source N: rank must be a whole number"),
        (SOURCE + "urgent = 1", 5, "source N: urgent must be true or false"),
        (SOURCE + 'header = "Host"', 5, "source N: The header Host cannot be set"),
        (SOURCE + 'tags = ["a", "a"]', 5, "source N: tags has something twice"),
        (SOURCE + 'tags = "a"', 5, "source N: tags must be a list of texts"),
        (SOURCE + 'owner = "ann"', 5, "source N: owner must be a person's id (U…), not 'ann'"),
        (SOURCE + 'id = "1"', 5, "source N: id must be 16 hexadecimal digits"),
        (SOURCE + SOURCE, 5, "source N: it is there already: b.toml:2, source N"),
        (SET + SET, 5, "set s: it is there already: b.toml:2, set s"),
        ('[[set]]\nname = "A b"\nquery = "oil"', 3, "set A b: The name of a saved set has letters"),
        (TOPIC.replace('"oil"', '"oil AND"'), 5, "topic h: query is refused: "),
        (TOPIC.replace('"oil"', '""'), 5, "topic h: query must be a text"),
        (
            TOPIC.replace('"C1"', '"#policy"'), 6,
            "topic h: channels must be ids of channels (C…) or people (U…), not '#policy'",
        ),
        (TOPIC.replace('"C1"', ""), 6, "topic h: channels must have one at least"),
        (
            TOPIC.replace('"h"', '"a b"'), 3,
            "topic a b: handle must be lower-case words joined by hyphens, not 'a b'",
        ),
        (TOPIC.replace('"h"', '"Ab"'), 3, "topic Ab: handle must be in lower case"),
        (TOPIC + TOPIC, 7, "topic h: it is there already: b.toml:2, topic h"),
        (
            TOPIC + "snoozed_until = 2026-12-01", 7,
            "topic h: snoozed_until must be a time, as in 2026-11-29T08:00:00Z",
        ),
        (TOPIC + "snoozed_until = 2026-12-01T08:00:00", 7, "topic h: snoozed_until must be a time, as in"),
        (TOPIC + "paused_until = 2026-12-01T08:00:00Z", 7, 'topic h: paused_until is for state = "paused"'),
        (TOPIC + "outlets = 11", 7, "topic h: outlets must be a whole number from 1 to 10, not 11"),
        (TOPIC + 'mention = "everyone"', 7, "topic h: mention must be here, channel or a user group's id"),
        (TOPIC + 'zone = "madrid"', 7, "topic h: 'madrid' is no time zone; did you mean Europe/Madrid?"),
        (TOPIC + 'delivery = "daily"', 7, "topic h: delivery must be a table, as in delivery = { … }"),
        (
            TOPIC + 'delivery = { every = "daily", at = "8am" }', 7,
            "topic h, delivery: at must be a time, as in 08:00, not '8am'",
        ),
        (
            TOPIC + 'delivery = { every = "hourly", at = "08:00" }', 7,
            "topic h, delivery: at is for daily and weekly",
        ),
        (TOPIC + 'quiet = { start = "22:00" }', 7, "topic h, quiet: start and end belong together"),
        (TOPIC + 'quiet = { days = ["sa"] }', 7, "topic h, quiet: days are mon tue wed thu fri sat sun"),
        (
            TOPIC + 'quiet = { days = ["mon","tue","wed","thu","fri","sat","sun"] }', 7,
            "topic h: With these quiet hours",
        ),
        (TOPIC + 'quiet = { from = "22:00" }', 7, "topic h, quiet: unknown key from"),
        (TOPIC + 'listens_to = { sources = ["Reuters"] }', 7, "topic h: sources must be their addresses"),
        (
            PLACE.replace("C1", "policy"), 3,
            "settings policy: where must be workspace, or the id of a channel",
        ),
        (PLACE + "cap = 101", 4, "settings C1: cap must be a whole number from 0 to 100, not 101"),
        (PLACE + 'managers = ["U1"]', 4, "settings C1: managers are those of the workspace"),
        (
            '[[settings]]\nwhere = "workspace"\nmanagers = ["ann"]', 4,
            "settings workspace: managers must be ids of people",
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_its_line(table, line, said):
    found = refusal(f"format = 1\n{table}\n")
    assert found.startswith(f"b.toml:{line}, {said}"), found
    # An address may have a password in it.
    assert "pw" not in found


def test_the_demo_s_own_sites_are_read_as_often_as_one_likes():
    text = f"format = 1\n{SOURCE.replace('n.example', '127.0.0.1:8081')}least_s = 15\n"
    assert read(text, "b.toml", NOW).setup.sources[0].least_s == 15


def test_all_that_is_wrong_is_said_at_once():
    text = text_of(stored(FULL)).replace('"C2"', '"c2"').replace('"Asia/Tokyo"', '"Tokyo"')
    text = text.replace("most_s = 900", "most_s = 90")
    assert [line.split(", ")[1].split(":")[0] for line in refusal(text).splitlines()] == [
        "settings workspace", "source Übersee 海外 🗞", "topic evs-海",
    ]  # fmt: skip


def test_a_query_of_several_lines_moves_the_lines_after_it():
    text = (
        "format = 1\n[[topic]]\nhandle = 'a'\nname = 'A'\nquery = '''\nx OR\ny\n'''\nchannels = ['C1']\n"
        "[[topic]]\nhandle = 'b'\nname = 'B'\nquery = 'oil'\nchannels = ['x']\n"
    )
    assert refusal(text).startswith("b.toml:14, topic b: channels")


def test_a_query_that_looks_like_a_table_makes_no_wrong_line():
    text = (
        "format = 1\n[[topic]]\nhandle = 'a'\nname = 'A'\nquery = '''\nx\n[[topic]]\n'''\nchannels = ['C1']\n"
        "[[topic]]\nhandle = 'b'\nname = 'B'\nquery = 'oil'\nchannels = ['x']\n"
    )
    assert "b.toml, topic b: channels" in refusal(text)
