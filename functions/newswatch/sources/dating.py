"""When an article was published: what page and entry say together, and what had to be assumed."""

from dataclasses import replace
from datetime import datetime, timedelta

from newswatch.model import Entry, Page
from newswatch.sources import metadata

AHEAD = timedelta(hours=1)
"""Clocks are wrong, and summer time is forgotten: so much later than now is still taken for what it says."""


def dated(page: Page, entry: Entry, found_at: datetime, now: datetime) -> tuple[Page, str]:
    """Return what page and entry say together, as ``metadata.with_entry``, and what was assumed of the time.

    A time that the page gives is taken before one that was assumed of the entry. What lies in
    the future counts as not said; if nothing else is said, the article was published when it
    was found.

    Args:
        page: what was read.
        entry: the entry; ``assumed`` says whether its time is to be trusted.
        found_at: when it was found in its feed.
        now: the time.

    Returns:
        The page, and what was assumed about when it was published, in words; empty for nothing.
    """
    own = page.published if page.published and not_ahead(page.published, now) else None
    fed = entry.published if entry.published and not_ahead(entry.published, now) else None
    if entry.assumed and own and not metadata.is_midnight(own):
        fed = None
    merged = metadata.with_entry(replace(page, published=own), replace(entry, published=fed))
    updated = page.updated or entry.updated
    merged = replace(merged, updated=updated if updated and not_ahead(updated, now) else None)
    if merged.published is None and (future := page.published or entry.published):
        said = f"dated in the future ({future:%Y-%m-%d %H:%M} UTC)"
        return replace(merged, published=found_at), f"{said}: the time it was found is taken"
    return merged, "" if own and merged.published == own else entry.assumed


def not_ahead(moment: datetime, now: datetime) -> bool:
    """Return whether something can have happened then."""
    return moment <= now + AHEAD
