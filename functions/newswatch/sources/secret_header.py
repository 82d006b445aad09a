"""Which request headers may carry a secret to a site."""

import re

# RFC 9110 §5.6.2 and §5.5, without what is not ASCII: nobody agrees on how that is sent.
_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")
_VALUE = re.compile(r"[!-~](?:[ -~]{0,3998}[!-~])?")

# What steers the connection (RFC 9110 §7.6.1) or frames the message, names the site, makes of the request
# another one, or says who we are and what we take: all of it is ours to say.
_OURS = frozenset({
    "connection", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade", "proxy-connection",
    "proxy-authorization", "proxy-authenticate",
    "host", "content-length", "content-type", "content-encoding", "expect",
    "range", "if-match", "if-none-match", "if-modified-since", "if-unmodified-since", "if-range",
    "user-agent", "accept", "accept-encoding", "referer",
})  # fmt: skip


def refused(name: str, value: str) -> str:
    """Return why this header cannot be sent, as a sentence that does not repeat the value; "" if it can."""
    if not _NAME.fullmatch(name):
        return "This is not the name of a header."
    if name.lower() in _OURS:
        return f"The header {name} cannot be set: Newswatch itself decides on it."
    if not _VALUE.fullmatch(value):
        return f"The value of {name} cannot be sent: one line of printable ASCII can, up to 4,000 characters."
    return ""
