"""Signs of an article: what its address and its headline look like, among those of lists and services."""

import re
from urllib.parse import unquote, urlsplit

# Parts of an address that say that it is a list, a person or a service of the site: as its last part, ...
_SERVICES = frozenset({
    "about", "ads", "archive", "archives", "careers", "contact", "cookies", "faq", "help", "impressum",
    "jobs", "kontakt", "legal", "people", "privacy", "section", "series", "share", "shop", "sitemap", "staff",
    "terms",
})  # fmt: skip
# ... or before a name too.
_LISTS = frozenset({
    "account", "author", "authors", "autor", "autoren", "categories", "category", "etiketten", "feed",
    "feeds", "kategorie", "login", "logout", "newsletter", "newsletters", "page", "profile", "register",
    "rss", "schlagwort", "search", "seite", "signin", "signup", "subscribe", "subscription", "tag", "tags",
    "thema", "themen", "topic", "topics", "user", "users", "wp-content", "wp-login.php",
})  # fmt: skip
_NO_PAGES = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|mp3|mp4|zip|ics|css|js|xml|rss|json|epub|xlsx?|docx?)$")
_DATED = re.compile(r"/(?:19|20)\d\d(?:/|-)?(?:0?[1-9]|1[0-2]|[a-z]{3})(?:/|-|\d|$)")
_SUFFIX = re.compile(r"\.(?:s?html?|php|aspx?|jsp|pdf)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PLAIN_DATE = re.compile(r"[\d/-]*|[a-z]{3}")
_NUMBER = re.compile(r"\d+")
_OPAQUE = re.compile(r"(?=[a-z0-9-]*\d)(?=[a-z0-9-]*[a-z])[a-z0-9-]{8,}")
_WORDS = re.compile(r"[^\W\d_]{2,}")
_ID_KEYS = frozenset({"id", "p", "aid", "nid", "newsid", "article", "articleid", "story", "item", "news"})
_LONG_NUMBER, _LONG_WORD = 4, 8

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TOKEN = re.compile(r"\w+(?:['’.-]\w+)*")
_HEADLINE_WORDS, _HEADLINE_CJK, _UNSPACED = 4, 8, 25
_GENERIC = re.compile(
    r"\W*(?:(?:read|learn|view|see|show|load|find out) (?:more|all|full|the full)\b.{0,60}|read on|more"
    r"|continue(?: reading\b.*)?|\d+ (?:comments?|shares?|kommentare?)|comments?|permalink|share"
    r"|share (?:this|on)\b.{0,20}|full (?:story|article|text)|mehr(?: (?:lesen|erfahren|dazu)\b.{0,30})?"
    r"|weiterlesen.*|lire (?:la suite|plus)\b.*|leer más\b.*|leggi (?:tutto|di più)\b.*"
    r"|lees (?:verder|meer)\b.*|saiba mais\b.*|leia mais\b.*|czytaj (?:dalej|więcej)\b.*|läs mer\b.*"
    r"|читать (?:далее|дальше)\b.*|続きを読む.*|もっと(?:見る|読む).*|阅读全文.*|更多.{0,4}|더 ?보기.*)\W*",
    re.IGNORECASE,
)
_MAX_GENERIC = 200


def of_address(url: str) -> float:
    """Return how much a canonical address looks like an article's, from 0 to 1."""
    parts = urlsplit(url)
    path = unquote(parts.path).lower()
    segments = [part for part in path.split("/") if part]
    numbered = _numbered(parts.query.lower())
    if (not segments and not numbered) or _NO_PAGES.search(path):
        return 0.0
    if not _LISTS.isdisjoint(segments[-2:]) or not _SERVICES.isdisjoint(segments[-1:]):
        return 0.0
    last = _SUFFIX.sub("", segments[-1]) if segments else ""
    if _YEAR.fullmatch(last) and not numbered:
        return 0.0
    if _DATED.search(path):
        # A year and a month alone are an archive.
        return 0.0 if _PLAIN_DATE.fullmatch(last) else 1.0
    words = len(_WORDS.findall(last))
    worth = (0.0, 0.0, 0.35, 0.7, 0.9)[min(words, 4)]
    if _CJK.search(last) or any(
        len(word) >= _LONG_WORD and not word.isascii() for word in _WORDS.findall(last)
    ):
        worth = 0.7
    if numbered or any(len(number) >= _LONG_NUMBER for number in _NUMBER.findall(last)):
        worth += 0.5
    elif _OPAQUE.fullmatch(last) or _NUMBER.search(last):
        worth += 0.3
    worth += 0.2 if segments and last != segments[-1] else 0.0
    worth += 0.1 if len(segments) > 1 else 0.0
    return min(worth, 1.0)


def of_text(text: str) -> float:
    """Return how much a text reads like a headline, from 0 to 1."""
    if _GENERIC.fullmatch(text[:_MAX_GENERIC]):
        return 0.0
    words = len(_TOKEN.findall(text))
    if len(_CJK.findall(text)) >= _HEADLINE_CJK or words >= _HEADLINE_WORDS:
        return 1.0
    if not text.isascii() and len(text) >= _UNSPACED:
        return 1.0  # Thai and its neighbours write no blanks
    return (0.0, 0.0, 0.2, 0.5)[words]


def _numbered(query: str) -> bool:
    pairs = (pair.partition("=") for pair in query.split("&"))
    return any(name in _ID_KEYS and _NUMBER.search(value) for name, _, value in pairs)
