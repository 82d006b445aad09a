"""What a server shows with status 200 in place of an article.

Login walls, requests for consent, error pages, checks for robots, shells that scripts are to fill,
videos, front pages. Each is known by several signs, and each sign is believed of little text
only: the more text there is, and the more the page says of an article (that it is one, its
date, its authors), the more it takes. A template says "article" of everything, so a title
that is nothing but "Page not found" outweighs that word alone.

Beside titles and addresses the main measure is *what is left* of a text without the sentences that only
such pages have: the beginning of an article above "Log in to continue" is left, and so is a
report on cookies that quotes a banner; of the banner itself nothing is.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from newswatch.errors import PageError
from newswatch.sources import placeholder_phrases as known
from newswatch.sources.metadata import Metadata
from newswatch.sources.placeholder_phrases import Kind
from newswatch.sources.placeholder_sentences import Said, consent, folded, hits, is_error, said_in, words
from newswatch.sources.placeholder_signs import EXCERPT, MAX_SHOWN, Signs, look

__all__ = ["ENOUGH_WORDS", "Signs", "look", "refusal", "words"]

ENOUGH_WORDS = 50
"""A text of this length is taken for an article's whatever the page says of itself."""
_FEW_WORDS = 8
"""The same where the page calls itself an article: the shortest flash is a sentence."""
_TEASER_WORDS = 30
"""What is left of an article above a wall: as much is worth reading, with a label."""
_PLACEHOLDER_WORDS = 200
"""Most placeholders have less text; requests for consent and soft 404s with other articles have more."""
_LONG_PLACEHOLDER_WORDS = 600
_CONSENT_WORDS = 1_000
_CLAIMED_WORDS = 100
# By what the page says of itself: nothing, that it is an article, also when and by whom.
_CERTAIN = (_LONG_PLACEHOLDER_WORDS, _PLACEHOLDER_WORDS, 60)
_LIKELY = (_PLACEHOLDER_WORDS, 80, _TEASER_WORDS)
_MAX_COUNTED = 8_000
"""Characters of text in which words are counted: more than any of these limits."""
_SHORT_REPORT = 40
"""Words below which nothing but a name like "Page not found" is an error page's."""
_VIDEO_WORDS = 80
"""Descriptions under videos are shorter; a transcript is longer."""
_MAX_TITLE = 80

_MAX_FIELD = 500
_SITE_WORDS = 6
"""Of what stands beside a title, a site's name."""
_SHELL_SHOWN = 300
_SHELL_SCRIPT = 200
_CONSENT_SHARE = 0.5
"""Of a text, from where on it asks for consent; a report on such texts hardly speaks for a site at all."""
_OUR_SHARE = 0.2
_HIT_SHARE = 0.3
_POINT_SHARE, _SPOKEN_HIT_SHARE = 0.05, 0.25
"""Of a text that opens as placeholders do, and of one that speaks to its readers all along."""
_OPENING_SHARE = 0.2
_SPOKEN_SHARE = 0.6
_TITLE_WORDS = 4
"""Error pages that are titled at more length speak to their readers."""
_MANY_TEASERS = 6
_SHORT_PARAGRAPH = 60
_DEEP = 2
"""Segments in addresses of sections and front pages."""
_WORD = re.compile(r"\w+")
_SEPARATOR = re.compile(r"\s[|\-–—·•»:/]+\s|\s?\|\s?")
_SLUG = re.compile(r"\d{4}|(?:[^-_]+[-_]){3}")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?")
_VIDEO_PATH = re.compile(r"/(?:videos?|watch|clips?|mediathek|tv|vidéos?)(?:/|$)", re.IGNORECASE)
_TITLES = {" ".join(_WORD.findall(title)): kind for kind, titles in known.TITLES.items() for title in titles}


@dataclass(frozen=True, slots=True)
class _Case:
    """All that is known of a page when it is judged."""

    signs: Signs
    said: Metadata
    text: str
    words: int
    host: str
    path: tuple[str, ...]
    """In lower case."""
    has_query: bool

    @property
    def is_claimed(self) -> bool:
        """Whether it calls itself an article."""
        return self.said.is_article

    @property
    def is_sure(self) -> bool:
        """Whether it says of the article what no template makes up."""
        return self.is_claimed and self.said.published is not None and bool(self.said.authors)

    def has_less(self, plain: int, claimed: int, sure: int) -> bool:
        """Return whether it has fewer words than what overrules a sign, by what it says of itself."""
        return self.words < (sure if self.is_sure else claimed if self.is_claimed else plain)


def refusal(signs: Signs, url: str, said: Metadata, text: str) -> PageError | None:
    """Return why the page is not an article, None where it is one.

    Args:
        signs: of the page.
        url: where it was read from, after redirects.
        said: what it says about itself.
        text: its article's text as far as there is one, a blank line between paragraphs.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        parts, host = urlsplit(""), ""
    path = tuple(segment for segment in parts.path.lower().split("/") if segment)
    case = _Case(signs, said, text, words(text[:_MAX_COUNTED]), host, path, bool(parts.query))
    return next((error for judge in _JUDGES if (error := judge(case)) is not None), None)


def _error(kind: Kind) -> PageError:
    return PageError(kind.value, transient=kind in known.PASSING)


def _by_title(case: _Case) -> PageError | None:
    if not case.has_less(*_CERTAIN):
        return None
    for title in (*case.signs.titles, case.said.title, *case.signs.headings):
        in_head = title not in case.signs.headings or title in case.signs.titles
        for segment in _segments(title[:_MAX_FIELD], case.said.site_name):
            kind = _TITLES.get(" ".join(_WORD.findall(segment.casefold())))
            if kind not in {None, Kind.ERROR} and _is_believed(case, kind, in_head=in_head):
                return _error(kind)
            certainty = is_error(segment)
            if certainty and _is_report(case, segment):
                continue
            if certainty and case.has_less(*(_CERTAIN if certainty > 1 else _LIKELY)):
                shown = title if len(title) <= _MAX_TITLE else title[: _MAX_TITLE - 1].rstrip() + "…"
                return PageError(f"The page is an error page: it is titled “{shown}”.")
    return None


def _is_report(case: _Case, title: str) -> bool:
    """Return whether a text under an error page's title is a report after all: about errors, or so called."""
    tokens = set(_WORD.findall(title.casefold()))
    is_short = len(tokens) <= _TITLE_WORDS or not tokens.isdisjoint(known.OURS | known.YOURS)
    if case.words < _TEASER_WORDS or (is_short and not (case.is_sure and case.words >= _SHORT_REPORT)):
        return False
    said = said_in(case.text)
    return said.hits.total() + said.spoken < _HIT_SHARE * case.words


def _is_believed(case: _Case, kind: Kind, *, in_head: bool) -> bool:
    """Return whether a title that only such pages have is believed; headings may be of boxes."""
    limits = (_PLACEHOLDER_WORDS, 60, _TEASER_WORDS) if in_head else (ENOUGH_WORDS, _TEASER_WORDS, 0)
    if not case.has_less(*limits):
        return False
    # "Cookies" may be a recipe, and a site that loads says so for a moment.
    if kind is Kind.CONSENT:
        return case.words < ENOUGH_WORDS or consent(case.text).share > 0
    return kind is not Kind.SCRIPT or case.words < ENOUGH_WORDS


def _segments(title: str, site_name: str) -> Iterator[str]:
    """Yield the parts of a title that may be all of it: beside them is but a site's name."""
    yield title
    if site_name and len(site_name) < len(title):
        yield title.removesuffix(site_name).removeprefix(site_name)
    parts = [part for part in _SEPARATOR.split(title) if part.strip()]
    sizes = [len(_WORD.findall(part)) for part in parts]
    if len(parts) > 1:
        yield from (part for part, size in zip(parts, sizes, strict=True) if sum(sizes) - size <= _SITE_WORDS)


def _by_address(case: _Case) -> PageError | None:
    """Judge by where a redirect has led: to a page that is not about anything."""
    label, _, rest = case.host.partition(".")
    kind = known.HOSTS.get(label) if "." in rest else None
    if kind and case.has_less(400, 100, _TEASER_WORDS):
        return _error(kind)
    for kind, names in known.PATHS.items():
        if not case.path or kind is Kind.LIST:
            continue
        is_named = case.path[-1] in names
        if kind is Kind.LOGIN and len(case.path) == _DEEP:
            is_named |= case.path[0] in names
        if is_named and case.has_less(_PLACEHOLDER_WORDS, ENOUGH_WORDS, _TEASER_WORDS):
            return PageError("The link leads to an error page.") if kind is Kind.ERROR else _error(kind)
    return None


def _by_marks(case: _Case) -> PageError | None:
    signs = case.signs
    if signs.has_challenge and (
        case.has_less(_PLACEHOLDER_WORDS, _TEASER_WORDS, _FEW_WORDS)
        or (case.words < _CLAIMED_WORDS and hits(case.text)[Kind.CHALLENGE])
    ):
        return _error(Kind.CHALLENGE)
    is_small = signs.is_whole and len(signs.shown) < MAX_SHOWN // 3
    if (
        signs.is_guarded
        and is_small
        and case.has_less(ENOUGH_WORDS, _FEW_WORDS, _FEW_WORDS)
        and not hits(signs.shown)
    ):
        return _error(Kind.CHALLENGE)
    start = (case.text or signs.shown).lstrip()
    if start.startswith(('{"', "[{", "<?xml")) and case.has_less(_PLACEHOLDER_WORDS, 0, 0):
        return _error(Kind.ERROR)
    return None


def _by_consent(case: _Case) -> PageError | None:
    if case.words >= (_TEASER_WORDS * 4 if case.is_claimed else _CONSENT_WORDS):
        return None
    found = consent(case.text)
    left = case.words - found.ours - found.yours
    is_asking = found.share >= _CONSENT_SHARE and found.ours >= _OUR_SHARE * found.words
    if is_asking and (not case.is_claimed or left < _TEASER_WORDS):
        return _error(Kind.CONSENT)
    return None


def _by_sentences(case: _Case) -> PageError | None:
    """Judge by what is left of the text without the sentences that only placeholders have."""
    if not case.words or not case.has_less(_PLACEHOLDER_WORDS, _CLAIMED_WORDS, _CLAIMED_WORDS):
        return None
    name = case.host.removeprefix("www.")
    found = said_in(case.text.replace(name, "domain") if name else case.text)
    hit = found.hits.total()
    if not hit:
        return None
    kind, _ = found.hits.most_common(1)[0]
    is_one = _is_claim_false(case, found, kind) if case.is_claimed else _is_placeholder(case, found)
    return _error(kind) if is_one else None


def _is_claim_false(case: _Case, found: Said, kind: Kind) -> bool:
    hit = found.hits.total()
    share, left = hit / case.words, case.words - hit
    least = _OPENING_SHARE if found.comes_to_the_point else _HIT_SHARE
    if share >= least and left - found.spoken < _FEW_WORDS:
        return True
    is_wall = kind in {Kind.LOGIN, Kind.SUBSCRIBE}
    least = 0.25 if is_wall else 0.5
    least += 0.1 if case.said.published is not None and not found.comes_to_the_point else 0
    # A wall that says whose it is, and shows something of what is behind it, is an article's.
    enough = _FEW_WORDS if is_wall and case.said.paywalled else _TEASER_WORDS
    return left < enough and share >= least


def _is_placeholder(case: _Case, found: Said) -> bool:
    hit = found.hits.total()
    share, left = hit / case.words, case.words - hit
    if left < ENOUGH_WORDS and share >= _HIT_SHARE:
        return True
    if found.is_reporting or share < (_POINT_SHARE if found.comes_to_the_point else _SPOKEN_HIT_SHARE):
        return False
    # What opens as only placeholders do may go on about prices and periods, in no sentence to its reader.
    if found.comes_to_the_point and case.words < _CLAIMED_WORDS:
        return True
    is_spoken = hit + found.spoken >= _SPOKEN_SHARE * case.words
    return is_spoken and left - found.spoken < ENOUGH_WORDS


def _as_video(case: _Case) -> PageError | None:
    signs = case.signs
    calls_itself = case.said.is_video or signs.og_type.startswith("video") or signs.twitter_card == "player"
    lies_there = _VIDEO_PATH.search(f"/{'/'.join(case.path)}") is not None
    likely = int(calls_itself) + int(lies_there) + int(signs.players > 0)
    # A short report with a video at its head is a report.
    limit = (_TEASER_WORDS if likely > 1 else 0) if case.is_claimed and not lies_there else _VIDEO_WORDS
    if calls_itself and case.words < limit:
        return _error(Kind.VIDEO)
    if lies_there and signs.players and case.words < limit:
        return _error(Kind.VIDEO)
    if signs.players and case.words < ENOUGH_WORDS and not case.is_claimed:
        return _error(Kind.VIDEO)
    return None


def _as_list(case: _Case) -> PageError | None:
    """Judge whether this is the front page or a section: no article's name, many teasers."""
    path = case.path
    if path and (path[-1] in known.FRONTS or _LANGUAGE.fullmatch(path[-1])) and len(path) <= _DEEP:
        path = path[:-1]
    many = case.signs.teasers >= _MANY_TEASERS
    if not path and not case.has_query and not case.is_sure:
        little = case.words < (_TEASER_WORDS if case.is_claimed else _PLACEHOLDER_WORDS)
        return _error(Kind.FRONT) if little or (many and not case.is_claimed) else None
    if case.is_claimed or case.said.authors or not many or not path:
        return None
    if _SLUG.search(path[-1]) or _running(case) >= _CLAIMED_WORDS:
        return None
    is_search = path[0] in known.PATHS[Kind.LIST] or path[-1] in known.PATHS[Kind.LIST]
    if is_search or (len(path) <= _DEEP and not case.has_query):
        longest = max(map(words, case.text.split("\n\n")), default=0)
        return _error(Kind.LIST) if longest < _SHORT_PARAGRAPH else None
    return None


def _running(case: _Case) -> int:
    """Count the words of paragraphs that are sentences, and not what stands below another article's title."""
    excerpts = set(case.signs.excerpts)
    return sum(
        count
        for paragraph in case.text[:_MAX_COUNTED].split("\n\n")
        if paragraph[:EXCERPT].strip() not in excerpts and (count := words(paragraph)) >= _FEW_WORDS
    )


def _by_length(case: _Case) -> PageError | None:
    """Judge what has too little text for an article, and say why if the rest of the page tells."""
    signs = case.signs
    if case.is_claimed and signs.is_whole and case.words < _TEASER_WORDS and not case.said.paywalled:
        shown = folded(signs.shown)
        if any(wall in shown for wall in known.WALLS):
            return _error(Kind.LOGIN)
    if case.words >= (_FEW_WORDS if case.is_claimed else ENOUGH_WORDS):
        return None
    if kind := _reason(case):
        return _error(kind)
    if not case.words:
        return PageError("There is no text on this page that could be an article.")
    message = f"There is too little text on this page for an article: {case.words} words."
    return PageError(message, text=case.text)


def _reason(case: _Case) -> Kind | None:
    signs = case.signs
    if signs.has_password:
        return Kind.LOGIN
    if signs.is_whole:
        if consent(signs.shown).share >= _CONSENT_SHARE:
            return Kind.CONSENT
        found = hits(signs.shown)
        if found and found.total() >= _HIT_SHARE * words(signs.shown):
            return found.most_common(1)[0][0]
    is_empty = signs.is_whole and len(signs.shown) < _SHELL_SHOWN
    has_script = signs.scripts or signs.script_characters >= _SHELL_SCRIPT
    if hits(signs.noscript)[Kind.SCRIPT] or (is_empty and signs.has_root and has_script):
        return Kind.SCRIPT
    return Kind.REDIRECT if signs.sends_on and is_empty else None


_JUDGES: tuple[Callable[[_Case], PageError | None], ...] = (
    _by_title, _by_address, _by_marks, _by_consent, _by_sentences, _as_video, _as_list, _by_length,
)  # fmt: skip
