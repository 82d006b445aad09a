"""robots.txt: what a site asks of programs (RFC 9309), as far as it concerns Newswatch.

Rules are read and matched by Protego. Only the groups that are for us reach it: one file may name
thousands of programs, and rules for all of them at once cost it their product.
"""

import re
from dataclasses import dataclass
from itertools import islice

from protego import Protego

AGENT = "newswatch"
"""Our product token (§2.2.1), in lower case."""
MAX_BYTES = 500 * 1024
"""What a reader has to take of one at least (§2.5); the rest is cut off."""
MAX_DELAY_S = 300.0
"""Of Crawl-delay, which is no part of the RFC: more is a way of saying no that Disallow says better."""

_MAX_RULES = 5_000
_MAX_SITEMAPS = 50
_MAX_LINE = 2_000
_EVERYBODY, _OTHERS = "*", "others"
_KEPT_BYTES = 100_000
"""What the store keeps; a line is kept whole or not at all."""
_LINE = re.compile(
    r"\s*(?P<name>user[- ]?agent|dis{1,2}al{1,2}ow|allow|crawl[- ]delay|site-?maps?)\s*(?::|\s)\s*"
    r"(?P<value>[^#]*)",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\*(?!\S)|[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a robots.txt asks of us."""

    allows: "_Allows"
    delay_s: float = 0.0
    """How far apart it wants two requests."""
    sitemaps: tuple[str, ...] = ()
    """As written."""


@dataclass(frozen=True, slots=True)
class _Allows:
    parsed: Protego

    def __call__(self, url: str) -> bool:
        """Return whether an address of this site may be read by a program."""
        return self.parsed.can_fetch(url, AGENT)


def read(text: str) -> Rules:
    """Read a robots.txt, whole or as ``relevant`` leaves it. Never raises: what is malformed says nothing."""
    parsed = Protego.parse(relevant(text))
    delay = parsed.crawl_delay(AGENT) or 0.0
    return Rules(
        allows=_Allows(parsed),
        delay_s=min(delay, MAX_DELAY_S),
        sitemaps=tuple(islice(parsed.sitemaps, _MAX_SITEMAPS)),
    )


def decode(body: bytes) -> str:
    """Return the text of a robots.txt, which is UTF-8 (§2.3), up to the last whole line that is read."""
    if len(body) > MAX_BYTES:
        body = body[:MAX_BYTES].rpartition(b"\n")[0]
    return body.decode("utf-8-sig", "replace")


def relevant(text: str) -> str:
    """Return the lines that concern us, sitemaps included. What remains of that is itself.

    If a group names us, those for everybody don't (§2.2.1): telling is left to Protego, and both stay.
    """
    kept: list[str] = []
    ours, in_names = False, False
    left, rules = _KEPT_BYTES, _MAX_RULES
    for line in text.splitlines():
        match = _LINE.match(line[:_MAX_LINE])
        if match is None:
            continue
        name, value = match["name"].lower(), match["value"].strip()
        if name.startswith("user"):
            ours = (ours and in_names) or _is_ours(value)
            in_names = True
            made = f"User-agent: {_agent(value)}"
        elif name.startswith("site"):
            made = f"Sitemap: {value}"
        else:
            in_names = False
            made = f"{_directive(name)}: {value}" if ours and rules else ""
            rules -= bool(made)
        left -= len(made.encode()) + 1
        if left < 0:
            break
        # Of names that are not ours, one in a row says as much as all.
        if made and not (made.endswith(f": {_OTHERS}") and kept[-1:] == [made]):
            kept.append(made)
        else:
            left += len(made.encode()) + 1
    return "\n".join(kept)


def _directive(name: str) -> str:
    return "Crawl-delay" if name.startswith("crawl") else "Allow" if name == "allow" else "Disallow"


def _agent(value: str) -> str:
    token = _TOKEN.match(value)
    named = token[0].lower() if token else _OTHERS
    return named if named in {AGENT, _EVERYBODY} else _OTHERS


def _is_ours(value: str) -> bool:
    return _agent(value) != _OTHERS
