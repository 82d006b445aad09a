"""What an address tells by itself: the feeds that known services have for what it names.

Nothing is asked here, and nothing is guessed: each rule follows what a service documents, or has
kept for years. What is not here is left to the feeds that pages declare: a channel on YouTube by
its handle, most blogs.
"""

import re
from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from newswatch.sources import urls

NEWS = re.compile(
    r"news:\s*(?P<query>[\"“„][^\"“”„]{1,200}[\"”“]|[^\s\"“”„]{1,200})"
    r"(?:\s+lang:(?P<lang>[a-z]{2})(?:-(?P<country>[a-z]{2}))?)?",
    re.IGNORECASE,
)
"""A search in Google News: a word or words in quotes after ``news:``, then ``lang:de`` or ``lang:de-at``."""

_GOOGLE = "https://news.google.com/rss/search?"
# Editions of Google News are of a country; where a language alone is said, its largest one that has one.
_COUNTRIES = {
    "ar": "EG", "cs": "CZ", "da": "DK", "el": "GR", "en": "US", "he": "IL", "hi": "IN", "ja": "JP",
    "ko": "KR", "pt": "BR", "sv": "SE", "uk": "UA", "vi": "VN", "zh": "TW",
}  # fmt: skip
_YOUTUBE = "https://www.youtube.com/feeds/videos.xml?"
_COMMENTS_ADDRESS = re.compile(
    r"/comments/(?:feed|default)|/feed/comments|[?&]feed=comments|/comments\.(?:rss|xml|atom)"
)
# As WordPress says it; "Kommentare" alone may be a newspaper's opinions.
_COMMENTS_TITLE = re.compile(
    r"\bcomments(?: feed| rss)?\s*$|\bcomment (?:feed|rss)\s*$|kommentare?-feed|flux des commentaires"
    r"|feed de (?:los )?coment[aá]rios|feed dei commenti|reacties(?:feed| feed)|kommentarsflöde"
)
_MAX_PART = 200
_NAME = re.compile(r"[\w.~-]{1,100}")
_CHANNEL = re.compile(r"UC[\w-]{22}")
_NO_ACCOUNTS = frozenset({
    "youtube.com", "tiktok.com", "threads.net", "threads.com", "medium.com", "flipboard.com", "t.me",
    "telegram.org", "instagram.com", "facebook.com", "x.com", "twitter.com", "vimeo.com", "pinterest.com",
    "odysee.com", "rumble.com", "substack.com", "dailymotion.com",
})  # fmt: skip
"""Where ``/@name`` is no account of the fediverse."""
_NO_OWNERS = frozenset({
    "about", "apps", "collections", "enterprise", "explore", "features", "login", "marketplace",
    "notifications", "orgs", "pricing", "search", "settings", "sponsors", "topics", "trending", "users",
})  # fmt: skip
"""What stands on GitHub where elsewhere the owner of a repository does."""
_NO_BLOGS = frozenset(
    {"www", "blog", "open", "about", "support", "en", "on", "api", "admin", "wordpress", "assets"}
)


def feeds(address: str) -> tuple[str, ...]:
    """Return the addresses of the feeds for what is named; nothing where no rule tells. Never raises.

    Args:
        address: a web address, or a search as in ``NEWS``.
    """
    if search := NEWS.fullmatch(address.strip()):
        return (_news(search),)
    try:
        host = urls.host(address)
        parts = urlsplit(address.strip())
    except ValueError:
        return ()
    path = [part for part in parts.path.split("/") if part]
    if not all(len(part) <= _MAX_PART for part in path):
        return ()
    bare = host.removeprefix("www.").removeprefix("m.").removeprefix("old.").removeprefix("new.")
    rule = _RULES.get(bare)
    if rule is None:
        rule = next((made for zone, made in _ZONES.items() if host.endswith(zone)), None)
    found = rule(host, path, parts.query) if rule else ""
    if not found and bare not in _NO_ACCOUNTS and len(path) == 1:
        found = _account(host, path[0])
    return (found,) if found else ()


def is_of_comments(url: str, title: str) -> bool:
    """Return whether a feed that a page declares is of what readers say, not of what is published."""
    return bool(_COMMENTS_ADDRESS.search(url.lower()[:2_000]) or _COMMENTS_TITLE.search(title.lower()[:300]))


def _news(search: re.Match[str]) -> str:
    language = (search["lang"] or "en").lower()
    country = (search["country"] or _COUNTRIES.get(language, language)).upper()
    query = search["query"].replace("“", '"').replace("”", '"').replace("„", '"')
    tag = f"{language}-{country}" if language in {"en", "pt", "zh"} else language
    asked = {"q": query, "hl": tag, "gl": country, "ceid": f"{country}:{language}"}
    return _GOOGLE + urlencode(asked, quote_via=quote, safe=":")


def _account(host: str, name: str) -> str:
    bare = name.removeprefix("@")
    return f"https://{host}/@{bare}.rss" if name != bare and re.fullmatch(r"\w{1,60}", bare, re.ASCII) else ""


def _youtube(_host: str, path: list[str], query: str) -> str:
    match path:
        case ["channel", channel, *_] if _CHANNEL.fullmatch(channel):
            return f"{_YOUTUBE}channel_id={channel}"
        case ["user", name, *_] if _NAME.fullmatch(name):
            return f"{_YOUTUBE}user={name}"
        case ["playlist"]:
            playlist = parse_qs(query, max_num_fields=50).get("list", [""])[0]
            return f"{_YOUTUBE}playlist_id={playlist}" if _NAME.fullmatch(playlist) else ""
    return ""


def _reddit(_host: str, path: list[str], _query: str) -> str:
    match path:
        case ["r", name, *rest] if _NAME.fullmatch(name) and rest[:1] in (
            [],
            ["hot"],
            ["new"],
            ["top"],
            ["rising"],
        ):
            # What is new is news; the other orders are of what is liked, which the plain feed has.
            order = "new/" if rest[:1] == ["new"] else ""
            return f"https://www.reddit.com/r/{name}/{order}.rss"
        case ["user" | "u", name, *_] if _NAME.fullmatch(name):
            return f"https://www.reddit.com/user/{name}/.rss"
    return ""


def _github(_host: str, path: list[str], _query: str) -> str:
    match path:
        case [owner, repository, *rest] if _are_names(owner, repository) and owner not in _NO_OWNERS:
            home = f"https://github.com/{owner}/{repository.removesuffix('.git')}"
            match rest:
                case [] | ["releases"]:
                    return f"{home}/releases.atom"
                case ["tags"]:
                    return f"{home}/tags.atom"
                case ["commits"]:
                    return f"{home}/commits.atom"
                case ["commits", *branch] if _are_names(*branch):
                    return f"{home}/commits/{'/'.join(branch)}.atom"
    return ""


def _gitlab(_host: str, path: list[str], _query: str) -> str:
    at = path.index("-") if "-" in path else len(path)
    project, rest = path[:at], path[at + 1 :]
    if len(project) < 2 or not _are_names(*project):  # noqa: PLR2004 - a group and a project
        return ""
    home = f"https://gitlab.com/{'/'.join(project)}"
    match rest:
        case [] | ["releases"]:
            return f"{home}/-/releases.atom"
        case ["tags"]:
            return f"{home}/-/tags?format=atom"
        case ["commits", *branch] if branch and _are_names(*branch):
            return f"{home}/-/commits/{'/'.join(branch)}?format=atom"
    return ""


def _bluesky(_host: str, path: list[str], _query: str) -> str:
    match path:
        case ["profile", handle] if re.fullmatch(r"[\w.:-]{3,253}", handle, re.ASCII):
            return f"https://bsky.app/profile/{handle}/rss"
    return ""


def _medium(host: str, path: list[str], _query: str) -> str:
    match path:
        case [name, *_] if name.startswith("@") and _NAME.fullmatch(name[1:]):
            return f"https://medium.com/feed/{name}"
        case ["tag", name, *_] if _NAME.fullmatch(name):
            return f"https://medium.com/feed/tag/{name}"
        case [] if host.endswith(".medium.com") and host != "www.medium.com":
            return f"https://{host}/feed"
    return ""


def _below(feed: str) -> Callable[[str, list[str], str], str]:
    """Return the rule of a service that gives each of its sites a host, with its feed at this path."""

    def rule(host: str, path: list[str], _query: str) -> str:
        name = host.split(".", 1)[0]
        return f"https://{host}{feed}" if name not in _NO_BLOGS and path in ([], ["archive"]) else ""

    return rule


def _are_names(*parts: str) -> bool:
    return all(_NAME.fullmatch(part) for part in parts)


_RULES: dict[str, Callable[[str, list[str], str], str]] = {
    "youtube.com": _youtube,
    "reddit.com": _reddit,
    "github.com": _github,
    "gitlab.com": _gitlab,
    "bsky.app": _bluesky,
    "medium.com": _medium,
}
_ZONES: dict[str, Callable[[str, list[str], str], str]] = {
    ".medium.com": _medium,
    ".substack.com": _below("/feed"),
    ".tumblr.com": _below("/rss"),
    ".wordpress.com": _below("/feed/"),
    ".blogspot.com": _below("/feeds/posts/default"),
}
