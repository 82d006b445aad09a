"""What articles say that nobody watches for: made-up words, so that only copies say the same."""

import random
from functools import cache

_ONSETS = ("b", "d", "f", "g", "gl", "h", "k", "kr", "l", "m", "n", "p", "pl", "r", "t", "tr", "v", "z")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ei", "ou")
SYLLABLES = 3
"""Of a word, which makes three million of them: headlines that share one by chance hardly meet."""
SENTENCES = 12
HEADLINE = "{} {} {} after {} {}"
SENTENCE = "The {} of {} has {} its {} in {}, while the {} and {} were {} by {} near {}."


@cache
def headline(key: str) -> str:
    """Return the headline of a story, short enough to be shown as a whole."""
    return HEADLINE.format(*_words(f"headline {key}", HEADLINE.count("{}"))).capitalize()


@cache
def variant(key: str, outlet: str) -> str:
    """Return the headline of a story as an outlet has it: most words are the same."""
    words = headline(key).split()
    words[-1] = _words(f"variant {outlet}", 1)[0]
    return " ".join(words)


@cache
def sentences(key: str) -> tuple[str, ...]:
    """Return what an article says: about 250 words, most of them its own."""
    words = iter(_words(f"text {key}", SENTENCES * SENTENCE.count("{}")))
    return tuple(
        SENTENCE.format(*(next(words) for _ in range(SENTENCE.count("{}")))) for _ in range(SENTENCES)
    )


@cache
def boilerplate(outlet: str) -> str:
    """Return what an outlet says below each copy."""
    return SENTENCE.format(*_words(f"boilerplate {outlet}", SENTENCE.count("{}")))


def _words(key: str, count: int) -> list[str]:
    drawn = random.Random(key)
    return [
        "".join(drawn.choice(_ONSETS) + drawn.choice(_VOWELS) for _ in range(SYLLABLES)) for _ in range(count)
    ]
