"""The seed files as plain values: starter topics, starter sources, the demo outlets' articles.

What is wrong with a file is said with its name and the entry, for the person who edited it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from infra.laptop.entries import Entry, toml
from newswatch.errors import ConfigError
from newswatch.sources.urls import is_web_address

_HANDLE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Slack allows other scripts too; what we ship is typed on any keyboard.
_CHANNEL = re.compile(r"#[a-z0-9_-]{1,80}")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class SeedTopic:
    """A starter topic; ``channel`` is a name with its ``#``."""

    handle: str
    name: str
    query: str
    channel: str


@dataclass(frozen=True, slots=True)
class SeedSource:
    """A starter source; ``language`` is that of most of its articles (ISO 639-1)."""

    name: str
    url: str
    tags: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class SeedArticle:
    """An article of a demo outlet.

    A paragraph that starts with ``## `` is a subheading. ``minutes`` counts from
    its publication to that of its edition.
    """

    slug: str
    edition: int
    title: str
    summary: str
    section: str
    author: str
    minutes: int
    tags: tuple[str, ...]
    image_alt: str
    related: tuple[str, ...]
    advertisement: str
    comment: str
    language: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SeedSite:
    """What all pages of one demo outlet share, and its articles, newest first within each edition.

    ``domain`` makes ids of articles its own (RFC 4151), ``newsletter`` is what it calls
    its own, ``disclaimer`` stands below every page. ``style`` maps names of CSS variables
    to values, ``sections`` the last part of a section's address to its name, ``authors``
    a name to a biography.
    """

    name: str
    tagline: str
    language: str
    domain: str
    newsletter: str
    disclaimer: str
    style: Mapping[str, str]
    sections: Mapping[str, str]
    authors: Mapping[str, str]
    articles: tuple[SeedArticle, ...]


def starter_topics(path: Path) -> list[SeedTopic]:
    """Read ``topics.toml``.

    Raises:
        ConfigError: the file or one of its topics cannot be used.
    """
    topics: list[SeedTopic] = []
    for entry in _entries(path, "topic"):
        handle = entry.match("handle", _HANDLE, "lower-case words joined by hyphens")
        entry.refuse_if(
            any(handle == other.handle for other in topics), f"the handle {handle} is taken already"
        )
        channel = entry.match("channel", _CHANNEL, "a channel's name with its #")
        topics.append(SeedTopic(handle, entry.string("name"), entry.string("query"), channel))
        entry.done()
    return topics


def starter_sources(path: Path) -> list[SeedSource]:
    """Read ``sources.toml``.

    Raises:
        ConfigError: the file or one of its sources cannot be used.
    """
    sources: list[SeedSource] = []
    for entry in _entries(path, "source"):
        url = entry.string("url")
        entry.refuse_if(not is_web_address(url), f"url is not a web address: {url}")
        entry.refuse_if(any(url == other.url for other in sources), f"{url} is there already")
        tags = entry.strings("tags")
        for tag in tags:
            entry.refuse_if(
                not _HANDLE.fullmatch(tag), f"the tag {tag!r} is not lower-case words with hyphens"
            )
        language = entry.match("language", _LANGUAGE, "two letters (ISO 639-1)")
        sources.append(SeedSource(entry.string("name"), url, tags, language))
        entry.done()
    return sources


def demo_site(folder: Path) -> SeedSite:
    """Read an outlet of the demo from ``site.toml`` and the articles in ``edition-<n>/`` beside it.

    Raises:
        ConfigError: a file is missing, or one of them cannot be used.
    """
    path = folder / "site.toml"
    head = Entry(f"{path}, the site", toml(str(path), _text(path)))
    language = head.match("language", _LANGUAGE, "two letters (ISO 639-1)")
    sections, authors = head.table("sections"), head.table("authors")
    articles: list[SeedArticle] = []
    for file in sorted(folder.glob("edition-*/*.txt")):
        article = _article(file, language)
        entry = Entry(f"{file}, the article", {})
        entry.refuse_if(
            any(article.slug == other.slug for other in articles), "another edition has this file name"
        )
        entry.refuse_if(article.section not in sections, f"there is no section {article.section}")
        entry.refuse_if(article.author not in authors, f"there is no author {article.author}")
        articles.append(article)
    editions = {article.slug: article.edition for article in articles}
    for article in articles:
        for slug in article.related:
            # A page must not change by itself when a later edition comes out.
            if editions.get(slug, article.edition + 1) > article.edition:
                raise ConfigError(
                    f"{folder / article.slug}: related {slug!r} is not of this edition or before"
                )
    articles.sort(key=lambda article: (article.edition, article.minutes))
    site = SeedSite(
        name=head.string("name"),
        tagline=head.string("tagline"),
        language=language,
        domain=head.match("domain", _DOMAIN, "a domain"),
        newsletter=head.string("newsletter"),
        disclaimer=head.string("disclaimer"),
        style=head.table("style"),
        sections=sections,
        authors=authors,
        articles=tuple(articles),
    )
    head.done()
    return site


def _article(path: Path, language: str) -> SeedArticle:
    match = re.fullmatch(r"\+\+\+\n(.*?)\n\+\+\+\n(.*)", _text(path), re.DOTALL)
    if match is None:
        raise ConfigError(f"{path}: an article starts with its head between two lines of +++")
    number = path.parent.name.removeprefix("edition-")
    if not number.isdecimal():
        raise ConfigError(f"{path}: the folder is not called edition-<number>")
    head = Entry(f"{path}, the head", {"language": language, **toml(str(path), match[1])})
    article = SeedArticle(
        slug=path.stem,
        edition=int(number),
        title=head.string("title"),
        summary=head.string("summary"),
        section=head.string("section"),
        author=head.string("author"),
        minutes=head.integer("minutes"),
        tags=head.strings("tags"),
        image_alt=head.string("image_alt"),
        related=head.strings("related"),
        advertisement=head.string("advertisement"),
        comment=head.string("comment"),
        language=head.match("language", _LANGUAGE, "two letters (ISO 639-1)"),
        paragraphs=tuple(
            " ".join(block.split()) for block in re.split(r"\n\s*\n", match[2]) if block.strip()
        ),
    )
    head.done()
    return article


def _entries(path: Path, kind: str) -> list[Entry]:
    document = toml(str(path), _text(path))
    tables = document.pop(kind, None)
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise ConfigError(f"{path}: there is no [[{kind}]] in it")
    if document:
        raise ConfigError(
            f"{path}: unknown key {', '.join(sorted(document))}; is an [[{kind}]] missing above it?"
        )
    entries = []
    for number, table in enumerate(tables, start=1):
        label = table.get("handle") or table.get("name")
        entries.append(Entry(f"{path}, {kind} {number}" + (f" ({label})" if label else ""), table))
    return entries


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error
