"""``make backup`` and ``make restore``: all that people have set, as one file that a person can read.

The workspace is the one of ``make run``, whether it runs or not; or a deployed stack's, by its name,
found as ``sam deploy`` does: by AWS's usual credentials and region. A backup can also be had of a
table without a stack.
"""

import argparse
import contextlib
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path

from infra.laptop import backup_file, running, samconfig
from infra.laptop.asking import piped
from infra.laptop.backup_names import laptop_names, stack_names
from infra.laptop.backup_read import Read, read
from infra.laptop.ending import ended
from infra.laptop.opml import Progress
from infra.laptop.place import Place, open_place, open_table
from infra.laptop.slack.plain import clean
from infra.laptop.switch import is_on
from newswatch import __version__
from newswatch.errors import ConfigError
from newswatch.model import ChannelSettings, SavedSet, Source, SourceId, Subject, Topic, UserId
from newswatch.sources import pace
from newswatch.system import SystemClock, SystemEntropy
from newswatch.usecases.restore_plan import Fate, Plan, Problem, Step, plan
from newswatch.usecases.restoring import Restored, restore
from newswatch.usecases.setup import Setup, as_kept, read_setup

MAX_BYTES = 50_000_000
"""Of a file: the largest workspace that there can be has a tenth."""
SHOWN_CHARS = 120
"""Of a value that differs."""
NAMED = 3
_PERSON = re.compile(r"[UW][A-Z0-9]+")


def main(arguments: list[str] | None = None) -> int:
    """Back up or restore; return the exit status."""
    args = _parser().parse_args(arguments)
    if args.step == "backup":
        return ended(partial(_back_up, args), stopped="Stopped. No file was written.")
    return ended(
        partial(_restore, args),
        stopped="Stopped. The same command goes on with what is missing.",
        again="What was done until then stays. The same command goes on.",
    )


def _back_up(args: argparse.Namespace) -> int:
    if args.stack and args.table:
        raise ConfigError("STACK= or TABLE=, not both: a stack knows its table.")
    now = SystemClock().now()
    with _opened(args) as place:
        setup = as_kept(read_setup(place.store), now)
        if not setup.subjects:
            # Nobody wants that in the place of a file that has something.
            raise ConfigError(f"Nothing is set in {_called(args)}, so no file was written.")
    # Of a table without a stack nobody knows which Slack it was for.
    names = {} if args.table else stack_names(setup, args.stack) if args.stack else laptop_names(args.data)
    head = backup_file.Head(now, _called(args), __version__)
    with_secrets = is_on(args.secrets)
    _write(args.file, backup_file.write(setup, head, names, with_secrets=with_secrets))
    print(f"Backed up: {counted(setup.subjects)}.", file=sys.stderr)
    for line in _caveats(setup, with_secrets=with_secrets):
        print(line, file=sys.stderr)
    return 0


def _caveats(setup: Setup, *, with_secrets: bool) -> Iterable[str]:
    if bared := sum(map(backup_file.is_bared, setup.sources)):
        if with_secrets:
            yield f"The file has passwords or keys, in the addresses of {_number(bared, 'source')}."
        else:
            yield (
                f"Left out: the passwords or keys in the addresses of {_number(bared, 'source')}. "
                "With SECRETS=1 they are in the file, which is to be kept like a password then."
            )
    if headed := sum(bool(source.header) for source in setup.sources):
        yield (
            f"The secret headers of {_number(headed, 'source')} are in SSM Parameter Store, and in no backup."
        )


def _restore(args: argparse.Namespace) -> int:
    if not args.file:
        raise ConfigError("Which file? make restore FILE=newswatch.toml")
    if args.person and not _PERSON.fullmatch(args.person):
        raise ConfigError("PERSON is a Slack member id, U… (in Slack: the profile, ⋮, Copy member ID)")
    clock, text, replacing = SystemClock(), _read(args.file), is_on(args.replace)
    found = read(text, clean(args.file), clock.now())
    with open_place(args.data, args.stack) as place:
        who = args.person or place.owner
        if not who:
            raise ConfigError(
                "Who restores it? History names them. PERSON=U… (in Slack: the profile, ⋮, Copy member ID)"
            )
        there = read_setup(place.store)
        planned = plan(
            found.setup,
            there,
            clock.now(),
            who=UserId(who),
            entropy=SystemEntropy(),
            replacing=replacing,
        )
        if planned.problems:
            for line in _lines(found, planned.problems):
                print(line, file=sys.stderr)
            print("Nothing was written. Mend the file, and try again.", file=sys.stderr)
            return 1
        _show(found, planned, there, replacing=replacing)
        steps = [step for step in planned.steps if replacing or step.fate is not Fate.DIFFERENT]
        bar = Progress(sys.stdout)
        done = restore(place.store, clock, steps, who=UserId(who), on_progress=bar.show)
        if steps:
            bar.done()
    for line in _lines(found, done.failed):
        print(line, file=sys.stderr)
    print("\n".join(summary(planned, done, replacing=replacing)))
    return 1 if done.failed or planned.left_out else 0


def summary(planned: Plan, done: Restored, *, replacing: bool) -> list[str]:
    """Return what became of a file, in sentences."""
    by_fate = {fate: [step.wanted for step in done.done if step.fate is fate] for fate in Fate}
    kept = 0 if replacing else sum(step.fate is Fate.DIFFERENT for step in planned.steps)
    said = []
    if new := by_fate[Fate.NEW]:
        said.append(f"Added: {counted(new)}.")
    if back := by_fate[Fate.BACK]:
        said.append(f"Brought back: {counted(back)}.")
    if changed := by_fate[Fate.DIFFERENT]:
        said.append(f"Changed: {counted(changed)}.")
    said.append(f"There already, as in the file: {planned.same:,}.")
    if kept:
        said.append(f"Different, and left as it is: {kept:,}. REPLACE=1 has it as in the file.")
    if done.failed:
        said.append(f"Not done: {len(done.failed):,}. The same command goes on with it.")
    if planned.left_out:
        said.append(f"Left out, for want of a whole address: {counted(planned.left_out)}.")
    sources = [each for each in (*new, *back) if isinstance(each, Source)]
    if sources:
        minutes = pace.USUAL_S // 60
        said.append(f"Sources are read one after the other, within the next {minutes} minutes.")
    if headed := [source for source in sources if source.header]:
        said.append(
            f"Sources that want a secret header: {_some(headed)}. Where its value is not in SSM "
            "Parameter Store any more: make secret-source URL=… HEADER=…"
        )
    if any(isinstance(each, Topic) for each in (*new, *back)):
        said.append("Where the bot is not in a topic's channel, type /invite @Newswatch there.")
    return said


def counted(subjects: Iterable[Subject]) -> str:
    """Return how many of what there are, in words."""
    counts = Counter(type(each) for each in subjects)
    words = {Source: "source", SavedSet: "saved set", Topic: "topic", ChannelSettings: "setting of a place"}
    said = [_number(counts[kind], word) for kind, word in words.items() if counts[kind]]
    return ", ".join(said).replace("setting of a places", "settings of places")


def _show(found: Read, planned: Plan, there: Setup, *, replacing: bool) -> None:
    """Print what differs, and what is left out, a line each."""
    sources = {**backup_file.addresses(there), **backup_file.addresses(found.setup)}
    for step in planned.steps:
        if step.fate is Fate.BACK:
            print(clean(f"↩ {found.place_of(step.wanted)}: was removed, and comes back."))
        elif step.fate is Fate.DIFFERENT:
            for line in _differences(step, sources, replacing=replacing):
                print(clean(f"≠ {found.place_of(step.wanted)}: {line}"))
    for source in planned.left_out:
        print(
            clean(
                f"✗ {found.place_of(source)}: what is secret in its address was left out. "
                "Write the whole address, and take out secret_left_out and id."
            )
        )


def _differences(step: Step, sources: Mapping[SourceId, str], *, replacing: bool) -> Iterable[str]:
    assert step.was is not None
    was, becomes = (backup_file.values_of(each, sources) for each in (step.was, step.becomes))
    for key in dict.fromkeys((*was, *becomes)):
        if was.get(key) != becomes.get(key):
            now, in_file = (_spelled(values, key) for values in (was, becomes))
            yield (
                f"{key} was {now}, becomes {in_file}"
                if replacing
                else f"{key} is {now}, in the file {in_file}"
            )


def _spelled(values: Mapping[str, object], key: str) -> str:
    if key not in values:
        return "as usual"
    text = backup_file.text_of(values[key])
    return text if len(text) <= SHOWN_CHARS else f"{text[:SHOWN_CHARS]}…"


def _lines(found: Read, problems: Iterable[Problem]) -> Iterable[str]:
    return (clean(f"✗ {found.place_of(each.subject)}: {each.why}") for each in problems)


def _some(sources: list[Source]) -> str:
    more = len(sources) - NAMED
    names = ", ".join(clean(source.name) for source in sources[:NAMED])
    return f"{names} and {more:,} more" if more > 0 else names


def _number(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _called(args: argparse.Namespace) -> str:
    if args.table:
        return f"the table {args.table}"
    return f"the stack {args.stack}" if args.stack else "make run's workspace"


def _opened(args: argparse.Namespace) -> AbstractContextManager[Place]:
    if args.table:
        return open_table(args.table, samconfig.client_of_table(args.table, args.config))
    return open_place(args.data, args.stack)


def _read(file: str) -> str:
    if file == "-":
        data = piped(MAX_BYTES + 1)
    else:
        with Path(file).open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ConfigError(f"{file}: is larger than any backup: over {MAX_BYTES // 1_000_000} MB.")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as e:
        raise ConfigError(f"{file}: is not a text in UTF-8.") from e


def _write(file: str, text: str) -> None:
    """Write a file whole or not at all, for its owner alone to read; straight to a pipe or a device."""
    if not file or file == "-":
        sys.stdout.write(text)
        return
    if Path(file).exists() and not Path(file).is_file():
        with Path(file).open("w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
        return
    # Where it is a link, what it leads to is replaced.
    path = Path(file).resolve()
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as e:
        raise OSError(e.errno, e.strerror, file) from e
    try:
        with os.fdopen(number, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make backup", description=__doc__)
    parser.add_argument("step", choices=["backup", "restore"])
    parser.add_argument("--file", default="", help="TOML; - for a pipe")
    parser.add_argument(
        "--stack", default="", help="name of a deployed stack, in place of make run's workspace"
    )
    parser.add_argument("--table", default="", help="name of a table without a stack, to back up")
    parser.add_argument("--person", default="", help="who restores it: a Slack member id")
    parser.add_argument("--replace", default="", help="have what differs as in the file")
    parser.add_argument("--secrets", default="", help="write addresses with what is secret in them")
    parser.add_argument("--config", type=Path, default=samconfig.PATH, help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, default=running.DATA, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
