"""Pictures: the address of the one that shows an article."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeAlias

from newswatch.sources import markup, urls
from newswatch.sources.claims.nodes import Node

Picture: TypeAlias = tuple[str, int]
"""An address as written, and the width in pixels, 0 where it is not said."""

_MAX_ADDRESS = 2_000
_MAX_OF_A_KIND = 10
_SMALL = 200  # what an alert shows is wider

_NO_PICTURE = re.compile(
    r"^data:|\.svg(?:$|\?)"
    r"|/(?:[^/?]*[-_])?(?:placeholder|spacer|blank|pixel|transparent|no[-_]?(?:image|photo|picture)|1x1"
    r"|favicon|missing|dummy)"
    r"(?:[-_.][^/]*)?$"
    r"|/(?:default|fallback|share|social|og|opengraph|facebook|twitter)(?:[-_](?:default|fallback|share"
    r"|social|og|image|img|card|facebook|thumbnail|logo|"
    r"picture|\d+x?\d*))*\.\w+(?:\?|$)"
    r"|gravatar\.com/",
    re.IGNORECASE,
)
# A logo by its name: "logo.png", "site-logo-600x60.png"; but "new-apple-logo-row.jpg" may be news.
_LOGO = re.compile(
    r"/(?:[a-z0-9]+[-_])?(?:(?:fb|og|social|share|site|default|facebook|twitter|header|main)[-_])?(?:logo"
    r"|logotype|masthead)s?(?:[-_.@]?(?:\d+x?\d*|[a-z0-9]+))?\.\w{3,4}(?:\?|$)|/logos?/",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\s*(\d{1,6})")


def addresses(node: Node, *names: str) -> Iterator[str]:
    """Yield the addresses of a node's pictures, as written."""
    return (address for address, _ in of_node(node, *names))


def of_node(node: Node, *names: str) -> Iterator[Picture]:
    """Yield the pictures of these fields: addresses, or ImageObjects."""
    for value in islice(node.values(*names), _MAX_OF_A_KIND):
        if isinstance(value, str):
            yield value, 0
            continue
        said = (
            text for text in value.values("url", "contenturl", "@id", "thumbnailurl") if isinstance(text, str)
        )
        width = _NUMBER.match(
            value.first("width") or next((n.first("value") for n in value.nodes("width")), "")
        )
        for address in islice((text for text in said if "#" not in text[:1] and "/#/" not in text), 1):
            yield address, int(width[1]) if width else 0


def of_meta(said: Iterable[str], secure: Iterable[str]) -> Iterator[Picture]:
    """Yield OpenGraph's pictures, by https where they are there in both ways."""
    https = {address.partition("://")[2]: address for address in islice(secure, _MAX_OF_A_KIND)}
    for address in islice(said, _MAX_OF_A_KIND):
        yield https.get(address.partition("://")[2], address), 0


def plain(said: Iterable[str]) -> Iterator[Picture]:
    """Yield addresses as pictures of unknown size."""
    return ((address, 0) for address in islice(said, _MAX_OF_A_KIND))


def choose(groups: Iterable[Iterable[Picture]], base: str, logos: Iterable[str]) -> str:
    """Return the address of the first picture that shows something, of the first group that has one.

    No logos, placeholders, tracking pixels, drawings and avatars; and a thumbnail only
    where its group has nothing larger.
    """
    known = {urls.resolve(base, logo) for logo in islice(logos, _MAX_OF_A_KIND)}
    for group in groups:
        found = [
            (address, width)
            for said, width in group
            if (address := _usable(said, base, known)) and width != 1
        ]
        if found:
            large = [address for address, width in found if not width or width >= _SMALL]
            return large[0] if large else max(found, key=lambda picture: picture[1])[0]
    return ""


def _usable(said: str, base: str, logos: set[str]) -> str:
    said = markup.collapsed(said[: _MAX_ADDRESS + 1])
    if len(said) > _MAX_ADDRESS or not ("/" in said or "." in said):  # "null", 7
        return ""
    address = urls.resolve(base, said).replace(" ", "%20")
    if not urls.is_web_address(address) or address in logos or address.endswith("/"):
        return ""
    return "" if _NO_PICTURE.search(address) or _LOGO.search(address) else address
