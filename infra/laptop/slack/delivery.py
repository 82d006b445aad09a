"""One request from Slack to an app: signed, and waited for three seconds, connection included."""

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from urllib.parse import urlsplit

from infra.laptop.slack.signing import signed

PATIENCE_S = 3.0
"""docs.slack.dev, "Handling user interaction": an app has to answer within three seconds."""
MAX_ANSWER_BYTES = 1_000_000
"""Far above what a message can be."""

SAID_BYTES = 200
"""Of an error page: enough to know what it is."""


class NotDelivered(Exception):
    """The app did not take it.

    Attributes:
        code: what Slack names it to the person.
        status: of HTTP; 0 where there was no answer.
        said: the beginning of the answer.
    """

    def __init__(self, code: str, status: int = 0, said: str = "") -> None:
        super().__init__(code)
        self.code, self.status, self.said = code, status, said


@dataclass(frozen=True, slots=True)
class Answered:
    """What an app answered with status 200."""

    body: bytes
    is_json: bool


def deliver(
    url: str,
    body: bytes,
    secret: str,
    now: datetime,
    *,
    patience_s: float = PATIENCE_S,
    more: Mapping[str, str] = MappingProxyType({}),
) -> Answered:
    """Post a form, or JSON, and return the answer. Redirects are not followed.

    Args:
        url: where.
        body: as it is sent.
        secret: what it is signed with.
        now: when it is signed.
        patience_s: how long to wait.
        more: further headers; a Content-Type in place of a form's.

    Raises:
        NotDelivered: ``dispatch_failed`` where nobody listens, ``operation_timeout``,
            ``http_client_error`` or ``http_service_error`` by the status.
    """
    ends_at = time.monotonic() + patience_s
    where = urlsplit(url)
    kind = http.client.HTTPSConnection if where.scheme == "https" else http.client.HTTPConnection
    connection = kind(where.hostname or "", where.port, timeout=patience_s)
    try:
        connection.request("POST", where.path or "/", body, {**signed(body, secret, now), **more})
        connection.sock.settimeout(max(0.001, ends_at - time.monotonic()))
        response = connection.getresponse()
        content = response.read(MAX_ANSWER_BYTES)
    except TimeoutError as e:
        raise NotDelivered("operation_timeout") from e
    except (OSError, http.client.HTTPException) as e:
        raise NotDelivered("dispatch_failed") from e
    finally:
        connection.close()
    if time.monotonic() > ends_at:
        raise NotDelivered("operation_timeout")
    if response.status != http.HTTPStatus.OK:
        server = response.status >= http.HTTPStatus.INTERNAL_SERVER_ERROR
        code = "http_service_error" if server else "http_client_error"
        raise NotDelivered(code, response.status, content[:SAID_BYTES].decode("utf-8", "replace"))
    return Answered(content, response.headers.get_content_type() == "application/json")
