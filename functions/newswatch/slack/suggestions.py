"""What is offered in menus whose options we are asked for: tags of sources, and sources."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from newswatch.model import Source, State
from newswatch.ports import Clock, Store
from newswatch.slack.requests import Suggestion
from newswatch.slack.views import ids
from newswatch.slack.views.topic_form import source_option
from newswatch.usecases.sources import has_word

MOST = 100
"""docs.slack.dev, "Select menu element": options of a menu."""
TAGS = 30
KEPT = timedelta(minutes=1)
"""While somebody types, letter by letter. The list may lag behind the version with which it is read."""


class Menu:
    """The menu of sources. It reads them again when one was changed, or after a minute."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self._read: tuple[int, datetime, Sequence[Source]] | None = None

    def options(self, request: Suggestion) -> Mapping[str, Any]:
        """Return the options that have what was typed in them; those that begin with it come first."""
        if request.action_id.partition(".")[0] != ids.SOURCES:
            return {"options": []}
        word = request.text.strip().casefold().removeprefix("tag:")
        sources = self._sources()
        names = {source.id: source.name for source in sources}
        tags = sorted({tag for source in sources for tag in source.tags if word in tag.casefold()})
        # What is secret in an address is not to be guessed letter by letter.
        found = [source for source in sources if has_word(source, word)]
        found.sort(key=lambda source: (not source.name.casefold().startswith(word), source.name.casefold()))
        values = [*(f"tag:{tag}" for tag in tags[:TAGS]), *(f"source:{source.id}" for source in found)]
        return {"options": [source_option(value, names) for value in values[:MOST]]}

    def _sources(self) -> Sequence[Source]:
        seq, now = self._store.catalog_version(), self._clock.now()
        if self._read and now - self._read[1] <= KEPT and not self._is_another(self._read[0], seq):
            self._read = seq, *self._read[1:]
        else:
            found = [source for source in self._store.sources() if source.state is not State.REMOVED]
            self._read = seq, now, found
        return self._read[2]

    def _is_another(self, known: int, seq: int) -> bool:
        """Return whether one of the changes since a version is of a source, as far as it can be read."""
        changes = self._store.changes(known) if seq != known else ()
        return any(isinstance(change.snapshot, Source | None) for change in changes)
