"""Slack's signature on what it sends (docs.slack.dev, "Verifying requests from Slack")."""

import hashlib
import hmac
from datetime import datetime

SIGNING_SECRET = "laptop-signing-secret"  # noqa: S105 - of the app in the stand-in, and of no other
FORM = "application/x-www-form-urlencoded"


def signed(body: bytes, secret: str, now: datetime) -> dict[str, str]:
    """Return the headers of a request from Slack.

    Args:
        body: the form as it is sent; every byte of it counts.
        secret: the app's signing secret.
        now: aware.
    """
    stamp = str(int(now.timestamp()))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256)
    return {
        "Content-Type": FORM,
        "User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={digest.hexdigest()}",
    }
