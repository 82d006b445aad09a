"""Words and phrases, with the marks before and behind them, and what is no word."""

import re
from collections.abc import Callable

from newswatch.query import operators
from newswatch.query.refusal import Refusal, replaced, shortened
from newswatch.query.syntax import BEGIN, Exact, Phrase, Prefix, Stem, Word
from newswatch.text import tokens

Term = Word | Phrase | Prefix | Stem | Exact
MARKED: dict[str, Callable[[str], Term]] = {"~": Stem, "=": Exact}

NO_WEIGHTS = "There are no weights; a word occurs, or it does not."
TILDE_BEFORE = "A ~ stands before a word, and finds all its inflections."

_ADDRESS = re.compile(r"https?://(?=.)", re.IGNORECASE)
_PUNCTUATION = ".:!?'"
# In quotes a star is punctuation ("E*TRADE"), but at the end of a word somebody means any ending.
_STAR = re.compile(r"(?<=\w\w\w)\*+(?!\w)")
_ANY_WORD = re.compile(r"([^*]*\w)\s\*\s(\w[^*]*)")
_WILDCARD = re.compile(r"(\w+)\?+\w[\w?]*")
_EXPRESSION = re.compile(r"/(.*\w.*)/[a-z]*")
_FUZZY = re.compile(r"(.*\w)~[0-9.]*")
_WEIGHTED = re.compile(r"(.*)\^[0-9.]+")
_BULLETS = frozenset("•‣◦●▪■·∙⁃")
# Read by the lexer as one word that is the same.
_BARE = re.compile(r"[$#.]?[^\W_]+(?:[-.'&][^\W_]+)*(?:\+\+?|#)?")


def extent(text: str) -> tuple[int, int]:
    """Return from where to where a text is words; punctuation around it is none of it."""
    words = tokens(text)
    if not words:
        return 0, 0
    first = min([words[0].start, *(form.start for form in words[0].forms)])
    return first, max([words[-1].end, *(form.end for form in words[-1].forms)])


def trimmed(text: str) -> str:
    """Return a text without the punctuation around it."""
    first, last = extent(text)
    return text[first:last]


def is_plain(text: str) -> bool:
    """Return whether a text is one word and nothing else. Most are; it spares them all other looks."""
    return text.isascii() and text.isalnum()


def is_bare(text: str) -> bool:
    """Return whether words can be written without quotes, after a mark, a field or by themselves."""
    return bool(_BARE.fullmatch(text)) and text.upper() not in operators.WORDS and trimmed(text) == text


def plainest(text: str) -> str:
    """Return words as they are written in a query: without quotes where that reads the same."""
    return text if is_bare(text) else f'"{text}"'


def skipped(chunk: str) -> int:
    """Return how many characters stand before the first word of a chunk that are none of it."""
    if address := _ADDRESS.match(chunk):
        return address.end()
    first, _ = extent(chunk)
    return 0 if "*" in chunk[:first] else first


def word(text: str, start: int, end: int, mark: str, begin: int) -> Term:
    """Return what ``text[start:end]``, without blanks, quotes and parentheses in it, asks for.

    Args:
        text: the whole query.
        start: where the word begins, behind a mark.
        end: where it ends.
        mark: ``~``, ``=`` or "".
        begin: where the mark and the minus before it begin.

    Raises:
        Refusal: there is no word, or there can't be a star.
    """
    chunk = text[start:end]
    if "*" in chunk:
        return _prefix(text, start, end, mark, begin)
    found = chunk if is_plain(chunk) else trimmed(chunk[skipped(chunk) :])
    if not found:
        raise nothing(text, start, end, begin)
    return MARKED.get(mark, Word)(found)


def phrase(text: str, inner: tuple[int, int], mark: str, outer: tuple[int, int]) -> Term:
    """Return what stands in quotes; see ``words_of``."""
    return MARKED.get(mark, Phrase)(words_of(text, inner, outer))


def words_of(text: str, inner: tuple[int, int], outer: tuple[int, int]) -> str:
    """Return what stands in quotes, with single blanks.

    Args:
        text: the whole query.
        inner: from where to where the words stand.
        outer: the same with the quotes and what is before them.

    Raises:
        Refusal: there is no word, or a star in it.
    """
    said = " ".join(text[slice(*inner)].split())
    if not tokens(said):
        raise Refusal(outer[0], "There is no word between these quotation marks.", replaced(text, *outer, ""))
    message = "A star does nothing between quotation marks; there the words stand as they are."
    if gap := _ANY_WORD.fullmatch(said):
        before, after = plainest(gap[1]), plainest(gap[2])
        without = f'"{gap[1]} {gap[2]}"'
        raise Refusal(outer[0], message, replaced(text, *outer, f"({before} ONEAR/2 {after})", without))
    if _STAR.search(said):
        alone = said.rstrip("*")
        starred = (f"{alone}*",) if is_bare(alone) else ()
        quoted = f'{text[outer[0] : inner[0]]}{_STAR.sub("", said)}"'
        raise Refusal(outer[0], message, replaced(text, *outer, *starred, quoted))
    return said


def nothing(text: str, start: int, end: int, begin: int) -> Refusal:
    """Return the refusal of what has no word in it."""
    chunk = text[start:end]
    if chunk in _BULLETS:
        bullets = re.compile(rf"\s*(?<!\S){chunk}(?!\S)\s*")
        lines = [line for line in bullets.split(text) if line.strip()]
        message = "Bullets join nothing; does one line of the list have to occur, or all?"
        return Refusal(begin, message, (" OR ".join(lines), " AND ".join(lines)))
    joined = "AND" if chunk in {"&", "+"} else ""
    return Refusal(
        begin, f"There is no word to look for in {shortened(chunk)}.", replaced(text, begin, end, joined)
    )


def _prefix(text: str, start: int, end: int, mark: str, begin: int) -> Term:
    chunk = text[start:end].rstrip(_PUNCTUATION)
    stem = chunk.rstrip("*")
    if not stem:
        message = "A star stands directly after the beginning of a word."
        attached = f"{text[:begin].rstrip()}*{text[end:]}"
        raise Refusal(begin, message, (attached, *replaced(text, begin, end, "")))
    if "*" in stem or not chunk.endswith("*"):
        first = chunk.lstrip("*").split("*")[0]
        quoted = f'"{chunk}"' if chunk[0] != "*" and chunk[-1] != "*" else chunk.strip("*").replace("*", " ")
        meant = [f"{mark}{first}*"] if chunk[0] == chunk[-1] == "*" or chunk[0] != "*" else []
        meant = [] if meant and _why_not(first) else meant
        message = "A star can stand only at the end of a word."
        raise Refusal(begin, message, replaced(text, start, end, *meant, quoted))
    if problem := _why_not(stem):
        raise Refusal(begin, problem, replaced(text, start, end, stem))
    if mark:
        message = f"Only one of {mark} and * can mark a word."
        raise Refusal(begin, message, replaced(text, start - 1, end, f"{mark}{stem}", f"{stem}*"))
    return Prefix(stem)


def _why_not(stem: str) -> str | None:
    """Return why there can be no star behind this."""
    words = tokens(stem)
    if not words or words[-1].end != len(stem):
        return "A star can stand only directly after a letter or digit."
    if len(tokens(f"{words[-1].term}a")) > 1:
        return "In this script words are found inside of longer ones already; leave out the star."
    if len(words[-1].term) < BEGIN:
        return f"At least {BEGIN} letters must stand before a star."
    return None


def refuse_foreign(text: str, start: int, end: int, begin: int) -> None:
    """Refuse what other query languages have, and would be punctuation here; see ``word``."""
    chunk = text[start:end]
    inner = trimmed(chunk)
    if expression := _EXPRESSION.fullmatch(chunk):
        address = [f"url:{chunk}"] if re.fullmatch(r"/[\w./-]{3,}", chunk) else []
        message = "There are no regular expressions; use * for endings, and OR for other spellings."
        raise Refusal(begin, message, replaced(text, start, end, f'"{expression[1]}"', *address))
    if wildcard := _WILDCARD.fullmatch(inner):
        starred = [f"{wildcard[1]}*"] if _why_not(wildcard[1]) is None else []
        message = "A question mark stands for no letter; use * for endings, or OR for other spellings."
        raise Refusal(begin, message, replaced(text, start, end, *starred, f'"{inner}"'))
    if fuzzy := _FUZZY.fullmatch(chunk) or _FUZZY.fullmatch(inner):
        raise Refusal(begin, TILDE_BEFORE, replaced(text, start, end, f"~{fuzzy[1]}", fuzzy[1]))
    if weighted := _WEIGHTED.fullmatch(chunk) or _WEIGHTED.fullmatch(inner):
        raise Refusal(begin, NO_WEIGHTS, replaced(text, start, end, weighted[1]))
