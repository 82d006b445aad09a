"""What somebody asks for, by typing or by pressing a button; and how it travels to ``command``."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

from newswatch.errors import BadMessage
from newswatch.model import ChannelId, UserId

VERSION = 3
KNOWN = frozenset({2, VERSION})
"""Older ones lack what was added since."""


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
    RELEVANT = "relevant"
    """The id of a story that somebody found to be what its topics are for."""
    IRRELEVANT = "irrelevant"
    """The same of one that is not."""
    TAKE_BACK = "take_back"
    """The id of a story of which somebody takes back what they said."""
    MUTE = "mute"
    """The site of an outlet that is not wanted where it was pressed."""
    WHY = "why"
    """The ids of a story and of an article of it of which somebody wonders why it was told."""
    IMPROVE = "improve"
    """The id of a topic of which so many stories were found not relevant that an edit may be proposed."""
    FORM = "form"
    """A command whose modal takes longer to be made than somebody waits: it takes the place of ``view``."""
    PREVIEW = "preview"
    """A draft of a topic (``slack.draft``) whose preview is wanted in its modal."""
    SAVE = "save"
    """A draft of a topic that is to become one."""
    LIKE = "like"
    """The address of an article; stories like it are to be watched for."""
    HOME = "home"
    """What App Home is to show (``slack.home_state``)."""
    MENDED = "mended"
    """Nothing: a channel can be posted to again, as Slack says."""
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
    view: str = ""
    """The modal where the answer is shown, an id; empty where it is shown elsewhere."""
    hash: str = ""
    """How the modal was when this was asked for: what has changed since is not overwritten. Empty for any."""
    at: float = 0.0
    """When it was pressed, in seconds since 1970: of two votes the later one counts. 0 where unknown."""
    home: str = ""
    """What App Home showed where it was pressed there: it is shown anew afterwards. Empty for elsewhere."""


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
        if value["v"] not in KNOWN:
            raise BadMessage("a command of another version")
        return Asked(
            text=str(value["text"]),
            user=UserId(str(value["user"])),
            channel=ChannelId(str(value["channel"])),
            response_url=str(value["response_url"]),
            id=str(value["id"]),
            action=Action(value["action"]),
            replaces=bool(value["replaces"]),
            view=str(value.get("view", "")),
            hash=str(value.get("hash", "")),
            at=float(value.get("at", 0)),
            home=str(value.get("home", "")),
        )
    except (ValueError, KeyError, TypeError) as e:
        raise BadMessage("not a command") from e
