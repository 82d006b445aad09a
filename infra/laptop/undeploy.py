"""``make undeploy``: take a deployment away, all but what cannot be had again: the table, and the secrets."""

import argparse
import os
import sys
from collections.abc import Callable

from botocore.exceptions import WaiterError

from infra.laptop import samconfig, stack
from infra.laptop.ending import ended
from infra.laptop.switch import is_on
from newswatch.errors import ConfigError

TABLE = "AWS::DynamoDB::Table"


def main(arguments: list[str] | None = None, ask: Callable[[str], str] = input) -> int:
    """Delete a stack, once its name was typed; return the exit status."""
    parser = argparse.ArgumentParser(prog="make undeploy", description=__doc__)
    parser.add_argument("--stack", default="", help="name of the stack")
    args = parser.parse_args(arguments)
    if not args.stack:
        print(f"Which one? make undeploy STACK={stack.NAME}", file=sys.stderr)
        return 1
    stopped = "Stopped. What AWS has begun goes on."
    return ended(lambda: _undeploy(args.stack, samconfig.client_of(args.stack), ask), stopped=stopped)


def _undeploy(name: str, client: stack.Client, ask: Callable[[str], str]) -> int:
    cloudformation = client("cloudformation")
    found = stack.describe(cloudformation, name)
    tables = [id_ for kind, id_ in stack.resources(cloudformation, name).values() if kind == TABLE and id_]
    print(f"The stack {name} ({found.status}) goes: functions, queues with what waits in them, logs, alarms.")
    print(_kept(name, tables))
    if not is_on(os.environ.get("YES", "")) and ask(f"Type {name} to delete it: ").strip() != name:
        print("Nothing was deleted.", file=sys.stderr)
        return 1
    cloudformation.delete_stack(StackName=name)
    print("AWS is at it: this takes a few minutes …", flush=True)
    try:
        cloudformation.get_waiter("stack_delete_complete").wait(StackName=name)
    except WaiterError as e:
        again = "The stack's events in the console (CloudFormation) tell why."
        raise ConfigError(f"AWS did not delete all of it. {again}") from e
    print(f"The stack {name} is deleted.")
    return 0


def _kept(name: str, tables: list[str]) -> str:
    lines = ["These stay, and go on costing cents a month, until you delete them yourself:"]
    for table in tables:
        lines += [
            f"- the table {table}: topics, sources, history. To have them in another deployment:",
            f"    make backup TABLE={table} FILE=newswatch.toml",
            "    make deploy",
            "    make restore FILE=newswatch.toml STACK=newswatch PERSON=U…",
        ]
    return "\n".join(
        [
            *lines,
            f"- the SSM parameters /{name}/…: token, signing secret, sources' secret headers",
            "- what was uploaded, in the S3 bucket aws-sam-cli-managed-default-…, which stacks share",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
