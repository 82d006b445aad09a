"""What API Gateway's HTTP API hands to Lambda (payload format 2.0), as far as handlers read it alike."""

from base64 import b64decode
from collections.abc import Mapping
from typing import Any

from newswatch.errors import BadRequest, TooLarge


def body_of(event: Mapping[str, Any], max_bytes: int) -> bytes:
    """Return a request's body as it was sent. Raises TooLarge, unread, and BadRequest."""
    text = str(event.get("body") or "")
    # In base64 come forms, and whatever API Gateway does not take for text.
    if len(text) > max_bytes * 4 // 3 + 4:
        raise TooLarge("This request is too large.")
    if not event.get("isBase64Encoded"):
        return text.encode("utf-8", "replace")
    try:
        return b64decode(text, validate=True)
    except ValueError as e:
        raise BadRequest("The body of this request is not in base64.") from e


def headers_of(event: Mapping[str, Any]) -> Mapping[str, str]:
    """Return a request's headers, names in lower case."""
    return event.get("headers") or {}
