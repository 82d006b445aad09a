"""Links that lead to an article by way of somebody else: whose address is it?

Only what the link says itself is used. Where it does not say, the link is followed as
it stands; some services answer that with a page that only a browser can follow.
"""

import re
from urllib.parse import parse_qs, unquote, urlsplit

from newswatch.sources import urls

_DEPTH = 3
"""A newsletter's link to a search engine's link to an article."""
# Which page of whose carries the target in which parameter; without one, in the query itself.
# fmt: off
_PARAMETERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "google": ("/url", ("url", "q")), "bing.com": ("/news/apiclick.aspx", ("url",)),
    "facebook.com": ("/l.php", ("u",)), "instagram.com": ("/", ("u",)), "linkedin.com": ("/redir", ("url",)),
    "youtube.com": ("/redirect", ("q",)), "out.reddit.com": ("", ("url",)),
    "duckduckgo.com": ("/l/", ("uddg",)), "yandex.ru": ("/redir", ("url",)), "vk.com": ("/away.php", ("to",)),
    "t.umblr.com": ("/redirect", ("z",)), "steamcommunity.com": ("/linkfilter", ("u", "url")),
    "safelinks.protection.outlook.com": ("/", ("url",)), "href.li": ("/", ()), "anonym.to": ("/", ()),
}
# fmt: on
_GOOGLE = re.compile(r"(?:www\.|news\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})")
_AMP_CACHE = re.compile(r"/[cvi]/(?:s/)?(?P<rest>[^/]+\..+)")
_AMP_VIEWER = re.compile(r"/amp/(?:s/)?(?P<rest>[^/]+\..+)")
_AMP_PARAMETER = re.compile(r"(?:amp_|usqp=|outputType=amp)")
_HIDES = frozenset({"news.google.com", "apple.news", "t.co", "lnkd.in", "flip.it"})


def target(url: str) -> str:
    """Return the address that a link carries within itself; the link where it carries none. Never raises."""
    for _ in range(_DEPTH):
        inner = _inner(url)
        if not inner:
            return url
        url = urls.without_userinfo(inner)
    return url


def hides_target(url: str) -> str:
    """Return the host of a service whose links tell only browsers where they lead; "" for other addresses."""
    try:
        host = urls.host(url)
    except ValueError:
        return ""
    return host if host in _HIDES else ""


def _inner(url: str) -> str:
    try:
        host, parts = urls.host(url), urlsplit(url.strip())
        carried = _carried(host, parts.path, parts.query)
    except ValueError:
        return ""
    return carried if urls.is_web_address(carried) else ""


def _carried(host: str, path: str, query: str) -> str:
    is_google = bool(_GOOGLE.fullmatch(host))
    if host.endswith(".cdn.ampproject.org") and (cached := _AMP_CACHE.match(path)):
        return _amp(path, cached["rest"], query)
    if is_google and (viewed := _AMP_VIEWER.match(path)):
        return _amp(path, viewed["rest"], query)
    bare = host.removeprefix("www.").removeprefix("l.").removeprefix("lm.")
    name = "google" if is_google else _service(bare)
    if name not in _PARAMETERS:
        return ""
    where, parameters = _PARAMETERS[name]
    if not parameters:
        return query if "://" in query else unquote(query)
    if where and path.rstrip("/") != where.rstrip("/"):
        return ""
    values = parse_qs(query, max_num_fields=100)
    return next((values[name][0] for name in parameters if name in values), "")


def _service(host: str) -> str:
    return next((name for name in _PARAMETERS if host == name or host.endswith(f".{name}")), "")


def _amp(path: str, rest: str, query: str) -> str:
    scheme = "https" if "/s/" in path[: len(path) - len(rest)] else "http"
    kept = "&".join(pair for pair in query.split("&") if pair and not _AMP_PARAMETER.match(pair))
    return f"{scheme}://{rest}{'?' + kept if kept else ''}"
