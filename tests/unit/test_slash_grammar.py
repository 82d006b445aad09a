"""What ``/watch …`` means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.slack.commands import UNBUILT, Add, Help, List, Status, Unbuilt, parse_command

TABLE = {
    # A text that starts with no verb is a query.
    "venezuela": Add("venezuela"),
    "  venezuela  ": Add("venezuela"),
    "(pompeo OR lavrov) AND venezuela": Add("(pompeo OR lavrov) AND venezuela"),
    '"add" AND list': Add('"add" AND list'),
    "<#C1|energy> grid": Add("<#C1|energy> grid"),
    "adding": Add("adding"),
    "lists of things": Add("lists of things"),
    "listing": Add("listing"),
    "-football goal": Add("-football goal"),
    "me": Add("me"),
    "Ministers\nmeet": Add("Ministers\nmeet"),
    # add, with a place and a name.
    "add venezuela": Add("venezuela"),
    "ADD venezuela": Add("venezuela"),
    "add\tvenezuela": Add("venezuela"),
    "add\u00a0venezuela": Add("venezuela"),
    "add\nvenezuela": Add("venezuela"),
    "add   venezuela  ": Add("venezuela"),
    "add Venezuela talks = pompeo AND venezuela": Add("pompeo AND venezuela", name="Venezuela talks"),
    "add  Talks  =  pompeo ": Add("pompeo", name="Talks"),
    "add a = b = c": Add("b = c", name="a"),
    "add =US AND x": Add("=US AND x"),
    "add a=b": Add("a=b"),
    "add <#C2|energy> grid": Add("grid", channel="C2"),
    "add <#C2> grid": Add("grid", channel="C2"),
    "add <#C2|> grid": Add("grid", channel="C2"),
    "add <#G2|private> Grid = power": Add("power", "Grid", "G2"),
    "add <#C2|energy>grid": Add("grid", channel="C2"),
    "add me grid": Add("grid", me=True),
    "add ME Grid = power": Add("power", "Grid", me=True),
    "add me": Add("me"),
    "add media": Add("media"),
    "add grid <#C2|energy>": Add("grid <#C2|energy>"),
    "add #energy grid": Add("#energy grid"),
    "add list": Add("list"),
    "add export ban": Add("export ban"),
    # add, with nothing to watch for.
    "add": Help(),
    "add  ": Help(),
    "add <#C2|energy>": Help(),
    "add <#C2|energy> ": Help(),
    # The others.
    "": Help(),
    "   ": Help(),
    "help": Help(),
    "HELP": Help(),
    "help queries": Help(),
    "list": List(),
    " List ": List(),
    "status": Status(),
    "STATUS\n": Status(),
    # What is kept for later is no query.
    "list mine": Unbuilt("list", "list mine"),
    "status all": Unbuilt("status", "status all"),
    "show venezuela-talks": Unbuilt("show", "show venezuela-talks"),
    "Remove tariffs": Unbuilt("remove", "Remove tariffs"),
    "undo": Unbuilt("undo", "undo"),
    "why https://news.example/a lithium": Unbuilt("why", "why https://news.example/a lithium"),
    "source add https://news.example/feed": Unbuilt("source", "source add https://news.example/feed"),
    "export ban": Unbuilt("export", "export ban"),
    "exports": Add("exports"),
}


@pytest.mark.parametrize(("text", "expected"), TABLE.items(), ids=map(ascii, TABLE))
def test_what_a_text_asks_for(text, expected):
    assert parse_command(text) == expected


@given(st.text())
def test_every_text_means_something_and_no_query_is_empty(text):
    command = parse_command(text)

    assert isinstance(command, Add | List | Status | Help | Unbuilt)
    if isinstance(command, Add):
        assert command.query.strip() == command.query != ""


@given(st.sampled_from(sorted(UNBUILT)), st.text(min_size=1))
def test_a_verb_of_later_is_never_stored_as_a_query(verb, rest):
    command = parse_command(f"{verb} {rest}")

    assert not isinstance(command, Add)


@given(st.text(st.characters(exclude_characters="=<"), min_size=1).map(str.strip).filter(bool))
def test_any_words_can_be_watched_for_with_add(query):
    # "me" before the words is where to post them.
    assert parse_command(f"add {query}") == Add(query) or query.lower().startswith("me ")
