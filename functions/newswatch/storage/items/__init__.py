"""Model objects as table items and back. Pure; keys are added by the table.

A codec that meets what it cannot read raises BadMessage, naming the kind.
Fields that an older version did not write get their defaults.
"""

from newswatch.storage.items.articles import from_article, from_reread, to_article, to_reread
from newswatch.storage.items.catalog import (
    SOURCE_SETTINGS,
    from_change,
    from_set,
    from_source,
    from_topic,
    to_change,
    to_set,
    to_source,
    to_topic,
)
from newswatch.storage.items.edge import from_identity, to_identity
from newswatch.storage.items.outbox import (
    OPTIONAL,
    from_alert,
    from_post,
    from_progress,
    to_activity,
    to_alert,
    to_post,
    to_row,
)

__all__ = [
    "OPTIONAL",
    "SOURCE_SETTINGS",
    "from_alert",
    "from_article",
    "from_change",
    "from_identity",
    "from_post",
    "from_progress",
    "from_reread",
    "from_set",
    "from_source",
    "from_topic",
    "to_activity",
    "to_alert",
    "to_article",
    "to_change",
    "to_identity",
    "to_post",
    "to_reread",
    "to_row",
    "to_set",
    "to_source",
    "to_topic",
]
