"""A short month keeps every rule; ``make month`` runs the long one."""

import pytest

from month import report
from month.checks import judge
from month.house import House
from month.rules import CHECKS
from month.sites import acts, scripts

SOURCES, DAYS, SEED = 20, 1.25, 4711
"""One or two sources of each class, long enough for the notice after a day of failing."""


@pytest.fixture(scope="module")
def month():
    sites = scripts(SOURCES, DAYS, SEED)
    return House(sites, acts(sites, DAYS, SEED), SEED, DAYS).run()


def test_a_short_month_keeps_every_rule(month):
    broken = [verdict for verdict in judge(month, CHECKS) if not verdict.is_kept]
    assert not broken, report.verdicts(broken)


def test_its_report_shows_every_class_and_every_check(month):
    told = report.everything(month, judge(month, CHECKS))
    assert all(script.kind in told for script in month.scripts.values())
    assert all(check.rule in told for check in CHECKS)


def test_what_is_measured_happened(month):
    statuses = {asked.status for asked in month.asked}
    assert {200, 304, 301, 302, 404, 410, 429, 503, 0} <= statuses
    assert {"crash", "twice", "late"} <= {mishap.kind for mishap in month.mishaps}
    assert len(month.handed) > 1_000
