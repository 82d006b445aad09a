"""App Home: topics, sources and settings, a tab each."""

from datetime import datetime
from typing import Any

from newswatch.slack.views import home_settings, home_sources, home_topics, kit
from newswatch.slack.views.ids import HOME_TAB
from newswatch.slack.views.kit import Block, actions, button, plain, section
from newswatch.slack.views.modal import WAITING
from newswatch.usecases.findings import AtHome, HomeSettings, HomeSources, HomeTopics

TABS = {"topics": "Topics", "sources": "Sources", "settings": "Settings"}


def home(found: AtHome, carried: str, now: datetime) -> dict[str, Any]:
    """Return what App Home shows.

    Args:
        found: what is in the tab.
        carried: what comes with each press in it.
        now: the time.
    """
    match found:
        case HomeTopics():
            tab, blocks = "topics", home_topics.blocks(found, now)
        case HomeSources():
            tab, blocks = "sources", home_sources.blocks(found, now)
        case HomeSettings():
            tab, blocks = "settings", home_settings.blocks(found, now)
    return kit.home([*_tabs(tab), *blocks], carried)


def waiting(carried: str) -> dict[str, Any]:
    """Return what App Home shows until it has been read what it is to show.

    Args:
        carried: as for ``home``.
    """
    return kit.home([section(plain(WAITING))], carried)


def _tabs(shown: str) -> list[Block]:
    return actions(
        button(
            HOME_TAB,
            label,
            tab,
            style="primary" if tab == shown else "",
            aloud=f"{label}, shown now" if tab == shown else f"Show {label.lower()}",
        )
        for tab, label in TABS.items()
    )
