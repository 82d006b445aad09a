"""Real pages with their true text, by the benchmark's measure: see ``bench.articles``."""

from bench.articles import cases, scores
from newswatch.errors import PageError
from newswatch.sources import article

FLOOR = 0.97  # measured: 0.978, and what is asked for is 0.965


def text_of(case):
    try:
        return article.read(case.html, case.url).text
    except PageError:
        return ""


def test_text_of_real_pages_is_found(corpus):
    pages = cases(corpus)
    f1, precision, recall = scores([text_of(case) for case in pages], [case.text for case in pages])
    print(f"F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}")  # noqa: T201 - what one wants to see
    assert f1 >= FLOOR
