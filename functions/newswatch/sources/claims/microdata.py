"""Microdata (HTML standard §5) as the same nodes that JSON-LD gives."""

from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import markup
from newswatch.sources.claims.elements import shown
from newswatch.sources.claims.nodes import Node, Value, local

# By the attributes: three times as fast as asking each element for them.
_MARKED = etree.XPath("//@itemscope/.. | //@itemprop/..")
_MAX_ELEMENTS = 2_000
_MAX_CHARS = 2_000
_NAMED = ("person", "organization", "newsmediaorganization")
# An article's own, though they often stand inside its author's item, beside whose name they are shown.
_OWN = frozenset({"datepublished", "datemodified", "datecreated", "headline", "articlesection"})
# The body is found where the reader sees it.
_UNREAD = frozenset({"articlebody", "text", "comment", "commenttext", "reviewbody"})
_ADDRESSES = frozenset({
    "url", "sameas", "image", "thumbnailurl", "contenturl", "logo", "item", "mainentityofpage",
    "primaryimageofpage",
})  # fmt: skip
_ATTRIBUTE = {
    "a": "href", "area": "href", "link": "href", "audio": "src", "embed": "src", "iframe": "src",
    "img": "src", "source": "src", "track": "src", "video": "src", "object": "data", "data": "value",
    "meter": "value", "time": "datetime",
}  # fmt: skip
LOOSE = "@loose"
"""The kind of the one node that holds what belongs to no item: publishers forget the item's own mark."""


def read(tree: HtmlElement) -> list[Node]:
    """Return the page's items in order, and the loose node last, which is always there."""
    items: dict[HtmlElement, Node] = {}
    loose = Node(kinds=frozenset({LOOSE}))
    for element in cast("list[HtmlElement]", _MARKED(tree))[:_MAX_ELEMENTS]:
        names = [local(name) for name in (element.get("itemprop") or "").split()[:5]]
        holder = next((items[up] for up in element.iterancestors() if up in items), None) if names else None
        value: Value
        if element.get("itemscope") is not None:
            value = items[element] = _item(element, names, holder)
        elif not _UNREAD.isdisjoint(names):
            continue
        else:
            value = _value(element, names)
        if holder and not holder.kinds.isdisjoint(_NAMED) and not _OWN.isdisjoint(names):
            holder = holder.holder
        for name in names if value else ():
            (holder or loose).fields.setdefault(name, []).append(value)
    return [*items.values(), loose]


def _item(element: HtmlElement, names: list[str], holder: Node | None) -> Node:
    kinds = frozenset(local(kind) for kind in (element.get("itemtype") or "").split()[:5])
    item = Node(kinds=kinds, id=element.get("itemid") or "", under=names[0] if names else "", holder=holder)
    for name in ("content", "src", "href"):  # an item that is marked as if it were a value
        if said := element.get(name):
            item.fields.setdefault("@text" if name == "content" else "url", [said])
    if not kinds.isdisjoint(_NAMED) and (text := shown(element)):
        item.fields.setdefault("@text", [text])
    return item


def _value(element: HtmlElement, names: list[str]) -> str:
    """Return what a property says: by the standard, but a link says its address only where one is asked for.

    By the standard ``<a itemprop="author" href="/ann">Ann Lee</a>`` would name /ann; whoever
    writes it means Ann Lee.
    """
    said = element.get("content")
    if said is None and (attribute := _ATTRIBUTE.get(element.tag)):
        said = element.get(attribute) or element.get(f"data-{attribute}")
        if element.tag in {"a", "area"} and _ADDRESSES.isdisjoint(names):
            said = None
    return markup.collapsed(said[:_MAX_CHARS]) if said else shown(element)
