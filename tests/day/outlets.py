"""The outlets: agencies that others copy, papers of differing reach, feeds that carry one sentence."""

from dataclasses import dataclass
from random import Random

PAPERS = ("Herald", "Times", "Post", "Courier", "Gazette", "Tribune", "Daily", "Observer", "Echo", "Journal")
PLACES = (
    "Kingsport",
    "Grodek",
    "San Telmo",
    "Lingao",
    "Continental",
    "Evening",
    "National",
    "Metro",
    "Coast",
    "City",
)
AGENCIES = ("Interpress", "Union Wire", "ANP Agency")


@dataclass(frozen=True)
class Outlet:
    """Who publishes."""

    host: str
    name: str
    reach: float
    """How likely it is to tell of an event, beside the others'."""
    agency: bool = False
    summaries: bool = False
    """Whether its feed carries a sentence and its pages cannot be read."""
    title_case: bool = False
    signs: bool = False
    """Whether its titles end in its name."""


def outlets(count: int, rng: Random) -> tuple[Outlet, ...]:
    """Return so many outlets, at least one agency among them, by reach."""
    names = list(AGENCIES) + rng.sample([f"{place} {paper}" for place in PLACES for paper in PAPERS], 57)
    return tuple(
        Outlet(
            host=f"{name.lower().replace(' ', '')}.example",
            name=name,
            reach=1 / (n + 2),
            agency=n < len(AGENCIES),
            summaries=n >= len(AGENCIES) and rng.random() < 0.1,
            title_case=rng.random() < 0.4,
            signs=n >= len(AGENCIES) and rng.random() < 0.05,
        )
        for n, name in enumerate(names[:count])
    )
