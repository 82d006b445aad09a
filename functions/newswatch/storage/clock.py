"""The table's time: one clock for all functions, whatever the machine's says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from newswatch.observe import logger
from newswatch.ports import Clock

CLOSE = timedelta(seconds=2)
"""A Date header has whole seconds and travels: a clock that is off by less may well be right."""
WORTH_TELLING = timedelta(seconds=60)
"""AWS holds its machines within milliseconds. Who sees this looks at the machine."""


class ServerClock:
    """A local clock, corrected by the Date header (RFC 9110 §6.6.1) of what the table answers.

    Leases are compared between processes. Each answer says what time it is where
    all of them write; until the first one it is the local clock's. The correction
    stays as long as answers agree with it within ``CLOSE``, so that time does not
    jump to and fro with each of them.
    """

    def __init__(self, local: Clock) -> None:
        self._local = local
        self._offset = timedelta()
        self._told = False

    def now(self) -> datetime:
        """Implement ``Clock``."""
        return self._local.now() + self._offset

    def heard(self, metadata: Mapping[str, Any]) -> None:
        """Learn from botocore's ``ResponseMetadata``; nothing from one without a time that can be read."""
        said = _date(metadata)
        if said is None:
            return
        offset = said - self._local.now()
        if abs(offset - self._offset) < CLOSE:
            return
        self._offset = offset if abs(offset) >= CLOSE else timedelta()
        if abs(self._offset) > WORTH_TELLING and not self._told:
            self._told = True
            logger.warning("clock is off", offset_s=round(self._offset.total_seconds()))


def _date(metadata: Mapping[str, Any]) -> datetime | None:
    """Return the time of an answer; None where there is none that can be read."""
    try:
        said = parsedate_to_datetime(metadata["HTTPHeaders"]["date"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    # The oldest of the three formats (RFC 9110 §5.6.7) names no zone; it is GMT as in the others.
    return said if said.tzinfo else said.replace(tzinfo=UTC)
