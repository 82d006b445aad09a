"""A page of the table that the reader of metadata is tested by, and what it says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

URL = "https://www.harbour-post.example/news/lithium-mine"


@dataclass(frozen=True)
class Case:
    """What is not in ``want`` is not looked at; times are ISO 8601, lists stand for tuples."""

    head: str = ""
    body: str = ""
    want: Mapping[str, object] = field(default_factory=dict)
    url: str = URL
    html: str = "<html lang='en'>"
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return f"<!doctype html>{self.html}<head>{self.head}</head><body>{self.body}</body></html>"

    @property
    def wanted(self) -> dict[str, object]:
        return {name: _typed(name, value) for name, value in self.want.items()}


def _typed(name: str, value: object) -> object:
    if isinstance(value, list):
        return tuple(value)
    if name in {"published", "updated"} and isinstance(value, str):
        return datetime.fromisoformat(value).astimezone(UTC)
    return value


def ld(*texts: str) -> str:
    """Return scripts of JSON-LD."""
    return "".join(f'<script type="application/ld+json">{text}</script>' for text in texts)


def article(fields: str = "", kind: str = "NewsArticle") -> str:
    """Return the JSON-LD of a plain article with some more fields."""
    more = f", {fields}" if fields else ""
    return ld(f'{{"@context": "https://schema.org", "@type": "{kind}", "headline": "Mine opens"{more}}}')
