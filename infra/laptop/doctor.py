"""``make doctor``: look at a deployment from end to end, and say in plain sentences how it is.

A line each: ✓ it is as it should be, ✗ it is not, ! worth a thought, ? your AWS rights do not let you look.
Nothing is changed, and no secret is shown. The exit status is 1 where there is a ✗.
"""

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from infra.laptop import doctor_aws, doctor_news, doctor_slack, samconfig, stack
from infra.laptop.doctor_case import Case, Finding, Look, Mark, looked
from infra.laptop.ending import ended
from infra.laptop.slack.plain import clean
from infra.laptop.template import Template

ROOT = Path(__file__).resolve().parents[2]
DEPLOYED = ("functions", "template.yaml", "infra/observability.yaml")
"""What a deployment is made of."""
LOOKS: Mapping[str, Look] = {
    "The stack": doctor_aws.stack,
    "The functions": doctor_aws.functions,
    "What brings queues to functions": doctor_aws.event_sources,
    "The schedule": doctor_aws.schedule,
    "What is due": doctor_news.due,
    "The queues": doctor_aws.queues,
    "The table": doctor_aws.table,
    "The alarms": doctor_aws.alarms,
    "The month's costs": doctor_news.spending,
    "The secrets": doctor_slack.secrets,
    "The bot token": doctor_slack.token,
    "The request URL": doctor_slack.request_url,
    "The channels": doctor_slack.channels,
    "The sources": doctor_news.sources,
    "Parked posts": doctor_news.parked,
}
Front = Callable[[str], tuple[str, Mapping[str, str]]]


def main(arguments: list[str] | None = None) -> int:
    """Look and tell; return the exit status."""
    parser = argparse.ArgumentParser(prog="make doctor", description=__doc__)
    parser.add_argument("--stack", default="", help=f"name of the stack ({stack.NAME})")
    args = parser.parse_args(arguments)
    name = args.stack or stack.NAME
    return ended(lambda: int(tell(examine(name, samconfig.client_of(name))) > 0), stopped="Stopped.")


def examine(
    name: str, client: stack.Client, front: Front = lambda url: (url, {}), now: datetime | None = None
) -> Iterator[Finding]:
    """Yield what is found of a deployment, as it is found.

    Args:
        name: the stack.
        client: makes clients of AWS's services.
        front: for an address of the deployed API: the one to ask, and headers that it wants.
        now: the time; None for what it is.

    Raises:
        ConfigError: there is no such stack, or it cannot be read.
    """
    found = stack.describe(client("cloudformation"), name)
    template = Template.load(ROOT / "template.yaml")
    case = Case(found, template, client, now or datetime.now(UTC), front, changed)
    for what, look in LOOKS.items():
        yield from looked(case, what, look)


def tell(findings: Iterator[Finding] | Sequence[Finding], *, but: frozenset[Mark] = frozenset()) -> int:
    """Print findings, but for those of some marks; return how many are wrong."""
    amiss = 0
    for finding in findings:
        amiss += finding.mark is Mark.WRONG
        if finding.mark in but:
            continue
        print(f"{finding.mark} {clean(finding.text)}", flush=True)
        if finding.todo:
            print(f"    {finding.todo}", flush=True)
    return amiss


def changed() -> datetime | None:
    """Return when this checkout was last changed in what is deployed; None where git does not know."""
    try:
        said = subprocess.run(
            ["git", "log", "-1", "--format=%ct", "--", *DEPLOYED],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return None
    return datetime.fromtimestamp(int(said), UTC) if said.isdecimal() else None


if __name__ == "__main__":
    sys.exit(main())
