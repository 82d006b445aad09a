"""Write the table of ``newswatch.stories.background`` anew: ``python -m infra.word_shares frequencies.json``.

The file has, by code of language, pairs of a word and its part of all words, the most frequent first; of
wordfreq 3.1.1::

    {code: sorted(wordfreq.get_frequency_dict(code, "best").items(), key=lambda pair: -pair[1])[:40_000]
     for code in wordfreq.available_languages()}

Babel names months and days.
"""

import json
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import log10
from pathlib import Path

from babel import Locale

from newswatch import text
from newswatch.stories import background, retellings

ENGLISH, OTHERS, PAIRS = 5_000, 200, 400
"""Words of English, of each other language, and pairs of characters of each that is written in them. What is
rarer is hardly told from what the table doesn't know."""
OTHERS_PART = 0.2
"""What a word of another language counts, against English: it may be a name in English."""
WORDS = 10
"""Of a headline."""
_NAMED = "ca cs da de el en es fi fr hr hu id it nl nb pl pt ro ru sk sl sv tr uk"
"""Languages whose months and days are furniture, too."""
_LETTERS = 3
"""That a name of a day has at the least."""
_COLUMNS = 108
_BEGINS = '_TABLE = """\\\n'
FURNITURE = 25
"""The level of what headlines are furnished with whatever they tell: as one in 300 had it."""
FURNISHING = """
brief briefing bulletin roundup recap digest newsletter podcast gallery slideshow untitled liveblog livestream
horoscope crossword wordle sudoku quiz obituary editorial editorials opinion column letter weather forecast
traffic headline video photo picture watch live update breaking exclusive analysis explainer explained review
preview interview transcript correction advertisement sponsored
eilmeldung newsblog liveticker ticker nachrichten überblick kommentar wetter fotos bilder
actualité actualités météo vidéo vidéos direct résumé horóscopo última últimas noticias notícias noticia
resumen fotogalería galería diretta notizie ultime meteo oroscopo nieuws weerbericht nyheter senaste
новости видео фото погода wiadomości zdjęcia pogoda haberler
"""


def shares(frequencies: dict[str, list[tuple[str, float]]]) -> dict[str, float]:
    """Return the part of headlines that have a term, by term."""
    found: dict[str, float] = {}
    for code, words in frequencies.items():
        total: Counter[str] = Counter()
        in_characters = code in {"ja", "ko", "zh"}
        for word, frequency in words:
            for term in terms(word) if in_characters or len(text.words(word)) == 1 else ():
                total[term] += frequency  # type: ignore[assignment]  # counts may be fractions
        most = PAIRS if in_characters else ENGLISH if code == "en" else OTHERS
        part = WORDS * (1 if in_characters or code == "en" else OTHERS_PART)
        for term, frequency in total.most_common(most):
            found[term] = max(found.get(term, 0), frequency * part)
    return found


def terms(words: str) -> Iterable[str]:
    """Return the terms that have a place in the table: common ones, too, and no numbers."""
    return [term for term in retellings.spelled(words) if not term.isdigit()]


def furniture() -> Iterator[str]:
    """Yield what headlines are furnished with, in the languages that Babel is asked for."""
    yield from terms(FURNISHING)
    for code in _NAMED.split():
        locale = Locale.parse(code)
        for kind in ("format", "stand-alone"):
            for names in (locale.months[kind]["wide"], locale.days[kind]["wide"]):
                yield from (term for name in names.values() for term in terms(name) if len(term) >= _LETTERS)


def lines(levels: dict[str, int]) -> Iterator[str]:
    """Yield the table."""
    by_level: defaultdict[int, list[str]] = defaultdict(list)
    for term, level in levels.items():
        by_level[level].append(term)
    for level, at_level in sorted(by_level.items()):
        line = str(level)
        for term in sorted(at_level):
            if width(line) + width(term) >= _COLUMNS:
                yield line
                line = str(level)
            line += f" {term}"
        yield line


def width(shown: str) -> int:
    """Return how many columns a text takes."""
    return sum(1 + (unicodedata.east_asian_width(char) in "FW") for char in shown)


def main() -> None:
    """Write it."""
    module = Path(background.__file__)
    found = shares(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    levels = {term: max(0, round(-10 * log10(share))) for term, share in found.items()}
    levels.update({term: min(FURNITURE, levels.get(term, FURNITURE)) for term in furniture()})
    before, _, after = module.read_text("utf-8").partition(_BEGINS)
    table = "".join(f"{line}\n" for line in lines(levels))
    module.write_text(before + _BEGINS + table + after[after.index('"""') :], "utf-8")


if __name__ == "__main__":
    main()
