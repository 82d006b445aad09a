"""Which articles tell the same news: ``Grouper`` decides it online, article by article."""

from newswatch.stories.grouper import Grouper

__all__ = ["Grouper"]
