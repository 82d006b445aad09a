"""Which articles tell the same news."""

from newswatch.model import Article, StoryId


def story_of(article: Article) -> StoryId:
    """Return the story that an article tells: one of its own."""
    return StoryId(article.id)
