"""The notice to a source's owner of what has become of it."""

from newswatch.model import Told
from newswatch.posts import SourceNotice
from newswatch.slack.views.kit import Block, actions, section
from newswatch.slack.views.mrkdwn import code, shown
from newswatch.slack.views.phrases import ERROR_CHARS
from newswatch.slack.views.sources import URL_CHARS, button, called, resume_button, show_button
from newswatch.sources.urls import without_secrets


def source_notice(n: SourceNotice) -> list[Block]:
    """Return the blocks of a notice."""
    source = n.source
    troubled = n.change.what in {Told.GONE, Told.UNREADABLE, Told.FORSAKEN}
    buttons = [
        show_button(source),
        resume_button(source) if source.is_gone else None,
        button("Remove", "remove", source, "danger") if troubled else None,
    ]
    return [section(fallback(n), expand=True), *actions(buttons)]


def fallback(n: SourceNotice) -> str:
    """Return the notice as text."""
    source = n.source
    name, why = called(source), shown(source.trouble, ERROR_CHARS)
    match n.change.what:
        case Told.GONE:
            return f"✕ Your source {name} is gone. {why}".strip()
        case Told.UNREADABLE | Told.FORSAKEN:
            return f"{'✕' if source.is_gone else '⚠'} Your source {name} fails. {why}".strip()
        case Told.WELL:
            return f"● Your source {name} can be read again."
        case Told.MOVED:
            address = code(without_secrets(source.url), URL_CHARS)
            return f"Your source {name} has moved for good. It is read at {address} now."
    return f"Your source {name} was changed."
