"""The article's own text on a page.

Three opinions are put together. The *marks* of the publisher: an element that is declared to
be the article's body (microdata), or its text (JSON-LD). The *container*: the smallest element
that still holds most of the page's running text. And trafilatura, which has seen more
publishers than we have, on what is in the container. A paragraph stays if it is marked, or if
trafilatura keeps it or its neighbours; what by name or phrase is something else does not.

Alone, trafilatura loses articles that advertisements cut into pieces and keeps boxes within
them; the container alone keeps every box. Figures: docs/performance.md.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import boilerplate, markup
from newswatch.sources.blocks import RUNNING, SENTENCE_ENDS, Block, Blocks
from newswatch.sources.metadata import Metadata

# Controls, menus and scripts. Captions tell of the picture, and name people who are not in the article.
_NOT_TEXT = (
    *("script", "style", "noscript", "template", "iframe", "svg", "math", "object", "embed", "audio"),
    *("video", "canvas", "button", "select", "textarea", "nav", "footer", "aside", "figcaption", "dialog"),
)
_SMALL = 0.3
"""Of the page's text: a box with a telling name that holds more may be the article after all."""
_SURE_LENGTH = 40
"""Shorter pieces are found in any text by chance."""
_ENOUGH = 300
"""Characters that make an article: of what is marked as one, and of a page without its comments."""
_MOSTLY = 0.6
"""Of the running text: JSON-LD that carries less has only the beginning."""
_BEFORE, _AFTER = 2, 8
"""Short pieces that both keep count so many places around what is sure: elsewhere they are chance."""
_LIST_DEPTH = 3
"""How far from the article's paragraphs the items of a list may be: their list, and a box around it."""
_MAX_MARKED = 20
_HEAD, _TAIL = 5, 3
_BYLINE_LENGTH = 120
_BESIDE_NAMES = 6
"""Words of a byline beside names: "By … in Oslo, political editor"."""
_ABOUT_LENGTH = 600
_ABOUT = re.compile(r",? (?:is|was|has|covers|writes|reports|works|joined|can be|ist|est|es|è|é)\b")
_TIME = re.compile(r"\b\d{1,2}:\d\d\b|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d\b")
_DROPPED = "newswatch-dropped"
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WORD = re.compile(r"\w+")


def paragraphs(tree: HtmlElement, said: Metadata) -> list[str]:
    """Return the article's paragraphs. Takes the tree apart.

    Args:
        tree: the page.
        said: what it says about its article.
    """
    body = tree if tree.tag == "body" else tree.find(".//body")
    if body is None:
        return []
    marked = _marked(body)
    etree.strip_elements(body, *_NOT_TEXT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    _strip_boxes(body)
    page = Blocks(body)
    if marked is not None and (blocks := _telling(page.within(marked))):
        return _without_ends([block.text for block in blocks], said)
    container = page.container()
    blocks = _telling(page.within(container))
    _leave_only(body, container)
    return _without_ends([block.text for block in _confirmed(blocks, tree, said)], said)


def _telling(blocks: Sequence[Block]) -> list[Block]:
    return [b for b in blocks if not boilerplate.says_something_else(b.text, b.linked / len(b.text))]


def _marked(body: HtmlElement) -> HtmlElement | None:
    """Return the element that is declared to be the article's body; None where none with text is."""
    found = body.xpath("descendant-or-self::*[contains(@itemprop, 'articleBody')][not(self::meta)]")
    for element in found[:_MAX_MARKED]:
        if len(markup.collapsed("".join(element.itertext()))) >= _ENOUGH:
            return element
    return None


def _strip_boxes(body: HtmlElement) -> None:
    """Take out what by its name or style is not the article, unless it holds too much for that."""
    named: dict[str, list[HtmlElement]] = {}
    verdicts: dict[str, bool] = {}
    for element in body.iterdescendants():
        name = f"{element.get('class', '')} {element.get('id', '')}"
        if name not in verdicts:
            verdicts[name] = boilerplate.names_something_else(name)
        if verdicts[name] or _is_hidden(element):
            named.setdefault(name, []).append(element)
    if not named:
        return
    sizes = _sizes(body)
    whole = sizes[body]
    for name, elements in named.items():
        # All of a name together: some publishers put each paragraph of an article into a box of its own.
        size = sum(sizes[element] for element in elements)
        never = boilerplate.is_never_the_article(name) and whole - size >= _ENOUGH
        if size <= _SMALL * whole or never:
            for element in elements:
                element.tag = _DROPPED
    etree.strip_elements(body, _DROPPED, with_tail=False)


def _sizes(body: HtmlElement) -> dict[HtmlElement, int]:
    """Return how many characters each element holds."""
    sizes: dict[HtmlElement, int] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        sizes[element] = sizes.get(element, 0) + len(element.text or "")
        around = element.getparent()
        sizes[around] = sizes.get(around, 0) + sizes[element] + len(element.tail or "")
    return sizes


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return element.get("hidden") is not None or (style is not None and bool(_HIDDEN.search(style)))


def _leave_only(body: HtmlElement, container: HtmlElement) -> None:
    if container is body:
        return
    for child in list(body):
        body.remove(child)
    body.text = container.tail = None
    body.append(container)


def _confirmed(blocks: Sequence[Block], tree: HtmlElement, said: Metadata) -> list[Block]:
    """Return the blocks that a second opinion takes for the article, and those that belong to them."""
    running = sum(block.own for block in blocks if block.is_running)
    opinion = said.body if len(said.body) >= _MOSTLY * running else _second_opinion(tree)
    words = f" {_words(opinion)} "
    shared = [bool(w := _words(block.text)) and f" {w} " in words for block in blocks]
    sure = [i for i, block in enumerate(blocks) if shared[i] and len(block.text) > _SURE_LENGTH]
    if not sure:
        return [block for block in blocks if block.is_running] or list(blocks)
    first, last = sure[0], sure[-1]
    homes = {blocks[i].owner.getparent() for i in sure}
    # Where nothing has a name, everything is alike.
    places = {place for i in sure if any((place := blocks[i].place)[1::2])}

    def stays(i: int, block: Block) -> bool:
        if shared[i]:
            return first - _BEFORE <= i <= last + _AFTER
        if (first <= i <= last or block.owner.tag == "li") and not homes.isdisjoint(_around(block)):
            return True
        return block.owner.tag == "p" and block.own >= RUNNING and block.place in places

    return [block for i, block in enumerate(blocks) if stays(i, block)]


def _around(block: Block) -> Iterator[HtmlElement]:
    """Yield the element around a block; of an item, also those around its list."""
    yield from islice(block.owner.iterancestors(), _LIST_DEPTH if block.owner.tag == "li" else 1)


def _second_opinion(tree: HtmlElement) -> str:
    import trafilatura  # noqa: PLC0415 - 0.2 s of CPU that reading feeds alone need not pay

    # It warns of every page without text; that is told by our own error.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura.extract(tree, fast=True, include_comments=False) or ""


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _without_ends(paragraphs: list[str], said: Metadata) -> list[str]:
    """Return the paragraphs without what only repeats the title, names the author, or gives the time."""
    labels = {_words(text) for text in (said.title, said.site_name, said.section, *said.authors)}
    start, end = 0, len(paragraphs)
    while start < min(end - 1, _HEAD) and (
        _words(paragraphs[start]) in labels or _is_byline(paragraphs[start], said)
    ):
        start += 1
    while end > start + 1 and len(paragraphs) - end < _TAIL and _is_about_author(paragraphs[end - 1], said):
        end -= 1
    return paragraphs[start:end]


def _is_byline(text: str, said: Metadata) -> bool:
    """Return whether a paragraph only names the authors, or the time; a report may begin with either."""
    if len(text) > _BYLINE_LENGTH:
        return False
    words = len(_WORD.findall(text))
    names = sum(len(_WORD.findall(author)) for author in said.authors if author in text)
    if names and words - names <= _BESIDE_NAMES:
        return True
    return bool(_TIME.search(text)) and (words <= _BESIDE_NAMES or not text.endswith(SENTENCE_ENDS))


def _is_about_author(text: str, said: Metadata) -> bool:
    return len(text) <= _ABOUT_LENGTH and any(
        text.startswith(author) and _ABOUT.match(text[len(author) :]) for author in said.authors
    )
