"""What a library raised, in words for a person. The library's own words, full of URLs, go no further."""

import http.client
import ssl
from collections.abc import Iterator

import requests

# The first kind that occurs among an error's causes decides.
_FAILURES: tuple[tuple[type[BaseException], str], ...] = (
    (ssl.SSLError, "No safe connection to {host} could be made: TLS failed."),
    (http.client.RemoteDisconnected, "{host} closed the connection without an answer."),
    (http.client.BadStatusLine, "{host} did not answer in HTTP."),
    (http.client.IncompleteRead, "The answer of {host} broke off in the middle."),
    (http.client.HTTPException, "{host} sent headers that are too large or cannot be read."),
    (requests.exceptions.InvalidHeader, "{host} sent headers that are too large or cannot be read."),
    (ConnectionError, "{host} closed the connection."),
)


def sentence(host: str, error: BaseException) -> str:
    """Return what this failure of a request to ``host`` means."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"The certificate of {host} cannot be trusted: {cause.verify_message}."
    for kind, sentence in _FAILURES:
        if any(isinstance(cause, kind) for cause in causes):
            return sentence.format(host=host)
    return f"The connection to {host} failed."


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and what it wraps: urllib3 and requests put causes into ``args`` and ``reason``."""
    yield error
    for inner in (*error.args, getattr(error, "reason", None)):
        if isinstance(inner, BaseException):
            yield from _causes(inner)
