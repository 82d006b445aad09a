"""Answers to a link, or to words, that somebody sends in place of a command."""

from newswatch.model import Article
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.phrases import asks
from newswatch.slack.views.readings import titled

VAGUE = "It has no name or rare word by which to know others like it, so this finds much else, too."


def like(article: Article, query: str, look: str, watch: str, *, is_vague: bool = False) -> Answer:
    """Return a query for stories like an article.

    Args:
        article: what was read.
        query: canonical.
        look: the command that opens the form with it.
        watch: the command that watches for it at once.
        is_vague: whether all that it asks for is in the news every day.
    """
    title = titled(article.url, article.title)
    return answer(
        f"Stories like “{title}” have, for example: {asks(query)}",
        *([VAGUE] if is_vague else []),
        [
            # Where a modal can be shown, a query alone is looked at there first.
            run_button("Look at it", look, "primary"),
            run_button("Watch for it", watch),
            run_button("Try it here", f"test {query}"),
        ],
    )


def words(text: str, look: str, watch: str) -> Answer:
    """Return what can be done with words that are no command: as ``like``."""
    return answer(
        f"To watch for {asks(text)}, press the button, or send `/watch` with it.",
        [run_button("Look at it", look, "primary"), run_button("Watch for it", watch)],
    )
