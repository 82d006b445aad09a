"""Sentences that only pages in place of articles have, and how much of a text they are."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from newswatch.sources import placeholder_phrases as known
from newswatch.sources.placeholder_phrases import Kind

_CHARACTERS_A_WORD = 2  # about, in scripts that put no spaces between words
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_UNSPACED = re.compile(r"[\u0900-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w+")
_SENTENCE_ENDS = re.compile(r"[.!?…](?=\s)|[。！？\n]")
_QUOTED = re.compile(
    r"[“„«\"][^“”„«»\"]{1,300}[”“»\"]|(?<!\w)[‘'‚](?=\w)[^“”„«»\"\n]{1,300}?[’'‘](?!\w)|「[^「」]{1,300}」"
)
_BUTTON_CHARS = 20
"""A name in quotation marks ("Accept all") is not somebody's words."""
_MAX_UNQUOTED = 200
"""Characters of a text in which quotation marks are not looked for: a box hardly quotes anybody."""
_MAX_ERROR_CHARS = 500
_MAX_ERROR_WORDS = 60
_UNSPACED_REST = 0.25
"""Of a text in which words are not divided: names of sites, endings."""
_SHORT_SENTENCE = 14
"""Words of a sentence that speaks to its reader, whoever its subject is."""
_LABEL_WORDS = 4
_OFFER_WORDS = 25
_CODE_WORDS = frozenset(
    {
        *("error", "erreur", "fehler", "errore", "erro", "fel", "fejl", "feil", "fout", "błąd", "chyba"),
        *("virhe", "hiba", "eroare", "ошибка", "помилка", "hata", "hatası", "σφάλμα", "http", "https"),
        *(
            "status",
            "code",
            "page",
            "seite",
            "página",
            "pagina",
            "strona",
            "stránka",
            "страница",
            "oops",
            "ups",
        ),
    }
)
_LETTERS = (re.compile(r"[\u00df-\u024f]"), re.compile(r"[\u0370-\u1dff\u3040-\uffef]"))
"""Of other alphabets than English, than Latin: phrases with such need not be looked for in a text without."""


def _alphabet(text: str) -> int:
    return 2 if _LETTERS[1].search(text) else 1 if _LETTERS[0].search(text) else 0


_PHRASES = [
    {kind: tuple(p for p in phrases if _alphabet(p) <= most) for kind, phrases in known.PHRASES.items()}
    for most in range(3)
]
_CONSENT = [tuple(phrase for phrase in known.CONSENT if _alphabet(phrase) <= most) for most in range(3)]
_YOURS = known.YOURS | known.SECOND
_VERDICTS = tuple(f" {verdict} " for verdict in known.VERDICTS)


def words(text: str) -> int:
    """Count words; in scripts without spaces, by characters."""
    spaceless = len(_SPACELESS.findall(text))
    if not spaceless:
        return len(_WORD.findall(text))
    return spaceless // _CHARACTERS_A_WORD + len(_WORD.findall(_SPACELESS.sub(" ", text)))


def _unquoted(quoted: re.Match[str]) -> str:
    return quoted[0] if len(quoted[0]) <= _BUTTON_CHARS else " "


def is_error(text: str) -> int:
    """Return 2 if this is what error pages say of themselves, 1 if it may be another thing's name, else 0."""
    folded = text.casefold()
    if _UNSPACED.search(folded):
        return 2 * _is_unspaced_error(folded)
    tokens = _WORD.findall(folded)
    if not tokens or len(tokens) > _MAX_ERROR_WORDS:
        return 0
    named = set(tokens)
    if (named & known.CODES) and named <= (known.CODES | _CODE_WORDS):
        return 2
    if not named <= known.WORDS:
        return 0
    padded = f" {' '.join(tokens)} "
    if not any(verdict in padded for verdict in _VERDICTS):
        return 0
    return 2 if named & (known.NOUNS | known.CODES) else 1


def _is_unspaced_error(text: str) -> bool:
    """Return whether little is left without what error pages say, in scripts where words are not divided."""
    if len(text) > _MAX_ERROR_CHARS or not any(verdict in text for verdict in known.UNSPACED_VERDICTS):
        return False
    whole = "".join(_letters(text))
    rest = text
    for word in (*known.UNSPACED_VERDICTS, *known.UNSPACED_WORDS):
        rest = rest.replace(word, " ")
    return bool(whole) and len("".join(_letters(rest))) <= _UNSPACED_REST * len(whole)


def _letters(text: str) -> Iterator[str]:
    return (character for character in text if character.isalnum())


@dataclass(frozen=True, slots=True)
class Consent:
    """How much of a text asks for consent."""

    words: int
    ours: int
    """Words of sentences in which a site speaks for itself."""
    yours: int
    """Words of the others about consent."""

    @property
    def share(self) -> float:
        """Of all words."""
        return (self.ours + self.yours) / max(1, self.words) if self.ours else 0


def folded(text: str) -> str:
    """Return a text as phrases are written: in lower case, with straight apostrophes and plain blanks."""
    return text.casefold().replace("’", "'").replace("ʼ", "'").replace("\xa0", " ")


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE_ENDS.split(text) if part.strip()]


@dataclass(frozen=True, slots=True)
class Said:
    """How many words of a text stand in which sentences."""

    hits: Counter[Kind]
    """Those that only placeholders have, by kind."""
    spoken: int = 0
    """The others in which a site speaks for itself or to its readers."""
    comes_to_the_point: bool = False
    """Whether the first sentence is one of a placeholder's, and short."""
    is_reporting: bool = False
    """Whether it is told that somebody said something."""


def hits(text: str) -> Counter[Kind]:
    """Return how many words of a text stand in sentences that only placeholders have, by kind."""
    return said_in(text).hits


def said_in(text: str) -> Said:
    """Sort the sentences of a text by whether a placeholder says them."""
    # What a report quotes is not said to its readers.
    text = folded(_QUOTED.sub(" ", text) if len(text) > _MAX_UNQUOTED else text)
    possible = _PHRASES[_alphabet(text)]
    said = {kind: [p for p in phrases if p in text] for kind, phrases in possible.items()}
    said = {kind: phrases for kind, phrases in said.items() if phrases}
    faults = [fault for fault in known.FAULTS if fault in text]
    found: Counter[Kind] = Counter()
    others: list[str] = []
    tokens = set(_WORD.findall(text))
    sells = not (tokens.isdisjoint(known.OFFERS) or tokens.isdisjoint(known.SECOND))
    sentences = _sentences(text)
    for sentence in sentences:
        count = words(sentence)
        kind = next((k for k, phrases in said.items() if _speaks(k, sentence, count, phrases)), None)
        if kind is None and (any(fault in sentence for fault in faults) or is_error(sentence)):
            kind = Kind.ERROR
        if kind is None and sells and _offers(sentence, count):
            kind = Kind.SUBSCRIBE
        if kind is None:
            others.append(sentence)
        else:
            found[kind] += count
    if not found:
        return Said(found)
    if found[Kind.ERROR]:
        # "Check the address or go back to the front page."
        for sentence in others:
            named = set(_WORD.findall(sentence))
            if named and named <= known.WORDS:
                found[Kind.ERROR] += words(sentence)
                others = [other for other in others if other != sentence]
    return Said(
        +found,
        sum(words(sentence) for sentence in others if _is_spoken(sentence)),
        comes_to_the_point=sentences[0] not in others and words(sentences[0]) <= _SHORT_SENTENCE,
        is_reporting=not tokens.isdisjoint(known.SAID),
    )


def _speaks(kind: Kind, sentence: str, count: int, phrases: list[str]) -> bool:
    """Return whether a sentence says one of these to its reader, and doesn't report that somebody said so."""
    found = [phrase for phrase in phrases if phrase in sentence]
    if not found:
        return False
    if count <= _LABEL_WORDS:
        return True
    tokens = set(_WORD.findall(sentence))
    if not tokens.isdisjoint(known.SAID):
        return False
    # Of a thing's name any report on it has many.
    is_name = kind is Kind.BLOCKER and not _UNSPACED.search(sentence)
    if not is_name and (count <= _SHORT_SENTENCE or sentence.startswith(tuple(found))):
        return True
    return not (tokens.isdisjoint(_YOURS) and tokens.isdisjoint(known.OURS))


def _offers(sentence: str, count: int) -> bool:
    """Return whether a sentence sells a subscription to its reader."""
    if count > _OFFER_WORDS:
        return False
    tokens = set(_WORD.findall(sentence))
    return not (tokens.isdisjoint(known.OFFERS) or tokens.isdisjoint(known.SECOND)) and tokens.isdisjoint(
        known.SAID
    )


def _is_spoken(sentence: str) -> bool:
    """Return whether a site speaks for itself or to its readers, be it on a button."""
    tokens = set(_WORD.findall(sentence))
    if len(tokens) <= _LABEL_WORDS:
        return True
    speaks = not (tokens.isdisjoint(known.OURS) and tokens.isdisjoint(_YOURS))
    return speaks and tokens.isdisjoint(known.SAID)


def consent(text: str) -> Consent:
    """Return how much of a text asks for consent."""
    text = folded(text)
    if len(text) > _MAX_UNQUOTED:
        text = _QUOTED.sub(_unquoted, text)
    likely = [phrase for phrase in _CONSENT[_alphabet(text)] if phrase in text]
    sure = [phrase for phrase in known.CONSENT_SURE if phrase in text]
    if not (likely or sure):
        return Consent(0, 0, 0)
    whole = ours = yours = 0
    for sentence in _sentences(text):
        count = words(sentence)
        whole += count
        is_sure = any(phrase in sentence for phrase in sure)
        if not is_sure and not any(phrase in sentence for phrase in likely):
            continue
        tokens = set(_WORD.findall(sentence))
        if not tokens.isdisjoint(known.SAID):
            continue
        if (
            is_sure
            or not tokens.isdisjoint(known.OURS)
            or any(word in sentence for word in known.UNSPACED_OURS)
        ):
            ours += count
        elif count <= _LABEL_WORDS or not tokens.isdisjoint(known.YOURS):
            yours += count
    return Consent(whole, ours, yours)
