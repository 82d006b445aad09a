"""Which of the things that a page describes is its own article."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from newswatch.sources import urls
from newswatch.sources.claims.nodes import Node

_ARTICLE = re.compile(r"(?:article|blogposting|report|review)$")  # schema.org's kinds end in these
_OF_THINGS = re.compile(r"(?:user|employer|claim|media)?review$")
_PAGE = re.compile(r"page$|^creativework$|^@loose$")
# What holds other pages' articles, or parts of this one's.
_ELSEWHERE = frozenset(
    {
    "itemlistelement", "relatedlink", "isrelatedto", "citation", "haspart", "liveblogupdate",
    "blogposts", "comment", "mentions", "ispartof", "significantlink", "isbasedon", "review", "reviews",
    "suggestedanswer",
    "subjectof", "workexample", "item", "itemreviewed", "relatedarticle", "relatedarticles", "recommendation",
})  # fmt: skip
_MAX_CANDIDATES = 100
_MAX_HOLDERS = 10
_ITS_ADDRESS, _ITS_TITLE, _UNKNOWN = range(3)
_LONG = 10
_WORD_LENGTH = 4  # the shorter ones are in every headline
_ALIKE = 0.5
_WORD = re.compile(r"\w+")
_TAIL = re.compile(r"(?:/(?:amp|index\.\w+|default\.\w+))?/?(?:\.amp)?$|\.amp(?=\.html?$)")


@dataclass(frozen=True, slots=True)
class Here:
    """What is known of a page before its structured data is read."""

    base: str
    addresses: frozenset[str]
    places: frozenset[str]
    titles: tuple[list[str], ...]

    @classmethod
    def of(cls, base: str, addresses: Iterable[str], titles: Iterable[str]) -> "Here":
        """Make one of what relative links start from, the page's own addresses, and its titles."""
        spelled = frozenset(addresses)
        places = frozenset(map(_place, spelled)) - {""}
        return cls(base, spelled, places, tuple(map(_words, dict.fromkeys(titles))))

    def is_address(self, address: str) -> bool:
        """Return whether this is the page's own address, in whatever form."""
        return address in self.addresses or _place(urls.resolve(self.base, address)) in self.places

    def is_title(self, text: str) -> bool:
        """Return whether this is nearly one of the page's titles."""
        said = _words(text)
        return any(_alike(said, title) for title in self.titles)


def article(nodes: Sequence[Node], here: Here) -> Node | None:
    """Return the node of the page's article, None where none is.

    By its address or its headline, which related articles have of their own; else
    what stands for the page itself, else the outermost and first.
    """
    found = [node for node in nodes if any(_ARTICLE.search(kind) for kind in node.kinds)][:_MAX_CANDIDATES]
    ranked = [(rank, at, node) for at, node in enumerate(found) if (rank := _rank(node, here)) is not None]
    return min(ranked, key=lambda one: one[:2])[2] if ranked else None


def page(nodes: Sequence[Node], here: Here) -> Node | None:
    """Return the node of the page itself, where one is there that does not speak of another."""
    found = (n for n in nodes if n.under in {"", "@graph"} and any(_PAGE.search(kind) for kind in n.kinds))
    near = [(distance, node) for node in found if (distance := _distance(node, here)) is not None]
    return min(near, key=lambda one: one[0])[1] if near else None


def video(nodes: Sequence[Node], here: Here) -> Node | None:
    """Return the node of the video that the page is about, None where it has none or only shows some."""
    for node in nodes:
        if "videoobject" in node.kinds and node.under in {"", "@graph", "mainentity", "video"}:
            near = _distance(node, here)
            if node.under == "mainentity" or near in {_ITS_ADDRESS, _ITS_TITLE} or not node.name:
                return node
    return None


def _rank(node: Node, here: Here) -> tuple[int, ...] | None:
    """Return how near a node is to being the page's article, the least nearest; None for another page's."""
    distance, elsewhere = _distance(node, here), _is_elsewhere(node)
    if distance is None or (elsewhere and distance == _UNKNOWN):
        return None
    of_thing = all(_OF_THINGS.match(kind) or not _ARTICLE.search(kind) for kind in node.kinds)
    is_inner = node.under not in {"", "@graph", "mainentity", "mainentityofpage"}
    return (elsewhere, distance, of_thing, is_inner)


def _distance(node: Node, here: Here) -> int | None:
    """Return how surely it is the page's, the least surest; None where it is another page's."""
    addresses = [address for address in node.addresses if "/" in address.removeprefix("https://")]
    headline = node.first("headline", "name")
    if any(map(here.is_address, addresses)):
        return _ITS_ADDRESS
    if headline and here.is_title(headline):
        return _ITS_TITLE
    # An address changes with its headline, and systems that know both write both; one alone may be outdated.
    return None if addresses and headline and here.titles else _UNKNOWN


def _is_elsewhere(node: Node) -> bool:
    for _ in range(_MAX_HOLDERS):
        if node.under in _ELSEWHERE:
            return True
        if node.holder is None:
            break
        node = node.holder
    return False


def _place(address: str) -> str:
    """Return what makes an address another one: neither its scheme nor host, nor how it is presented."""
    try:
        parts = urlsplit(urls.canonical(address))
    except ValueError:
        return ""
    path = _TAIL.sub("", parts.path.removeprefix("/amp/"), count=1).strip("/").lower()
    return f"{path}?{parts.query}" if path or parts.query else ""


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:500].casefold())


def is_alike(one: str, other: str) -> bool:
    """Return whether two texts may be titles of the same article."""
    return _alike(_words(one), _words(other))


def _alike(one: list[str], other: list[str]) -> bool:
    joined, others = "".join(one), "".join(other)
    if joined == others or (
        min(len(joined), len(others)) >= _LONG and (joined in others or others in joined)
    ):
        return bool(joined)
    ones, these = ({word for word in words if len(word) >= _WORD_LENGTH} for words in (one, other))
    common = len(ones & these)
    return common > 1 and common / min(len(ones), len(these)) > _ALIKE
