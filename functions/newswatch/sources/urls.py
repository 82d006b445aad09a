"""URLs as identities: when two addresses are the same, and the ids that follow from that.

Syntax-based normalisation (RFC 3986 §6.2.2 and §6.2.3), and nothing that would
have to ask the server: ``www.``, trailing slashes and http/https stay different.
"""

import hashlib
import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from newswatch.model import ArticleId, SourceId

_DEFAULT_PORTS = {"http": 80, "https": 443}

# Parameters that say how a reader came to a page, never which page it is. From what mail
# and advertising tools document and what feeds of large publishers append.
_TRACKING_PREFIXES = ("utm_", "hsa_", "mtm_", "pk_")
# fmt: off
_TRACKING = frozenset({
    "at_campaign", "at_medium", "at_link_id", "at_link_type", "at_ptr_name",  # BBC
    "cmp", "cmpid", "icid", "ns_campaign", "ns_mchannel",  # newsrooms' own
    "_ga", "_gl", "dclid", "gad_source", "gbraid", "gclid", "gclsrc", "srsltid", "wbraid",  # Google
    "fbclid", "igsh", "igshid", "msclkid", "ttclid", "twclid", "yclid", "_openstat", "wickedid",
    "_hsenc", "_hsmi", "hsctatracking", "mc_cid", "mc_eid", "mkt_tok",  # mail: HubSpot, Mailchimp, Marketo
    "oly_anon_id", "oly_enc_id", "vero_id",
})
# fmt: on

_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_HOST = re.compile(r"[a-z0-9_.:-]+")  # with IPv6, whose brackets urlsplit has taken off
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BLANK = re.compile(r"\s")
_NO_HOST = re.compile(r"https?:[/\\]{2}(?:[/\\?#]|$)", re.IGNORECASE)
# Below these, everybody is another publisher, also who has called himself "m" or "www".
_HOSTING = frozenset({
    "substack.com", "wordpress.com", "medium.com", "tumblr.com", "ghost.io", "github.io", "gitlab.io",
    "blogspot.com", "wixsite.com", "squarespace.com", "weebly.com", "netlify.app", "vercel.app", "pages.dev",
    "web.app", "herokuapp.com", "livejournal.com", "beehiiv.com", "typepad.com",
})  # fmt: skip
_VARIANTS = re.compile(r"^(?:(?:www\d?|m|mobile|amp|touch|wap)\.)+(?=[^.]+\.)")
"""Labels in front of a publisher's host that tell for whom its pages are made."""
# A browser drops these wherever they stand in an address (WHATWG URL, "basic URL parser").
_DROPPED = str.maketrans("", "", "\t\n\r")


def canonical(url: str) -> str:
    """Return the one spelling that stands for all spellings of this address.

    Lower-case scheme and host (IDNA), no userinfo, no default port, no dot segments,
    no fragment, no tracking parameters. Idempotent.

    Raises:
        ValueError: not an absolute http or https URL.
    """
    parts = _split(url)
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    return urlunsplit((parts.scheme, _authority(parts), _path(parts.path), _normal_escapes(query), ""))


def is_web_address(url: str) -> bool:
    """Return whether this is an absolute http or https URL with a host that can be one. Never raises."""
    try:
        return bool(canonical(url)) and _BLANK.search(_split(url).netloc) is None
    except ValueError:
        return False


def host(url: str) -> str:
    """Return the host in lower case and IDNA form, without its port. Raises ValueError as ``canonical``."""
    return _host(_split(url))


def origin(url: str) -> str:
    """Return scheme and host, and the port if it is not the usual one. Raises ValueError as ``canonical``."""
    parts = _split(url)
    return f"{parts.scheme}://{_authority(parts)}"


def without_secrets(url: str) -> str:
    """Return what may be logged and shown: no userinfo, query or fragment. Never raises."""
    try:
        parts = _split(url)
        return urlunsplit((parts.scheme, _authority(parts), parts.path, "", ""))
    except ValueError:
        return "(not a web address)"


def without_userinfo(url: str) -> str:
    """Return the address without name and password. Raises ValueError as ``canonical``."""
    parts = _split(url)
    return urlunsplit(
        (parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, parts.fragment)
    )


def resolve(base: str, link: str) -> str:
    """Return ``link`` as seen from ``base``, or "" where that is no http or https URL. Never raises.

    The base's query and userinfo never reach the result: an address that carries a key
    in either must not come back as the address of an article.
    """
    link = link.strip().translate(_DROPPED)
    if not link or link.startswith("#") or lacks_host(link):
        return ""
    try:
        return without_userinfo(urljoin(without_secrets(base), link))
    except ValueError:
        return ""


def lacks_host(link: str) -> bool:
    """Return whether a link announces a host and names none, as ``http:///path`` does.

    RFC 3986 would have it mean the host of the page; a browser takes the path for the host.
    """
    return _NO_HOST.match(link.strip().translate(_DROPPED)) is not None


def same_site(one: str, other: str) -> bool:
    """Return whether two URLs belong to one site, as far as their hosts tell. Never raises.

    Hosts count as one site when their last two labels are the same (three where the
    second is as short as in ``co.uk``): close to the public suffix list without
    shipping it. To trust, see ``same_publisher``.
    """
    try:
        return _site(host(one)) == _site(host(other))
    except ValueError:
        return False


def outlet(url: str) -> str:
    """Return the site that stands for the publisher of a page: as ``same_site``, but for those who share one.

    Never raises: what is no web address is its own.
    """
    try:
        name = host(url)
    except ValueError:
        return url
    site = _site(name)
    return _VARIANTS.sub("", name) if site in _HOSTING else site


def same_publisher(one: str, other: str) -> bool:
    """Return whether two URLs are surely of one publisher, as far as their hosts tell. Never raises.

    Stricter than ``same_site``, for trust: many publishers live side by side below one domain
    (``a.substack.com``, ``b.substack.com``). One's mobile, AMP or bare host counts as the same.
    """
    try:
        first, second = _VARIANTS.sub("", host(one)), _VARIANTS.sub("", host(other))
    except ValueError:
        return False
    if not _HOSTING.isdisjoint((first, second)):
        return host(one) == host(other)
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def source_id(url: str) -> SourceId:
    """Return the id of a source: 16 hex digits of SHA-256 over userinfo and canonical URL.

    With the userinfo, because two people's private feeds may differ in nothing else.

    Raises:
        ValueError: as ``canonical``.
    """
    userinfo = _split(url).netloc.rpartition("@")[0]
    return SourceId(_digest(f"{userinfo}@{canonical(url)}" if userinfo else canonical(url)))


def article_id(canonical_url: str) -> ArticleId:
    """Return the id of an article: 16 hex digits of SHA-256 over its canonical URL.

    64 bits: among ten million articles a collision has odds of 1 in 370,000.
    """
    return ArticleId(_digest(canonical_url))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _split(url: str) -> SplitResult:
    parts = urlsplit(url.strip().translate(_DROPPED))
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise ValueError("not an http or https URL")
    _ = parts.port, _host(parts)  # raise ValueError for a port or host that is none
    return parts


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if not name.isascii():
        import idna  # noqa: PLC0415 - its tables cost memory, and nearly every host is ASCII

        try:
            name = idna.encode(name, uts46=True).decode("ascii")
        except UnicodeError as e:  # idna.IDNAError among them
            raise ValueError("not a host name") from e
    if not _HOST.fullmatch(name):
        raise ValueError("not a host name")
    return name


def _authority(parts: SplitResult) -> str:
    name = _host(parts)
    if ":" in name:
        name = f"[{name}]"
    port = parts.port
    return name if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{name}:{port}"


def _path(path: str) -> str:
    segments: list[str] = []
    parts = _normal_escapes(path).split("/")[1:]
    for n, segment in enumerate(parts):
        if segment == "..":
            del segments[-1:]
        elif segment != ".":
            segments.append(segment)
        if segment in {".", ".."} and n == len(parts) - 1:
            segments.append("")
    return "/" + "/".join(segments)


def _normal_escapes(text: str) -> str:
    """Upper-case the escapes, undo those of unreserved characters (RFC 3986 §6.2.2.2), escape the rest."""

    def normal(match: re.Match[str]) -> str:
        char = chr(int(match[1], 16))
        return char if char in _UNRESERVED else match[0].upper()

    text = _ESCAPE.sub(normal, text)
    if text.isascii() and " " not in text:
        return text
    return "".join(
        c if c.isascii() and c != " " else "".join(f"%{b:02X}" for b in c.encode("utf-8", "replace"))
        for c in text
    )


def _is_tracking(pair: str) -> bool:
    name = pair.partition("=")[0].lower()
    return name in _TRACKING or name.startswith(_TRACKING_PREFIXES)


def _site(name: str) -> str:
    labels = name.split(".")
    if name.replace(".", "").isdigit() or ":" in name:
        return name
    second_level = 3
    country = 2
    short = len(labels) > country and len(labels[-1]) == country and len(labels[-2]) <= second_level
    return ".".join(labels[-3:] if short else labels[-2:])
