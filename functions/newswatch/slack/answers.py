"""Answers by ``response_url``, for what takes longer than Slack waits."""

from typing import Any

from slack_sdk.webhook import WebhookClient

from newswatch.errors import BadRequest, SlackNotSent

TIMEOUT_S = 10


class Responder:
    """Posts to the URLs that Slack gave, and to no others."""

    def __init__(self, hooks_url: str) -> None:
        """Use what every ``response_url`` begins with, up to and including a slash."""
        self._hooks_url = hooks_url

    def respond(self, response_url: str, answer: dict[str, Any]) -> None:
        """Send an answer.

        Raises:
            BadRequest: the URL is not one of Slack's.
            SlackNotSent: Slack did not take it. Sending it again shows it twice at worst, to one person.
        """
        if not response_url.startswith(self._hooks_url):
            raise BadRequest("not a response_url of Slack")
        client = WebhookClient(response_url, timeout=TIMEOUT_S, retry_handlers=[])
        try:
            response = client.send_dict(answer)
        except OSError as e:
            raise SlackNotSent("connection", "Slack did not take the answer.") from e
        if response.status_code != 200:  # noqa: PLR2004 - HTTP's own number
            raise SlackNotSent(f"http_{response.status_code}", "Slack did not take the answer.")
