"""Words and phrases of a text, as one could ask for them."""

import pytest

from newswatch.query.grams import grams, parts_of_longer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Premier League", ["The", "Premier", "League", "The Premier", "Premier League"]),
        ("a 2019 x", []),
        ("Trump’s tariffs", ["Trump", "tariffs"]),
        ("one, two", ["one", "two"]),
        ("covid-19 vaccine", ["covid", "vaccine"]),
        ("post-war era", ["post", "war", "era", "post-war", "war era"]),
        ("they don't, see bbc.com or @ada", ["they", "see", "or", "ada"]),
        ("国足 赢", ["国足"]),
        ("世界杯", ["世界", "世界杯", "界杯"]),
        ("日銀のサッカー", ["日銀", "サッカー"]),
        ("삼성전자가", ["삼성", "삼성전", "삼성전자", "삼성전자가"]),
        ("👍👍", []),
    ],
)  # fmt: skip
def test_grams_of_a_text(text, found):
    assert [gram.text for gram in grams(text)] == found


def test_stretch_that_stands_only_in_a_longer_one_is_a_part_of_it():
    world, cup, whole = tuple("世界"), tuple("界杯"), tuple("世界杯")
    assert parts_of_longer({world: 3, cup: 2, whole: 2, ("cup",): 2}) == {cup}
