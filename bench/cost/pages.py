"""Pages of articles as large and as tangled as real ones: those of the corpus, with another article in each.

Without the corpus (NEWSWATCH_CORPUS) they are made up, of the same size.
"""

import gzip
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from random import Random
from string import Template

import lxml.html
from day.telling import Article

from bench.served_week import CORPUS

SLOTS = 12
"""Paragraphs of a page that are filled; what is left of an article stands in the last one."""
LEAST_CHARS = 40
"""A paragraph of the true text is longer than that."""
_ABOUT = re.compile(r"canonical|alternate|amphtml|shortlink")
_TOLD = re.compile(
    r"(og|twitter|article|parsely|sailthru|dc|dcterms|cxenseparse)[:.-]|date|author|title|description"
)


@dataclass(frozen=True)
class Envelope:
    """A page without its article."""

    text: Template
    slots: int

    def page(self, article: Article, name: str) -> bytes:
        """Return the page of an article."""
        paragraphs = article.text.split("\n\n")
        first, rest = paragraphs[: self.slots - 1], paragraphs[self.slots - 1 :]
        told = {f"p{n}": "" for n in range(self.slots)}
        told |= {f"p{n}": escape(text) for n, text in enumerate(first)}
        told[f"p{self.slots - 1}"] = escape(" ".join(rest))
        about = {"title": escape(article.title), "url": article.url, "at": article.published.isoformat()}
        return self.text.substitute(told | about, name=escape(name)).encode()


def envelopes() -> Sequence[Envelope]:
    """Return the envelopes: one for each page of the corpus that its article can be taken out of."""
    folder = CORPUS / "articles"
    if not (folder / "ground-truth.json").exists():
        return [_made(seed) for seed in range(20)]
    bodies = json.loads((folder / "ground-truth.json").read_text())
    found = (
        _emptied(path, bodies[path.name.partition(".")[0]]["articleBody"]) for path in _files(folder, bodies)
    )
    return [each for each in found if each]


def _files(folder: Path, bodies: dict[str, object]) -> list[Path]:
    return sorted(p for p in (folder / "html").iterdir() if p.name.partition(".")[0] in bodies)


def _emptied(path: Path, body: str) -> Envelope | None:
    """Return a page of the corpus as an envelope; None where its paragraphs are none."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    tree = lxml.html.fromstring(data.decode("utf-8", "replace").replace("\x00", ""))
    plain = "".join(body.split())
    own = [
        p for p in tree.iter("p")
        if len(text := "".join(p.text_content().split())) > LEAST_CHARS and text in plain
    ]  # fmt: skip
    if len(own) < 3:
        return None
    for n, paragraph in enumerate(own):
        tail = paragraph.tail
        paragraph.clear()
        paragraph.tail = tail
        if n < SLOTS:
            paragraph.text = f"@@p{n}@@"
    for each in list(tree.iter("link", "meta", "script", "title", "h1")):
        if _tells(each):
            each.drop_tree()
    head = tree.find("head")
    own[0].addprevious(lxml.html.fragment_fromstring("<h1>@@title@@</h1>"))
    if head is not None:
        for html in (
            "<title>@@title@@</title>", '<meta property="og:title" content="@@title@@">',
            '<meta property="og:site_name" content="@@name@@">', '<link rel="canonical" href="@@url@@">',
            '<meta property="article:published_time" content="@@at@@">',
        ):  # fmt: skip
            head.append(lxml.html.fragment_fromstring(html))
    text = lxml.html.tostring(tree, encoding="unicode").replace("$", "$$")
    slots = min(len(own), SLOTS)
    return Envelope(Template(re.sub(r"@@(\w+)@@", r"${\1}", text)), slots)


def _tells(element: lxml.html.HtmlElement) -> bool:
    """Return whether an element tells of the page's own article."""
    match element.tag:
        case "link":
            return bool(_ABOUT.search(element.get("rel", "")))
        case "meta":
            return bool(_TOLD.match((element.get("property") or element.get("name") or "").lower()))
        case "script":
            return "ld+json" in element.get("type", "")
    return True


def _made(seed: int) -> Envelope:
    """Return a page that is made up: menus, teasers and scripts around an article."""
    rng = Random(f"page {seed}")
    words = ["".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(3, 9))) for _ in range(600)]

    def some(count: int) -> str:
        return " ".join(rng.choices(words, k=count))

    menu = "".join(f'<li class="nav-{n}"><a href="/{some(1)}/{n}">{some(2)}</a></li>' for n in range(150))
    teasers = "".join(
        f'<div class="teaser t{n}"><div class="img"><img src="/i/{n}.jpg" alt="{some(4)}"></div>'
        f'<h3><a href="/{some(1)}/{n}">{some(9)}</a></h3><span class="by">{some(2)}</span></div>'
        for n in range(rng.randint(40, 160))
    )
    script = f"<script>var state={{{some(rng.randint(2_000, 9_000))}}}</script>"
    paragraphs = "".join(f"<p>${{p{n}}}</p>" for n in range(SLOTS))
    return Envelope(
        Template(
            '<!doctype html><html lang="en"><head><title>${title}</title><link rel="canonical" href="${url}">'
            '<meta property="og:site_name" content="${name}">'
            f'<meta property="article:published_time" content="${{at}}">{script}</head><body><nav><ul>{menu}'
            f"</ul></nav><main><article><h1>${{title}}</h1>{paragraphs}</article><aside>{teasers}</aside></main>"
            f"<footer>{menu}</footer></body></html>"
        ),
        SLOTS,
    )
