"""Tables of a TOML file that people write, as plain values. What is wrong is said with its place."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from newswatch.errors import ConfigError


class Entry:
    """One table, and where it stands, for errors. Keys are taken out one by one.

    Every method that takes a key raises ConfigError: it is missing, or is no such value.
    """

    def __init__(
        self, place: str, values: Mapping[str, object], place_of: Callable[[str], str] | None = None
    ) -> None:
        """Take a table.

        Args:
            place: where it stands, in words.
            values: its keys and values.
            place_of: where a key of it stands; with its table, if that is not known.
        """
        self._place, self._left = place, dict(values)
        self._place_of = place_of or (lambda _: place)

    def has(self, key: str) -> bool:
        """Return whether there is such a key that has not been taken out."""
        return key in self._left

    def refuse_if(self, wrong: bool, message: str, key: str = "") -> None:
        """Raise ConfigError if something is wrong, with a key or with the table."""
        if wrong:
            raise ConfigError(f"{self._place_of(key) if key else self._place}: {message}")

    def string(self, key: str) -> str:
        """Take out a text that is not blank."""
        value = self._take(key)
        if not isinstance(value, str) or not value.strip():
            self.refuse_if(True, f"{key} must be a text", key)
        return str(value)

    def match(self, key: str, pattern: re.Pattern[str], form: str) -> str:
        """Take out a text of a form."""
        value = self.string(key)
        self.refuse_if(not pattern.fullmatch(value), f"{key} must be {form}, not {value!r}", key)
        return value

    def integer(self, key: str, least: int | None = None, most: int | None = None) -> int:
        """Take out a whole number, within bounds."""
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ConfigError(f"{self._place_of(key)}: {key} must be a whole number")
        bounds = f"from {least}" if most is None else f"from {least} to {most}"
        is_within = (least is None or value >= least) and (most is None or value <= most)
        self.refuse_if(not is_within, f"{key} must be a whole number {bounds}, not {value}", key)
        return value

    def flag(self, key: str) -> bool:
        """Take out a ``true`` or ``false``."""
        value = self._take(key)
        if not isinstance(value, bool):
            raise ConfigError(f"{self._place_of(key)}: {key} must be true or false")
        return value

    def moment(self, key: str) -> datetime:
        """Take out a date with its time and offset from UTC; return it in UTC."""
        value = self._take(key)
        if not isinstance(value, datetime) or value.tzinfo is None:
            raise ConfigError(f"{self._place_of(key)}: {key} must be a time, as in 2026-11-29T08:00:00Z")
        try:
            return value.astimezone(UTC)
        except OverflowError:
            raise ConfigError(f"{self._place_of(key)}: {key} is beyond all calendars") from None

    def strings(self, key: str) -> tuple[str, ...]:
        """Take out a list of texts."""
        value = self._take(key)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ConfigError(f"{self._place_of(key)}: {key} must be a list of texts")
        return tuple(value)

    def table(self, key: str) -> dict[str, str]:
        """Take out a table of texts."""
        value = self._take(key)
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            raise ConfigError(f"{self._place_of(key)}: {key} must be a table of texts")
        return value

    def nested(self, key: str) -> "Entry":
        """Take out a table of anything."""
        value = self._take(key)
        if not isinstance(value, dict):
            raise ConfigError(f"{self._place_of(key)}: {key} must be a table, as in {key} = {{ … }}")
        place = f"{self._place_of(key)}, {key}"
        return Entry(place, value)

    def done(self) -> None:
        """Refuse what nobody asked for: it is a misspelt key more often than not."""
        unknown = ", ".join(sorted(self._left))
        self.refuse_if(bool(self._left), f"unknown key {unknown}", next(iter(self._left), ""))

    def _take(self, key: str) -> object:
        self.refuse_if(key not in self._left, f"{key} is missing")
        return self._left.pop(key)


def toml(place: str, text: str) -> dict[str, object]:
    """Parse TOML. Raises ConfigError, with the line."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # not TOML, or a number of thousands of digits
        raise ConfigError(f"{place}: is not TOML: {error}") from error
