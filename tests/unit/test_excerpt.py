"""The passage of an article that an alert shows."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.delivery.excerpt import MAX_CHARS, excerpt
from newswatch.delivery.sentences import sentences
from newswatch.model import Evidence, Field
from newswatch.posts import Excerpt
from newswatch.query import evaluate, parse


def shown(query, text, title=""):
    """The excerpt with its highlights between asterisks, as Slack shows it."""
    article = SimpleNamespace(title=title, text=text)
    found = excerpt(article, evaluate(parse(query), article))
    marked = found.text
    for start, end in reversed(found.highlights):
        marked = f"{marked[:start]}*{marked[start:end]}*{marked[end:]}"
    return marked


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("oil", "Gas fell. Oil rose. Oil fell.", "*Oil* rose."),
        ("oil gas", "Gas fell. Coal rose.\n\nGas and oil rose. Gas fell.", "*Gas* and *oil* rose."),
        ("oil gas", "Gas fell. Oil rose. All rose.", "*Gas* fell. *Oil* rose."),
        ("oil gas", "Gas fell.\n\nOil rose.", "*Gas* fell."),
        ("venezuela", "Yes. Venezuela's\n  leader\tleft. No.", "*Venezuela*'s leader left."),
        ('"state of mind"', "A state.\nOf mind he said.", "A *state. Of mind* he said."),
        ('"mind over"', "A mind.\n\nOver it. End.", "A *mind. Over* it."),
        ('oil AND price AND "oil price"', "The oil price.", "The *oil price*."),
        ("瑞拉 内瑞", "第一句。委内瑞拉总统！第三句。", "委*内瑞拉*总统！"),
        ("oil", "سعر oil اليوم؟ نعم.", "سعر *oil* اليوم؟"),
    ],
)
def test_excerpt_is_the_sentence_with_most_different_matches(query, text, expected):
    assert shown(query, text) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "U.S. Secretary of State Mike Pompeo met J. R. Smith of Acme Inc. Monday.",
        "Gen. Milley and Sen. Smith said 3.5 percent at 10 a.m. Tuesday.",
        "He wrote “Why? because!” and left…",
        '"I made it clear." he said.',
        "Visit example.org. now.",
    ],
)
def test_sentence_is_not_split_at_full_stops_inside_of_it(sentence):
    text = f"One here. {sentence} Two there."

    assert sentence in [text[start:end] for start, end, _ in sentences(text)]


def test_sentences_end_at_quotes_and_paragraphs():
    text = "“It is.” Then (why?) He left!\n \nlower case\n\n今日は。明日。"

    assert [(text[start:end], paragraph) for start, end, paragraph in sentences(text)] == [
        ("“It is.”", 0),
        ("Then (why?)", 0),
        ("He left!", 0),
        ("lower case", 1),
        ("今日は。", 2),
        ("明日。", 2),
    ]


def test_long_sentence_is_cut_at_words_with_ellipses_around_its_matches():
    text = "start " + "many words " * 50 + "oil and gas " + "more words " * 50 + "end."

    marked = shown("oil gas", text)

    assert marked.startswith("… ")
    assert marked.endswith(" …")
    assert "words *oil* and *gas* more" in marked
    assert set(marked.strip("… ").split()) <= {"many", "words", "*oil*", "and", "*gas*", "more"}
    assert MAX_CHARS - 40 < len(marked.replace("*", "")) <= MAX_CHARS


def test_long_sentence_is_cut_to_where_most_different_matches_stand_together():
    far = "words " * 60
    text = f"oil and oil, {far}oil with gas, {far}gas and coal and iron, {far}coal."

    marked = shown("oil gas coal iron", text)

    assert "*gas* and *coal* and *iron*, words" in marked
    assert "oil" not in marked


def test_long_sentence_without_blanks_is_cut_anywhere():
    marked = shown("石油", "字" * 500 + "石油" + "字" * 500)

    assert "字*石油*字" in marked
    assert MAX_CHARS - 10 < len(marked) <= MAX_CHARS + 2


def test_beginning_and_end_of_a_sentence_have_no_ellipsis():
    text = "Oil " + "words " * 100 + "end."

    assert shown("oil", text).startswith("*Oil* words")
    assert shown("end", text).endswith("words *end*.")


def test_match_in_the_title_alone_shows_the_beginning_of_the_text():
    assert shown("oil", "Prices  rose.\n\nGas fell.", title="Oil") == "Prices rose. Gas fell."
    assert shown("oil", "word " * 200, title="Oil").endswith("word …")


def test_article_without_text_has_an_empty_excerpt():
    assert excerpt(SimpleNamespace(text=" \n"), [Evidence(Field.TITLE, 0, 3)]) == Excerpt("")


def test_place_beyond_the_text_is_left_out():
    article = SimpleNamespace(text="Oil rose.")

    assert excerpt(article, [Evidence(Field.BODY, 4, 90), Evidence(Field.BODY, 0, 3)]) == Excerpt(
        "Oil rose.", ((0, 3),)
    )


PIECES = [
    "oil",
    "Gas",
    ". ",
    "U.S. ",
    "。",
    "委内",
    " ",
    "\n\n",
    "\t\n",
    "e\u0301",
    "?” ",
    "a" * 50,
    "word " * 40,
    "",
    "🚀",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=30).map("".join)


@given(TEXTS, st.data())
def test_each_highlight_says_what_the_evidence_says(text, data):
    ends = st.integers(0, len(text))
    spans = sorted(data.draw(st.lists(st.tuples(ends, ends).map(sorted), max_size=4)))
    # Apart from each other, so that none are merged.
    apart = [span for i, span in enumerate(spans) if not i or span[0] > max(end for _, end in spans[:i]) + 1]
    places = [Evidence(Field.BODY, start, end) for start, end in apart]
    says = [" ".join(text[start:end].split()) for start, end in apart]

    found = excerpt(SimpleNamespace(text=text), places)

    assert all(found.text[start:end] in says for start, end in found.highlights)
    assert len(found.text) <= MAX_CHARS
    if any(0 < len(said) < 200 for said in says) and not any(len(said) >= 200 for said in says):
        assert found.highlights


@given(TEXTS, st.lists(st.tuples(st.integers(-3, 400), st.integers(-3, 400)), max_size=8))
def test_highlights_are_sorted_apart_and_inside_whatever_the_evidence(text, spans):
    found = excerpt(SimpleNamespace(text=text), [Evidence(Field.BODY, start, end) for start, end in spans])

    end = -1
    for start, next_end in found.highlights:
        assert end < start < next_end <= len(found.text)
        end = next_end
    assert found.text == " ".join(found.text.split())
