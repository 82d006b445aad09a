"""What the workspace watches for on that day: by section, by name, by place, in some ten channels."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from day.news import Day
from newswatch.model import ChannelId, SourceFilter, ThreadPolicy, TopicId

EVERYTHING = ChannelId("C0")
SECTIONS: Mapping[str, str] = {
    "business": "profit OR shares OR takeover OR recall* OR strike OR customers OR million",
    "sport": "coach OR striker OR final OR goal",
    "politics": "minister OR election OR parliament OR talks OR budget OR protest*",
    "disasters": "quake OR earthquake OR storm OR wildfire OR crash OR outbreak OR fire",
    "culture": "zoo OR award OR prize OR died OR study OR discovery",
}
EACH = "the OR a OR in"
"""What every article has."""
PLACES, NAMES = 4, 6
"""How many of the most reported countries, and of the people most told of, have topics."""


@dataclass(frozen=True)
class Watched:
    """A topic of the day."""

    number: int
    handle: str
    query: str
    channels: tuple[ChannelId, ...]
    more: Mapping[str, object] = field(default_factory=dict)

    def values(self) -> dict[str, object]:
        return {
            "id": TopicId(f"{self.number:016x}"),
            "handle": self.handle,
            "name": self.handle.replace("-", " "),
            "query": self.query,
            "query_typed": self.query,
            "destinations": self.channels,
            **self.more,
        }


def topics(day: Day) -> Sequence[Watched]:
    """Return the topics; the first one matches everything."""
    told = Counter(article.story for article in day.articles)
    events = [
        day.events[story] for story, _ in told.most_common() if day.events[story].kind.section != "daily"
    ]
    countries = list(dict.fromkeys(event.scene.country for event in events))[:PLACES]
    names = list(dict.fromkeys(event.facts["al"] for event in events))[:NAMES]
    channel = (ChannelId(f"C{n}") for n in range(1, 100))
    found: list[tuple[str, str, tuple[ChannelId, ...], Mapping[str, object]]] = [
        ("everything", EACH, (EVERYTHING,), {})
    ]
    found += [(name, query, (next(channel),), {}) for name, query in SECTIONS.items()]
    places, people, wide = next(channel), next(channel), next(channel)
    # Topics that share a channel share its messages.
    found += [(country, country, (places,), {}) for country in countries]
    found += [(name, name, (people,), {"thread": ThreadPolicy.REPLY}) for name in names]
    found += [(f"{name} here and there", f"{name} OR minister", (places, people), {}) for name in names[:1]]
    found += [("three outlets", EACH, (wide,), {"outlets": 3})]
    found += [
        (
            "agencies",
            EACH,
            (next(channel),),
            {"sources": SourceFilter(tags=frozenset({"agency"}))},
        )
    ]
    return [
        Watched(n, name.lower().replace(" ", "-"), query.lower() if name in countries else query, to, more)
        for n, (name, query, to, more) in enumerate(found, start=1)
    ]
