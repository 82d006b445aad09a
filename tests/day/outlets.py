"""The outlets: agencies that others copy, papers of differing reach, feeds that carry one sentence."""

from dataclasses import dataclass
from itertools import cycle
from random import Random

from day import names

PAPERS = ("Herald", "Times", "Post", "Courier", "Gazette", "Tribune", "Daily", "Observer", "Echo", "Journal")
PLACES = names.towns()[-400:]
"""Of which no story tells."""
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
    names = list(AGENCIES) + [
        f"{place} {paper}" for place, paper in zip(rng.sample(PLACES, 57), cycle(PAPERS), strict=False)
    ]
    return tuple(
        Outlet(
            host=f"{name.lower().replace(' ', '')}.example",
            name=name,
            reach=1 / (n + 2),
            agency=n < len(AGENCIES),
            summaries=n >= len(AGENCIES) and rng.random() < 0.1,
            title_case=rng.random() < 0.4,
            signs=n >= len(AGENCIES) and rng.random() < 0.03,
        )
        for n, name in enumerate(names[:count])
    )
