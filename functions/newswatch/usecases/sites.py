"""What somebody means who names an outlet without its site."""

import difflib
from collections.abc import Iterable

from newswatch.model import Source, State
from newswatch.sources.urls import outlet

NEAREST = 3
SIMILAR = 0.6
"""difflib's own measure of words that are close to each other."""


def sites_like(sources: Iterable[Source], word: str) -> tuple[str, ...]:
    """Return the sites of sources, and the tag, that a word can mean, most likely first; three at most.

    Args:
        sources: of the workspace; those that are removed are not looked at.
        word: in lower case: ``reuters``, ``bbc``, ``wires``.
    """
    kept = [source for source in sources if source.state is not State.REMOVED]
    tags = [f"tag:{word}" for source in kept if word in source.tags]
    spelled: dict[str, str] = {}
    for source in sorted(kept, key=lambda source: source.name):
        site = outlet(source.url)
        for name in (site, site.partition(".")[0], *source.name.casefold().split()):
            spelled.setdefault(name, site)
    begun = [site for name, site in spelled.items() if name.startswith(word)]
    exact = [spelled[word]] if word in spelled else []
    near = [spelled[name] for name in difflib.get_close_matches(word, spelled, n=2 * NEAREST, cutoff=SIMILAR)]
    return tuple(dict.fromkeys((*tags, *exact, *begun, *near)))[:NEAREST]
