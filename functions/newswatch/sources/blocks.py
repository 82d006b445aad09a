"""A page as the pieces of text that begin and end with a line of their own, and what holds them."""

import re
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

from newswatch.sources import markup

RUNNING = 60
"""Characters outside links from where on a piece of text is a paragraph wherever it stands."""
_SENTENCE = 25
"""The same for a p element that ends as a sentence does."""
SENTENCE_ENDS = tuple('.!?…”"’»。！？؟।')
_SHARE = 0.7
"""Of the running text: who holds less is not the container. With .65 to .75 F1 over 93 pages is best."""
_SIGNS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_SIGN = 2
_LEAVES = frozenset({"p", "li", "td", "tr", "ul", "ol", "blockquote", "pre"})


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that begins and ends with a line of its own."""

    owner: HtmlElement
    text: str
    linked: int
    """Characters of it that are links."""

    @property
    def own(self) -> int:
        """How much there is outside links, in letters: a Chinese sign says as much as three of them."""
        own = len(self.text) - self.linked
        if own <= 0 or self.text.isascii():
            return own
        return own + _SIGN * min(own, sum(map(len, _SIGNS.findall(self.text))))

    @property
    def is_running(self) -> bool:
        """Whether it is a paragraph and not a label, a menu or a teaser."""
        return self.own >= RUNNING or (self.owner.tag == "p" and self.is_sentence)

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as a sentence does, and is long enough for one."""
        return self.own >= _SENTENCE and self.text.endswith(SENTENCE_ENDS)

    @property
    def place(self) -> tuple[str, str | None, str, str | None]:
        """What its element and the one around it are: paragraphs of one article are alike."""
        around = self.owner.getparent()
        return (
            self.owner.tag, self.owner.get("class"),
            *((around.tag, around.get("class")) if around is not None else ("", None)),
        )  # fmt: skip


class Blocks:
    """The blocks of a page, in order, and how much running text each element holds."""

    def __init__(self, body: HtmlElement) -> None:
        self._body = body
        self._blocks: list[Block] = []
        self._running: dict[HtmlElement, int] = {}
        self._spans: dict[HtmlElement, tuple[int, int]] = {}
        self._owners: list[HtmlElement] = [body]
        self._pieces: list[str] = []
        self._linked = 0
        self._read()

    def within(self, element: HtmlElement) -> list[Block]:
        """Return the blocks in an element."""
        first, end = self._spans.get(element, (0, 0))
        return self._blocks[first:end]

    def start(self, element: HtmlElement) -> int:
        """Return how many blocks stand before an element."""
        return self._spans.get(element, (0, 0))[0]

    def between(self, first: int, end: int) -> list[Block]:
        """Return the blocks of these numbers."""
        return self._blocks[first:end]

    def running(self, element: HtmlElement) -> int:
        """Return how much running text an element holds."""
        return self._running.get(element, 0)

    def container(self, within: HtmlElement) -> HtmlElement:
        """Return the smallest element that still holds most of the running text of each one around it."""
        found = within
        while True:
            inner = max(found, key=self.running, default=None)
            if inner is None or inner.tag in _LEAVES or not self.running(found):
                return found
            if self.running(inner) < _SHARE * self.running(found):
                return found
            found = inner

    def _read(self) -> None:
        links = 0
        for event, element in etree.iterwalk(self._body, events=("start", "end")):
            is_start, is_block = event == "start", element.tag in markup.BLOCKS
            if is_block or (is_start and element.tag == "br" and markup.is_double_break(element)):
                self._finish()
            if is_start:
                self._begin(element, is_block=is_block)
                links += element.tag == "a"
                text = " " if element.tag == "br" else element.text
            else:
                self._end(element, is_block=is_block)
                links -= element.tag == "a"
                text = element.tail
            if text:
                self._pieces.append(text)
                self._linked += len(text) if links else 0
        # What stands behind the body is no part of it.
        self._pieces.clear()

    def _begin(self, element: HtmlElement, *, is_block: bool) -> None:
        self._spans[element] = len(self._blocks), 0
        if is_block and element is not self._body:
            self._owners.append(element)

    def _end(self, element: HtmlElement, *, is_block: bool) -> None:
        if element is self._body:
            self._finish()
        elif is_block:
            self._owners.pop()
        self._spans[element] = self._spans[element][0], len(self._blocks)
        if (around := element.getparent()) is not None:
            self._running[around] = self._running.get(around, 0) + self._running.get(element, 0)

    def _finish(self) -> None:
        if text := markup.collapsed("".join(self._pieces)):
            block = Block(self._owners[-1], text, min(self._linked, len(text)))
            self._blocks.append(block)
            if block.is_running:
                self._running[block.owner] = self._running.get(block.owner, 0) + block.own
        self._pieces.clear()
        self._linked = 0
