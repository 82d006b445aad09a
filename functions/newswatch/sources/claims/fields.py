"""Each field of an article out of its page's claims, in the order of trust that ``metadata`` tells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice

from newswatch.sources import urls
from newswatch.sources.claims import (
    bylines,
    dates,
    languages,
    names,
    pictures,
    publication,
    titles,
    visible,
)
from newswatch.sources.claims.gathered import Claims, is_front
from newswatch.sources.claims.nodes import Node, local

_MAX_SAID = 20
_MAX_CRUMBS = 10
_MAX_UPDATES = 10
"""Looked at from either end of a live blog, whose entries are in one order or the other."""
_DAY_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)(?:([/-])(0?[1-9]|1[0-2])\2([0-2]?\d|3[01])|(0[1-9]|1[0-2])([0-2]\d|3[01]))(?=[/_.-]|$)"
)
_LIST = re.compile(r"\s*;\s*|,(?=\S)|,\s(?=[^,]*,)")
"""What divides several sections in one text; a single comma with a space may be part of a name."""
_WORD_IN_PATH = re.compile(r"/([^/.]{2,40})(?=/)")
_WRITTEN_BY = re.compile(
    r"written|by$|author|verfasst|geschrieben|[ée]crit|escrito|scritto|auteur|geschreven|автор|napisan",
    re.IGNORECASE,
)
_LOCKED = re.compile(
    r"locked|metered|premium|paid|pay|subscri|plus|true|yes|1|regist|restricted|closed", re.IGNORECASE
)
_NOT_FREE = re.compile(r"\W*(?:false|no|0)\W*", re.IGNORECASE)
_NO_SECTION = frozenset({
    "", "uncategorized", "uncategorised", "home", "homepage", "post", "posts", "article", "articles", "null",
    "undefined",
    "none", "default", "frontpage", "root", "startseite", "allgemein", "all",
})  # fmt: skip


def title(page: Claims) -> str:
    """Return the article's title, see ``titles.choose``."""
    said = [
        *islice(page.own.texts("headline"), 1),
        *([] if page.own.first("headline") else islice(page.own.texts("name"), 1)),
        *islice(page.item.texts("headline"), 1),
        *page.seen.meta(*names.TITLE),
        *islice(page.loose.texts("headline"), 1),
        *islice(page.item.texts("name"), 1),
    ]
    said = [text for text in dict.fromkeys(map(titles.clean, said[:_MAX_SAID])) if text]
    headings = [text for text in page.texts if text]
    crumbs = [*_sections(page), *_crumbs(page), *_WORD_IN_PATH.findall(page.url.partition("://")[2])]
    found = titles.choose(said, headings, page.seen.titles, page.site, crumbs)
    return found or titles.clean(visible.headline(page.tree))


# --- Who ---


def authors(page: Claims, title: str) -> tuple[str, ...]:
    """Return who wrote it, see ``bylines.resolve``."""
    return bylines.resolve(_bylines(page, title), page.site)


def _bylines(page: Claims, title: str) -> Iterator[Sequence[str]]:
    for node in (page.own, page.page, page.item):
        yield bylines.authors(_named(node))
    for name in names.AUTHOR:
        yield bylines.names(*page.seen.metas.get(name, ()))
    yield bylines.authors(_named(page.loose))
    if _WRITTEN_BY.match(next(page.seen.meta("twitter:label1"), "")):  # so WordPress tells Slack
        yield bylines.names(*page.seen.meta("twitter:data1"))
    yield visible.authors(page.tree, page.headline(title))


def _named(node: Node) -> Iterator[bylines.Credit]:
    """Yield the authors of a node: persons, organisations, or bare names."""
    for value in (list(node.values("author")) or list(node.values("creator")))[: bylines.MAX_AUTHORS]:
        if isinstance(value, str):
            yield from bylines.credits_in(value)
            continue
        is_organisation = any("organi" in kind for kind in value.kinds)
        texts = [text for text in value.values("name") if isinstance(text, str)] or [value.name]
        if not any(texts):
            texts = [f"{value.first('givenname')} {value.first('familyname')}"]
        for text in texts[: bylines.MAX_AUTHORS]:
            yield from bylines.credits_in(text, whole=is_organisation)


# --- When ---


def when(page: Claims, title: str) -> tuple[datetime | None, datetime | None]:
    """Return when it was published and last changed, see ``publication.resolve``."""
    clock = dates.parse(page.headers.get("date", ""))
    now = clock.when if clock else None
    day = _day_in(page.url)
    published, updated = list(_published(page)), list(_updated(page))
    first = next(iter(publication.plausible(published, now)), None)
    shown_changes: list[dates.Stamp] = []
    # What is shown decides between claims, and where there are none; it costs too much to be asked always.
    if (
        first is None
        or not first.offset
        or not first.timed
        or now
        or (updated and updated[0].when < first.when)
    ):
        shown, shown_changes = visible.times(page.seen.times, page.headline(title))
        published, updated = published + shown, updated + shown_changes
    if not publication.plausible(published, now):
        # hAtom: an entry that says when it was changed and nothing else was published then.
        published += [*visible.published(page.tree, page.headline(title)), *shown_changes]
    created = list(_stamps([*page.own.texts("datecreated"), *page.item.texts("datecreated")]))
    at, changed_at = publication.resolve(published, updated, created=created, day=day, now=now)
    return at, changed_at or _last_modified(page, at, now)


def _published(page: Claims) -> Iterator[dates.Stamp]:
    for node in (page.own, page.page, page.item):
        yield from _stamps(node.texts("datepublished", "uploaddate"))
    yield from _stamps(page.seen.meta(*names.PUBLISHED))
    yield from _stamps(page.loose.texts("datepublished", "published", "pubdate"))
    yield from _stamps(page.seen.meta(*names.PUBLISHED_TOO))


def _updated(page: Claims) -> Iterator[dates.Stamp]:
    live = list(page.own.nodes("liveblogupdate"))
    live = [*live[:_MAX_UPDATES], *live[-_MAX_UPDATES:]]
    said = [
        *page.own.texts("datemodified"),
        *(d for n in live for d in n.texts("datemodified", "datepublished")),
    ]
    yield from sorted(_stamps(said), key=lambda stamp: stamp.when, reverse=True)
    for node in (page.page, page.item):
        yield from _stamps(node.texts("datemodified"))
    yield from _stamps(page.seen.meta(*names.UPDATED))
    yield from _stamps(page.loose.texts("datemodified", "dateupdated"))


def _stamps(said: Iterable[str]) -> Iterator[dates.Stamp]:
    return (stamp for text in islice(said, _MAX_SAID) if (stamp := dates.parse(text)))


def _last_modified(page: Claims, published: datetime | None, now: datetime | None) -> datetime | None:
    """Return the header's date where it can be the article's: not when the page was put together."""
    said = dates.parse(page.headers.get("last-modified", ""))
    if said and now and published and published < said.when < now - timedelta(hours=1):
        return said.when
    return None


def _day_in(url: str) -> datetime | None:
    match = _DAY_IN_PATH.search(url.partition("://")[2])
    if not match:
        return None
    stamp = dates.parse("-".join((match[1], match[3] or match[5], match[4] or match[6])))
    return stamp.local if stamp else None


# --- What kind ---


def language(page: Claims, title: str) -> str:
    """Return its language as a tag, see ``languages.resolve``."""
    said = (text for node in page.nodes for text in (*_languages(node), node.first("inlanguage")))
    claims = [next((text for text in said if languages.tag(text)), "")]
    claims.append(page.tree.get("lang") or page.tree.get("xml:lang") or "")
    claims += [*islice(page.seen.meta("og:locale"), 1), *islice(page.seen.meta(*names.LANGUAGE), 1)]
    server = [*page.seen.meta("content-language"), page.headers.get("content-language", "")]
    return languages.resolve(claims, server, title)


def _languages(node: Node) -> Iterator[str]:
    for one in node.nodes("inlanguage"):
        yield from one.texts("alternatename", "identifier", "name")


def section(page: Claims) -> str:
    """Return the section in which it appeared: the breadcrumb above it where nothing else says so."""
    return next(_sections(page), "") or next(reversed(list(_crumbs(page))), "")


def _sections(page: Claims) -> Iterator[str]:
    for node in (page.own, page.item):
        yield from _only_sections(node.texts("articlesection"))
    yield from _only_sections(page.seen.meta(*names.SECTION))
    yield from _only_sections(page.loose.texts("articlesection"))


def _only_sections(said: Iterable[str]) -> Iterator[str]:
    cleaned = (_LIST.split(titles.clean(text), maxsplit=1)[0] for text in islice(said, _MAX_SAID))
    return (text for text in cleaned if _is_section(text))


def _is_section(text: str) -> bool:
    return titles.folded(text) not in _NO_SECTION and "://" not in text and not text.isdigit()


def _crumbs(page: Claims) -> Iterator[str]:
    """Yield the names of the sections above the article, outermost first."""
    found = next((node for node in (*page.json, *page.items) if "breadcrumblist" in node.kinds), None)
    crumbs = list(islice(found.nodes("itemlistelement"), _MAX_CRUMBS)) if found else []
    for at, crumb in enumerate(crumbs):
        inner = next(crumb.nodes("item"), crumb)
        name = titles.clean(inner.name or crumb.name)
        said = (*crumb.values("item"), *inner.addresses, *crumb.addresses)
        addresses = [urls.resolve(page.base, text) for text in said if isinstance(text, str) and "/" in text]
        is_home = page.site.is_named(name) or any(map(is_front, addresses[:1]))
        is_page = any(map(page.here.is_address, addresses)) or page.here.is_title(name)
        is_unlinked_end = at and at == len(crumbs) - 1 and not addresses
        if not (is_home or is_page or is_unlinked_end) and _is_section(name):
            yield name


def image(page: Claims) -> str:
    """Return the address of its picture, see ``pictures.choose``."""
    said = page.seen.meta
    publishers = (node for holder in (page.own, page.item) for node in holder.nodes("publisher"))
    logos = [address for node in publishers for address in pictures.addresses(node, "logo")]
    groups = (
        pictures.of_node(page.own, "image"),
        pictures.of_meta(said(*names.PICTURE), said(*names.PICTURE_SECURE)),
        pictures.plain(said(*names.PICTURE_SECURE, *names.PICTURE_CARD)),
        pictures.of_node(page.item, "image"),
        pictures.of_node(page.page, "primaryimageofpage", "image"),
        pictures.of_node(page.own, "thumbnailurl", "thumbnail"),
        pictures.of_node(page.loose, "image"),
        pictures.plain(said(*names.PICTURE_TOO)),
        pictures.of_node(page.item, "thumbnailurl", "associatedmedia"),
        pictures.plain(page.seen.links.get("image_src", ())),
        pictures.plain(said(*names.THUMBNAIL)),
    )
    return pictures.choose(groups, page.base, logos)


def paywalled(page: Claims) -> bool:
    """Return whether it is not free for everybody.

    What is said of a part of it counts most, because a whole that is called free may
    be no more than its teaser. Then the first who says so, or that it is, is believed.
    """
    parts = (part for node in page.nodes for part in node.nodes("haspart"))
    if any(_says_no(part.first("isaccessibleforfree")) and _is_own(part, page) for part in parts):
        return True
    for node in page.nodes:
        if own := node.first("isaccessibleforfree"):
            return _says_no(own)
    for name in names.PAYWALL:
        for text in page.seen.metas.get(name, ()):
            if _says_no(text) if name == "isaccessibleforfree" else _LOCKED.match(text):
                return True
    return False


def _is_own(part: Node, page: Claims) -> bool:
    """Return whether it is a part of this page: collections call other pages their parts."""
    return not part.addresses or any(map(page.here.is_address, part.addresses))


def _says_no(text: str) -> bool:
    return bool(_NOT_FREE.fullmatch(local(text)))
