"""Setting up the Slack app: ``make slack-manifest`` and ``make slack-secrets``.

Both find the stack as ``sam deploy`` does: by AWS's usual credentials and region.
"""

import argparse
import re
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from infra.laptop import samconfig, stack
from infra.laptop.asking import hidden
from infra.laptop.ending import ended
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


def stack_url(cloudformation: Any, name: str) -> str:
    """Return a deployed stack's output ``SlackUrl``. Raises ConfigError."""
    try:
        outputs = stack.describe(cloudformation, name).outputs
    except ConfigError as e:
        raise ConfigError(f"{e} Or give its output: URL=https://…") from e
    if "SlackUrl" not in outputs:
        raise ConfigError(f"The stack {name} has no output SlackUrl yet: is it deployed?")
    return outputs["SlackUrl"]


def store_secrets(ssm: Any, name: str, ask: Callable[[str], str]) -> list[str]:
    """Ask for a stack's token and signing secret, store them, and return the names of their parameters.

    Raises:
        ConfigError: what was given cannot be right; nothing is stored then.
        BotoCoreError, ClientError: SSM did not take it.
    """
    token = ask("Bot User OAuth Token (OAuth & Permissions, xoxb-…): ").strip()
    if not TOKEN.fullmatch(token):
        raise ConfigError("A bot token begins with xoxb-. Nothing was stored.")
    secret = ask("Signing Secret (Basic Information, 32 hexadecimal digits): ").strip()
    if not SECRET.fullmatch(secret):
        raise ConfigError("A signing secret has 32 hexadecimal digits. Nothing was stored.")
    values = {stack.token_parameter(name): token, stack.signing_parameter(name): secret}
    for parameter, value in values.items():
        ssm.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    return list(values)


def main() -> int:
    """Print the manifest, or store the secrets; return the exit status."""
    parser = argparse.ArgumentParser(description="Set up the Slack app.")
    parser.add_argument("step", choices=["manifest", "secrets"])
    parser.add_argument("--url", default="", help="the stack's output SlackUrl; looked up when not given")
    parser.add_argument("--stack", default="", help=f"name of the stack ({stack.NAME})")
    args = parser.parse_args()
    step = _print_manifest if args.step == "manifest" else _ask_for_secrets
    return ended(partial(step, args.stack or stack.NAME, args.url), stopped="Stopped.")


def _print_manifest(name: str, url: str) -> int:
    print(manifest(url or stack_url(samconfig.client_of(name)("cloudformation"), name)), end="")
    return 0


def _ask_for_secrets(name: str, _url: str) -> int:
    client = samconfig.client_of(name)
    # Before anybody has looked for what is of no use then.
    client("sts").get_caller_identity()
    names = store_secrets(client("ssm"), name, hidden)
    print(f"Stored as {' and '.join(names)}. They are in use within 5 minutes. Look: {stack.look(name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
