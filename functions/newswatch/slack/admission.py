"""Who is let in: requests that Slack signed for our app and workspace, each of them once."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from newswatch.errors import BadRequest, Foreign, NotSetUp, SecretMissing, SlackUnusable, TooLarge, Unsigned
from newswatch.model import Identity
from newswatch.ports import Clock, Store
from newswatch.slack.requests import MAX_BODY_BYTES, WINDOW, Handshake, Request, SslCheck, decode, verify

REMEMBERED = 2 * WINDOW
"""How long a signature counts as used: a stamp may be ahead by a window, and holds for one after."""
SIGNING_STEP = (
    "Newswatch is not set up completely: its signing secret is missing. Copy it from the Slack app's page "
    "*Basic Information* into the SSM parameter `{parameter}`."
)
BOT_STEP = (
    "Newswatch is not set up completely: its bot token is missing. Copy it from the Slack app's page "
    "*OAuth &amp; Permissions* into the SSM parameter `{parameter}`."
)
REFUSED_STEP = (
    "Newswatch is not set up completely: Slack does not accept its bot token ({code}). Copy the one on the "
    "Slack app's page *OAuth &amp; Permissions* into the SSM parameter `{parameter}`."
)


@dataclass(frozen=True, slots=True)
class Admission:
    """What requests are checked with."""

    store: Store
    clock: Clock
    signing_secret: Callable[[], str]
    """Raises SecretError."""
    identity: Callable[[], Identity]
    """Raises SecretError, SlackError, StorageError."""
    token_parameter: str
    """Where the bot token is, for those who set it up."""


def admit(a: Admission, headers: Mapping[str, str], body: bytes) -> Request:
    """Return what a request asks for, if it may ask. Nothing is written for what is not signed.

    Raises:
        TooLarge, Unsigned, Foreign: it may not.
        BadRequest: it is not a request that Newswatch knows.
        NotSetUp: a step of the set-up is missing.
        SecretError, SlackError, StorageError: it could not be found out.
    """
    if len(body) > MAX_BODY_BYTES:
        raise TooLarge("This request is larger than Slack's.")
    if (check := _ssl_check(body)) is not None:
        return check
    try:
        secret = a.signing_secret()
    except SecretMissing as e:
        if (handshake := _handshake(body)) is not None:
            return handshake
        raise NotSetUp(SIGNING_STEP.format(parameter=e.parameter)) from e
    now = a.clock.now()
    if not verify(headers, body, secret, now):
        raise Unsigned("This request is not signed by Slack.")
    request = decode(body)
    if isinstance(request, Handshake | SslCheck):
        return request
    identity = _identity(a)
    if request.team != identity.team or (request.app and identity.app and request.app != identity.app):
        raise Foreign("This request is not from the workspace and app that Newswatch belongs to.")
    if not a.store.first_use(_used(headers), now + REMEMBERED):
        raise Unsigned("This request came before.")
    return request


def _ssl_check(body: bytes) -> SslCheck | None:
    """Return Slack's look at our certificate, which it does not sign (docs.slack.dev, slash commands)."""
    request = _decoded(body) if b"ssl_check=1" in body else None
    return request if isinstance(request, SslCheck) else None


def _handshake(body: bytes) -> Handshake | None:
    """Return the handshake that Slack wants while the app is being made, when nobody can know its secret.

    Its answer, what was sent, gives nothing away.
    """
    request = _decoded(body)
    return request if isinstance(request, Handshake) else None


def _decoded(body: bytes) -> Request | None:
    try:
        return decode(body)
    except BadRequest:
        return None


def _identity(a: Admission) -> Identity:
    try:
        return a.identity()
    except SecretMissing as e:
        raise NotSetUp(BOT_STEP.format(parameter=e.parameter)) from e
    except SlackUnusable as e:
        raise NotSetUp(REFUSED_STEP.format(code=e.code, parameter=a.token_parameter)) from e


def _used(headers: Mapping[str, str]) -> str:
    """Return what stands for a signature, which is a secret for as long as it holds."""
    lower = {name.lower(): value for name, value in headers.items()}
    return hashlib.sha256(lower["x-slack-signature"].encode()).hexdigest()
