"""Articles: a page in, its text and what it says about itself out. A page is parsed once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

from newswatch.errors import PageError, PageMoved
from newswatch.model import Page
from newswatch.sources import encoding, language, markup, metadata, placeholder, prose, urls
from newswatch.sources.blocks import SENTENCE_ENDS
from newswatch.sources.placeholder import ENOUGH_WORDS

MAX_TEXT = 400_000
"""Characters: the longest reports have a quarter of this."""

_GOES_ON = re.compile(
    r"\b(?:(?:read|learn) (?:more|the (?:full|whole|rest))|continue reading|weiterlesen"
    r"|(?:lire|voir) la suite|leer más|seguir leyendo|leia mais|continua a leggere|lees (?:verder|meer)"
    r"|czytaj dalej|читать (?:далее|дальше))|続きを読む|阅读全文",
    re.IGNORECASE,
)
_CUT = re.compile(
    rf"(?:\u2026|\.\.\.|\[(?:\u2026|\.\.\.|\+\d+ chars)\]|{_GOES_ON.pattern})[\s\W]*$", re.IGNORECASE
)
_CUT_CHARS = 60
_FOOTER_WORDS = 40
_MUCH_MORE = 1.5
_WORD = re.compile(r"\w+")
_REFRESH = re.compile(
    r"\s*(?P<delay>\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?(?P<url>[^\"']+)[\"']?\s*", re.IGNORECASE
)
"""HTML standard §4.2.5.3, "shared declarative refresh steps", as far as pages go."""
_REFRESH_S = 10
"""A page that goes on to another one only later is there to be read, or reloads itself."""
_MAX_LINKS = 20
_READABLE_TYPES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")


def read(html: bytes | str, url: str, headers: Mapping[str, str] | None = None) -> Page:
    """Read the article of a page.

    Args:
        html: the page as it came, or already decoded.
        url: where it was read from, after redirects.
        headers: the answer's, names in lower case; Content-Type decides on the encoding.

    Raises:
        PageError: there is no article here, or none that can be read; ``str`` says which.
    """
    headers = headers or {}
    try:
        tree = _tree(html, headers.get("content-type", ""))
        said = metadata.read(tree, url, headers)
        signs = placeholder.look(tree)
        text = "\n\n".join(prose.paragraphs(tree, said))[:MAX_TEXT]
    except RecursionError as e:
        raise PageError("This page is nested too deeply to be read.", transient=False) from e
    except ValueError as e:
        raise PageError("This page cannot be read.", transient=False) from e
    if _is_beginning(text, said.body):
        text = said.body[:MAX_TEXT]
    if refusal := placeholder.refusal(signs, url, said, text):
        raise _moved(tree, url) or refusal
    return Page(
        url=said.url,
        title=said.title,
        text=text,
        authors=said.authors,
        published=said.published,
        updated=said.updated,
        language=language.resolve(said.language, text),
        section=said.section,
        image_url=said.image_url,
        site_name=said.site_name,
        paywalled=said.paywalled,
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """What a feed carries of an article."""

    text: str
    """In paragraphs, separated by blank lines."""
    is_cut: bool
    """Whether it says itself that it goes on elsewhere."""


def _is_beginning(shown: str, whole: str) -> bool:
    """Return whether a page shows less than the text in its JSON-LD: before a wall, or before a script."""
    least = placeholder.words(shown)
    if placeholder.words(whole) <= least:
        return False
    if least < ENOUGH_WORDS:
        return True
    first = " ".join(_WORD.findall(shown.partition("\n\n")[0])[:_FOOTER_WORDS])
    return placeholder.words(whole) > _MUCH_MORE * least and first in " ".join(_WORD.findall(whole))


def from_feed(content_html: str, base_url: str) -> Carried:
    """Read what a feed carries. Never raises.

    Without what publishing systems append: a short last paragraph that links to the
    very entry ("Read more", "The post … appeared first on …"), at ``base_url``.
    """
    try:
        root = markup.fragment(content_html)
    except markup.MarkupError:
        text = markup.paragraphs(content_html)
        return Carried(text, _is_cut(text))
    links_back = [
        markup.collapsed("".join(a.itertext()))
        for a in root.iter("a")
        if _same_page(urls.resolve(base_url, a.get("href", "")), base_url)
    ]
    shown = markup.paragraphs_of(root)
    footer = shown[-1] if shown else ""
    paragraphs = prose.of_feed(root)
    leads_on = len(_WORD.findall(footer)) <= _FOOTER_WORDS and any(t and t in footer for t in links_back)
    if leads_on and paragraphs[-1:] == [footer]:
        del paragraphs[-1]
    last = paragraphs[-1] if paragraphs else ""
    is_cut = _is_cut(last) or bool(_CUT.search(footer)) or (leads_on and bool(_GOES_ON.search(footer)))
    return Carried("\n\n".join(paragraphs), bool(paragraphs) and is_cut)


def _is_cut(text: str) -> bool:
    """Return whether a text breaks off, by what its last paragraph says or by how it ends."""
    return bool(_CUT.search(text[-_CUT_CHARS:])) or not text.rstrip("'’)]*").endswith(SENTENCE_ENDS)


def _same_page(one: str, other: str) -> bool:
    try:
        return urls.canonical(one) == urls.canonical(other)
    except ValueError:
        return False


def _moved(tree: HtmlElement, url: str) -> PageMoved | None:
    """Return where a page leads that is no article itself: by a refresh, or as another site's copy."""
    refreshes = (
        _REFRESH.fullmatch(meta.get("content", ""))
        for meta in tree.xpath("//meta[@http-equiv and @content]")[:_MAX_LINKS]
        if meta.get("http-equiv", "").strip().lower() == "refresh"
    )
    soon = [refresh["url"] for refresh in refreshes if refresh and int(refresh["delay"]) <= _REFRESH_S]
    named = tree.xpath("//link[@rel='canonical']/@href")[:_MAX_LINKS]
    targets = [urls.resolve(url, link) for link in soon]
    targets += [target for link in named if not urls.same_site(target := urls.resolve(url, link), url)]
    return next((PageMoved(target) for target in targets if target and not _same_page(target, url)), None)


def _tree(html: bytes | str, content_type: str) -> HtmlElement:
    kind = content_type.partition(";")[0].strip().lower()
    if kind and kind not in _READABLE_TYPES:
        raise PageError(f"This is not a web page but {kind[:60]}.", transient=False)
    if isinstance(html, bytes):
        if html.startswith(b"%PDF-"):
            raise PageError("This is not a web page but a PDF.", transient=False)
        html = encoding.decode(html, content_type)
    if not html.strip():
        raise PageError("This page is empty.")
    try:
        return markup.tree(html.encode("utf-8", "replace"))
    except markup.MarkupError as e:
        raise PageError(str(e), transient=False) from e
