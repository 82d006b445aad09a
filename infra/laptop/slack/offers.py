"""What an app offers in external menus: read, checked, and remembered until it is chosen."""

import json
import logging
import threading
from collections.abc import Callable, Mapping
from typing import Any

from infra.laptop.slack.delivery import Answered
from infra.laptop.slack.elements import options_of
from infra.laptop.slack.records import Json
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.validate import check_choices

MIN_QUERY = 3
"""docs.slack.dev, "Select menu element": ``min_query_length`` where it is not given."""
MAX_OFFERS = 500

logger = logging.getLogger(__name__)


class Offers:
    """The options that were offered last, by place (a view or a message), block and element."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._offers: dict[tuple[str, str, str], dict[str, Json]] = {}

    def remember(self, place: str, block_id: str, action_id: str, choices: Json) -> None:
        """Add what was offered: of what was offered before, something may be chosen already."""
        key = place, block_id, action_id
        with self._lock:
            known = self._offers.pop(key, {})
            self._offers[key] = known | {option["value"]: option for option in options_of(choices)}
            while len(self._offers) > MAX_OFFERS:
                del self._offers[next(iter(self._offers))]

    def at(self, place: str) -> Callable[[str, str], Mapping[str, Json]]:
        """Return what was offered in a place, by block and element."""

        def offered(block_id: str, action_id: str) -> Mapping[str, Json]:
            with self._lock:
                return dict(self._offers.get((place, block_id, action_id), {}))

        return offered


def read_choices(answered: Answered) -> dict[str, Any]:
    """Return ``options`` or ``option_groups`` that an app answers a ``block_suggestion`` with.

    Raises:
        Refusal: ``invalid_options``, for what Slack would not show.
    """
    try:
        said = json.loads(answered.body)
    except ValueError:
        said = None
    if not isinstance(said, dict) or len(said.keys() & {"options", "option_groups"}) != 1:
        logger.warning("the app's options are refused: there must be options or option_groups")
        raise Refusal("invalid_options")
    if complaints := check_choices(said):
        logger.warning("the app's options are refused: %s", complaints)
        raise Refusal("invalid_options")
    return said
