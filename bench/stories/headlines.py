"""How well headlines are grouped by story, and at what cost: ``python -m bench.stories.headlines``.

On the corpus' headlines of real stories (NEWSWATCH_CORPUS), as they came in: adjusted Rand index (ARI) and
BCubed, clean and with 1,000 unrelated headlines mixed in, each of these a story of its own or left out of
the account; for the whole, and for other orders; beside exact titles and the Jaccard index of titles. Then
what the constants' neighbours bring on halves of the stories, and what choosing them on one half brings on
the other. At last the time a headline takes, and the memory that 150,000 live ones take.

The unrelated headlines are of the matching benchmark's articles (NEWSWATCH_PEERS).
"""

import gc
import itertools
import json
import os
import random
import resource
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.matching import material
from newswatch.model import ArticleId, StoryId
from newswatch.stories import retellings
from newswatch.stories.retellings import Retellings, terms_of

CORPUS = Path(os.environ.get("NEWSWATCH_CORPUS", Path(__file__).parents[3] / "shared" / "corpus"))
UNRELATED = 1_000
ORDERS = 5
SPLITS = 10
LIVE = 150_000
NEIGHBOURS = {
    "_ENOUGH": (1.6, 1.8, 2.0, 2.2, 2.4),
    "_DOUBT": (0.0, 0.03, 0.06),
    "_CROWD": (1.5, 2.5, 3.5),
    "_CROWDED": (1_000, 2_000, 4_000),
    "_CHANCE": (0.3, 0.5, 0.8),
    "_NAME": (0.0, 2.0, 2.3, 2.6),
    "_NAME_LEAST": (0.0, 1.25, 1.5),
    "_WEIGHT": (0.005, 0.007, 0.01),
    "_OUTSIDERS": (1, 2, 4),
    "_SHARING": (0.7, 0.8, 0.9),
    "_PRIOR": (5_000, 10_000, 30_000),
    "_COMMON": (0.01, 0.03, 0.1),
}
GRID = {"_ENOUGH": (1.7, 2.0, 2.3), "_WEIGHT": (0.005, 0.007, 0.01), "_OUTSIDERS": (1, 2, 4)}

Headline = tuple[str, str]
"""What it says and which story it tells; "" for none of them."""
Grouping = Callable[[Sequence[str]], list[str]]


# --- Measures -----------------------------------------------------------------------------


def adjusted_rand(true: Sequence[str], found: Sequence[str]) -> float:
    """Return the adjusted Rand index (Hubert and Arabie, 1985) of two groupings of the same: 1 for equal."""

    def pairs(counts: Counter[str] | Counter[tuple[str, str]]) -> float:
        return sum(count * (count - 1) / 2 for count in counts.values())

    both, one, other = (
        pairs(Counter(zip(true, found, strict=True))), pairs(Counter(true)), pairs(Counter(found)),
    )  # fmt: skip
    by_chance = one * other / (len(true) * (len(true) - 1) / 2)
    return (both - by_chance) / ((one + other) / 2 - by_chance)


def bcubed(true: Sequence[str], found: Sequence[str]) -> tuple[float, float, float]:
    """Return BCubed precision, recall and F1 (Bagga and Baldwin, 1998)."""
    both, stories, groups = Counter(zip(true, found, strict=True)), Counter(true), Counter(found)
    precision = sum(count * count / groups[group] for (_, group), count in both.items()) / len(true)
    recall = sum(count * count / stories[story] for (story, _), count in both.items()) / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)


def figures(headlines: Sequence[Headline], grouping: Grouping) -> str:
    """Return a line of them; ARI with unrelated headlines as stories of their own, and without them."""
    found = grouping([title for title, _ in headlines])
    alone = [story or str(number) for number, (_, story) in enumerate(headlines)]
    precision, recall, f1 = bcubed(alone, found)
    told = f"ARI {adjusted_rand(alone, found):.3f}"
    if len(set(alone)) > len({story for _, story in headlines}):
        told += f" ({labelled(headlines, found):.3f} without them)"
    return f"{told}, BCubed P {precision:.2f} R {recall:.2f} F {f1:.2f}"


def labelled(headlines: Sequence[Headline], found: Sequence[str]) -> float:
    """Return the ARI of those that tell a story."""
    pairs = [(story, group) for (_, story), group in zip(headlines, found, strict=True) if story]
    return adjusted_rand([story for story, _ in pairs], [group for _, group in pairs])


# --- Headlines ----------------------------------------------------------------------------


def real() -> list[Headline]:
    """Return those of the corpus in order of arrival."""
    lines = (CORPUS / "stories" / "headlines.jsonl").read_text("utf-8").splitlines()
    return [(row["title"], row["story"]) for row in map(json.loads, lines)]


def unrelated() -> list[str]:
    """Return those of other news, without repetitions."""
    return sorted({document.title for document in material.documents() if document.title})


def mixed(
    headlines: Sequence[Headline], others: Sequence[str], count: int, rng: random.Random
) -> list[Headline]:
    """Return headlines with so many others among them, in unchanged order."""
    chosen = iter(rng.sample(others, count))
    places = set(rng.sample(range(len(headlines) + count), count))
    rest = iter(headlines)
    return [(next(chosen), "") if place in places else next(rest) for place in range(len(headlines) + count)]


def halves(headlines: Sequence[Headline], rng: random.Random) -> tuple[list[Headline], list[Headline]]:
    """Return the headlines of either half of the stories."""
    stories = sorted({story for _, story in headlines})
    chosen = set(rng.sample(stories, len(stories) // 2))
    return [h for h in headlines if h[1] in chosen], [h for h in headlines if h[1] not in chosen]


# --- Groupings ----------------------------------------------------------------------------


def ours(titles: Sequence[str]) -> list[str]:
    """Return the story that each headline is placed in, one after the other."""
    live, found = Retellings(), []
    for number, title in enumerate(titles):
        terms = terms_of(title)
        nearest = live.nearest(terms)
        found.append(nearest[0] if nearest else str(number))
        live.put(ArticleId(str(number)), StoryId(found[-1]), terms)
    return found


def exact(titles: Sequence[str]) -> list[str]:
    """Return the headline itself."""
    return [title.casefold() for title in titles]


def jaccard(threshold: float) -> Grouping:
    """Return what joins a headline to the one that has most words in common with it, if enough."""

    def grouping(titles: Sequence[str]) -> list[str]:
        seen: list[tuple[set[str], str]] = []
        for number, title in enumerate(titles):
            words = set(title.casefold().split())
            best, story = max(
                ((len(words & other) / len(words | other), story) for other, story in seen if words | other),
                default=(0.0, ""),
            )
            seen.append((words, story if best >= threshold else str(number)))
        return [story for _, story in seen]

    return grouping


@contextmanager
def constants(values: dict[str, float]) -> Iterator[None]:
    """Set constants of ``retellings`` for a while."""
    before = {name: getattr(retellings, name) for name in values}
    for name, value in values.items():
        setattr(retellings, name, value)
    yield
    for name, value in before.items():
        setattr(retellings, name, value)


# --- What is printed ----------------------------------------------------------------------


def print_quality(headlines: list[Headline], others: list[str]) -> None:
    """Print how well they are grouped."""
    rng = random.Random(1)
    with_others = mixed(headlines, others, UNRELATED, rng)
    contenders = {"ours": ours, "exact titles": exact}
    contenders |= {f"title Jaccard {threshold}": jaccard(threshold) for threshold in (0.2, 0.3)}
    for name, grouping in contenders.items():
        print(f"{name:18} clean  {figures(headlines, grouping)}")
        print(f"{'':18} mixed  {figures(with_others, grouping)}")
    for number in range(ORDERS):
        rng = random.Random(number)
        shuffled = rng.sample(headlines, len(headlines))
        print(f"order {number}: clean {figures(shuffled, ours)}")
        print(f"         mixed {figures(mixed(shuffled, others, UNRELATED, rng), ours)}")


def on_halves(headlines: list[Headline], others: list[str]) -> list[tuple[float, float, float, float]]:
    """Return ARI by split: clean and mixed for the one half, clean and mixed for the other."""
    found = []
    for number in range(SPLITS):
        rng = random.Random(number)
        scores = []
        for half in halves(headlines, rng):
            for stream in (half, mixed(half, others, UNRELATED // 2, rng)):
                alone = [story or str(place) for place, (_, story) in enumerate(stream)]
                scores.append(adjusted_rand(alone, ours([title for title, _ in stream])))
        found.append((scores[0], scores[1], scores[2], scores[3]))
    return found


def print_choice(headlines: list[Headline], others: list[str]) -> None:
    """Print what other constants would bring, and what choosing them by halves does."""
    print(f"\nMean ARI of halves of the stories, {SPLITS} splits, clean and with {UNRELATED // 2} unrelated:")
    for name, values in NEIGHBOURS.items():
        told = []
        for value in values:
            with constants({name: value}):
                scores = on_halves(headlines, others)
            clean = statistics.mean(score[at] for score in scores for at in (0, 2))
            noisy = statistics.mean(score[at] for score in scores for at in (1, 3))
            shipped = "*" if value == getattr(retellings, name) else ""
            told.append(f"{value}{shipped}: {clean:.3f} {noisy:.3f}")
        print(f"  {name:11} {'   '.join(told)}")
    tried = []
    for values in itertools.product(*GRID.values()):
        with constants(dict(zip(GRID, values, strict=True))):
            tried.append(on_halves(headlines, others))
    chosen, checked = [], []
    for split in range(SPLITS):
        for half, other in ((0, 2), (2, 0)):
            best = max((scores[split] for scores in tried), key=lambda score: score[half] + score[half + 1])
            chosen.append(best[half : half + 2])
            checked.append(best[other : other + 2])
    for name, scores in (("chosen on", chosen), ("checked on", checked)):
        clean, noisy = ([score[at] for score in scores] for at in (0, 1))
        print(
            f"  constants by half, {name}: "
            f"clean {statistics.mean(clean):.3f} ± {statistics.stdev(clean):.3f}, "
            f"mixed {statistics.mean(noisy):.3f} ± {statistics.stdev(noisy):.3f}"
        )


def print_time(headlines: list[Headline], others: list[str]) -> None:
    """Print the processor time that a headline takes, its words read, decided and added."""
    titles = [title for title, _ in mixed(headlines, others, UNRELATED, random.Random(1))]
    ours(titles[:500])
    taken = []
    for _ in range(7):
        begun = time.process_time()
        ours(titles)
        taken.append((time.process_time() - begun) / len(titles) * 1e6)
    print(f"\nA headline takes {statistics.median(taken):.0f} µs (mixed, median of {len(taken)} runs).")


def print_scale(headlines: list[Headline], others: list[str]) -> None:
    """Print what many live headlines take: memory, and time for one more."""
    rng = random.Random(1)
    titles = list(wire(headlines, others, rng))
    for title in titles[:1_000]:
        terms_of(title)
    gc.collect()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    live, taken, stories = Retellings(), [], 0
    for number in range(LIVE):
        begun = time.process_time()
        own = terms_of(titles[number])
        nearest = live.nearest(own)
        live.put(
            ArticleId(f"article-{number:024}"), nearest[0] if nearest else StoryId(f"story-{number}"), own
        )
        taken.append(time.process_time() - begun)
        stories += nearest is None
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / (
        1024 if sys.platform == "linux" else 1024**2
    )
    last = sorted(taken[-10_000:])
    print(
        f"{LIVE:,} live headlines of {stories:,} stories take {grown:.0f} MB; one more takes "
        f"{statistics.mean(last) * 1e6:.0f} µs (median {last[5_000] * 1e6:.0f}, 99 of 100 within "
        f"{last[9_900] * 1e6:.0f})."
    )


def wire(headlines: list[Headline], others: list[str], rng: random.Random) -> Iterator[str]:
    """Yield three days' headlines: two words of three are real ones, the others names that a story has.

    A story has one to fifty headlines, most have one.
    """
    words = [title.split() for title in (*(title for title, _ in headlines), *others) if len(title) < 120]
    made = 0
    while made < LIVE:
        number = made
        size = min(int(rng.paretovariate(0.8)), 50)
        names = [f"{rng.choice('bdfgklmnprstvz')}{rng.choice('aeiou')}x{number}q{at}" for at in range(4)]
        for _ in range(min(size, LIVE - made)):
            yield " ".join(
                rng.choice(names) if rng.random() < 1 / 3 else rng.choice(rng.choice(words))
                for _ in range(rng.randint(6, 12))
            )
            made += 1


def main() -> None:
    """Print all of it."""
    headlines, others = real(), unrelated()
    print_quality(headlines, others)
    print_choice(headlines, others)
    print_time(headlines, others)
    print_scale(headlines, others)


if __name__ == "__main__":
    main()
