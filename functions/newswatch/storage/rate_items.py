"""News of how much topics bring as a part of a post's item and back, as ``items`` does for the rest."""

from typing import Any

from newswatch.posts import Lack, Miss, RateNews, Silence, Spike
from newswatch.storage.codec import Item, from_time, known_time, storable

TITLE_CHARS = 500
URL_CHARS = 2_048
OUTLET_CHARS = 200
CLAUSE_CHARS = 2_000
"""With the others they stay far below the 4 kB of what is read at once; more of each is never shown."""


def from_rate(news: RateNews) -> dict[str, Any]:
    """Return the news as a map. Numbers with fractions are text: the table knows none as Python does."""
    if isinstance(news, Spike):
        return {"stories": news.stories, "usual": repr(news.usual)}
    silence = {"days": news.days, "usual": repr(news.usual)}
    return {**silence, "miss": _from_miss(news.miss)} if news.miss else silence


def to_rate(value: Item) -> RateNews:
    """Return the news of a map."""
    usual = float(value["usual"])
    if "stories" in value:
        return Spike(int(value["stories"]), usual)
    return Silence(int(value["days"]), usual, _to_miss(value["miss"]) if "miss" in value else None)


def _from_miss(miss: Miss) -> dict[str, Any]:
    return {
        "title": storable(miss.title)[:TITLE_CHARS],
        # Half an address would lead elsewhere.
        "url": miss.url if len(miss.url) <= URL_CHARS else "",
        "outlet": storable(miss.outlet)[:OUTLET_CHARS],
        "at": from_time(miss.at),
        "lack": miss.lack.value,
        "clause": storable(miss.clause)[:CLAUSE_CHARS],
    }


def _to_miss(value: Item) -> Miss:
    return Miss(
        title=value["title"],
        url=value["url"],
        outlet=value["outlet"],
        at=known_time(value["at"]),
        lack=Lack(value["lack"]),
        clause=value["clause"],
    )
