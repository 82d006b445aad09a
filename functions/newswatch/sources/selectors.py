"""CSS selectors (Selectors Level 4), as people write them to say which links of a page are meant.

They run over pages that others write: what may cost more than a look at each element and what it
stands in is refused.
"""

import re

from bs4 import BeautifulSoup
from lxml import etree
from lxml.html import HtmlElement
from soupsieve import SelectorSyntaxError

from newswatch.errors import FeedError

MAX_CHARS = 200
_MAX_PARTS = 8
"""Steps of a path: each may multiply the work by the depth of the page."""
_PSEUDO = frozenset({
    "first-child", "last-child", "only-child", "first-of-type", "last-of-type", "nth-child", "nth-of-type",
    "nth-last-child", "is", "where", "not",
})  # fmt: skip
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|\[[^\[\]]*+\]")
_NAMED = re.compile(r"(?<!\\)::?([a-zA-Z-]+)")
_NESTED = re.compile(r"\([^()]*\(")
_STEP = re.compile(r"\s*[>+~]\s*|\s+")
_MARK = "data-newswatch-at"


def refusal(selector: str) -> str:
    """Return why a selector is not taken, as a sentence; "" if it may be tried."""
    if len(selector) > MAX_CHARS:
        return f"The CSS selector is too long: {MAX_CHARS} characters are enough for links."
    bare = _STRING.sub("", selector)
    for name in _NAMED.findall(bare):
        if name.lower() not in _PSEUDO:
            return f"The CSS selector uses :{name}, which Newswatch does not take."
    if _NESTED.search(bare):
        return "The CSS selector has parentheses within parentheses, which Newswatch does not take."
    steps = max((len(_STEP.findall(part.strip())) for part in bare.split(",")), default=0)
    if steps >= _MAX_PARTS or bare.count("~") > 1:
        return "The CSS selector has too many steps: name the links by fewer."
    return ""


def select(tree: HtmlElement, selector: str) -> list[HtmlElement]:
    """Return the elements of a page that a selector means, in the page's order.

    Raises:
        FeedError: the selector cannot be used; ``str`` says why.
    """
    if problem := refusal(selector):
        raise FeedError(problem)
    numbered = list(tree.iter(etree.Element))
    # Beautiful Soup selects in a tree of its own: numbers tell which element was which.
    for at, element in enumerate(numbered):
        element.set(_MARK, str(at))
    try:
        soup = BeautifulSoup(etree.tostring(tree, encoding="unicode", method="html"), "lxml")
        found = soup.select(selector)
    except SelectorSyntaxError as e:
        problem = str(e).partition("\n")[0].rstrip(".:")
        raise FeedError(f"“{selector}” is not a CSS selector: {problem[:1].lower()}{problem[1:]}.") from e
    finally:
        for element in numbered:
            element.attrib.pop(_MARK, None)
    marks = (str(tag.get(_MARK, "")) for tag in found)
    return [numbered[int(mark)] for mark in marks if mark.isdecimal() and int(mark) < len(numbered)]
