"""Calls of Slack's Web API: one try each, and our errors."""

import logging
import ssl
from collections.abc import Callable
from http.client import HTTPException
from socket import gaierror
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from newswatch.errors import SlackAmbiguous, SlackError, SlackNotSent, SlackRateLimited
from newswatch.model import ChannelId
from newswatch.observe import Measure, measure
from newswatch.slack.codes import slack_error
from newswatch.slack.trust import trusted

TIMEOUT_S = 10
_UNHEARD = logging.getLogger("newswatch.slack_sdk")
# Of an answer that it cannot read, Slack's SDK logs all of it, whatever stands there.
_UNHEARD.disabled = True
NOWHERE = ChannelId("")
"""For a call that is about no channel and no person."""


def web_client(token: str, base_url: str, timeout_s: float | None = None) -> WebClient:
    """Return a client without the retry handlers that Slack's SDK comes with: they post twice."""
    # It types the seconds as whole ones, and hands them to urllib, which takes others too.
    timeout: Any = timeout_s or TIMEOUT_S
    return WebClient(
        token=token, base_url=base_url, timeout=timeout, ssl=trusted(), retry_handlers=[], logger=_UNHEARD
    )


def call(method: Callable[..., Any], where: ChannelId, /, **arguments: Any) -> Any:
    """Call a client's method and return Slack's answer.

    Args:
        method: of a client that ``web_client`` made.
        where: the channel or person that it is about.
        arguments: the method's.

    Raises:
        SlackError: one subclass for each thing that can be done about it.
    """
    try:
        return method(**arguments)
    except SlackApiError as e:
        error = _api_error(e, where)
        if isinstance(error, SlackRateLimited):
            measure(Measure.SLACK_THROTTLED)
        raise error from e
    except URLError as e:
        if _before_sending(e.reason):
            raise SlackNotSent("unreachable", "Slack cannot be reached.") from e
        raise SlackAmbiguous("connection", "The connection to Slack broke.") from e
    except (OSError, HTTPException, AttributeError, TypeError, ValueError) as e:
        # Time-outs and resets come as they are; an answer that is JSON but no object as the rest.
        raise SlackAmbiguous("connection", f"Slack's answer was lost: {type(e).__name__}.") from e


def _before_sending(reason: object) -> bool:
    """Return whether a connection failed before the request can have gone out."""
    # An end in the middle of TLS can come while the request is written; the other errors are the handshake's.
    return isinstance(reason, ConnectionRefusedError | gaierror | ssl.SSLError) and not isinstance(
        reason, ssl.SSLEOFError | ssl.SSLZeroReturnError
    )


def _api_error(e: SlackApiError, where: ChannelId) -> SlackError:
    data = getattr(e.response, "data", None)
    code = str(data.get("error", "")) if isinstance(data, dict) else ""
    headers = {str(name).lower(): value for name, value in dict(e.response.headers).items()}
    status = getattr(e.response, "status_code", 200)
    return slack_error(code, status, headers.get("retry-after"), where, headers.get("date"))
