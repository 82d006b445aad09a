"""Text from outside made safe for Slack's markup.

Slack asks for ``&``, ``<`` and ``>`` to be escaped (Formatting message text:
"Escaping text"); that alone keeps mentions and links from being made. The
characters that format are replaced by look-alikes, because Slack knows no way
to escape them.
"""

import re
from urllib.parse import quote, urlsplit

LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]+")
"""Control characters, line separators, and what turns the direction of the text around it."""
URL_CHARS = 2_000
"""A link longer than this is a trap or a mistake; with its label it stays below a section's 3,000."""


def line(text: str, limit: int) -> str:
    """Return text on one line, cut at a word if it is longer than ``limit`` characters."""
    text = " ".join(CONTROL.sub(" ", text).split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…"


def escape(text: str) -> str:
    """Return text that Slack shows as it is, in mrkdwn and in notifications."""
    text = text.translate(LOOKALIKES)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def link(url: str, text: str) -> str:
    """Return a link on already escaped text; the text alone when the URL is none."""
    target = web_url(url)
    return f"<{target.replace('&', '&amp;')}|{text}>" if target else text


def web_url(url: str) -> str:
    """Return an http(s) URL in characters that cannot end a link; empty when it is none."""
    if len(url) > URL_CHARS or CONTROL.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        return ""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%-._~")
