"""Modals on the Web API."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk import WebClient

from newswatch.errors import SecretError, SlackError
from newswatch.observe import logger
from newswatch.slack.calls import NOWHERE, call


class Modals:
    """Shows modals. A trigger lives for three seconds, so that this is done at once or not at all."""

    def __init__(self, connect: Callable[[], WebClient]) -> None:
        """Use the client that ``connect`` makes, as ``web_client`` does."""
        self._connect = connect

    def show(self, trigger_id: str, view: Mapping[str, Any]) -> bool:
        """Show a modal to whoever did what the trigger is of; return whether that went well."""
        try:
            call(self._connect().views_open, NOWHERE, trigger_id=trigger_id, view=view)
        except (SecretError, SlackError) as e:
            logger.warning("modal not shown", error=str(e))
            return False
        return True
