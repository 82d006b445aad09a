"""What the doctor looks at, and what a look at it tells."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop.place import Place, of_stack
from infra.laptop.samconfig import stage_of
from infra.laptop.stack import DENIED, MAIN, Client, Stack, code_of, resources, sentence
from infra.laptop.template import Template
from newswatch.errors import NewswatchError

RIGHT = re.compile(r"\b[a-z][a-z0-9-]*:[A-Z]\w+")
"""``sqs:GetQueueAttributes``."""


class Mark(StrEnum):
    """How something is."""

    WELL = "✓"
    WRONG = "✗"
    NOTE = "!"
    """It works; somebody may want to know all the same."""
    UNSEEN = "?"
    """Whoever asks may not look."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what the doctor says."""

    mark: Mark
    text: str
    todo: str = ""
    """What to do about it, as a sentence."""


class Absent(NewswatchError):
    """The stack lacks something that the template describes."""


@dataclass(frozen=True)
class Case:
    """A deployed stack, and what it is looked at with."""

    stack: Stack
    template: Template
    client: Client
    now: datetime
    """Aware."""
    front: Callable[[str], tuple[str, Mapping[str, str]]]
    """For an address of the deployed API: the one to ask, and headers that it wants."""
    changed: Callable[[], datetime | None]
    """When this checkout was last changed in what is deployed; None where that is not known."""

    @property
    def name(self) -> str:
        """That of the stack."""
        return self.stack.name

    @cached_property
    def resources(self) -> Mapping[str, tuple[str, str]]:
        """Type and physical id of each resource, by logical id. Raises ClientError."""
        return resources(self.client("cloudformation"), self.name)

    @cached_property
    def place(self) -> Place:
        """The table and the queues. Raises ConfigError."""
        return of_stack(self.name, self.client)

    def physical(self, logical: str) -> str:
        """Return the physical id of a resource. Raises Absent, ClientError."""
        found = self.resources.get(logical, ("", ""))[1]
        if not found:
            raise Absent(f"{logical} is not in the deployed stack: make deploy{self.stage}")
        return found

    @property
    def stage(self) -> str:
        """What is added to ``make deploy`` to mean this stack."""
        stage = stage_of(self.name)
        return "" if stage in {"", MAIN} else f" STAGE={stage}"

    @property
    def here(self) -> str:
        """What is added to another command of ``make`` to mean this stack."""
        return f" STACK={self.name}"


Look = Callable[[Case], Iterable[Finding]]
"""Looks at one thing; may raise whatever AWS and Newswatch raise."""


def well(text: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(Mark.WELL, text)


def wrong(text: str, todo: str = "") -> Finding:
    """Return that something is not as it should be."""
    return Finding(Mark.WRONG, text, todo)


def note(text: str, todo: str = "") -> Finding:
    """Return something that is worth a thought."""
    return Finding(Mark.NOTE, text, todo)


def looked(case: Case, what: str, look: Look) -> Iterator[Finding]:
    """Yield what a look tells; where it fails, that.

    Args:
        case: the stack.
        what: what is looked at, in a few words.
        look: how.
    """
    try:
        yield from look(case)
    except ClientError as e:
        yield denied(what, e) or wrong(f"{what} could not be looked at: {sentence(e)}")
    except BotoCoreError as e:
        yield wrong(f"{what} could not be looked at: {sentence(e)}")
    except NewswatchError as e:
        cause = e.__cause__
        seen = denied(what, cause) if isinstance(cause, ClientError) else None
        yield seen or wrong(f"{what}: {e}")
    except Exception as e:  # noqa: BLE001 - one look that breaks must not hide what the others see
        yield wrong(f"{what} could not be looked at: {type(e).__name__}")


def denied(what: str, error: ClientError) -> Finding | None:
    """Return that a look is not allowed, if that is what the error says."""
    if code_of(error) not in DENIED:
        return None
    return Finding(Mark.UNSEEN, f"{what}: not looked at, as your AWS rights lack {_action(error)}.")


def _action(error: ClientError) -> str:
    """Return the right that AWS names in its refusal, or the call that it refused."""
    named = RIGHT.search(str(error))
    return named[0] if named else str(error.operation_name)
