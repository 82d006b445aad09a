"""What scripts ask a ``make run`` that is running beside them.

As a program: whether functions in containers can be served by it.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import ProxyHandler, Request, build_opener

from infra.laptop.laptop import REPOSITORY, Ports
from infra.laptop.slack.workspace import TOKEN
from newswatch.errors import ConfigError

DATA = REPOSITORY / ".newswatch"
ENVIRONMENTS = "sam-local.json"
"""Each function's variables, as they are here: what ``sam local --env-vars`` takes."""
TIMEOUT_S = 10
LOOPBACK = "127.0.0.1"


def environments(data: Path) -> dict[str, dict[str, str]]:
    """Return the functions' variables in the last run with its state in this folder; none without one."""
    try:
        found: dict[str, dict[str, str]] = json.loads((data / ENVIRONMENTS).read_text())
    except (OSError, ValueError):
        return {}
    return found


def keep_environments(data: Path, found: Mapping[str, Mapping[str, str]]) -> None:
    """Keep them for ``sam local``."""
    (data / ENVIRONMENTS).write_text(json.dumps(found, indent=1) + "\n")


def page_url(data: Path) -> str:
    """Return where the Slack stand-in of that run is, or would be by default."""
    command = environments(data).get("CommandFunction", {})
    return command.get("SLACK_HOOKS_URL") or f"http://{LOOPBACK}:{Ports().slack}/"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A command as the stand-in would send it."""

    form: dict[str, str]
    url: str
    """Where it would send it."""
    names: dict[str, str]
    """Of people and channels, by id."""


def prepare(page: str, *, person: str, channel: str, text: str) -> Prepared:
    """Return what somebody's command would be.

    Args:
        page: the stand-in's address.
        person: id or name; empty for whose page it is.
        channel: id or name.
        text: what follows the command, as it is typed.

    Raises:
        ConfigError: nobody listens there, or one cannot type that there.
    """
    said = _asked(page, {"user": person, "channel": channel, "text": text})
    if not said["ok"]:
        raise ConfigError(f"Slack does not take that: {said['message']}")
    return Prepared(said["form"], said["url"], said["names"])


def _asked(page: str, wanted: Mapping[str, str]) -> dict[str, Any]:
    """Return what the stand-in says when asked for a form. Raises ConfigError where it is not there."""
    asked = json.dumps(wanted).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {TOKEN}"}
    try:
        # Not through a proxy that the environment names.
        opener = build_opener(ProxyHandler({}))
        with opener.open(Request(f"{page}local/form", asked, headers), timeout=TIMEOUT_S) as answer:
            said: dict[str, Any] = json.load(answer)
            return said
    except HTTPError as e:
        with e:
            status = HTTPStatus(e.code).phrase
        raise ConfigError(f"What listens at {page} is not Newswatch on this laptop ({status}).") from e
    except (URLError, OSError, ValueError) as e:
        raise ConfigError(
            f"Nobody listens at {page}. Start Newswatch first, in another terminal: make run"
        ) from e


def main(arguments: list[str] | None = None) -> int:
    """Say what is in the way of functions in containers; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m infra.laptop.running", description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with the state of make run")
    data = parser.parse_args(arguments).data
    page = page_url(data)
    try:
        # Whatever it says of that: it is there.
        _asked(page, {"user": "", "channel": "", "text": ""})
    except ConfigError as e:
        print(e, file=sys.stderr)
    else:
        if urlsplit(page).hostname != LOOPBACK:
            return 0
        print(f"Newswatch is running at {page}, where no container reaches it.", file=sys.stderr)
    print("Functions in containers need it beside them as: make run ARGS=--docker", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
