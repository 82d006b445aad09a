"""The command line: ``python -m infra.laptop``, or better ``make run``."""

import argparse
import fcntl
import io
import logging
import shutil
import signal
import socket
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from infra.laptop.demo_site import HERE
from infra.laptop.docker import bridge_address
from infra.laptop.lambda_api import URL, LambdaApi
from infra.laptop.laptop import Laptop, Ports
from infra.laptop.pump import in_this_process
from infra.laptop.running import DATA, keep_environments
from infra.laptop.slack.page_state import names_of
from infra.laptop.slack.plain import as_text, clean
from infra.laptop.slack.records import Conversation, Event, Happening, Kind
from infra.laptop.slack.workspace import SlackWorkspace
from newswatch.errors import NewswatchError
from newswatch.model import Source
from newswatch.observe import logger as functions_logger
from newswatch.sources.fetch.session import NO_SUCH_NAME
from newswatch.sources.urls import without_secrets

WIDTH = 100
SETTLE_S = 120
"""How long the first readings may take before they go on in the background."""
SHOWN = 3
LAST_PORT = 65_535 - 2
"""Sites and HTTP API take the two after the page's."""


def main() -> int:
    """Run Newswatch here until Ctrl-C; return the exit status."""
    args = _arguments()
    # Into a pipe, too, each line when it is said.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(line_buffering=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        args.data.parent.mkdir(parents=True, exist_ok=True)
        lock = args.data.with_name(args.data.name + ".lock").open("a")
        if not _locked(lock):
            print(f"Newswatch is running already, with its state in {_short(args.data)}.", file=sys.stderr)
            return 1
        if args.fresh and args.data.exists():
            shutil.rmtree(args.data)
        args.data.mkdir(parents=True, exist_ok=True)
        _log_to(args.data / "newswatch.log")
    except OSError as e:
        print(f"The folder {args.data} cannot be used: {e.strerror}.", file=sys.stderr)
        return 1
    workspace = SlackWorkspace(lambda: datetime.now(UTC))
    laptop = None
    try:
        host = bridge_address() if args.docker or args.sam else HERE
        api = LambdaApi(args.sam, _tell) if args.sam else None
        ports = Ports(args.port, args.port + 1, args.port + 2)
        functions = api.function if api else in_this_process
        laptop = Laptop(args.data, ports, workspace, host=host, functions=functions)
        keep_environments(args.data, laptop.environments)
        workspace.on_message(partial(_print, workspace))
        if api:
            _wait_for(api, laptop)
        _run(laptop, args)
    except NewswatchError as e:
        print(e, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print()
    finally:
        # A second Ctrl-C must not leave the engine running without us.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if laptop:
            laptop.close()
    print(f"Stopped. State is kept in {_short(args.data)}: the same command goes on from there.")
    return 0


def _wait_for(api: LambdaApi, laptop: Laptop) -> None:
    """Wait for functions in containers, and have the one begin that a person will wait for."""
    api.wait()
    # A container takes some seconds to begin, and Slack waits three. What is not signed only wakes it.
    laptop.http_api.answer("POST", "/slack/commands", {}, b"")
    print(f"The functions run in containers, by {api.url}.")


def _tell(text: str) -> None:
    print(f"✗ {clean(text)}", flush=True)


def _run(laptop: Laptop, args: argparse.Namespace) -> None:
    topics, wrong = laptop.load_topics()
    for problem in wrong:
        print(f"✗ {problem}")
    public = laptop.load_sources(live=args.live)
    for url in args.source:
        _add(laptop, url)
    rest = "read too" if args.live else "paused, ARGS=--live reads them too"
    outlets = laptop.site.outlets
    names = ", ".join(clean(outlet.name) for outlet in outlets)
    print(f"{topics} topics. Sources: {names}, and {public} public ones ({rest}).")
    print(f"News sites: {'  '.join(f'{outlet.url}/' for outlet in outlets)}")
    print(f"Slack here: {laptop.slack.page_url}  (type /watch there: /watch help)\n")
    editions = [edition for edition in laptop.site.editions if edition not in laptop.site.published]
    if not editions:
        print("All editions of the news sites are out since an earlier run (ARGS=--fresh begins anew).")
        laptop.await_poll()
    for edition in editions:
        _publish(laptop, edition)
    _report(laptop)
    if args.once:
        return
    print(
        f"\nRunning. News is posted as it comes, /watch is answered on {laptop.slack.page_url}; Ctrl-C stops."
    )
    while True:
        if laptop.work() == 0:
            time.sleep(0.5)


def _add(laptop: Laptop, address: str) -> None:
    """Have something watched, and say what it is, or what it could be."""
    try:
        found = laptop.find(address)
    except NewswatchError as e:
        print(f"✗ {clean(without_secrets(address) if '://' in address else address)}: {e}")
        return
    if isinstance(found, Source):
        print(f"Watching {clean(found.name)} ({clean(without_secrets(found.url))}).")
        return
    print(f"✗ {clean(without_secrets(address))}: several feeds are there. Which one?")
    for choice in found:
        print(f"    --source {clean(choice.url)}  {clean(choice.feed.title)}")


def _publish(laptop: Laptop, edition: int) -> None:
    laptop.publish(edition)
    if edition == min(laptop.site.editions):
        print(f"Edition {edition} is out: the baseline. It is read and stored, and alerts nothing.")
        laptop.settle(within_s=SETTLE_S)
        return
    main, *others = laptop.site.outlets
    if edition in main.numbers:
        print(f"Edition {edition} is out: news.\n")
    else:
        names = " and ".join(clean(outlet.name) for outlet in others if edition in outlet.numbers)
        print(f"Edition {edition} is out, from {names}: what is told already joins its message.\n")
    laptop.await_poll()


def _report(laptop: Laptop) -> None:
    """Say what cannot be read or delivered, each in a line."""
    now = laptop.status()
    nameless = [name for name, error in now.failing if NO_SUCH_NAME in error]
    others = [(name, error) for name, error in now.failing if NO_SUCH_NAME not in error]
    if nameless and _offline():
        names = ", ".join(clean(name) for name in nameless[:SHOWN])
        more = f" and {len(nameless) - SHOWN} more" if len(nameless) > SHOWN else ""
        print(f"✗ No internet here, so {names}{more} could not be read. The demo goes on without.")
    else:
        others = list(now.failing)
    for name, error in others[:SHOWN]:
        print(f"✗ {clean(name)} could not be read: {clean(error)} It is tried again later.")
    if len(others) > SHOWN:
        print(f"✗ … and {len(others) - SHOWN} more of {now.sources} sources.")
    for channel, reason in (*now.held_up, *now.parked)[:SHOWN]:
        print(f"✗ A post for {clean(channel)} waits: {clean(reason)}")


def _offline() -> bool:
    """Return whether no name of the internet can be looked up."""
    try:
        socket.getaddrinfo("example.com", 443)
    except OSError:
        return True
    return False


def _print(workspace: SlackWorkspace, event: Event) -> None:
    if event.what is Happening.DELETED:
        return
    edited = " (edited)" if event.what is Happening.EDITED else ""
    width = min(WIDTH, shutil.get_terminal_size().columns)
    now, names = datetime.now().astimezone(), names_of(workspace)
    # Nothing can be pressed here.
    said = replace(event.message, blocks=[b for b in event.message.blocks if b["type"] != "actions"])
    text = as_text(said, width=width - 2, ansi=sys.stdout.isatty(), now=now, names=names)
    private = " (private)" if event.message.only_for else ""
    print(f"── {_place(event.conversation)}{private}{edited}")
    print("".join(f"  {line}\n" for line in text.splitlines()), flush=True)


def _place(conversation: Conversation) -> str:
    return "direct message" if conversation.kind is Kind.DIRECT else f"#{clean(conversation.name)}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="make run ARGS=…", description="Run Newswatch on this machine, with demo news sites."
    )
    parser.add_argument("--once", action="store_true", help="bring out all editions, then exit")
    parser.add_argument(
        "--source",
        action="append",
        default=[],
        metavar="URL",
        help="watch this too: a feed, or a page that has one (can be repeated)",
    )
    parser.add_argument("--live", action="store_true", help="read the public starter sources too")
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs left behind")
    parser.add_argument(
        "--port",
        type=_port,
        default=Ports().slack,
        help="of the page; the next two are the news sites' and the HTTP API's",
    )
    parser.add_argument(
        "--docker", action="store_true", help="serve where Docker's containers reach it, for make sam-local"
    )
    parser.add_argument(
        "--sam",
        nargs="?",
        const=URL,
        metavar="URL",
        help="have each function run in Docker, by make sam-lambda beside it",
    )
    parser.add_argument("--data", type=Path, default=DATA, help=argparse.SUPPRESS)
    return parser.parse_args()


def _locked(lock: TextIO) -> bool:
    """Take the lock on a folder of state, which ends with this process; False when another one has it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to {LAST_PORT}, not {text!r}")
    return int(text)


def _log_to(path: Path) -> None:
    """Keep the functions' logs out of the way of the person at the terminal."""
    stream = path.open("a")
    for handler in functions_logger.handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setStream(stream)
    logging.getLogger(functions_logger.name).propagate = False
    logging.basicConfig(stream=stream, level=logging.INFO)


def _short(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


if __name__ == "__main__":
    sys.exit(main())
