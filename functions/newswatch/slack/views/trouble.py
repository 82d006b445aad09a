"""The warning to a topic's owner: its posts cannot be delivered, and what to do about it."""

from newswatch.posts import Trouble
from newswatch.slack.views.kit import Block, context, section
from newswatch.slack.views.mrkdwn import shown
from newswatch.slack.views.phrases import ERROR_CHARS, NAME_CHARS, listed, place

ASK = "Have a look at the channel’s settings."
"""Where nobody knows more."""
KEPT = (
    "Nothing is lost: what waits is kept, and sent by itself soon after that is done; the last hour’s "
    "stories one by one, older ones in one message. `/watch list broken` shows which topics wait."
)


def trouble(t: Trouble) -> list[Block]:
    """Return the blocks of a warning."""
    return [section(_said(t), expand=True), context(KEPT)]


def fallback(t: Trouble) -> str:
    """Return the warning as text."""
    return f"{_said(t)}\n{KEPT}"


def _said(t: Trouble) -> str:
    refused = f"⚠ Newswatch cannot post {_stories(t.topics)}in {place(t.about)}."
    return f"{refused}\n*What to do:* {shown(t.what_to_do, ERROR_CHARS) or ASK}"


def _stories(topics: tuple[str, ...]) -> str:
    names = [f"*{name}*" for topic in topics if (name := shown(topic, NAME_CHARS))]
    whose = "topic" if len(names) == 1 else "topics"
    return f"the stories of your {whose} {listed(names)} " if names else ""
