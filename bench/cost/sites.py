"""A thousand sites with a day's news: how often each publishes, what its feed and its pages hold."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from json import dumps
from random import Random
from urllib.parse import urlsplit

import requests
import urllib3
from day.telling import Article, Telling
from month.bodies import Body, as_sent, body
from month.scripts import Asks, Form, Item, Script, Trouble, Validating
from month.web import OK, Web

from bench.cost.aws import PROTOCOL_BYTES, Aws
from bench.cost.lap import Lap
from bench.cost.pages import envelopes

CONNECTION_CPU_S = 0.0028
"""Of TCP, TLS and HTTP on a new connection, beyond what is computed here (``bench.cost.connections``)."""
HANDSHAKE_BYTES = 1_600
"""What a new TLS connection sends: hello, key, confirmations, acknowledgements."""
ANSWER_S = (0.35, 0.6)
"""Of a site, from the look-up of its name to the last byte: the median, and the spread (lognormal)."""
PAGE_S = 0.2
"""What the page of an article takes beyond that: 130 kB."""
RATE_SPREAD = 1.5
"""Of articles a day, lognormal over sources: of 1,000 sources with 5,000 articles some 40 publish hourly, a
third less than one a day."""
FULL_TEXT, TOGETHER, HUBS = 0.25, 0.3, 0.04
"""Shares of sources: with whole articles in the feed, on a host with others, with a WebSub hub."""
SECTIONS = 6
"""Sources of a host that has several."""
FORMS = {Form.RSS: 68, Form.ATOM: 22, Form.JSON: 2, Form.SITEMAP: 5, Form.PAGE: 3}
VALIDATING = {
    Validating.BOTH: 52, Validating.ETAG: 14, Validating.MODIFIED: 13, Validating.WEAK: 6, Validating.NONE: 9,
    Validating.IGNORES: 4, Validating.FRESH: 2,
}  # fmt: skip
NOISY = 0.03
"""Share of feeds with other bytes in each answer."""
MAX_AGES_S = (0, 0, 0, 0, 0, 0, 300, 600, 1_800, 3_600)
WINDOWS = (10, 15, 20, 20, 30, 30, 50)
"""Entries that feeds show."""
ILL = 0.015
"""Share of sources that do not answer on that day."""
HUB = "https://hub.example/"
ROBOTS = "User-agent: *\n" + "".join(
    f"Disallow: /{name}/\n" for name in ("admin", "cart", "search", "tag", "print", "api")
)
BEFORE = timedelta(days=200)


@dataclass(slots=True)
class Site(Script):
    """A source: its script, and the articles behind its items."""

    articles: list[list[Article]] = field(default_factory=list, repr=False)
    """By number of the item, its versions."""
    full_text: bool = False

    def version(self, number: int, at: datetime) -> Article:
        """Return an article as it is at a time."""
        first, *later = self.articles[number]
        return next((each for each in reversed(later) if each.published <= at), first)

    def edits(self, at: datetime) -> int:
        """Return how often articles have been changed by then."""
        return sum(each.published <= at for versions in self.articles for each in versions[1:])


def sites(news: Sequence[Article], count: int, begins: datetime, seed: int) -> list[Site]:
    """Return so many sources that publish these articles, each article with one of them."""
    rng = Random(f"{seed} sites")
    rates = [rng.lognormvariate(0, RATE_SPREAD) for _ in range(count)]
    hosts = _hosts(count, rng)
    of: list[list[list[Article]]] = [[] for _ in range(count)]
    where: dict[str, tuple[int, int]] = {}
    tellers: defaultdict[int, set[int]] = defaultdict(set)
    numbers = range(count)
    for article in news:
        if article.telling is Telling.UPDATE:
            if article.of in where or article.url in where:
                n, at = where[article.url if article.url in where else article.of]
                of[n][at].append(replace(article, url=of[n][at][0].url))
            continue
        n = rng.choices(numbers, rates)[0]
        for _ in range(5):
            if n not in tellers[article.story]:
                break
            n = rng.choices(numbers, rates)[0]
        tellers[article.story].add(n)
        where[article.url] = n, len(of[n])
        url = f"https://{hosts[n]}{urlsplit(article.url).path}-{n}-{len(of[n])}"
        of[n].append([replace(article, url=url)])
    mean = len(news) / sum(rates)
    return [_site(n, hosts[n], of[n], rates[n] * mean, begins, rng, news) for n in range(count)]


def _hosts(count: int, rng: Random) -> list[str]:
    alone = count - int(count * TOGETHER)
    hosts = [f"paper{n}.example" for n in range(alone)]
    hosts += [f"group{n // SECTIONS}.example" for n in range(count - alone)]
    rng.shuffle(hosts)
    return hosts


def _site(  # noqa: PLR0917 - one call
    n: int, host: str, today: list[list[Article]], per_day: float, begins: datetime, rng: Random,
    news: Sequence[Article],
) -> Site:  # fmt: skip
    """Return a source with its window of what it published before the day, and the day's articles."""
    window = rng.choice(WINDOWS)
    before: list[list[Article]] = []
    at = begins
    while len(before) < window and begins - at < BEFORE:
        at -= timedelta(days=rng.expovariate(max(per_day, 0.02)))
        old = rng.choice(news)
        url = f"https://{host}/before/{n}-{len(before)}-{urlsplit(old.url).path.rsplit('/', 1)[1][5:45]}"
        before.append([replace(old, url=url, published=at.replace(microsecond=0))])
    articles = before[::-1] + today
    items = [Item(number, first.published, first.published) for number, (first, *_) in enumerate(articles)]
    form = rng.choices(list(FORMS), list(FORMS.values()))[0]
    ill = rng.random() < ILL
    trouble = Trouble(begins - timedelta(hours=30), begins + timedelta(days=3), status=rng.choice((404, 503)))
    return Site(
        name=f"s{n}",
        kind="source",
        url=f"https://{host}/{n}/feed",
        items=items,
        form=form,
        window=window,
        validating=rng.choices(list(VALIDATING), list(VALIDATING.values()))[0],
        noisy=rng.random() < NOISY,
        asks=Asks(max_age_s=rng.choice(MAX_AGES_S)),
        troubles=(trouble,) if ill else (),
        took_s=min(8.0, rng.lognormvariate(0, ANSWER_S[1]) * ANSWER_S[0]),
        hub=HUB if form is Form.ATOM and rng.random() < HUBS / (FORMS[Form.ATOM] / 100) else "",
        articles=articles,
        full_text=rng.random() < FULL_TEXT,
    )


class News(Web):
    """All sites, as ``month.web`` has them, with these bodies, and the pages of their articles."""

    def __init__(self, of: Sequence[Site], lap: Lap, aws: Aws, seed: int) -> None:
        super().__init__(of, lap, _NoParser())  # type: ignore[arg-type]
        self._lap, self._aws, self._envelopes, self._seed = lap, aws, envelopes(), seed
        self._pages = {each[0].url: (site, n) for site in of for n, each in enumerate(site.articles)}
        self._rendered: dict[str, tuple[object, Body, bytes, str]] = {}
        self.counts: defaultdict[str, int] = defaultdict(int)

    def answer(self, request: requests.PreparedRequest) -> urllib3.HTTPResponse:
        """Answer a request; what that takes here is nobody's time."""
        lap, account = self._lap, self._aws.account()
        lap.spend(CONNECTION_CPU_S)
        sent = len(request.url or "") + sum(len(k) + len(v) + 4 for k, v in request.headers.items())
        account["bytes_out"] += sent + len(request.body or b"") + HANDSHAKE_BYTES + PROTOCOL_BYTES
        with lap.outside():
            if (request.url or "") in self._pages:
                lap.advance(ANSWER_S[0] + PAGE_S)
            answer = super().answer(request)
            self.asked.clear()
            self.bodies.clear()
            self.counts[f"{self._what(request.url or '')} {answer.status}"] += 1
            return answer

    def _what(self, url: str) -> str:
        if url in self._pages:
            return "page"
        return "robots" if url.endswith("/robots.txt") else "hub" if url == HUB else "feed"

    def _body(self, script: Script, url: str, at: datetime) -> tuple[Body, bytes, str]:  # noqa: ARG002
        assert isinstance(script, Site)
        key = (len(script.published(at - BEFORE * 2, at)), script.edits(at), at if script.noisy else None)
        if script.name not in self._rendered or self._rendered[script.name][0] != key:
            made = feed(script, at)
            data = as_sent(made, f"served at {at.isoformat()}" if script.noisy else "")
            self._rendered[script.name] = key, made, data, sha256(data).hexdigest()[:12]
        return self._rendered[script.name][1:]

    def _other(self, url: str) -> tuple[int, dict[str, str], bytes]:
        if url in self._pages:
            site, number = self._pages[url]
            envelope = Random(f"{self._seed} {url}").choice(self._envelopes)
            page = envelope.page(site.version(number, self._lap.now()), site.name)
            return OK, {"content-type": "text/html; charset=utf-8"}, page
        if url.endswith("/robots.txt"):
            return OK, {"content-type": "text/plain"}, ROBOTS.encode()
        return super()._other(url)


class _NoParser:
    """In the place of the month's, which is told of bodies: here each is parsed as it comes."""

    def knows(self, *_: object) -> None:
        """Take no notice."""


def feed(site: Site, at: datetime) -> Body:
    """Return what a source shows at a time."""
    shown = list(reversed(site.shown(at)))
    # The frame is the month's: what it is of a site without items.
    frame = body(replace(site, items=(), articles=[]), at)
    items = tuple(_ITEMS[site.form](site, site.version(item.number, at)) for item in shown)
    return replace(frame, items=items, numbers=tuple(item.number for item in shown))


def _paragraphs(article: Article) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in article.text.split("\n\n"))


def _summary(article: Article) -> str:
    return article.text.split("\n\n")[0]


def _rss(site: Site, article: Article) -> str:
    url, at = article.url, format_datetime(article.published, usegmt=True)
    whole = f"<content:encoded><![CDATA[{_paragraphs(article)}]]></content:encoded>" if site.full_text else ""
    return (
        f"<item><title>{escape(article.title)}</title><link>{url}</link>"
        f'<guid isPermaLink="false">{url}</guid>'
        f"<description>{escape(_summary(article))}</description>"
        f"<category>News</category><pubDate>{at}</pubDate>"
        f'{whole}<enclosure url="https://i.example/{article.story}.jpg" type="image/jpeg" length="1"/></item>'
    )


def _atom(site: Site, article: Article) -> str:
    url, at = article.url, article.published.isoformat()
    whole = f'<content type="html">{escape(_paragraphs(article))}</content>' if site.full_text else ""
    return (
        f'<entry><id>{url}</id><title>{escape(article.title)}</title><link href="{url}"/>'
        f"<updated>{at}</updated>"
        f"<author><name>Ann Author</name></author>"
        f"<summary>{escape(_summary(article))}</summary>{whole}</entry>"
    )


def _json(site: Site, article: Article) -> str:
    text = {"content_html": _paragraphs(article)} if site.full_text else {"summary": _summary(article)}
    about = {"id": article.url, "url": article.url, "title": article.title}
    return dumps({**about, **text, "date_published": article.published.isoformat()})


def _sitemap(site: Site, article: Article) -> str:
    return (
        f"<url><loc>{article.url}</loc><news:news><news:publication><news:name>{site.name}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>"
        f"{article.published.isoformat()}</news:publication_date>"
        f"<news:title>{escape(article.title)}</news:title>"
        "</news:news></url>"
    )


def _page(_: Site, article: Article) -> str:
    return (
        f'<li class=teaser><h2><a href="{article.url}">{escape(article.title)}</a></h2>'
        f"<p>{escape(_summary(article))}</p></li>"
    )


_ITEMS = {Form.RSS: _rss, Form.ATOM: _atom, Form.JSON: _json, Form.SITEMAP: _sitemap, Form.PAGE: _page}
