"""Every rule that a month is held against."""

from month import asking, keeping, pacing

CHECKS = [*asking.CHECKS, *pacing.CHECKS, *keeping.CHECKS]
