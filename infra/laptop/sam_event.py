"""``make sam-event``: print one of infra/events for ``sam local invoke``, ready for a ``make run`` beside it.

What Slack sends is signed anew, since a signature is good for five minutes; what
points to this machine points to where things are served now.
"""

import argparse
import base64
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from infra.laptop import running
from infra.laptop.laptop import REPOSITORY, Ports
from infra.laptop.slack.payloads import body
from infra.laptop.slack.signing import SIGNING_SECRET, signed
from newswatch.errors import ConfigError
from newswatch.sources.urls import source_id

EVENTS = REPOSITORY / "infra" / "events"
SITE = f"127.0.0.1:{Ports().site}"
"""Where the files expect the main demo outlet."""


def main(arguments: list[str] | None = None) -> int:
    """Print one event; return the exit status."""
    parser = argparse.ArgumentParser(prog="make sam-event", description=__doc__)
    parser.add_argument("event", help="a name in infra/events, or a file")
    parser.add_argument("--data", type=Path, default=running.DATA, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    path = EVENTS / f"{args.event}.json"
    path = path if path.exists() else Path(args.event)
    try:
        print(json.dumps(ready(json.loads(path.read_text()), args.data, datetime.now(UTC)), indent=2))
    except (OSError, ValueError) as e:
        names = ", ".join(sorted(file.stem for file in EVENTS.glob("*.json")))
        print(f"{args.event} is no event that can be read ({e}). There are: {names}.", file=sys.stderr)
        return 1
    return 0


def ready(event: dict[str, Any], data: Path, now: datetime) -> dict[str, Any]:
    """Return an event as it works now.

    Args:
        event: of a function of the template.
        data: the folder with the state of ``make run``.
        now: when it is signed.
    """
    if event.get("rawPath", "").startswith("/slack/"):
        return _signed(event, data, now)
    return {**event, "Records": [_here(r, data) for r in event["Records"]]} if "Records" in event else event


def _here(record: dict[str, Any], data: Path) -> dict[str, Any]:
    """Return a queue's message, with the demo site where it is now, and a response_url that is good."""
    hosts = running.environments(data).get("MatchFunction", {}).get("PRIVATE_HOSTS", "").split()
    site = hosts[0] if hosts else SITE
    text = record["body"].replace(_feed(SITE), _feed(site)).replace(SITE, site)
    asked = json.loads(text)
    if "response_url" in asked:
        form = _form(data, asked["user"], asked["channel"], asked["text"])
        asked["response_url"] = form.get("response_url", asked["response_url"])
        text = json.dumps(asked)
    return {**record, "body": text}


def _signed(event: dict[str, Any], data: Path, now: datetime) -> dict[str, Any]:
    text = event["body"]
    raw = base64.b64decode(text).decode() if event["isBase64Encoded"] else text
    form = dict(parse_qsl(raw, keep_blank_values=True))
    fresh = body(form | _form(data, form["user_id"], form["channel_id"], form["text"]))
    headers = {name.lower(): value for name, value in signed(fresh, SIGNING_SECRET, now).items()}
    return {
        **event,
        "headers": event["headers"] | headers,
        "body": base64.b64encode(fresh).decode(),
        "isBase64Encoded": True,
    }


def _form(data: Path, person: str, channel: str, text: str) -> dict[str, str]:
    """Return the form that the stand-in makes; nothing where none is running."""
    try:
        return running.prepare(running.page_url(data), person=person, channel=channel, text=text).form
    except ConfigError as e:
        print(f"{e} Until then late answers reach nobody.", file=sys.stderr)
        return {}


def _feed(site: str) -> str:
    return source_id(f"http://{site}/feed.xml")


if __name__ == "__main__":
    sys.exit(main())
