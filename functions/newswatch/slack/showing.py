"""Where an answer is shown that takes longer than Slack waits."""

from collections.abc import Callable, Mapping
from typing import Any

from newswatch.errors import NewswatchError
from newswatch.model import UserId
from newswatch.observe import logger
from newswatch.ports import Views
from newswatch.slack.asked import Asked
from newswatch.slack.views import modal
from newswatch.slack.views.blocks import Answer

MOST_BLOCKS = 100
"""docs.slack.dev, "Views"."""

Respond = Callable[[str, Answer, bool], None]
Tell = Callable[[UserId, Mapping[str, Any]], None]


class Showing:
    """Shows the answers to one request: in its modal, by its ``response_url``, or by direct message."""

    def __init__(self, asked: Asked, views: Views, respond: Respond, tell: Tell) -> None:
        """Use what shows modals, what answers a ``response_url``, and what sends direct messages."""
        self._asked, self._views, self._respond, self._tell = asked, views, respond, tell
        self._blocks: list[dict[str, Any]] = []

    def __call__(self, answer: Answer, replaces: bool) -> None:
        """Show an answer, below those that were shown before; nobody can be told of what is not shown.

        Args:
            answer: what to show.
            replaces: whether it takes the place of the private message whose button was pressed.

        Raises:
            NewswatchError: a later try can do it.
        """
        asked = self._asked
        try:
            if asked.view and self._in_modal(answer):
                return
            if asked.response_url:
                self._respond(asked.response_url, answer, replaces)
            elif asked.user:
                self._tell(asked.user, answer)
        except NewswatchError as e:
            if e.transient:
                raise
            # What was asked for is done all the same.
            logger.error("answer not shown", error=str(e))

    def _in_modal(self, answer: Answer) -> bool:
        """Show an answer in a modal; return whether it was still there."""
        self._blocks = [*self._blocks, *answer["blocks"]][-MOST_BLOCKS:]
        shown = modal.of_answer({**answer, "blocks": self._blocks}, self._asked.home)
        return bool(self._views.update(self._asked.view, shown))
