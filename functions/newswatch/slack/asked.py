"""What somebody asks for, by typing or by pressing a button; and how it travels to ``command``."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from newswatch.errors import BadMessage
from newswatch.model import ChannelId, UserId

VERSION = 2


class Action(StrEnum):
    """What to make of the text."""

    RUN = "run"
    """A command, as after ``/watch``."""
    LATEST = "latest"
    """The id of a topic whose newest stories are wanted in its channel."""
    SPLIT = "split"
    """The ids of a story and of an article that is said not to be a part of it."""
    IMPORT = "import"
    """Where a list of sources is, as ``slack.bringing`` writes it."""
    CHANGED = "changed"
    """Position of a change whose consequences are to be seen to: joining, announcing, a preview."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asks for something."""

    text: str
    user: UserId
    channel: ChannelId
    """Where it was typed or pressed."""
    response_url: str
    """Empty where nobody waits for an answer."""
    id: str
    """The same for every delivery of the same request, hexadecimal; what it changes, it changes once."""
    action: Action = Action.RUN
    replaces: bool = False
    """Whether the answer takes the place of the private message whose button was pressed."""


def encode(asked: Asked) -> str:
    """Return the message of a request."""
    return json.dumps({"v": VERSION, **asdict(asked)})


def _follow_up(seq: int) -> Asked:
    return Asked(str(seq), UserId(""), ChannelId(""), "", f"{seq:032x}", Action.CHANGED)


def decode(body: str) -> Asked:
    """Return the request of a message. Raises BadMessage."""
    try:
        value = json.loads(body)
        if "changed" in value:
            # Not asked by anybody: dispatch found a change whose channels have not been told.
            return _follow_up(int(value["changed"]))
        if value["v"] != VERSION:
            raise BadMessage("a command of another version")
        return Asked(
            text=str(value["text"]),
            user=UserId(str(value["user"])),
            channel=ChannelId(str(value["channel"])),
            response_url=str(value["response_url"]),
            id=str(value["id"]),
            action=Action(value["action"]),
            replaces=bool(value["replaces"]),
        )
    except (ValueError, KeyError, TypeError) as e:
        raise BadMessage("not a command") from e
