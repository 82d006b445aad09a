"""Articles that are made to take long, and parts of queries that do."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bench.matching.material import documents
from bench.matching.topics import plain
from newswatch.query.operators import MAX_DISTANCE, MAX_TIMES
from newswatch.text import words
from newswatch.usecases.versions import AUTHORS, LINE_CHARS, TEXT_BYTES


@dataclass(frozen=True, slots=True)
class Hostile:
    """An article with all that a query can look at."""

    name: str
    title: str
    text: str
    language: str
    authors: tuple[str, ...]
    section: str
    site_name: str
    url: str = f"https://www.news.example/{'a/' * 400}"


_LETTERS = tuple("abcdefghij")
_WORDS = (
    *("a", "the", "of", "to", "in", "Con", "cons", "const", "constant", "constantly", "construct"),
    *("constructs", "constructed", "constructing", "merge", "merges", "merged", "merging", "Merger"),
    *("café", "Café", "C++", "AT&T", "#tag", "$US", "US", "us", "covid-19", "u.s."),
)


def articles() -> Sequence[Hostile]:
    """Return the longest real article, and three as long as they are let be."""
    chance = random.Random(3)
    names = tuple(_filled(chance.choices(_LETTERS, k=LINE_CHARS), LINE_CHARS) for _ in range(AUTHORS))
    longest = max(documents(), key=lambda article: len(article.text))
    texts = {"longest": (longest.title, longest.text, "ru")}
    made = {
        "letters": chance.choices(_LETTERS, k=TEXT_BYTES),
        "words": chance.choices(_WORDS, k=TEXT_BYTES),
        # Each word once: what was worked out for one is of no use for the next.
        "different": [f"con{number:x}" for number in range(TEXT_BYTES)],
    }
    for name, pieces in made.items():
        texts[name] = _filled(pieces, LINE_CHARS), _filled(pieces, TEXT_BYTES), "en"
    return [Hostile(name, *text, names, names[0], names[1]) for name, text in texts.items()]


def _filled(pieces: Iterable[str], size: int) -> str:
    return " ".join(pieces).encode()[:size].decode(errors="ignore")


class Vocabulary:
    """What an article has that queries can ask for."""

    def __init__(self, article: Hostile, chance: random.Random) -> None:
        self.chance = chance
        self.all = words(article.text)
        self.common = [word for word, _ in Counter(self.all).most_common(40)]
        self.written = list(dict.fromkeys(article.text.split()))[:400]
        begins = Counter(word[:size] for word in set(self.all) for size in range(3, min(len(word), 8) + 1))
        self.begins = [begin for begin, _ in begins.most_common(40)] or ["con"]
        self.names = [author.split() for author in article.authors]

    def word(self) -> str:
        """Return a word, more often a common one."""
        return self.chance.choice(self.common if self.chance.random() < 0.8 else self.all)

    def passage(self, *sizes: int) -> list[str]:
        """Return words that stand side by side."""
        size = self.chance.choice(sizes)
        at = self.chance.randrange(max(len(self.all) - size, 1))
        return self.all[at : at + size]


Clause = Callable[[Vocabulary], str]
"""Makes a part of a query, which can stand between ANDs or ORs; not all that it makes is accepted."""


def _word(has: Vocabulary) -> str:
    return plain(has.word())


def _phrase(has: Vocabulary) -> str:
    passage = has.passage(2, 3, 4, 8, 40)
    if has.chance.random() < 0.5:
        passage[-1] = has.chance.choice(has.common)  # nearly found, many times
    return f'"{" ".join(passage)}"'


def _common_phrase(has: Vocabulary) -> str:
    return f'"{" ".join(has.chance.choices(has.common[:10], k=has.chance.choice((2, 3, 5, 10))))}"'


def _beginning(has: Vocabulary) -> str:
    return f"{has.chance.choice(has.begins)}*"


def _behind_hyphen(has: Vocabulary) -> str:
    return f"{has.word()}-{_beginning(has)}"


def _stem(has: Vocabulary) -> str:
    return f"~{_word(has)}"


def _stems(has: Vocabulary) -> str:
    return f'~"{" ".join(has.passage(2, 3))}"'


def _exact(has: Vocabulary) -> str:
    return f'="{has.chance.choice(has.written)}"'


def _exact_phrase(has: Vocabulary) -> str:
    return f'="{" ".join(has.passage(2, 3, 10))}"'


def _symbols(has: Vocabulary) -> str:
    word = has.word()
    return has.chance.choice((f"{word}++", f"#{word}", f"${word}", f'"{word}&{word}"', f'"#{word} {word}+"'))


def _near(operator: str, leaf: Clause, *, most: int) -> Clause:
    def clause(has: Vocabulary) -> str:
        one, other = (_group(leaf, has, has.chance.randint(1, most)) for _ in range(2))
        return f"{one} {operator}/{has.chance.choice((1, 4, 30, MAX_DISTANCE))} {other}"

    return clause


def _at_least(leaf: Clause) -> Clause:
    def clause(has: Vocabulary) -> str:
        times, size = has.chance.choice((2, 10, MAX_TIMES)), has.chance.randint(1, 20)
        return f"atleast:{times}({_group(leaf, has, size).strip('()')})"

    return clause


def _group(leaf: Clause, has: Vocabulary, size: int) -> str:
    children = dict.fromkeys(leaf(has) for _ in range(size))
    return f"({' OR '.join(children)})" if len(children) > 1 else "".join(children)


def _in_place(clause: Clause) -> Clause:
    return lambda has: f"{has.chance.choice(('title', 'lead', 'body'))}:({clause(has)})"


def _negated(clause: Clause) -> Clause:
    return lambda has: f"NOT ({clause(has)})"


def _nested(has: Vocabulary) -> str:
    text = _word(has)
    for depth in range(10):
        negation = "NOT " if has.chance.random() < 0.3 else ""
        text = f"({_word(has)} {('AND', 'OR')[depth % 2]} {negation}{text})"
    return text


def _name(has: Vocabulary) -> str:
    name, attribute = has.chance.choice(has.names), has.chance.choice(("author", "source", "section"))
    return f'{attribute}:"{" ".join(name[: has.chance.randint(1, 4)])} {has.chance.choice(has.common)}"'


def _address(has: Vocabulary) -> str:
    return f"url:{'a/' * has.chance.randint(2, 20)}{has.chance.randrange(100)}"


def any_of(clauses: Sequence[Clause]) -> Clause:
    """Return what makes what one of these does."""
    return lambda has: has.chance.choice(clauses)(has)


def kinds() -> dict[str, Clause]:
    """Return parts of queries by what they are about."""
    leaves: dict[str, Clause] = {
        "words": _word,
        "phrases": _phrase,
        "common phrases": _common_phrase,
        "beginnings": _beginning,
        "hyphen, beginning": _behind_hyphen,
        "stems": _stem,
        "phrases of stems": _stems,
        "exact words": _exact,
        "exact phrases": _exact_phrase,
        "symbols": _symbols,
    }
    found = dict(leaves)
    for name, leaf in leaves.items():
        found[f"NEAR, {name}"] = any_of([_near("NEAR", leaf, most=1), _near("ONEAR", leaf, most=1)])
        found[f"NEAR, groups, {name}"] = _near("NEAR", leaf, most=20)
        found[f"NOT NEAR, {name}"] = _near("NOT NEAR", leaf, most=3)
        found[f"atleast, {name}"] = _at_least(leaf)
    found["title, lead, body"] = _in_place(any_of(list(found.values())))
    found["NOT"] = _negated(any_of(list(found.values())))
    return {**found, "nested": _nested, "names": _name, "addresses": _address}
