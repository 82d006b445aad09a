"""What a publisher has encoded twice is read as it was meant; what only looks so stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources.mojibake import mended


def twice(text):
    """Encode as UTF-8 and read as windows-1252, where that has no character as ISO 8859-1."""
    return "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in text.encode("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "Café société, à la carte",
        "“It’s over” – he said …",
        "Größe über Äpfel",
        "¿Qué pasó en España?",
        "£5 · 10 °C · ½",
        "Министр встретился с коллегой",
        "Ο υπουργός συνάντησε",
        "وزير الخارجية",
        "שר החוץ",
        "外務省は発表した",
        "외무부 장관",
        "मंत्री ने कहा",
        "Fire 🔥 in the hills",
        "non\u00a0breaking",
    ],
)
def test_text_that_was_encoded_twice_is_mended(text):
    assert mended(twice(text)) == text


def test_control_characters_are_those_of_windows_1252():
    assert mended("It\x92s \x93over\x94 \x96 caf\xe9 \x81") == "It’s “over” – café \x81"


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "«CAFÉ»",
        "«CORREIO DA MANH\u00c3\u00bb, «ROM\u00c2\u00bb",
        "“CAFÉ”, “BLÜ”, “AMANHÃ”, “PARÁ…",
        "NÃO À GUERRA – SÃO PAULO",
        "Ângela e Ã",
        "Ñandú ÅÄÖ – Ølands Ø’",
        "ÐÑ",
        "Müller über “Größe”",
        "È… À – Ì’ Ò” Ù‘",
        "Привет “мир”",
        "日本語「引用」",
        "naïve façade – œuvre",
        "â la “carte”",
        "5 € – 10 €",
    ],
)
def test_what_is_right_stays(text):
    assert mended(text) == text


def test_a_reader_s_comment_is_mended_in_a_page_that_is_right():
    right = "«LIBERTÉ» – “CAFÉ” à l’été. " * 20
    assert mended(right + twice("C’est déjà l’été")) == right + "C’est dÃ©jÃ\xa0 l’Ã©tÃ©".replace("Ã©", "é")


@given(st.text())
def test_nothing_is_ever_raised(text):
    assert isinstance(mended(text), str)


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщыьэюя ", min_size=12))
def test_cyrillic_is_mended_whatever_it_says(text):
    assert mended(twice(f"министр {text}")) == f"министр {text}"
