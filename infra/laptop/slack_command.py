"""``make slack-command``: sign a command as Slack does, send it, print the answer."""

import argparse
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

from infra.laptop import running
from infra.laptop.slack.answers import read_answer
from infra.laptop.slack.delivery import PATIENCE_S, NotDelivered, deliver
from infra.laptop.slack.payloads import body
from infra.laptop.slack.plain import as_text, clean
from infra.laptop.slack.records import Message
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.signing import SIGNING_SECRET
from newswatch.errors import ConfigError

WAIT_S = 60
"""`sam local` starts a container for each event; the Slack of the world would have gone long before."""
CHANNEL = "#policy"


def main(arguments: list[str] | None = None) -> int:
    """Send one command; return the exit status."""
    args = _parser().parse_args(arguments)
    try:
        print(answer(args.text, args.person, args.channel or CHANNEL, args.url, args.data))
    except ConfigError as e:
        print(e, file=sys.stderr)
        return 1
    return 0


def answer(text: str, person: str, channel: str, url: str, data: Path) -> str:
    """Send a command and return its answer as text.

    Args:
        text: what follows ``/watch``.
        person: who types; empty for whose page it is.
        channel: where.
        url: the beginning of the app's addresses; empty for the one of ``make run``.
        data: the folder with the state of ``make run``.

    Raises:
        ConfigError: it could not be sent, or the answer is none.
    """
    prepared = running.prepare(running.page_url(data), person=person, channel=channel, text=text)
    command_url = url.rstrip("/") + urlsplit(prepared.url).path if url else prepared.url
    begun = datetime.now(UTC)
    try:
        answered = deliver(command_url, body(prepared.form), SIGNING_SECRET, begun, patience_s=WAIT_S)
        told = read_answer(answered)
    except NotDelivered as no:
        raise ConfigError(_sentence(command_url, no)) from no
    except Refusal as no:
        raise ConfigError(f"Slack would refuse this answer: {no.code} {no.extra}") from no
    now = datetime.now().astimezone()
    late = (now - begun).total_seconds()
    lines = [f"(after {late:.1f} s: Slack waits {PATIENCE_S:.0f})"] if late > PATIENCE_S else []
    if told is None:
        return "\n".join([*lines, "Taken, with nothing to show yet."])
    width = min(100, shutil.get_terminal_size().columns)
    message = Message("", "", told.content.text, blocks=told.content.blocks)
    ansi = sys.stdout.isatty()
    return "\n".join([*lines, as_text(message, width=width, ansi=ansi, now=now, names=prepared.names)])


def _sentence(url: str, no: NotDelivered) -> str:
    if no.status:
        return f"{url} answered with status {no.status}: {clean(no.said)}"
    if no.code == "operation_timeout":
        return f"{url} did not answer within {WAIT_S} seconds."
    return f"Nobody listens at {url}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make slack-command", description=__doc__)
    parser.add_argument("--text", default="", help="what follows /watch")
    parser.add_argument("--person", default="", help="who types: a name or an id (whose page it is)")
    parser.add_argument("--channel", default="", help=f"where: a name or an id ({CHANNEL})")
    parser.add_argument("--url", default="", help="of another front than that of make run")
    parser.add_argument("--data", type=Path, default=running.DATA, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
