"""The bodies that scripted sites answer with, and a parser that reads each item of them once."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

from month.scripts import Form, Item, Script
from newswatch.model import Entry, Feed, Kind
from newswatch.ports import Fetched, PageLinks, Parser

CHECKED_EVERY = 50
"""Of so many bodies one is parsed whole, and must come to the same as its items parsed one by one."""
TYPES = {
    Form.RSS: "application/rss+xml; charset=utf-8",
    Form.ATOM: "application/atom+xml",
    Form.JSON: "application/feed+json",
    Form.SITEMAP: "application/xml",
    Form.PAGE: "text/html; charset=utf-8",
}
FILLER = "They met on Monday and spoke for an hour about what nobody else had wanted to hear. " * 2


@dataclass(frozen=True, slots=True)
class Body:
    """A body in the parts that are put together to it."""

    head: str
    items: tuple[str, ...]
    """Newest first."""
    tail: str
    numbers: tuple[int, ...]
    form: Form
    whole: bool = False
    """Whether it can only be parsed whole."""

    def data(self) -> bytes:
        """Return it as it is sent."""
        return self.of(self.items)

    def of(self, items: Sequence[str]) -> bytes:
        """Return a body that has these items alone."""
        between = "," if self.form is Form.JSON else ""
        return (self.head + between.join(items) + self.tail).encode()


def link(script: Script, number: int) -> str:
    """Return the address of an item; ``number_of`` reads it."""
    return f"https://{script.url.split('/')[2]}/{script.name}/story-about-{number}-ministers"


def number_of(url: str) -> int:
    """Return which item an address is of; -1 for none."""
    place = url.rpartition("/story-about-")[2].removesuffix("-ministers")
    return int(place) if place.isdecimal() else -1


def body(script: Script, at: datetime) -> Body:
    """Return what a site shows at a time; comments that change with each answer are not in it."""
    shown = list(reversed(script.shown(at)))
    ids = f"{at:%d%H%M%S}" if script.rewrites_always else script.ids(at)
    again = at.replace(hour=0, minute=0, second=0) if script.is_republished(at) else None
    items = tuple(_ITEMS[script.form](script, item, ids, again) for item in shown)
    head, tail = _frame(script)
    return Body(head, items, tail, tuple(i.number for i in shown), script.form, script.form is Form.PAGE)


def _frame(script: Script) -> tuple[str, str]:
    title = escape(script.name)
    if script.form is Form.ATOM:
        hub = f'<link rel="hub" href="{script.hub}"/>' if script.hub else ""
        me = f'<link rel="self" href="{script.url}"/>'
        return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{title}</title>{me}{hub}', "</feed>"
    if script.form is Form.JSON:
        start = {"version": "https://jsonfeed.org/version/1.1", "title": script.name}
        return json.dumps(start)[:-1] + ', "items": [', "]}"
    if script.form is Form.SITEMAP:
        news = "http://www.google.com/schemas/sitemap-news/0.9"
        space = "http://www.sitemaps.org/schemas/sitemap/0.9"
        return f'<?xml version="1.0"?><urlset xmlns="{space}" xmlns:news="{news}">', "</urlset>"
    if script.form is Form.PAGE:
        return f"<!doctype html><html lang=en><head><title>{title}</title></head><body><main><ul>", (
            "</ul></main></body></html>"
        )
    asks = script.asks
    more = f"<ttl>{asks.ttl_min}</ttl>" if asks.ttl_min else ""
    if asks.sy:
        more += f"<sy:updatePeriod>{asks.sy[0]}</sy:updatePeriod>"
        more += f"<sy:updateFrequency>{asks.sy[1]}</sy:updateFrequency>"
    hours = "".join(f"<hour>{hour}</hour>" for hour in asks.skip_hours)
    days = "".join(f"<day>{day}</day>" for day in asks.skip_days)
    more += f"<skipHours>{hours}</skipHours>" if hours else ""
    more += f"<skipDays>{days}</skipDays>" if days else ""
    sy = ' xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
    home = f"<link>https://{script.url.split('/')[2]}/</link>"
    return (
        f'<?xml version="1.0"?><rss version="2.0"{sy}><channel><title>{title}</title>{home}{more}',
        "</channel></rss>",
    )


def _rss(script: Script, item: Item, ids: str, again: datetime | None) -> str:
    dated = again or item.dated
    date = f"<pubDate>{format_datetime(dated, usegmt=True)}</pubDate>" if dated else ""
    return (
        f'<item><guid isPermaLink="false">{script.name}-{ids}-{item.number}</guid>'
        f"<title>{headline(script, item)}</title><link>{link(script, item.number)}</link>{date}"
        f"<description>{FILLER}</description></item>"
    )


def _atom(script: Script, item: Item, ids: str, again: datetime | None) -> str:
    date = f"<updated>{(again or item.dated or item.at).isoformat()}</updated>"
    return (
        f"<entry><id>urn:{script.name}:{ids}:{item.number}</id><title>{headline(script, item)}</title>"
        f'<link href="{link(script, item.number)}"/>{date}<summary>{FILLER}</summary></entry>'
    )


def _json(script: Script, item: Item, ids: str, again: datetime | None) -> str:
    value = {
        "id": f"{script.name}-{ids}-{item.number}",
        "url": link(script, item.number),
        "title": headline(script, item),
        "content_text": FILLER,
        "date_published": (again or item.dated or item.at).isoformat(),
    }
    return json.dumps(value)


def _sitemap(script: Script, item: Item, ids: str, again: datetime | None) -> str:
    date = (again or item.dated or item.at).isoformat()
    return (
        f"<url><loc>{link(script, item.number)}</loc><news:news><news:publication><news:name>{script.name}"
        f"</news:name><news:language>en</news:language></news:publication><news:publication_date>{date}"
        f"</news:publication_date><news:title>{headline(script, item)}</news:title></news:news></url>"
    )


def _page(script: Script, item: Item, ids: str, again: datetime | None) -> str:
    return (
        f'<li class=teaser><h2><a href="{link(script, item.number)}">{headline(script, item)}</a></h2>'
        f"<p>{FILLER}</p></li>"
    )


_ITEMS: dict[Form, Callable[[Script, Item, str, datetime | None], str]] = {
    Form.RSS: _rss, Form.ATOM: _atom, Form.JSON: _json, Form.SITEMAP: _sitemap, Form.PAGE: _page,
}  # fmt: skip


def headline(script: Script, item: Item) -> str:
    """Return the title of an item."""
    return f"Ministers of {script.name} meet for the {item.number}th time in Geneva"


def http_date(moment: datetime) -> str:
    """Return a date as HTTP has it."""
    return format_datetime(moment.astimezone(UTC) - timedelta(microseconds=moment.microsecond), usegmt=True)


class ItemwiseParser:
    """``ports.Parser`` that has the real one read each item once, and now and then a whole body.

    A month has some 50,000 changed bodies; feedparser would take minutes for them.
    """

    def __init__(self, real: Parser) -> None:
        self._real = real
        self._bodies: dict[bytes, tuple[str, Body]] = {}
        self._entries: dict[tuple[str, str], Entry] = {}
        self._older: dict[tuple[str, str], Entry] = {}
        self._feeds: dict[tuple[str, Kind, str], Feed] = {}
        self._parsed: dict[tuple[bytes, str, Kind], Feed] = {}
        self._count = 0

    def knows(self, data: bytes, url: str, made: Body) -> None:
        """Note what a body is made of, and where its relative links would start from."""
        self._bodies[data] = (url, made)

    def forget(self) -> None:
        """Forget bodies: each is read within seconds of its being sent."""
        self._bodies.clear()
        self._parsed.clear()

    def forget_entries(self) -> None:
        """Forget entries that no body has had since this was last called."""
        self._entries, self._older = {}, self._entries

    def feed(self, fetched: Fetched, kind: Kind = Kind.FEED, selector: str = "") -> Feed:
        """Implement ``Parser``."""
        _, made = self._bodies.get(fetched.body, ("", None))
        if made is None or made.whole:
            key = (fetched.body, fetched.url, kind)
            if key not in self._parsed:
                self._parsed[key] = self._real.feed(fetched, kind, selector)
            return self._parsed[key]
        composed = self._composed(fetched, kind, selector, made)
        self._count += 1
        if self._count % CHECKED_EVERY == 0:
            whole = self._real.feed(fetched, kind, selector)
            assert composed == whole, f"{fetched.url}: items read one by one come to something else"
        return composed

    def links(self, fetched: Fetched) -> PageLinks:
        """Implement ``Parser``."""
        return self._real.links(fetched)

    def _composed(self, fetched: Fetched, kind: Kind, selector: str, made: Body) -> Feed:
        keys = [(fetched.url, item) for item in made.items]
        found = {key: entry for key in keys if (entry := self._entries.get(key) or self._older.get(key))}
        missing = [item for key, item in zip(keys, made.items, strict=True) if key not in found]
        about = (made.head, kind, fetched.url)
        if missing or about not in self._feeds:
            feed = self._real.feed(replace(fetched, body=made.of(missing)), kind, selector)
            self._feeds[about] = feed
            found |= {(fetched.url, item): e for item, e in zip(missing, feed.entries, strict=True)}
        self._entries |= found
        return replace(self._feeds[about], entries=tuple(found[key] for key in keys))


def as_sent(made: Body, comment: str) -> bytes:
    """Return a body's bytes, with a comment where one is wanted."""
    data = made.data()
    return data + f"<!-- {comment} -->".encode() if comment else data
