"""Answers to a link, or to words, that somebody sends in place of a command."""

from newswatch.model import Article
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.phrases import asks
from newswatch.slack.views.readings import titled

LONG = (
    "That is too long to be watched for. Send a few words, as in `(pompeo OR lavrov) AND venezuela`, or the "
    "link of an article, for stories like it."
)
VAGUE = "This article says little that is not in the news every day, so its query finds much else, too."


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
    help_ = run_button("What can be typed", "help")
    buttons = [run_button("Look at it", look, "primary"), run_button("Watch for it", watch)]
    if not all(buttons):
        return answer(LONG, [help_])
    return answer(
        f"To watch for {asks(text)}, press the button, or send `/watch` with it.", [*buttons, help_]
    )
