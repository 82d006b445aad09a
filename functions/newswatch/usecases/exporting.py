"""All sources as a file that other feed readers take."""

from newswatch.model import Source, State
from newswatch.ports import Clock, Store
from newswatch.sources import opml, private
from newswatch.usecases.findings import Exported

TITLE = "Sources of Newswatch"


def export_sources(store: Store, clock: Clock) -> Exported:
    """Return the sources that are watched, the paused ones too, as OPML, without what is secret.

    One whose address cannot do without it is left out (``private.public``).
    """
    kept = [source for source in store.sources() if source.state is not State.REMOVED]
    now = clock.now()
    return Exported(
        data=opml.write(kept, TITLE, now),
        name=f"newswatch-{now:%Y-%m-%d}.opml",
        count=sum(1 for source in kept if private.public(source.url)),
        bared=sum(map(_is_bared, kept)),
    )


def _is_bared(source: Source) -> bool:
    """Return whether a source cannot be read by what is written of it alone."""
    return bool(source.header) or private.public(source.url) != source.url.partition("#")[0]
