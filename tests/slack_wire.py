"""Slack's client without its sockets: what urllib would have told it."""

import io
from email.message import Message
from typing import Any
from urllib.error import HTTPError

from infra.laptop.slack.exchange import Reply


def answer(url: str, reply: Reply) -> dict[str, Any]:
    """Return an answer as Slack's client takes it from urllib, which raises what is no success."""
    headers = Message()
    for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
        headers[name] = value
    if reply.status >= 400:
        raise HTTPError(url, reply.status, "", headers, io.BytesIO(reply.body))
    return {"status": reply.status, "headers": headers, "body": reply.body.decode()}
