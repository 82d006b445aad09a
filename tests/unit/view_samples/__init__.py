"""Every view, with arguments that lead through every branch of it."""

from view_samples import homes, posts, reasons, sources, topics

REGISTRY = {**posts.VIEWS, **topics.VIEWS, **sources.VIEWS, **reasons.VIEWS, **homes.VIEWS}
LONG = {**topics.LONG, **sources.LONG, **reasons.LONG}
"""Arguments so long that something has to be left out."""
BUILT = {**topics.BUILT, **homes.BUILT}
NAMES = {f"{view.__module__.rpartition('.')[2]}.{view.__name__}": view for view in REGISTRY}


def build(view, args):
    """Return what a view shows."""
    return BUILT.get(view, view)(*args)
