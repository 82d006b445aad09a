"""Words of any script, normalised, with offsets into the original."""

import re
import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newswatch.spelling import USUAL_LETTERS, accented, cased, plain
from newswatch.text import (
    BREAK,
    GAP,
    folded,
    forms_of,
    inflected,
    is_character,
    spelled,
    tokens,
    words,
    words_of,
)


def terms(text):
    return [token.term for token in tokens(text)]


def spellings(text):
    """The last form of each word: what a query would look for."""
    return [token.forms[-1].term if token.forms else token.term for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Venezuela", ["venezuela"]),
        ("VENEZUELA'S crisis", ["venezuela", "crisis"]),
        ("Venezuela’s crisis", ["venezuela", "crisis"]),
        ("the S's 's", ["the", "s", "s"]),
        ("countries' leaders", ["countries", "leaders"]),
        ("don't l’été O'Brien", ["don", "t", "l", "ete", "o", "brien"]),
        ("covid-19 u.s. 3.5", ["covid", "19", "u", "s", "3", "5"]),
        ("covid‑19 covid–19", ["covid", "19", "covid", "19"]),
        ("snake_case and/or", ["snake", "case", "and", "or"]),
        ("café cafe\u0301 CAFÉ", ["cafe", "cafe", "cafe"]),
        ("ＡＢＣ　１２３ ﬁn ² 𝐁𝐨𝐥𝐝", ["abc", "123", "fin", "2", "bold"]),
        ("Straße STRASSE", ["strasse", "strasse"]),
        ("Łódź Tromsø Đoković Ærø", ["lodz", "tromso", "dokovic", "aero"]),
        ("İstanbul ISTANBUL ısparta ISPARTA", ["istanbul", "istanbul", "isparta", "isparta"]),
        ("κόσμος ΚΟΣΜΟΣ", ["κοσμοσ", "κοσμοσ"]),
        ("Ещё ЕЩЕ", ["еще", "еще"]),
        ("Йод И\u0306од Київ", ["йод", "йод", "київ"]),
        ("1,000 1.000 1'000 1\u00a0000 1\u202f000", ["1000"] * 5),
        ("1,000,000.50 12,345,678", ["1000000", "50", "12345678"]),
        (
            "in 2004,200 10,00 1,0000 x,000 1, 000",
            ["in", "2004", "200", "10", "00", "1", "0000", "x", "000", "1", "000"],
        ),
        ("١٬٠٠٠", ["1000"]),
        ("น้ำ", ["น้", "ำ"]),
        ("مُحَمَّد محـمد", ["محمد", "محمد"]),
        ("می‌خواهم", ["ميخواهم"]),
        ("שָׁלוֹם שלום", ["שלום", "שלום"]),
        ("٢٠٢٦ २०२६", ["2026", "2026"]),
        ("हिन्दी की", ["हिन्दी", "की"]),
        ("委内瑞拉", ["委", "内", "瑞", "拉"]),
        ("其中，国际", ["其", "中", GAP, "国", "际"]),
        ("10月5日，本报 Oil 油", ["10", "月", "5", "日", GAP, "本", "报", "oil", "油"]),
        ("Apple’s新 Trump's🔥", ["apple", "新", "trump", "🔥"]),
        ("⭐ 1,000円", ["⭐", "1000", "円"]),
        ("ایران ايران کرد كرد مصطفى مصطفي", ["ايران", "ايران", "كرد", "كرد", "مصطفي", "مصطفي"]),
        ("iPhoneが", ["iphone", "が"]),
        ("ガ カ\u3099 ｶﾞ カ", ["ガ", GAP, "ガ", GAP, "ガ", GAP, "カ"]),
        ("มัน", ["มั", "น"]),
        ("서울 \u1109\u1165\u110b\u116e\u11af", ["서", "울", GAP, "서", "울"]),
        ("so\u00adft zero\u200bwidth \ufeffbom", ["soft", "zerowidth", "bom"]),
        ("🚀 up", ["🚀", "up"]),
        ("½ … — ! ™", []),
        ("nul\x00byte \uffff", ["nul", "byte"]),
        ("", []),
    ],
)
def test_words_that_a_reader_takes_for_the_same_become_the_same_term(text, expected):
    assert expected == terms(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AT&T AT＆T", ["at&", "t", "at&", "t"]),
        ("C++, C# and C.", ["c++", "c#", "and", "c"]),
        ("$TSLA #cop30 @potus", ["$tsla", "#cop30", "@potus"]),
        ("(.NET) ASP.NET", [".net", "asp", "net"]),
        ("#LGBTQ+ Disney+", ["#lgbtq+", "disney+"]),
        ("a+b x & y end. Next", ["a", "b", "x", "y", "end", "next"]),
        ("mail me@example.org, $$cash ..dots", ["mail", "me", "example", "org", "cash", "dots"]),
    ],
)
def test_a_word_with_its_symbols_is_a_form_of_the_word(text, expected):
    assert expected == spellings(text)


def test_forms_have_offsets_of_their_own():
    (token,) = tokens("see #LGBTQ+!")[1:]

    assert (token.term, token.start, token.end) == ("lgbtq", 5, 10)
    assert [form[:3] for form in token.forms] == [("#lgbtq", 4, 10), ("lgbtq+", 5, 11), ("#lgbtq+", 4, 11)]


def test_offsets_count_code_points_of_the_original():
    text = "🚀 cafe\u0301, Straße’s 委内 ﬁn"

    assert [text[t.start : t.end] for t in tokens(text)] == ["🚀", "cafe\u0301", "Straße", "委", "内", "ﬁn"]


@given(st.text())
def test_words_are_in_order_disjoint_and_inside_the_text(text):
    end = 0
    for token in tokens(text):
        assert token.term
        assert end <= token.start < token.end <= len(text)
        end = token.end


@given(st.text())
def test_a_word_read_alone_is_the_word_in_its_text(text):
    for token in tokens(text):
        if token.term != GAP:
            assert [token.term] == terms(text[token.start : token.end])


@pytest.mark.parametrize(
    "unit",
    ["\u0301", "\u200b", "\u0e38\u0e48", "\u093c\u094d", "$", "+", "a'", "a+", "&a", "\u1100", "'s", ".a"],
)
def test_hostile_text_takes_linear_time(unit):
    def seconds(length):
        text = "a" + unit * (length // len(unit))
        best = float("inf")
        for _ in range(5):
            start = time.process_time()
            tokens(text)
            best = min(best, time.process_time() - start)
        return best

    # Eight times the text: linear is 8, quadratic 64.
    assert seconds(80_000) < 40 * seconds(10_000) + 0.05


PIECES = st.one_of(
    st.characters(),
    st.sampled_from(
        [
            *"s'.,019'’AéeЙйи\u0306\u0301漢มั\u0e31ガカ\u3099ﾞハ",
            *"하\u1112\u1161\u11ab $&+#@ΣΑσςſśß½\u00a0\u202f\x1f\u200d🚀İ\x00",
        ],
    ),
)


@settings(max_examples=2_000)
@given(st.text(PIECES, max_size=14))
def test_words_are_the_terms_of_the_tokens(text):
    assert words(text) == terms(text)


# More different letters than are replaced one by one, and more letters than are looked at one by one.
MANY = (" " + "áàâäãåéèêëíìîïóòôöõúùûüçñýÿ", " " + "Россия и 中国 " * 150)


@pytest.mark.parametrize("tail", MANY)
@given(st.text(PIECES, max_size=14))
def test_a_word_is_the_same_in_any_company(tail, text):
    assert words(text + tail) == terms(text + tail)
    assert words(text + tail)[: len(words(text))] == words(text)
    for of in (inflected, spelled):
        alone, together = of(text), of(text + tail)
        assert together[: len(alone)] == alone


def test_usual_letters_are_spelled_as_they_are():
    letters = re.findall(f"[{USUAL_LETTERS}]", "".join(map(chr, range(sys.maxunicode + 1))))

    assert len(letters) > 30_000
    for letter in letters:
        assert words(letter) == [letter.lower()]
        assert unicodedata.category(letter)[0] == "L"


def test_how_a_character_is_spelled_is_spelled_so_itself():
    """Else it would matter which of a text's characters is replaced first."""
    many = (char for char in map(chr, range(128, 0x20000)) if not is_character(char))
    assigned = [char for char in many if unicodedata.category(char) not in ("Cn", "Co")]
    for char in assigned:
        for respelled in (plain, accented, cased):
            once = respelled(char) or char
            assert (respelled(once) or once) == once


@settings(max_examples=2_000)
@given(st.text(PIECES, max_size=14), st.text(PIECES, max_size=14))
def test_forms_are_those_of_the_tokens(title, text):
    expected = [token.forms for token in tokens(title)] + [()] + [token.forms for token in tokens(text)]
    found = words_of(title, text)

    assert forms_of(title, text, found) == {
        at: tuple(form.term for form in forms)
        for at, forms in enumerate(expected)
        if forms and not is_character(found[at])
    }


@given(st.text(PIECES, max_size=14), st.text(PIECES, max_size=14))
def test_words_of_two_texts_are_those_of_each(title, text):
    assert words_of(title, text) == [*words(title), BREAK, *words(text)]


@given(st.text(PIECES, max_size=14))
def test_each_word_has_its_spelling_for_stemmers_and_its_place(text):
    assert len(inflected(text)) == len(words(text))
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term == GAP or token.term in folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marchés", ["marchés"]),
        ("ÉTÉ e\u0301te\u0301", ["été", "été"]),
        ("İstanbul’s ＡＢＣ", ["istanbul", "abc"]),
        ("كِتاب", ["كتاب"]),
        ("漢字 1,000", ["漢", "字", "1000"]),
        # Read without accents, the first is a possessive.
        ("x'ś y's", ["x", "y"]),
    ],
)
def test_stemmers_get_words_with_their_accents(text, expected):
    assert expected == inflected(text)
