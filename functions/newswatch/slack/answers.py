"""Answers by ``response_url``, for what takes longer than Slack waits."""

import json
import re
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, Request, build_opener

from newswatch.errors import (
    BadRequest,
    SlackAmbiguous,
    SlackError,
    SlackNotSent,
    SlackUnshowable,
    SlackUrlGone,
)
from newswatch.model import ChannelId
from newswatch.slack.codes import slack_error
from newswatch.slack.trust import trusted

TIMEOUT_S = 10
READ_BYTES = 10_000
"""Of Slack's reply, which is a word or a small object."""
GONE = frozenset({404, 410})
"""HTTP statuses of a URL that has expired or was used five times."""
_ODD = re.compile(r"[^\x21-\x7e]|\\")
"""What no URL of Slack's has, and what parsers disagree about."""


class Responder:
    """Posts to the URLs that Slack gave, and to no others."""

    def __init__(self, hooks_url: str, patience_s: float | None = None) -> None:
        """Use what every ``response_url`` begins with, up to and including a slash.

        Slack is waited for ``patience_s``, or for as long as is usual.
        """
        self._hooks, self._patience_s = urlsplit(hooks_url), patience_s or TIMEOUT_S
        # Slack redirects nobody; who is redirected from here would send an answer elsewhere.
        self._opener = build_opener(_Stay, HTTPSHandler(context=trusted()))

    def respond(self, response_url: str, answer: dict[str, Any], replaces: bool = False) -> None:
        """Send an answer; as text alone if Slack does not take its blocks.

        Args:
            response_url: as it came with the request.
            answer: a message; private unless it says otherwise.
            replaces: show it in the place of the message whose button was pressed.

        Raises:
            BadRequest: the URL is not one of Slack's.
            SlackUrlGone: it is too late.
            SlackError: as with ``Messenger``. A second try shows it twice at worst, to one person.
        """
        if not self._is_slacks(response_url):
            raise BadRequest("not a response_url of Slack")
        body = answer | {"replace_original": replaces}
        try:
            self._send(response_url, body)
        except SlackUnshowable:
            if not body.get("blocks"):
                raise
            self._send(response_url, {name: value for name, value in body.items() if name != "blocks"})

    def _is_slacks(self, url: str) -> bool:
        """Return whether a URL is below the one that Slack's begin with: same scheme, host and port."""
        try:
            given = urlsplit(url)
            return (
                not _ODD.search(url)
                and _origin(given) == _origin(self._hooks)
                and "@" not in given.netloc
                and given.path.startswith(self._hooks.path)
                and ".." not in given.path
            )
        except ValueError:
            return False

    def _send(self, url: str, body: dict[str, Any]) -> None:
        request = Request(  # noqa: S310 - the scheme is that of the configured URL
            url, json.dumps(body).encode(), {"Content-Type": "application/json; charset=utf-8"}
        )
        try:
            with self._opener.open(request, timeout=self._patience_s) as reply:
                error = _error(reply.status, reply.read(READ_BYTES), None)
        except HTTPError as e:
            with e:
                error = _error(e.code, e.read(READ_BYTES), e.headers.get("Retry-After"))
        except (OSError, HTTPException) as e:
            raise SlackNotSent("connection", "Slack did not take the answer.") from e
        if error:
            raise error


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the redirect is then an error with its own status."""


def _origin(url: SplitResult) -> tuple[str, str, int | None]:
    default = {"http": 80, "https": 443}.get(url.scheme)
    return url.scheme, url.hostname or "", default if url.port is None else url.port


def _error(status: int, body: bytes, retry_after: str | None) -> SlackError | None:
    """Return what a reply says went wrong: ``ok`` is a word of old, or in an object."""
    try:
        told = json.loads(body)
    except ValueError:
        told = None
    code = str(told.get("error", "")) if isinstance(told, dict) else body.decode("utf-8", "replace").strip()
    if status == 200 and (not isinstance(told, dict) or told.get("ok") is not False):  # noqa: PLR2004
        return None
    if status in GONE or code in {"expired_url", "used_url"}:
        return SlackUrlGone(code if re.fullmatch(r"[a-z_]+", code) else f"http_{status}")
    error = slack_error(code, status, retry_after, ChannelId(""))
    if isinstance(error, SlackAmbiguous):
        return SlackNotSent(error.code, "Slack did not take the answer.")
    return error
