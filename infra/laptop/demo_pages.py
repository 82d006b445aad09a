"""A demo outlet's pages, in the shape of real news pages.

What surrounds an article (navigation, related links, advertisements, boxes, consent banner) is
there on purpose: a reader of articles has to tell it from the text.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape

from infra.laptop.demo_picture import HEIGHT, WIDTH
from infra.laptop.seeds import SeedArticle, SeedSite

_READ_MORE_AFTER = 2
_ADVERTISEMENT_AFTER = 3
_NEWSLETTER_AFTER = 5
"""Paragraphs before each of the boxes that real pages put between them."""
_MOST_READ = 4

_CONSENT = """<div class="consent" role="dialog" aria-label="Privacy" id="consent" hidden>
<p>We and our 214 made-up partners would like to store cookies on your device to measure how you read
our articles and to show you advertisements. You can change your mind at any time.</p>
<button type="button" data-consent="all">Accept all</button>
<button type="button" data-consent="none">Only what is necessary</button>
</div>
<script>
(function () {
  var banner = document.getElementById("consent");
  banner.hidden = !!localStorage.getItem("consent");
  banner.addEventListener("click", function (event) {
    var choice = event.target.getAttribute("data-consent");
    if (choice) { localStorage.setItem("consent", choice); banner.hidden = true; }
  });
})();
</script>"""


@dataclass(frozen=True, slots=True)
class Published:
    """An article of an edition that has come out, and when it was published (aware UTC)."""

    article: SeedArticle
    at: datetime

    @property
    def path(self) -> str:
        """Return the path of its page."""
        return f"/{self.article.section}/{self.article.slug}"

    @property
    def picture_path(self) -> str:
        """Return the path of its picture."""
        return f"/images/{self.article.slug}.png"


class Pages:
    """Renders the pages of one site; ``base_url`` is where it is served, without a slash at the end."""

    def __init__(self, site: SeedSite, base_url: str) -> None:
        self._site, self._base_url = site, base_url

    def home(self, articles: Sequence[Published]) -> str:
        """Return the home page; the first of ``articles`` leads."""
        if not articles:
            return self._page("/", self._site.tagline, "<p>The first edition is being printed.</p>")
        lead = articles[0]
        body = f"""<div class="lead-story"><a href="{lead.path}">{_image(lead)}</a><div>
<p class="kicker">{self._section_name(lead)}</p>
<h2><a href="{lead.path}">{escape(lead.article.title)}</a></h2>
<p class="standfirst">{escape(lead.article.summary)}</p>{_time(lead)}</div></div>
{self._cards(articles[1:])}{self._newsletter()}"""
        return self._page("/", self._site.tagline, body)

    def section(self, slug: str, articles: Sequence[Published]) -> str:
        """Return the page of one section."""
        name = self._site.sections[slug]
        body = f"""{self._breadcrumbs(slug)}<h1>{escape(name)}</h1>
{self._cards(articles) if articles else "<p>Nothing yet.</p>"}"""
        return self._page(f"/{slug}", name, body, section=slug)

    def plain(self, path: str, title: str, text: str) -> str:
        """Return a page of a sentence or two: about, newsletter, not found."""
        return self._page(path, title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>")

    def article(self, published: Published, others: Mapping[str, Published]) -> str:
        """Return the page of an article; ``others`` are those it may link to, by slug, newest first."""
        article = published.article
        related = [others[slug] for slug in article.related if slug in others]
        most_read = [other for slug, other in others.items() if slug != article.slug][:_MOST_READ]
        tags = "".join(f'<li><a href="/{article.section}">{escape(tag)}</a></li>' for tag in article.tags)
        body = f"""{self._breadcrumbs(article.section, article.title)}
<div class="columns"><main>
<article>
<header>
<p class="kicker"><a href="/{article.section}">{self._section_name(published)}</a></p>
<h1>{escape(article.title)}</h1>
<p class="standfirst">{escape(article.summary)}</p>
<p class="byline">By <a rel="author" href="#author">{escape(article.author)}</a> · {_time(published)}</p>
<ul class="share"><li><a href="#">Share</a></li><li><a href="#">Copy link</a></li>
<li><a href="#">Print</a></li></ul>
</header>
<figure>{_image(published)}
<figcaption>{escape(article.image_alt)}. Symbolic picture: {escape(self._site.name)}</figcaption></figure>
<div class="body">
{self._body(article, related)}
</div>
<ul class="tags">{tags}</ul>
{self._author(article)}
</article>
<section class="comments"><h2>Comments (12)</h2>
<p>“{escape(article.comment)}”</p><p class="small"><a href="#">Join the conversation</a></p></section>
<section class="related"><h2 class="block-title">Related stories</h2>{self._cards(related)}</section>
</main>
<aside class="sidebar"><h2>Most read</h2><ol>{"".join(f"<li>{_link(other)}</li>" for other in most_read)}</ol>
<div class="ad"><span>Advertisement</span>{escape(article.advertisement)}</div></aside>
</div>"""
        return self._page(
            published.path,
            article.title,
            body,
            section=article.section,
            language=article.language,
            head=self._article_head(published),
        )

    def _body(self, article: SeedArticle, related: Sequence[Published]) -> str:
        blocks: list[str] = []
        count = 0
        for paragraph in article.paragraphs:
            if paragraph.startswith("## "):
                blocks.append(f"<h2>{escape(paragraph[3:])}</h2>")
                continue
            blocks.append(f"<p>{escape(paragraph)}</p>")
            count += 1
            if count == _READ_MORE_AFTER and related:
                blocks.append(f'<aside class="read-more">Read more: {_link(related[0])}</aside>')
            if count == _ADVERTISEMENT_AFTER:
                advertisement = escape(article.advertisement)
                blocks.append(f'<div class="ad ad-inline"><span>Advertisement</span>{advertisement}</div>')
            if count == _NEWSLETTER_AFTER:
                blocks.append(self._newsletter())
        return "\n".join(blocks)

    def _newsletter(self) -> str:
        return f"""<div class="newsletter">
<p><strong>{escape(self._site.newsletter)}</strong><br>Five stories a day, none of them true.
Free, six days a week.</p>
<form action="/newsletter"><label class="small">Your e-mail address
<input type="email" name="email" placeholder="you@example.com"></label>
<button>Sign up</button></form>
</div>"""

    def _author(self, article: SeedArticle) -> str:
        initials = "".join(word[0] for word in article.author.split())
        return f"""<div class="author author-box" id="author"><div class="initials">{escape(initials)}</div>
<p><strong>{escape(article.author)}</strong><br>{escape(self._site.authors[article.author])}</p></div>"""

    def _article_head(self, published: Published) -> str:
        article = published.article
        picture = f"{self._base_url}{published.picture_path}"
        linked_data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "mainEntityOfPage": {"@type": "WebPage", "@id": f"{self._base_url}{published.path}"},
            "headline": article.title,
            "description": article.summary,
            "image": [{"@type": "ImageObject", "url": picture, "width": WIDTH, "height": HEIGHT}],
            "datePublished": published.at.isoformat(),
            "dateModified": published.at.isoformat(),
            "inLanguage": article.language,
            "articleSection": self._site.sections[article.section],
            "keywords": list(article.tags),
            "author": [{"@type": "Person", "name": article.author}],
            "publisher": {
                "@type": "NewsMediaOrganization",
                "name": self._site.name,
                "url": f"{self._base_url}/",
            },
        }
        # "</script>" inside a string would end the element: HTML knows nothing of JSON's quotes.
        data = json.dumps(linked_data, ensure_ascii=False).replace("<", "\\u003c")
        return f"""<meta name="description" content="{escape(article.summary)}">
<meta name="author" content="{escape(article.author)}">
<meta property="og:type" content="article">
<meta property="og:title" content="{escape(article.title)}">
<meta property="og:description" content="{escape(article.summary)}">
<meta property="og:url" content="{self._base_url}{published.path}">
<meta property="og:image" content="{picture}">
<meta property="og:image:alt" content="{escape(article.image_alt)}">
<meta property="article:published_time" content="{published.at.isoformat()}">
<meta property="article:section" content="{self._section_name(published)}">
<meta name="twitter:card" content="summary_large_image">
<script type="application/ld+json">{data}</script>"""

    def _page(
        self, path: str, title: str, body: str, *, section: str = "", language: str = "", head: str = ""
    ) -> str:
        site = self._site
        items = "".join(
            f'<li><a href="/{slug}"{" aria-current=page" if slug == section else ""}>{escape(name)}</a></li>'
            for slug, name in site.sections.items()
        )
        return f"""<!DOCTYPE html>
<html lang="{language or site.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} | {escape(site.name)}</title>
<link rel="canonical" href="{self._base_url}{path}">
<link rel="alternate" type="application/rss+xml" title="{escape(site.name)}" href="/feed.xml">
<link rel="alternate" type="application/atom+xml" title="{escape(site.name)} (Atom)" href="/atom.xml">
<link rel="stylesheet" href="/style.css">
<meta property="og:site_name" content="{escape(site.name)}">
{head}
</head>
<body>
<div class="bar"><div class="wrap"><span>Served from this computer</span>
<span><a href="/newsletter">Newsletter</a> · <a href="/about">About</a></span></div></div>
<header class="site-header"><div class="wrap"><p class="name"><a href="/">{escape(site.name)}</a></p>
<p class="tagline">{escape(site.tagline)}</p></div></header>
<nav class="site-nav" aria-label="Sections"><ul>{items}</ul></nav>
<div class="wrap">
{body}
</div>
<footer class="site-footer"><div class="wrap"><ul><li><a href="/about">About us</a></li>
<li><a href="/newsletter">Newsletter</a></li><li><a href="/feed.xml">RSS</a></li>
<li><a href="/atom.xml">Atom</a></li></ul>
<p>{escape(site.name)} is a demonstration. {escape(site.disclaimer)}</p></div></footer>
{_CONSENT}
</body>
</html>
"""

    def _breadcrumbs(self, section: str, title: str = "") -> str:
        name = escape(self._site.sections[section])
        last = f"<li>{escape(title)}</li>" if title else ""
        return f"""<nav class="breadcrumbs" aria-label="You are here"><ol><li><a href="/">Home</a></li>
<li><a href="/{section}">{name}</a></li>{last}</ol></nav>"""

    def _cards(self, articles: Sequence[Published]) -> str:
        cards = "".join(
            f"""<li class="card"><a href="{published.path}">{_image(published)}</a>
<h3>{_link(published)}</h3><p>{escape(published.article.summary)}</p>{_time(published)}</li>"""
            for published in articles
        )
        return f'<ul class="cards">{cards}</ul>'

    def _section_name(self, published: Published) -> str:
        return escape(self._site.sections[published.article.section])


def _link(published: Published) -> str:
    return f'<a href="{published.path}">{escape(published.article.title)}</a>'


def _image(published: Published) -> str:
    alt = escape(published.article.image_alt)
    return f'<img src="{published.picture_path}" alt="{alt}" width="{WIDTH}" height="{HEIGHT}">'


def _time(published: Published) -> str:
    return f'<time datetime="{published.at.isoformat()}">{published.at:%d %B %Y, %H:%M} UTC</time>'
