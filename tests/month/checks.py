"""What a check is: a rule, where it comes from, and a function that finds what breaks it on the record."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from month.log import Month

Find = Callable[[Month], Iterator[str]]


@dataclass(frozen=True)
class Check:
    """One rule that is held against a month."""

    id: str
    rule: str
    source: str
    """Where the rule comes from."""
    find: Find
    info: bool = False
    """Whether it is told only, and breaks nothing."""


@dataclass(frozen=True)
class Verdict:
    """What came of a check."""

    check: Check
    offences: tuple[str, ...]
    excused: int

    @property
    def is_kept(self) -> bool:
        """Return whether the rule was kept."""
        return self.check.info or not self.offences


def judge(month: Month, checks: "list[Check]") -> list[Verdict]:
    """Hold every check against a month."""
    return [Verdict(check, tuple(check.find(month)), month.excused.get(check.id, 0)) for check in checks]


def when(moment: datetime) -> str:
    """Return a time as reports have it."""
    return f"{moment:%d %H:%M:%S}"


def minutes(span: timedelta) -> str:
    """Return how long something is, in minutes."""
    return f"{span.total_seconds() / 60:.1f} min"
