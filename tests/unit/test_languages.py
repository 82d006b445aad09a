"""What languages are called."""

import pytest

from newswatch import languages
from newswatch.sources import language


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("en", "en"),
        ("EN-gb", "en"),
        ("zh_Hant_TW", "zh"),
        ("deu", "de"),
        ("ger", "de"),
        ("Deutsch", "de"),
        ("español", "es"),
        ("Espanol", "es"),
        ("Norsk  bokmål", "no"),
        ("日本語", "ja"),
        ("русский", "ru"),
        ("nb", "no"),
        ("iw", "he"),
        ("in", "id"),
        ("filipino", "tl"),
        ("fil", "tl"),
        ("bosnian", "hr"),
        ("uk", "uk"),
        ("gb", None),
        ("el salvador", None),
        ("", None),
    ],
)
def test_language_by_code_or_name(said, code):
    assert languages.called(said) == code


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("gb", ("en",)),
        ("us", ("en",)),
        ("cn", ("zh",)),
        ("jp", ("ja",)),
        ("ua", ("uk",)),
        ("Englsh", ("en",)),
        ("xq", ()),
        ("x" * 10_000, ()),
    ],
)
def test_languages_that_may_be_meant(said, codes):
    assert languages.nearest(said) == codes


@pytest.mark.parametrize(
    ("tag", "code"), [("en", "en"), ("pt-BR", "pt"), ("nn-NO", "no"), ("iw", "he"), ("EN_us", "en"), ("", "")]
)
def test_primary_language_of_a_tag(tag, code):
    assert languages.primary(tag) == code


def test_every_language_that_can_be_detected_has_a_code_and_keeps_it():
    codes = {languages.one(code) for script in language._LANGUAGES.values() for code in script}

    assert {code: languages.called(code) for code in codes} == {code: code for code in codes}
