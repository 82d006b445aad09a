"""How good the queries of "stories like this" are: ``python -m bench.likeness``.

On the benchmark's pages and the newsroom's articles (NEWSWATCH_CORPUS): each query has to hold for its own
article, for edits of it, and for few others.
"""

import json
import statistics
import time
from dataclasses import dataclass

from bench.articles import CORPUS, cases
from newswatch.errors import PageError
from newswatch.query import parse
from newswatch.query.evaluation import Words, evidence
from newswatch.sources import article as pages
from newswatch.usecases.likeness import proposed

_WIDE = 0.03


@dataclass(frozen=True)
class News:
    """An article, and which it is an edit of."""

    title: str
    text: str
    language: str
    label: str
    is_edit: bool = False


def news() -> list[News]:
    """Return what there is to read."""
    found = []
    for case in cases(CORPUS):
        try:
            page = pages.read(case.html, case.url)
        except PageError:
            continue
        found.append(News(page.title, page.text, page.language, case.url))
    for line in (CORPUS / "stories" / "near_duplicates.jsonl").read_text("utf-8").splitlines():
        said = json.loads(line)
        found.append(News(said["title"], said["text"], "en", str(said["label"]), said["kind"] != "base"))
    return found


def main() -> None:
    """Measure, and print what docs/performance.md says."""
    if not (CORPUS / "articles").is_dir():
        print(f"Skipped: the corpus is not at {CORPUS}. Say where it is with NEWSWATCH_CORPUS.")
        return
    everything = [(each, Words(each)) for each in news()]
    own, edits, widths, times, sizes = 0, [], [], [], []
    asked = [(one, words) for one, words in everything if not one.is_edit]
    for one, words in asked:
        begun = time.process_time()
        found = proposed(one)
        times.append((time.process_time() - begun) * 1000)
        if found is None:
            continue
        root = parse(found.query).root
        sizes.append(len(found.query))
        own += evidence(root, words) is not None
        edits += [evidence(root, w) is not None for e, w in everything if e.is_edit and e.label == one.label]
        others = [evidence(root, w) is not None for e, w in asked if e.label != one.label]
        widths.append(statistics.fmean(others))
    wide = sum(width > _WIDE for width in widths)
    print(f"{len(asked)} articles, {own} queries hold for their own; {statistics.fmean(edits):.1%} of edits")
    print(f"{statistics.fmean(widths):.2%} of the others on average, {wide} queries over {_WIDE:.0%}")
    print(
        f"{statistics.fmean(sizes):.0f} characters; {statistics.fmean(times):.1f} ms, most {max(times):.0f}"
    )


if __name__ == "__main__":
    main()
