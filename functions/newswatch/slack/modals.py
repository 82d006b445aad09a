"""Modals and App Home on the Web API: the ``Views`` port."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from newswatch.errors import SecretError, SlackAmbiguous, SlackError
from newswatch.model import ChannelId, UserId
from newswatch.observe import logger

if TYPE_CHECKING:
    from slack_sdk import WebClient

CLOSED = frozenset({"not_found", "view_not_found", "hash_conflict", "expired_trigger_id"})
"""Codes of Slack's for a modal that somebody has closed, or that shows something else by now."""


class Modals:
    """``ports.Views``."""

    def __init__(self, connect: "Callable[[], WebClient]") -> None:
        """Use the client that ``connect`` makes, as ``web_client`` does."""
        self._connect = connect

    def open(self, trigger_id: str, view: Mapping[str, Any]) -> tuple[str, str]:
        """Implement ``Views``."""
        try:
            answer = self._call("views_open", trigger_id=trigger_id, view=view)
            return _part(answer, "id"), _part(answer, "hash")
        except SlackAmbiguous:
            raise
        except (SecretError, SlackError) as e:
            logger.warning("modal not shown", error=str(e))
            return "", ""

    def update(self, view_id: str, view: Mapping[str, Any], known: str = "") -> str:
        """Implement ``Views``."""
        return self._changed("views_update", ChannelId(""), known, view_id=view_id, view=view)

    def _changed(self, method: str, where: ChannelId, known: str, **arguments: Any) -> str:
        only_if = {"hash": known} if known else {}
        try:
            answer = self._call(method, where, **arguments, **only_if)
        except SlackError as e:
            if e.code not in CLOSED:
                raise
            logger.info("modal is gone", code=e.code)
            return ""
        return _part(answer, "hash")

    def publish(self, user: UserId, view: Mapping[str, Any], known: str = "") -> str:
        """Implement ``Views``."""
        return self._changed("views_publish", ChannelId(user), known, user_id=user, view=view)

    def _call(self, method: str, where: ChannelId = ChannelId(""), /, **arguments: Any) -> Any:  # noqa: B008
        # Slack's SDK takes a while to be loaded: who is answered without a modal does not wait for it.
        from newswatch.slack.calls import call  # noqa: PLC0415

        return call(getattr(self._connect(), method), where, **arguments)


def _part(answer: Any, name: str) -> str:
    try:
        return str(answer["view"][name])
    except (KeyError, TypeError) as e:
        raise SlackAmbiguous("odd_answer", "Slack's answer is not in the form that is known.") from e
