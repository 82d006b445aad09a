"""What is sent to the app's request URLs: signed, waited for, and refused in the words of Slack."""

from typing import Any

from infra.laptop.slack import payloads
from infra.laptop.slack.delivery import PATIENCE_S, Answered, NotDelivered, deliver
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.workspace import SlackWorkspace


class Sender:
    """Sends to one app."""

    def __init__(
        self, workspace: SlackWorkspace, app: InstalledApp, *, patience_s: float = PATIENCE_S
    ) -> None:
        self._ws, self.app, self._patience_s = workspace, app, patience_s

    def form(self, url: str, body: bytes) -> Answered:
        """Send a form. Raises NotDelivered."""
        return deliver(url, body, self.app.signing_secret, self._ws.now(), patience_s=self._patience_s)

    def payload(self, payload: dict[str, Any], url: str = "") -> Answered:
        """Send what somebody did; to where interactions go, if nowhere else.

        Raises:
            Refusal: what went wrong with the app.
        """
        try:
            return self.form(url or self.app.interactivity_url, payloads.press_body(payload))
        except NotDelivered as no:
            raise Refusal(no.code) from no
