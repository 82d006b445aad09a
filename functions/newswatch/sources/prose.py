"""The article's own text on a page.

Three opinions are put together. The *marks* of the publisher: elements that are declared to be
the article's body (microdata), or its text (JSON-LD); they are believed where they hold enough
of the text to be the article's. The *container*: the smallest element that still holds most of
the running text below the headline. And trafilatura, which has seen more publishers than we
have, on what is in the container: a paragraph stays if trafilatura keeps it or its neighbours.
What by name or phrase is something else goes in any case.

Alone, trafilatura loses articles that advertisements cut into pieces and keeps boxes within
them; the container alone keeps every box. Figures: docs/performance.md.
"""

import logging
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import boilerplate
from newswatch.sources.blocks import RUNNING, Block, Blocks
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
_ALONGSIDE = frozenset({"li", "h2", "h3", "p"})
_BRIEF = 100
"""Characters below a headline that make a brief."""
_ENOUGH = 300
"""Characters that make an article: of what is marked as one, and of a page without its comments."""
_WHOLE, _MANIFOLD = 1_000, 2
_AGREED = 0.6
_MOSTLY = 0.6
"""Of the running text: JSON-LD that carries less has only the beginning."""
_BEFORE, _AFTER = 2, 8
"""Short pieces that both keep count so many places around what is sure: elsewhere they are chance."""
_LIST_DEPTH = 3
"""How far from the article's paragraphs the items of a list may be: their list, and a box around it."""
_MAX_MARKED = 200
_MARKED_SHARE, _OTHERS_SHARE, _LONE_SHARE = 0.4, 0.6, 0.2
"""Of the running text of the container: a mark on less is a teaser's, a comment's or the beginning's.

The second where the mark is of another item than the headline, the third where there is no headline.
"""
_MAX_HEADINGS, _HEADING_LENGTH = 50, 500
_PARAGRAPHS = 2
""""Read more" with so many paragraphs is the rest of the article."""
_HEAD, _TAIL = 5, 3
_BYLINE_LENGTH = 120
_BESIDE_NAMES, _BESIDE_DATE = 2, 8
"""Words of a byline beside a name ("By … in Oslo"), of a dateline beside a whole date."""
_BY = frozenset(
    (
        *("by", "von", "par", "por", "di", "door", "av", "af", "przez", "автор", "of", "for", "staff"),
        *("and", "und", "et", "y", "e", "en", "og", "och", "i", "и"),
    )
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
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
    headline, marks = _headline(body, said.title), _marks(body)
    etree.strip_elements(body, *_NOT_TEXT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    _strip_boxes(body, [element for element in (headline, *marks) if element is not None])
    page = Blocks(body)
    region = _region(page, headline, body)
    container = page.container(region)
    marked = _best_marks(page, marks, headline, page.running(container))
    beginning = page.start(marked[0] if marked else container)
    before = page.between(page.start(headline) + 1, beginning) if headline is not None else []
    leads = [block for block in _telling(before) if block.is_running or block.is_sentence]
    led = sum(block.own for block in leads)
    if marked:
        leads = leads if led < _ENOUGH else []
        blocks = [block for mark in marked for block in _telling(page.within(mark))]
    else:
        if led >= _ENOUGH:
            # There is an article's worth between the headline and what may be readers' comments.
            container, leads = region, []
        blocks = _telling(page.within(container))
        # What is short and stands under its headline needs no second opinion: that would leave a part of it.
        if region is body or page.running(region) >= _ENOUGH:
            _leave_only(body, container)
            blocks = _confirmed(blocks, tree, said)
    return _without_ends([block.text for block in (*leads, *blocks)], said)


def of_feed(root: HtmlElement) -> list[str]:
    """Return the paragraphs of an article that a feed carries. Takes the tree apart."""
    etree.strip_elements(root, *_NOT_TEXT, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    _strip_boxes(root, [])
    blocks = Blocks(root).within(root)
    return [block.text for block in _telling(blocks) or blocks]


def _telling(blocks: Sequence[Block]) -> list[Block]:
    return [b for b in blocks if not boilerplate.says_something_else(b.text, b.linked / len(b.text))]


def _headline(body: HtmlElement, title: str) -> HtmlElement | None:
    """Return the heading that is the article's title; else the only one of the first order."""
    wanted = _words(title)
    first = body.xpath("descendant::h1")[:_MAX_HEADINGS]
    for heading in (*first, *body.xpath("descendant::h2")[:_MAX_HEADINGS]):
        shown = _words("".join(heading.itertext())[:_HEADING_LENGTH])
        if shown and wanted and (shown == wanted or (len(shown) > _SURE_LENGTH and shown in wanted)):
            return heading
    return first[0] if len(first) == 1 else None


def _region(page: Blocks, headline: HtmlElement | None, body: HtmlElement) -> HtmlElement:
    """Return the part of a page that the headline stands over: other articles may follow on the same page."""
    region, found = body, 0
    for element in headline.iterancestors() if headline is not None else ():
        if element.tag in {"article", "main"} and _text_after(page, headline, element) >= _BRIEF:
            return element
        held = page.running(element)
        # A header with standfirst and caption holds something too: it is little beside what it stands over.
        if found >= _ENOUGH and (found >= _WHOLE or held < _MANIFOLD * found):
            return region
        region, found = element, held
        if element is body:
            break
    return body


def _text_after(page: Blocks, headline: HtmlElement, element: HtmlElement) -> int:
    first, end = page.start(headline) + 1, page.start(element) + len(page.within(element))
    return sum(block.own for block in page.between(first, end))


def _marks(body: HtmlElement) -> list[HtmlElement]:
    """Return the elements that are declared to be an article's body, outermost only."""
    found = body.xpath("descendant-or-self::*[contains(@itemprop, 'articleBody')][not(self::meta)]")
    marks: list[HtmlElement] = []
    for element in found[:_MAX_MARKED]:
        if not any(around in marks for around in element.iterancestors()):
            marks.append(element)
    return marks


def _best_marks(
    page: Blocks, marks: Sequence[HtmlElement], headline: HtmlElement | None, running: int
) -> list[HtmlElement]:
    """Return the marked elements of one article, if they hold enough of the ``running`` text to be it.

    Readers' comments, teasers and beginnings are marked so too, as is each paragraph by itself.
    """
    groups: dict[HtmlElement | None, list[HtmlElement]] = {}
    for mark in marks:
        scope = next((e for e in (mark, *mark.iterancestors()) if e.get("itemscope") is not None), None)
        groups.setdefault(scope, []).append(mark)
    over = {None, *(headline.iterancestors() if headline is not None else ())}
    best = max(groups, key=lambda scope: (scope in over, sum(map(page.running, groups[scope]))), default=None)
    found = groups.get(best, [])
    share = _LONE_SHARE if headline is None else _MARKED_SHARE if best in over else _OTHERS_SHARE
    held = sum(map(page.running, found))
    return found if held and held >= running * share else []


def _strip_boxes(body: HtmlElement, kept: Sequence[HtmlElement]) -> None:
    """Take out what by its name or style is not the article, unless it holds too much, or is ``kept``."""
    named: dict[str, list[HtmlElement]] = {}
    verdicts: dict[str, boilerplate.Naming] = {}
    for element in body.iterdescendants():
        name = f"{element.get('class', '')} {element.get('id', '')}"
        if name not in verdicts:
            verdicts[name] = boilerplate.naming(name)
        if verdicts[name] is not boilerplate.Naming.NOTHING or _is_hidden(element):
            named.setdefault(name, []).append(element)
    if not named:
        return
    keeping = {around for element in kept for around in (element, *element.iterancestors())}
    sizes = _sizes(body)
    for name, elements in named.items():
        # All of a name together: some publishers put each paragraph of an article into a box of its own.
        size = sum(sizes[element] for element in elements)
        never = verdicts[name] is boilerplate.Naming.NEVER and sizes[body] - size >= _ENOUGH
        if size > _SMALL * sizes[body] and not never:
            continue
        is_box = verdicts[name] in {boilerplate.Naming.BOX, boilerplate.Naming.NEVER}
        for element in elements:
            if element not in keeping and (is_box or not _has_paragraphs(element)):
                element.tag = _DROPPED
    etree.strip_elements(body, _DROPPED, with_tail=False)


def _has_paragraphs(element: HtmlElement) -> bool:
    found = islice(element.iter("p"), _MAX_HEADINGS)
    return sum(len("".join(p.itertext())) >= RUNNING for p in found) >= _PARAGRAPHS


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
    sure = [i for i, block in enumerate(blocks) if shared[i] and block.own > _SURE_LENGTH]
    if not sure:
        return [block for block in blocks if block.is_running] or list(blocks)
    first, last = sure[0], sure[-1]
    homes = {blocks[i].owner.getparent() for i in sure}
    # Where nothing has a name, everything is alike.
    places = {place for i in sure if any((place := blocks[i].place)[1::2])}

    def stays(i: int, block: Block) -> bool:
        if shared[i] and first - _BEFORE <= i <= last + _AFTER:
            return True
        if (first <= i <= last or block.owner.tag in _ALONGSIDE) and not homes.isdisjoint(_around(block)):
            return True
        return block.owner.tag == "p" and block.own >= RUNNING and block.place in places

    kept = [block for i, block in enumerate(blocks) if stays(i, block)]
    if sum(block.own for block in kept) < _AGREED * sum(block.own for block in blocks if block.is_running):
        return [block for block in blocks if block.is_running or block in kept]
    return kept


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
    left = text
    for author in said.authors:
        left = left.replace(author, "")
    words = [word for word in _WORD.findall(left) if word.isalpha() and word.lower() not in _BY]
    if left != text and (len(words) <= _BESIDE_NAMES or left.strip().startswith((",", "|", "·"))):
        return True
    when = _TIME.findall(text)
    return bool(when) and len(words) <= (_BESIDE_DATE if _YEAR.search(text) else _BESIDE_NAMES)


def _is_about_author(text: str, said: Metadata) -> bool:
    return len(text) <= _ABOUT_LENGTH and any(
        text.startswith(author) and _ABOUT.match(text[len(author) :]) for author in said.authors
    )
