"""Text from outside made safe for Slack's markup.

Slack asks for ``&``, ``<`` and ``>`` to be escaped (Formatting message text:
"Escaping text"); that alone keeps mentions and links from being made. The
characters that format are replaced by look-alikes, because Slack knows no way
to escape them.
"""

import re
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

LOOKALIKES = str.maketrans({"*": "∗", "_": "ˍ", "~": "∼", "`": "ˋ"})
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
"""Control characters, line separators, and halves of surrogate pairs, which UTF-8 has no bytes for."""
DIRECTION = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
"""Invisible; what turns the direction of the text around it."""
URL_CHARS = 2_000
"""Of a link as Slack gets it. A longer one is a trap or a mistake; with its label it fits a section."""
ESCAPE_CHARS = 5
"""The longest that one character becomes: ``&amp;``."""


def clean(text: str) -> str:
    """Return text without what a reader cannot see and a screen should not obey."""
    return CONTROL.sub(" ", DIRECTION.sub("", text))


def line(text: str, limit: int) -> str:
    """Return text on one line, cut at a word if it is longer than ``limit`` characters."""
    text = " ".join(clean(text).split())
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[limit // 2 :] else cut).rstrip() + "…"


def escape(text: str) -> str:
    """Return text that Slack shows as it is, in mrkdwn and in notifications."""
    return _entities(text.translate(LOOKALIKES))


def shown(text: str, limit: int) -> str:
    """Return text on one line, escaped, of at most ``limit`` characters with its escapes, as Slack counts."""
    keep = limit
    while len(escaped := escape(line(text, keep))) > limit:
        keep -= -(-(len(escaped) - limit) // ESCAPE_CHARS)
    return escaped


def code(text: str, limit: int) -> str:
    """Return text on one line in backticks, of at most ``limit`` characters with its escapes, and two.

    Nothing formats there, but a backtick ends it, and nothing between two of them begins none.
    """
    return f"`{_literal(line(text, limit), limit).strip() or ' '}`"


def fence(text: str, limit: int) -> str:
    """Return lines as a block of code, of at most ``limit`` characters with its escapes, and eight."""
    rows = "\n".join(clean(row).rstrip() for row in text.split("\n"))
    return f"```\n{_literal(rows, limit).strip(chr(10)) or ' '}\n```"


def date(when: datetime, template: str) -> str:
    """Return a time that Slack shows in the reader's language and time zone.

    Args:
        when: aware.
        template: with Slack's tokens, such as ``{ago}`` or ``{date_short_pretty} {time}``.
    """
    return f"<!date^{int(when.timestamp())}^{template}|{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC>"


def link(url: str, text: str) -> str:
    """Return a link on already escaped text; the text alone when the URL is none."""
    target = web_url(url)
    # A second bar has no meaning in Slack's markup; what a client makes of it is not documented.
    return f"<{target.replace('&', '&amp;')}|{text.replace('|', '∣')}>" if target else text


def web_url(url: str) -> str:
    """Return an http(s) URL in characters that cannot end a link; empty when it is none."""
    url = url.strip()
    if CONTROL.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    # A name before the host is there to be mistaken for it, or is somebody's password.
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        return ""
    quoted = quote(url, safe=":/?#[]@!$&'()*+,;=%-._~")
    return quoted if len(quoted.replace("&", "&amp;")) <= URL_CHARS else ""


def _literal(text: str, limit: int) -> str:
    """Return text as it stands between backticks, cut where it is too long with its escapes."""
    escaped = _entities(text.replace("`", LOOKALIKES[ord("`")]))
    return escaped if len(escaped) <= limit else re.sub(r"&[a-z]*\Z", "", escaped[: limit - 1]) + "…"


def _entities(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
