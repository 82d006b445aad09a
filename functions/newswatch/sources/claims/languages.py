"""Languages: what tags mean, and whom to believe of several."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*")
_MAX_CHARS = 100
# Language subtags that say nothing (BCP 47 §4.1), and x-default, which is of no standard.
_NONE = frozenset({"zxx", "und", "mul", "mis", "x"})
# Names, three letters where two exist (RFC 5646 §2.2.1), withdrawn codes, and the countries that are
# taken for their languages and are no languages themselves.
_MEANT = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "deu": "de", "ger": "de", "french": "fr",
    "français": "fr", "fra": "fr", "fre": "fr", "spanish": "es", "español": "es", "spa": "es",
    "italian": "it",
    "italiano": "it", "ita": "it", "portuguese": "pt", "português": "pt", "por": "pt", "dutch": "nl",
    "nederlands": "nl", "nld": "nl", "dut": "nl", "russian": "ru", "русский": "ru", "rus": "ru",
    "arabic": "ar",
    "العربية": "ar", "ara": "ar", "chinese": "zh", "中文": "zh", "zho": "zh", "chi": "zh", "japanese": "ja",
    "日本語": "ja", "jpn": "ja", "jp": "ja", "korean": "ko", "한국어": "ko", "kor": "ko", "hebrew": "he",
    "עברית": "he", "heb": "he", "iw": "he", "turkish": "tr", "türkçe": "tr", "tur": "tr", "polish": "pl",
    "polski": "pl", "pol": "pl", "swedish": "sv", "svenska": "sv", "swe": "sv", "norwegian": "no",
    "norsk": "no",
    "nor": "no", "danish": "da", "dansk": "da", "dan": "da", "dk": "da", "finnish": "fi", "suomi": "fi",
    "fin": "fi", "greek": "el", "ελληνικά": "el", "ell": "el", "gre": "el", "gr": "el", "czech": "cs",
    "čeština": "cs", "ces": "cs", "cze": "cs", "cz": "cs", "ukrainian": "uk", "українська": "uk", "ukr": "uk",
    "ua": "uk", "vietnamese": "vi", "tiếng việt": "vi", "vie": "vi", "vn": "vi", "hindi": "hi",
    "हिन्दी": "hi",
    "hin": "hi", "thai": "th", "ไทย": "th", "tha": "th", "indonesian": "id", "ind": "id", "in": "id",
    "cn": "zh",
    "persian": "fa", "farsi": "fa", "فارسی": "fa", "fas": "fa", "per": "fa", "hun": "hu", "magyar": "hu",
    "ron": "ro", "rum": "ro", "română": "ro", "ji": "yi",
}  # fmt: skip

# Which languages a script writes; the first of those that end in a full stop needs no saying.
_WRITE = {
    r"[\uac00-\ud7af]": "ko.",
    r"[\u3040-\u30ff]": "ja.",
    r"[\u3400-\u9fff]": "zh ja yue wuu ko",
    r"[\u0e01-\u0e5b]": "th.",
    r"[\u0590-\u05ff]": "he yi.",
    r"[\u0370-\u03ff]": "el.",
    r"[\u0600-\u06ff]": "ar fa ur ps ckb ku sd ug prs pnb",
    r"[\u0400-\u04ff]": "ru uk be bg sr mk kk ky mn tg tt uz ba ce os sh bs",
    r"[\u0900-\u097f]": "hi mr ne sa mai bho kok",
    r"[\u0980-\u09ff]": "bn as",
    r"[\u0b80-\u0bff]": "ta.",
    r"[\u0c00-\u0c7f]": "te.",
    r"[\u10a0-\u10ff]": "ka.",
    r"[\u0530-\u058f]": "hy.",
}
_SCRIPTS = tuple(
    (re.compile(script), names.rstrip(".").split(), names.endswith(".")) for script, names in _WRITE.items()
)
_KANA = re.compile(r"[\u3040-\u30ff]")
_HAN = "zh"
_LETTER = re.compile(r"[^\W\d_]")
_MOSTLY = 0.5


def tag(text: str) -> str:
    """Return a language tag (BCP 47) in lower case, of a tag, a locale or a name; "" for what is none."""
    first = text[:_MAX_CHARS].partition(",")[0].partition(";")[0].partition(".")[0].partition("@")[0]
    said = first.strip().replace("_", "-").lower()
    language, dash, rest = said.partition("-")
    if language.partition(" ")[0] in _MEANT:
        language = _MEANT[language.partition(" ")[0]]
    language = _MEANT.get(said if not dash else language, language)
    said = f"{language}-{rest}" if rest else language
    return said if _TAG.fullmatch(said) and language not in _NONE else ""


def resolve(page: Sequence[str], server: Iterable[str], sample: str) -> str:
    """Return the language of an article, as a tag; "" where nobody says.

    What cannot be written in the script of ``sample`` is no candidate. The first of
    ``page`` is believed, except that a language said more often wins, and English loses
    against any other one: it is what templates come with. ``server`` is only asked
    where the page says nothing: servers are set up once for all of their pages.
    """
    written, default = _written(sample)
    for claims in ([tag(text) for text in page], [tag(text) for text in server]):
        said = [claim for claim in claims if claim and (not written or _primary(claim) in written)]
        if said:
            votes = Counter(map(_primary, said))
            # max keeps the first of equals.
            best = max(votes, key=lambda language: (votes[language], language != "en"))
            return next(claim for claim in said if _primary(claim) == best)
    return default


def _primary(claim: str) -> str:
    return claim.partition("-")[0]


def _written(sample: str) -> tuple[list[str], str]:
    """Return the languages that a text's script allows, and which it is where nobody says.

    Both empty where the script is Latin, or there are several.
    """
    letters = len(_LETTER.findall(sample))
    kana = len(_KANA.findall(sample))
    for script, languages, is_clear in _SCRIPTS:
        found = len(script.findall(sample))
        if _HAN in languages:
            found += kana
        if found > letters * _MOSTLY:
            if kana and _HAN in languages:
                return ["ja"], "ja"
            return languages, languages[0] if is_clear else ""
    return [], ""
