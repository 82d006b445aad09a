"""Saved sets: what they stand for, in queries and in each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from queries import nodes

from newswatch.errors import CircularSets, QueryError, UnknownSet
from newswatch.query import parse
from newswatch.query.printing import canonical
from newswatch.query.sets import name_of, parse_set, resolve
from newswatch.query.syntax import And, Not, Or, SetRef, Word, sets_of, walk

SETS = {
    "rivals": parse("tesla OR byd"),
    "peers": parse("@rivals OR ford"),
    "noise": parse("football OR tennis"),
}
BROKEN = {"a": parse("@b OR x"), "b": parse("@gone"), "c": parse("y OR @d"), "d": parse("@c")}

NOT_LOOKED_FOR = (
    "A saved set stands for something to look for; exclusions, languages and addresses go into the queries "
    "that use it, as in NOT set:noise."
)


def test_a_set_stands_for_its_query_and_those_that_it_uses():
    root = resolve(parse("oil @peers -(@noise OR z)").root, SETS)

    peers = SetRef("peers", Or((SetRef("rivals", Or((Word("tesla"), Word("byd")))), Word("ford"))))
    noise = SetRef("noise", Or((Word("football"), Word("tennis"))))
    wanted = And((Word("oil"), peers, Not(Or((noise, Word("z"))))))
    # Refs are equal by their names.
    assert list(map(repr, walk(wanted))) == list(map(repr, walk(root)))
    assert [node.child for node in walk(root) if isinstance(node, SetRef)] == [
        node.child for node in walk(wanted) if isinstance(node, SetRef)
    ]


@given(nodes(sets=("rivals", "peers", "noise")))
def test_resolving_changes_nothing_else(root):
    found = resolve(root, SETS)

    assert found == root
    assert canonical(found) == canonical(root)
    assert all(node.child is not None for node in walk(found) if isinstance(node, SetRef))


def test_sets_in_places_are_resolved_too():
    root = parse("title:(a OR (b -@rivals))", SETS).root

    assert {"tesla", "byd"} <= {node.text for node in walk(root) if isinstance(node, Word)}


def test_without_sets_any_is_taken_and_stands_for_nothing():
    assert parse("oil @nope").root == And((Word("oil"), SetRef("nope")))
    assert [node.child for node in walk(parse("@nope").root)] == [None]


def test_what_is_not_there_or_circular_can_not_be_resolved():
    with pytest.raises(UnknownSet) as unknown:
        resolve(parse("@rivls").root, SETS)
    assert (unknown.value.name, unknown.value.nearest) == ("rivls", ("rivals",))
    with pytest.raises(CircularSets) as circular:
        resolve(parse("@c").root, BROKEN)
    assert str(circular.value) == "c uses d, which uses c."


@pytest.mark.parametrize(
    ("marked", "sets", "message", "readings"),
    [
        ("oil ^@rivls", SETS, "There is no saved set called rivls.",
         ("oil AND set:rivals", 'oil AND "@rivls"', "oil")),
        ("^set:rivls", SETS, "There is no saved set called rivls.", ("set:rivals",)),
        ("^@potus oil", SETS, "There is no saved set called potus.", ('"@potus" AND oil', "oil")),
        ("oil ^set:(rivals OR nope)", SETS, "There is no saved set called nope.", ("oil",)),
        ("oil -^@nope", {}, "There is no saved set called nope.", ('oil AND NOT "@nope"', "oil")),
        ("x NEAR/3 ^@rivals", SETS,
         "NEAR joins words, phrases and groups of these with OR, but no saved sets.",
         ("x AND set:rivals",)),
        ("oil ^@a", BROKEN, "The saved set a can't be used at present: There is no saved set called gone.",
         ("oil",)),
        ("oil ^@c", BROKEN, "The saved set c can't be used at present: c uses d, which uses c.", ("oil",)),
    ],
)  # fmt: skip
def test_a_query_with_a_set_that_can_not_be_used_is_refused(marked, sets, message, readings):
    position, typed = marked.index("^"), marked.replace("^", "")

    with pytest.raises(QueryError) as refused:
        parse(typed, sets)

    error = refused.value
    assert (message, position, readings) == (error.message, error.position, error.readings)


@pytest.mark.parametrize(
    ("name", "typed", "message", "readings"),
    [
        ("rivals", "tesla OR @rivals", "rivals uses itself.", ("tesla",)),
        ("rivals", "tesla OR @peers", "rivals uses peers, which uses rivals.", ("tesla",)),
        ("noise", "@new", "There is no saved set called new.", ('"@new"',)),
        ("noise", "-football", NOT_LOOKED_FOR, ()),
    ],
)
def test_what_a_set_can_not_stand_for_is_refused(name, typed, message, readings):
    with pytest.raises(QueryError) as refused:
        parse_set(name, typed, SETS)

    error = refused.value
    assert (message, readings) == (error.message, error.readings)
    assert error.position == max(typed.find("@"), 0)


def test_a_longer_ring_is_named_whole():
    sets = {"a": parse("@b"), "b": parse("@c OR x"), "c": parse("y")}

    with pytest.raises(QueryError, match="c uses a, which uses b, which uses c"):
        parse_set("c", "@a", sets)


def test_a_set_that_is_changed_no_longer_uses_what_it_did():
    sets = {**SETS, "rivals": parse("@peers")}

    assert parse_set("rivals", "tesla", sets).canonical == "tesla"


def test_what_a_set_stands_for_is_returned_unresolved():
    query = parse_set("new", "@peers -@noise", SETS)

    assert sets_of(query.root) == {"peers", "noise"}
    assert all(node.child is None for node in walk(query.root) if isinstance(node, SetRef))


def many(count, form="w{}"):
    return parse(" OR ".join(form.format(i) for i in range(count)))


CHAIN = {"a": parse("x"), "b": parse("@a"), "c": parse("@b"), "d": parse("@c"), "e": parse("@d")}


def test_at_its_bounds_a_set_is_accepted():
    assert parse_set("e", "@d", CHAIN).canonical == "set:d"
    assert parse_set("b", "@a", {"a": many(200)}).canonical == "set:a"


@pytest.mark.parametrize(
    ("name", "typed", "sets", "message"),
    [
        ("b", "@a OR x", {"a": many(200)}, "The saved set would stand for 201 words and phrases"),
        ("b", "@a OR @a", {"a": many(150)}, "The saved set would stand for 300 words and phrases"),
        ("b", "@a OR ~x OR wor*", {"a": many(19, "word{}*")},
         "The saved set would stand for 21 words with * or ~, and 20 are the most that it may stand for."),
        # What uses it grows with it.
        ("a", "x OR y", {"a": parse("x"), "b": parse("@c OR @a"), "c": many(199)},
         "With this, the saved set b would stand for 201 words and phrases"),
        ("f", "@e", CHAIN, "The saved set uses sets that use sets"),
        ("a", "@y", {**CHAIN, "y": parse("x")}, "With this, the saved set e uses sets that use sets"),
    ],
)  # fmt: skip
def test_a_set_over_a_bound_is_refused(name, typed, sets, message):
    with pytest.raises(QueryError) as refused:
        parse_set(name, typed, sets)

    assert refused.value.message.startswith(message)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Rivals", "rivals"),
        (" my-set_2 ", "my-set_2"),
        ("Straße", "strasse"),
        ("E\u0301TATS", "états"),
        ("конкуренты", "конкуренты"),
        ("競合", "競合"),
        ("हिन्दी", "हिन्दी"),
        ("x" * 40, "x" * 40),
        ("x" * 41, None),
        ("a௰", None),
        ("my set", None),
        ("a.b", None),
        ("-a", None),
        ("_", None),
        ("", None),
    ],
)
def test_name_of_a_set(said, name):
    assert name_of(said) == name


@given(st.text(max_size=45))
def test_a_name_is_read_as_it_is_printed(said):
    name = name_of(said)

    if name is not None:
        assert name_of(name) == name
        assert parse(f"@{name}").root == parse(f"set:{name}").root == SetRef(name)


@pytest.mark.parametrize("text", ["-webinar -podcast", "lang:en OR lang:de", "url:/live/"])
def test_set_of_what_nobody_looks_for_is_refused_with_a_reason_that_is_one(text):
    with pytest.raises(QueryError, match="go into the queries that use it") as refused:
        parse_set("noise", text, {})
    assert refused.value.readings == ()
