"""What was read of an article, in words."""

from newswatch.model import Article, State, TextFrom
from newswatch.slack.views import clauses
from newswatch.slack.views.mrkdwn import shown
from newswatch.slack.views.phrases import ERROR_CHARS, counted, headline
from newswatch.sources.urls import host, is_web_address
from newswatch.usecases.findings import Tongue

TITLE_CHARS = 150
SOURCE_CHARS = 60
LINK_CHARS = 500
"""A longer address leaves its line without a link: ten of them must not fill the answer."""


def titled(url: str, title: str) -> str:
    """Return a headline that leads to its article."""
    return headline(url if len(url) <= LINK_CHARS else "", title, TITLE_CHARS)


def outlet(article: Article) -> str:
    """Return who published an article, as it says itself or by its address; empty where neither tells."""
    return shown(
        article.site_name or (host(article.url) if is_web_address(article.url) else ""), SOURCE_CHARS
    )


def source(name: str, state: State = State.ACTIVE) -> str:
    """Return what a source is called, and that it is not read if it is not."""
    kept = shown(name, SOURCE_CHARS) or "(no name)"
    return kept if state is State.ACTIVE else f"{kept} ({state.value})"


def amount(article: Article, words: int) -> str:
    """Return how much was read of an article, and from where."""
    origin_of = {TextFrom.PAGE: "the page", TextFrom.FEED: "the feed", TextFrom.SUMMARY: "the feed’s summary"}
    wall = ", behind a paywall" if article.paywalled else ""
    note = f": {shown(article.note, ERROR_CHARS)}" if article.note else ""
    return f"{counted(words, 'word')} from {origin_of[article.text_from]}{wall}{note}"


def language(tongue: Tongue) -> str:
    """Return in which language it is; empty where that is not known."""
    spoken = clauses.language(tongue)
    return f"language {spoken}" if spoken else ""


def line(*told: str) -> str:
    """Return phrases as a line, without those that are empty."""
    said = " · ".join(filter(None, told))
    return said[:1].upper() + said[1:]
