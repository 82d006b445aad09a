"""Setting up the Slack app: ``make slack-manifest`` and ``make slack-secrets``.

Both find the stack as ``sam deploy`` does: AWS's usual credentials and region,
the stack's name from samconfig.toml.
"""

import argparse
import getpass
import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop.template import Template
from newswatch.errors import ConfigError

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = "SLACK-URL"
"""What stands for the host in infra/slack-manifest.yaml."""
HOST = re.compile(r"[a-z0-9.-]+(:\d+)?", re.IGNORECASE)
TOKEN = re.compile(r"xoxb-[A-Za-z0-9-]+")
SECRET = re.compile(r"[0-9a-f]{32}")


def manifest(url: str) -> str:
    """Return the app's manifest for a deployment.

    Args:
        url: the stack's output ``SlackUrl``, with or without ``https://``.

    Raises:
        ConfigError: it is no URL of a host.
    """
    host = url.strip().removeprefix("https://").rstrip("/")
    if not HOST.fullmatch(host):
        raise ConfigError(f"{url!r} is not the output SlackUrl of the stack: https://….amazonaws.com")
    return (ROOT / "infra" / "slack-manifest.yaml").read_text().replace(PLACEHOLDER, host)


def stack_url(cloudformation: Any) -> str:
    """Return the deployed stack's output ``SlackUrl``. Raises ConfigError."""
    config = tomllib.loads((ROOT / "samconfig.toml").read_text())
    name = config["default"]["global"]["parameters"]["stack_name"]
    try:
        [stack] = cloudformation.describe_stacks(StackName=name)["Stacks"]
    except (ClientError, BotoCoreError) as e:
        raise ConfigError(f"The stack {name} cannot be read: {e}. Give its output: URL=https://…") from e
    outputs = {output["OutputKey"]: output["OutputValue"] for output in stack.get("Outputs", [])}
    if "SlackUrl" not in outputs:
        raise ConfigError(f"The stack {name} has no output SlackUrl yet: is it deployed?")
    return str(outputs["SlackUrl"])


def store_secrets(ssm: Any, ask: Callable[[str], str]) -> list[str]:
    """Ask for token and signing secret, store them, and return the names of their parameters.

    Raises:
        ConfigError: what was given cannot be right, or SSM did not take it; nothing is stored then.
    """
    token = ask("Bot User OAuth Token (OAuth & Permissions, xoxb-…): ").strip()
    if not TOKEN.fullmatch(token):
        raise ConfigError("A bot token begins with xoxb-. Nothing was stored.")
    secret = ask("Signing Secret (Basic Information, 32 hexadecimal digits): ").strip()
    if not SECRET.fullmatch(secret):
        raise ConfigError("A signing secret has 32 hexadecimal digits. Nothing was stored.")
    parameters = Template.load(ROOT / "template.yaml").parameters
    values = {"SlackTokenParameter": token, "SlackSigningSecretParameter": secret}
    names = {str(parameters[parameter]["Default"]): value for parameter, value in values.items()}
    try:
        for name, value in names.items():
            ssm.put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)
    except (ClientError, BotoCoreError) as e:
        raise ConfigError(f"AWS did not take it: {e}") from e
    return list(names)


def main() -> int:
    """Print the manifest, or store the secrets; return the exit status."""
    parser = argparse.ArgumentParser(description="Set up the Slack app.")
    parser.add_argument("step", choices=["manifest", "secrets"])
    parser.add_argument("--url", default="", help="the stack's output SlackUrl; looked up when not given")
    args = parser.parse_args()
    try:
        if args.step == "manifest":
            print(manifest(args.url or stack_url(boto3.client("cloudformation"))), end="")
        else:
            names = store_secrets(boto3.client("ssm"), getpass.getpass)
            print(f"Stored as {' and '.join(names)}. They are in use within 5 minutes. Try /watch status.")
    except BotoCoreError as e:
        print(f"AWS cannot be asked: {e} Which region? AWS_REGION=eu-west-1 make …", file=sys.stderr)
        return 1
    except ConfigError as e:
        print(e, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
