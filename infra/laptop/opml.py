"""``make import`` and ``make export``: lists of feeds, into a workspace and out of it.

The workspace is the one of ``make run``, whether it runs or not; or a deployed stack's, by its
name, found as ``sam deploy`` does: by AWS's usual credentials and region.
"""

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TextIO

from infra.laptop import running
from infra.laptop.asking import piped
from infra.laptop.ending import ended
from infra.laptop.place import open_place
from infra.laptop.slack.plain import clean
from newswatch.errors import ConfigError
from newswatch.model import UserId
from newswatch.sources import opml, pace
from newswatch.system import SystemClock, SystemEntropy
from newswatch.usecases.exporting import export_sources
from newswatch.usecases.findings import Imported
from newswatch.usecases.importing import MAX_SOURCES, import_sources

BAR = 30
"""Characters of a full bar."""
STEPS = 10
"""Lines that tell the progress where there is no terminal."""


def main(arguments: list[str] | None = None) -> int:
    """Import or export; return the exit status."""
    args = _parser().parse_args(arguments)
    if args.step == "export":
        return ended(partial(_export, args), stopped="Stopped.")
    again = "The same command goes on with what is missing."
    return ended(partial(_import, args), stopped=f"Stopped. {again}", again=again)


def _export(args: argparse.Namespace) -> int:
    with open_place(args.data, args.stack) as place:
        found = export_sources(place.store, SystemClock())
    _write(args.file, found.data)
    how = "without what is secret in their addresses or headers, or left out because of it"
    bared = f"; {found.bared:,} {how}" if found.bared else ""
    print(f"Sources: {found.count:,}{bared}.", file=sys.stderr)
    return 0


def _import(args: argparse.Namespace) -> int:
    if not args.file:
        raise ConfigError("Which file? make import FILE=feeds.opml, or FILE=- for what comes by a pipe.")
    data = _read(args.file)
    with open_place(args.data, args.stack) as place:
        owner = args.person or place.owner
        if not owner:
            raise ConfigError(
                "Whose are they? Whoever adds a source is told when it is gone. "
                "PERSON=U… (in Slack: the profile, ⋮, Copy member ID)"
            )
        outline = opml.parse(data, place.private_hosts)
        for bad in outline.bad:
            print(f"✗ line {bad.line}: {clean(f'{bad.text}  {bad.why}'.strip())}")
        bar = Progress(sys.stdout)
        found = import_sources(
            place.store,
            SystemClock(),
            outline,
            who=UserId(owner),
            request=SystemEntropy().token(),
            on_progress=bar.show,
        )
        bar.done()
    print(summary(found))
    return 0 if outline.lines else 1


def summary(found: Imported) -> str:
    """Return what became of a list, in sentences."""
    tagged = f" ({found.tagged:,} of them got tags)" if found.tagged else ""
    said = [f"{found.added:,} added, {found.known:,} known already{tagged}."]
    if found.repeated:
        said.append(f"Lines that named one again: {found.repeated:,}.")
    if found.bad:
        said.append(f"Lines that could not be used: {len(found.bad):,}.")
    if found.left_out:
        said.append(
            f"Left out: {found.left_out:,}. A workspace has at most {MAX_SOURCES:,} sources, a list "
            f"{opml.MAX_LINES:,}. Remove some, and the same command goes on."
        )
    if found.remaining:
        said.append(f"Not written just now: {found.remaining:,}. The same command goes on with them.")
    if found.added:
        minutes = pace.USUAL_S // 60
        said.append(f"The new ones are read one after the other, within the next {minutes} minutes.")
    return "\n".join(said)


class Progress:
    """A bar on a terminal; elsewhere a line now and then."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._told = out, 0

    def show(self, done: int, total: int) -> None:
        """Show that so much is done."""
        if self._out.isatty():
            full = BAR * done // total
            self._out.write(f"\r[{'█' * full}{'░' * (BAR - full)}] {done:,} of {total:,}")
            self._out.flush()
        elif STEPS * done // total > self._told:
            self._told = STEPS * done // total
            print(f"{done:,} of {total:,}", file=self._out, flush=True)

    def done(self) -> None:
        """Leave the bar's line."""
        if self._out.isatty():
            self._out.write("\n")


def _read(file: str) -> bytes:
    if file == "-":
        return piped(opml.MAX_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(opml.MAX_BYTES + 1)


def _write(file: str, data: bytes) -> None:
    if file and file != "-":
        Path(file).write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make import", description=__doc__)
    parser.add_argument("step", choices=["import", "export"])
    parser.add_argument("--file", default="", help="OPML, or a text with an address a line; - for a pipe")
    parser.add_argument(
        "--stack", default="", help="name of a deployed stack, in place of make run's workspace"
    )
    parser.add_argument("--person", default="", help="whose the sources are: a Slack member id")
    parser.add_argument("--data", type=Path, default=running.DATA, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
