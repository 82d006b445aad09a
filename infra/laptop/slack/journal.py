"""A workspace on disk: one JSON object a line, each replacing what it names.

A line is appended for every change before the caller hears of it, so a process
that is killed loses nothing that it has answered. Opening writes the file anew,
without what was replaced.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from infra.laptop.slack.records import Conversation, Kind, Message, User

Record = User | Conversation | tuple[str, Message] | tuple[str, str]
"""A person, a conversation, a message of a conversation, or the ts of one that is gone."""


def to_line(record: Record) -> str:
    """Return a record as one line of JSON."""
    match record:
        case User():
            line: dict[str, Any] = {"user": asdict(record)}
        case Conversation():
            line = {"conversation": asdict(record)}
        case (channel, Message() as message):
            line = {"in": channel, "message": asdict(message)}
        case (channel, ts):
            line = {"in": channel, "gone": ts}
    return json.dumps(line, ensure_ascii=True, separators=(",", ":"))


def from_line(text: str) -> Record:
    """Read back what ``to_line`` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    line = json.loads(text)
    if "user" in line:
        return User(**line["user"])
    if "conversation" in line:
        fields = line["conversation"]
        return Conversation(**{**fields, "kind": Kind(fields["kind"]), "members": tuple(fields["members"])})
    if "message" in line:
        fields = line["message"]
        return line["in"], Message(
            **{**fields, "blocks": tuple(fields["blocks"]), "files": tuple(fields.get("files", ()))}
        )
    return line["in"], line["gone"]


def read(path: Path) -> Iterator[Record]:
    """Yield the records of a file, oldest first; nothing when there is none.

    Raises:
        ValueError: a line before the last cannot be read. The last one may have
            been torn by a kill; nobody was told of it, so it is left out.
    """
    if not path.exists():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, text in enumerate(lines, start=1):
        try:
            record = from_line(text)
        except (ValueError, KeyError, TypeError) as e:
            if number == len(lines):
                return
            raise ValueError(f"{path}, line {number} is not of a Slack stand-in") from e
        yield record


def write(path: Path, records: Iterable[Record]) -> None:
    """Replace a file by these records, all or nothing."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(path.name + ".new")
    with new.open("w", encoding="utf-8") as file:
        file.writelines(to_line(record) + "\n" for record in records)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


class Journal:
    """A file that grows by a line per change."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")

    def append(self, record: Record) -> None:
        """Add a record; when this returns, the operating system has it."""
        self._file.write(to_line(record) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
