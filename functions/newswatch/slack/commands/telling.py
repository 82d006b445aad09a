"""``set <topic> outlets|thread|prefer <value>``: how a topic tells stories that several outlets carry."""

import difflib
import re
from collections.abc import Iterator, Sequence

from newswatch.model import MOST_OUTLETS, ThreadPolicy
from newswatch.slack.commands import typed
from newswatch.slack.commands.wanted import Command, Outlets, Prefer, Thread, Wrong
from newswatch.sources import urls

SETTINGS = ("outlets", "thread", "prefer")
OFF = frozenset({"off", "none", "no"})
PREFERRED = 10
"""Sites and tags of a topic: in a longer order nobody sees what leads."""
THREADS = (
    "The setting thread is edit (further coverage changes the message), reply (it is told in the thread, "
    "too, at most every 30 minutes) or each (each article has a message of its own)."
)
ORDER = "What messages lead with are sites and tags, best first, as in reuters.com tag:wires; or off."
_TAG = re.compile(r"tag:\w[\w.-]{0,39}")
_COUNT = re.compile(r"[0-9]{1,4}")
_PIECE = re.compile(r"<[^<>]*>|[^\s,<>]+")
"""A word; of what Slack wrapped all, whatever stands beside it."""
_AROUND = "`'\"“”‘’();"
_BETWEEN = frozenset({"and", "then", ">"})
_SITE = re.compile(r".*[^.]\.[a-z0-9-]{2,}")
"""A host that is no single name and no abbreviation."""
_MAIL = re.compile(r"(?:https?://)?[^/?#]*@")
_NAME = re.compile(r"\w[\w.&'’-]{0,60}")
"""What an outlet can be called, in one word."""


def parse(topic: str, before: str, setting: str, values: Sequence[str]) -> Command:
    """Return what one of these settings with these words asks for.

    Args:
        topic: its handle.
        before: the text that sets something of it: ``set <topic>``.
        setting: one of ``SETTINGS``.
        values: what comes after it.
    """
    match setting:
        case "outlets":
            return _outlets(topic, before, typed.keyword(" ".join(values)))
        case "thread":
            return _thread(topic, before, typed.keyword(" ".join(values)))
    return _prefer(topic, before, " ".join(values))


def _outlets(topic: str, before: str, said: str) -> Command:
    if said in OFF:
        return Outlets(topic, 1)
    count = int(said) if _COUNT.fullmatch(said) else 0
    if 1 <= count <= MOST_OUTLETS:
        return Outlets(topic, count)
    problem = (
        f"A story is told when so many outlets carry it: from 1 to {MOST_OUTLETS}; off is the same as 1."
    )
    near = MOST_OUTLETS if count > MOST_OUTLETS else 3
    return Wrong(problem, (f"{before} outlets {near}", f"{before} outlets off"))


def _thread(topic: str, before: str, said: str) -> Command:
    policies = [policy.value for policy in ThreadPolicy]
    if said in policies:
        return Thread(topic, ThreadPolicy(said))
    near = difflib.get_close_matches(said[:20], policies, n=1, cutoff=0.6)
    return Wrong(THREADS, tuple(f"{before} thread {policy}" for policy in dict.fromkeys((*near, *policies))))


def _prefer(topic: str, before: str, text: str) -> Command:
    words = list(dict.fromkeys(_order(text)))
    if len(words) == 1 and words[0] in OFF:
        return Prefer(topic)
    odd = next((word for word in words if not (_is_known(word) or _NAME.fullmatch(word))), "")
    if odd or not words:
        known = " ".join(filter(_is_known, words[:PREFERRED])) or "off"
        problem = f"“{typed.meant(odd)}” is no site. {ORDER}" if odd else ORDER
        return Wrong(problem, (f"{before} prefer {known}",))
    if len(words) > PREFERRED:
        rather = " ".join(filter(_is_known, words[:PREFERRED])) or "off"
        return Wrong(f"A topic prefers {PREFERRED} sites and tags at most.", (f"{before} prefer {rather}",))
    return Prefer(topic, tuple(words), next((word for word in words if not _is_known(word)), ""))


def _order(text: str) -> Iterator[str]:
    """Yield sites and tags as they are compared; what is neither as it was typed, in lower case."""
    for piece in _PIECE.findall(text):
        word = typed.keyword(typed.link(piece).strip(_AROUND))
        if word and word not in _BETWEEN:
            yield site_of(word) or word


def _is_known(word: str) -> bool:
    return _TAG.fullmatch(word) is not None or site_of(word) == word


def site_of(word: str) -> str:
    """Return the site that an address or a host stands for; empty for none."""
    if _MAIL.match(word):
        return ""
    url = word if "://" in word else f"https://{word}"
    site = urls.outlet(url) if urls.is_web_address(url) else ""
    return site if _SITE.fullmatch(site) else ""
