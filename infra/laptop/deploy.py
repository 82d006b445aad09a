"""``make deploy``: put Newswatch into an AWS account, or bring what is there up to date.

The first time a stage is deployed it asks what must be known, and writes that into samconfig.toml; later it
asks nothing. Before anything is built it looks whether AWS will let it. `sam deploy` then shows what would
change, and asks. Without a terminal, the environment says it: CONTACT, EMAIL, LIMIT, AWS_REGION, and YES=1.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop import doctor, samconfig, stack
from infra.laptop.asking import has_terminal
from infra.laptop.doctor_case import Mark
from infra.laptop.ending import ended
from infra.laptop.samconfig import Stage
from infra.laptop.stack import NoStack, Stack
from infra.laptop.switch import is_on
from infra.laptop.template import Template
from newswatch.config import limit_of
from newswatch.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
REGION = "eu-west-1"
"""Offered where no region is set."""
STUCK = frozenset(
    {"ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED", "UPDATE_ROLLBACK_FAILED"}
)
"""States of a stack that take no change."""
NOT_CONFIRMED = frozenset({"", "REVIEW_IN_PROGRESS"})
MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
Ask = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked the first time."""

    parameter: str
    """Of the template."""
    variable: str
    """Of the environment, which answers it too."""
    text: str
    wrong: str
    """What is said of an answer that the template does not take."""


QUESTIONS = (
    Question(
        "ContactUrl",
        "CONTACT",
        "Whom can the people behind a news site write to about your bot? Each request names it.\n"
        "An e-mail address or a web page",
        "That is neither an e-mail address nor a web page (https://…), in ASCII and without parentheses.",
    ),
    Question(
        "AlarmEmail",
        "EMAIL",
        "Who is told by e-mail when something is wrong? AWS asks that address to confirm.\n"
        "An e-mail address, or - for nobody",
        "That is no e-mail address.",
    ),
    Question(
        "MonthlyLimit",
        "LIMIT",
        "At how many US$ a month is it to stop reading news? It counts by itself, at list prices.\n"
        "A number, 0 for no limit",
        "That is no number of US dollars.",
    ),
)


def main(
    arguments: list[str] | None = None,
    ask: Ask = input,
    front: doctor.Front = lambda url: (url, {}),
) -> int:
    """Deploy a stage; return the exit status."""
    args = _parser().parse_args(arguments)
    asking = ask if ask is not input or has_terminal() else _nobody
    stopped = "Stopped. What AWS has begun goes on: make doctor tells."
    return ended(partial(_deploy, args, asking, front), stopped=stopped)


def _deploy(args: argparse.Namespace, ask: Ask, front: doctor.Front) -> int:
    stage = _with_region(samconfig.load(args.stage, args.config), ask)
    client = stack.in_region(stage.region)
    account = client("sts").get_caller_identity()["Account"]
    before = _looked_up(client, stage)
    verb = "is made" if before is None else "is brought up to date"
    print(f"The stack {stage.stack} {verb}, in {stage.region} of the AWS account {account}.")
    asked = _answered(stage, before, ask)
    if asked != samconfig.load(args.stage, args.config):
        samconfig.save(asked, args.config)
        print(f"Written into {args.config.name}. All other settings: Parameters in template.yaml.")
    for line in stack.moved(before) if before else ():
        print(f"\n{line}")
    confirmed = is_on(os.environ.get("YES", ""))
    if ask is _nobody and not confirmed:
        raise ConfigError("There is no terminal to ask whether it may begin: say so with YES=1.")
    if args.build and subprocess.run(shlex.split(args.build), cwd=ROOT, check=False).returncode:
        raise ConfigError("The build failed, see above. Nothing was deployed.")
    cloudformation = client("cloudformation")
    shown = _not_carried_out(cloudformation, before)
    began = datetime.now(UTC)
    command = [args.sam, "deploy", "--config-env", asked.config_env, "--config-file", str(args.config)]
    more = ["--no-confirm-changeset"] * confirmed + shlex.split(args.sam_args)
    done = subprocess.run(
        [*command, "--no-fail-on-empty-changeset", *more],
        cwd=ROOT,
        env={**os.environ, "AWS_DEFAULT_REGION": stage.region, "AWS_REGION": stage.region},
        check=False,
    )
    if done.returncode == 0 and _not_carried_out(cloudformation, before) - shown:
        # SAM CLI ends as if all were done where somebody answers N.
        raise ConfigError(f"The change was not confirmed. The stack {asked.stack} is as it was.")
    return _told(client, asked, began, front, failed=done.returncode != 0)


def _not_carried_out(cloudformation: Any, found: Stack | None) -> frozenset[str]:
    """Return the ids of a stack's changes that wait to be carried out, as far as one may look."""
    if found is None:
        return frozenset()
    try:
        pages = list(cloudformation.get_paginator("list_change_sets").paginate(StackName=found.name))
    except ClientError:
        return frozenset()
    changes = chain.from_iterable(page["Summaries"] for page in pages)
    return frozenset(each["ChangeSetId"] for each in changes if each.get("ExecutionStatus") == "AVAILABLE")


def _with_region(stage: Stage, ask: Ask) -> Stage:
    """Return a stage that has a region. Raises ConfigError."""
    set_by = os.environ.get("AWS_REGION") or boto3.Session().region_name or ""
    region = stage.region or set_by
    if (said := os.environ.get("AWS_REGION", "")) and stage.region and said != stage.region:
        print(f"AWS_REGION says {said}. What is written down of the stage is taken: {stage.region}.")
    known = boto3.Session().get_available_regions("lambda")
    while region not in known:
        if region:
            _again(f"AWS has no region {region}.", ask)
        region = ask(f"In which AWS region? [{REGION}] ").strip() or REGION
    return replace(stage, region=region)


def _looked_up(client: stack.Client, stage: Stage) -> Stack | None:
    """Return the stack as it is, None where there is none. Raises ConfigError where it takes no change."""
    try:
        found = stack.describe(client("cloudformation"), stage.stack)
    except NoStack:
        return None
    if found.status in STUCK:
        raise ConfigError(f"The stack {found.name} is {found.status}. {stack.trouble(found, stage.option)}")
    if found.status.endswith("_IN_PROGRESS") and found.status not in NOT_CONFIRMED:
        raise ConfigError(
            f"The stack {found.name} is {found.status}: wait until AWS is done, then try again."
        )
    return None if found.status in NOT_CONFIRMED else found


def _answered(stage: Stage, before: Stack | None, ask: Ask) -> Stage:
    """Return a stage with an answer to each question. Raises ConfigError."""
    template = Template.load(ROOT / "template.yaml").parameters
    answers = {name: value for name, value in stage.parameters.items() if name in template}
    if gone := sorted(stage.parameters.keys() - template.keys()):
        print(f"No parameters any more, and written down no longer: {', '.join(gone)}.")
    for question in QUESTIONS:
        if question.parameter not in template:
            continue
        given = os.environ.get(question.variable, "")
        known = answers.get(question.parameter, (before.parameters if before else {}).get(question.parameter))
        if given:
            answers[question.parameter] = _checked(question, given, template)
        elif known is None:
            answers[question.parameter] = _asked(question, template, ask)
        else:
            answers[question.parameter] = _still_good(question, known, template)
    return replace(stage, parameters=answers)


def _asked(question: Question, template: Mapping[str, Any], ask: Ask) -> str:
    usual = str(template[question.parameter].get("Default", "")) or _mail()
    prompt = f"\n{question.text}{f' [{usual}]' if usual else ''}: "
    while True:
        try:
            return _checked(question, ask(prompt).strip() or usual, template)
        except ConfigError as e:
            _again(str(e), ask)


def _still_good(question: Question, known: str, template: Mapping[str, Any]) -> str:
    """Return what is written down as the template takes it. Raises ConfigError."""
    try:
        return _checked(question, known, template)
    except ConfigError as e:
        raise ConfigError(f"{question.parameter} is set to {known!r}. {e}") from e


def _checked(question: Question, answer: str, template: Mapping[str, Any]) -> str:
    """Return an answer as the template takes it. Raises ConfigError."""
    value = "" if answer == "-" else answer
    if question.parameter == "ContactUrl" and MAIL.fullmatch(value):
        value = f"mailto:{value}"
    described = template[question.parameter]
    if described["Type"] == "Number":
        taken = _is_amount(value, float(described["MaxValue"]))
    else:
        taken = re.fullmatch(described.get("AllowedPattern", ".*"), value) is not None
    if not taken:
        raise ConfigError(f"{question.wrong} ({question.variable})")
    return value


def _is_amount(text: str, most: float) -> bool:
    try:
        # Python takes 1_000 for a number, and CloudFormation does not.
        return limit_of(text) <= most and text.isascii() and "_" not in text
    except ConfigError:
        return False


def _again(problem: str, ask: Ask) -> None:
    """Say what is wrong with an answer. Raises ConfigError where nobody can be asked once more."""
    if ask is _nobody:
        raise ConfigError(problem)
    print(problem)


def _nobody(_prompt: str) -> str:
    names = ", ".join(f"{question.variable}=…" for question in QUESTIONS)
    raise ConfigError(f"There is no terminal to ask at: set AWS_REGION=…, {names} and YES=1 instead.")


def _mail() -> str:
    """Return the address that git knows of whoever asks, if it does."""
    try:
        said = subprocess.run(
            ["git", "config", "user.email"], capture_output=True, text=True, check=False, timeout=5, cwd=ROOT
        ).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
    return said if MAIL.fullmatch(said) else ""


def _told(client: stack.Client, stage: Stage, since: datetime, front: doctor.Front, *, failed: bool) -> int:
    """Print how it went since then, and what is still to do; return the exit status."""
    try:
        found = stack.describe(client("cloudformation"), stage.stack)
    except NoStack:
        found = Stack(stage.stack, "")
    if found.status in NOT_CONFIRMED:
        print("\nNothing was deployed.", file=sys.stderr)
        return 1
    if failed:
        why = next(_reasons(client, stage.stack, since), "sam deploy says why, above.")
        print(f"\nThat did not work. {why}\n{stack.trouble(found, stage.option)}".rstrip(), file=sys.stderr)
        return 1
    print(f"\nThe stack {found.name} is deployed. What is still to do:", flush=True)
    findings = list(doctor.examine(found.name, client, front))
    open_ = [finding for finding in findings if finding.mark is not Mark.WELL]
    doctor.tell(open_)
    look = stack.look(found.name)
    print(f"Then look again: {look}" if open_ else f"Nothing. How it is at any time: {look}")
    return 0


def _reasons(client: stack.Client, name: str, since: datetime) -> Iterator[str]:
    """Yield what AWS says of what failed since then, the cause first."""
    try:
        events = client("cloudformation").describe_stack_events(StackName=name)["StackEvents"]
    except (BotoCoreError, ClientError):
        return
    for event in reversed(events):
        if event["Timestamp"] >= since and "FAILED" in event["ResourceStatus"]:
            yield f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', 'no reason given')}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make deploy", description=__doc__)
    parser.add_argument("--stage", default="", help=f"a deployment of its own beside the stage {stack.MAIN}")
    parser.add_argument("--build", default="", help=argparse.SUPPRESS)
    parser.add_argument("--sam", default="sam", help=argparse.SUPPRESS)
    parser.add_argument("--sam-args", default="", help="what else is said to sam deploy")
    parser.add_argument("--config", type=Path, default=samconfig.PATH, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
