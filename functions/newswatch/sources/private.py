"""What of an address is for one reader alone: a password, a key, a path of their own.

As publishers and services that hand out private feeds spell it. Nobody else is told of it: neither
a hub nor whoever gets the list of sources.
"""

import re
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from newswatch.sources import urls

MAX_PARAMETERS = 100
"""Nobody's feed is told apart by more; who has them hides something among them."""

_NAME = re.compile(
    r"(?:^|[_.-])(?:(?:api|access|app|auth|client|feed|private|rss|secret|user)?key|auth|authorization"
    r"|credential|hash|jwt|pass|passphrase|passwd|password|private|pwd|session|sessionid|sid|sig|signature)s?$"
    r"|token|secret",
    re.IGNORECASE,
)
"""Names of parameters that prove who somebody is."""
_VALUE = re.compile(r"[0-9a-f]{32,}", re.IGNORECASE)
"""A digest: nobody chooses such a value for what a feed is about."""
_PATH = re.compile(r"/(?:private|secret)(?:/|$)", re.IGNORECASE)


def is_private(url: str) -> bool:
    """Return whether an address is for one reader, as far as that can be told. Never raises.

    By a name or password, by a parameter whose name or value looks like a key's, or by its path.
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    return "@" in parts.netloc or _is_hidden(parts) or any(map(_is_secret, parts.query.split("&")))


def public(url: str) -> str:
    """Return an address without what is secret in it; "" where that cannot be left out. Never raises.

    That is what ``is_private`` tells; of the path nothing can be left out.
    """
    try:
        parts = urlsplit(urls.without_userinfo(url))
    except ValueError:
        return ""
    if _is_hidden(parts):
        return ""
    kept = "&".join(pair for pair in parts.query.split("&") if not _is_secret(pair))
    return urlunsplit((parts.scheme, parts.netloc, parts.path, kept, ""))


def _is_hidden(parts: SplitResult) -> bool:
    """Return whether it is private by more than what can be left out."""
    return _PATH.search(unquote(parts.path)) is not None or parts.query.count("&") >= MAX_PARAMETERS


def _is_secret(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return bool(_NAME.search(unquote(name)) or _VALUE.fullmatch(unquote(value)))
