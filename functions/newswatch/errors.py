"""Every error that Newswatch raises on purpose.

Each says what it is about and whether trying again can help
(``transient``). Adapters translate a library's exceptions into these, once.
"""

from datetime import datetime

from newswatch.model import ChannelId, PostId, SourceId, TopicId, UserId


class NewswatchError(Exception):
    """Root of the tree. ``str(error)`` is fit to be shown to a person."""

    transient = False


class ConfigError(NewswatchError):
    """The environment lacks a setting or holds one that cannot be used."""


class BadMessage(NewswatchError):
    """A queue message, event or stored item that this version cannot decode."""


# --- Queries -----------------------------------------------------------------


class QueryError(NewswatchError):
    """A query that is refused.

    Attributes:
        query: as typed.
        position: offset into ``query`` of what is wrong.
        message: one sentence.
        readings: complete queries that would work, best first.
    """

    def __init__(self, query: str, position: int, message: str, readings: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.query, self.position, self.message, self.readings = query, position, message, readings


class UnknownSet(NewswatchError):
    """There is no saved set of this name.

    Attributes:
        name: as it was asked for.
        nearest: names of sets that are spelled nearly so, nearest first.
    """

    def __init__(self, name: str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no saved set called {name}.")
        self.name, self.nearest = name, nearest


class CircularSets(NewswatchError):
    """Saved sets that stand for each other.

    Attributes:
        names: each set uses the next one; the last is the first.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        first, used, *others = names
        ring = "".join(f", which uses {name}" for name in others)
        super().__init__(f"{first} uses {'itself' if used == first else used}{ring}.")
        self.names = names


# --- Fetching and reading ------------------------------------------------------


class FetchError(NewswatchError):
    """A URL that could not be fetched. ``transient`` says whether a later try can help.

    Attributes:
        url: without userinfo, query or fragment.
        status: HTTP status, or None when no answer came.
        retry_after: when the server asked to come back, if it did.
    """

    def __init__(
        self,
        url: str,
        message: str,
        *,
        status: int | None = None,
        transient: bool = True,
        retry_after: datetime | None = None,
    ) -> None:
        super().__init__(message)
        self.url, self.status, self.transient, self.retry_after = url, status, transient, retry_after


class AddressRefused(FetchError):
    """A URL that must not be fetched: wrong scheme or port, or not a public address."""

    def __init__(self, url: str, message: str) -> None:
        super().__init__(url, message, transient=False)


class FeedError(NewswatchError):
    """Bytes that are not a feed, e.g. an HTML page in its place."""


class OutlineError(NewswatchError):
    """A file that no list of feeds can be read from; ``str`` says why."""


class ParserError(NewswatchError):
    """The process that parses cannot be started: nobody's feed is to blame."""

    transient = True


class PageError(NewswatchError):
    """A page from which no article can be read. ``transient`` says whether it may have one later.

    Attributes:
        text: what little there is of an article, where that is the reason.
    """

    def __init__(self, message: str, *, transient: bool = True, text: str = "") -> None:
        super().__init__(message)
        self.transient, self.text = transient, text


class PageMoved(PageError):
    """A page that only leads on to another one.

    Attributes:
        url: that one's address.
    """

    def __init__(self, url: str) -> None:
        super().__init__("This page only leads to another one.")
        self.url = url


class Disallowed(PageError):
    """A page that its site asks programs not to read."""

    def __init__(self) -> None:
        super().__init__("Its site asks programs not to read this page (robots.txt).", transient=False)


class HostBusy(NewswatchError):
    """A page whose site wants a pause before the next request. Nothing was asked for.

    Attributes:
        until: when it may be asked for.
    """

    transient = True

    def __init__(self, host: str, until: datetime) -> None:
        super().__init__(f"{host} wants more time between two requests.")
        self.until = until


# --- Storage -------------------------------------------------------------------


class StorageError(NewswatchError):
    """The table could not be read or written."""

    transient = True


class Conflict(StorageError):
    """A condition did not hold: somebody else was first. Read again and decide again."""


class SetInUse(NewswatchError):
    """A saved set that cannot go as long as topics or other sets use it; ``str`` says which do."""


class HandleTaken(NewswatchError):
    """Another topic of the workspace has this handle."""

    def __init__(self, handle: str) -> None:
        super().__init__(f"There is already a topic called {handle}.")
        self.handle = handle


class UnknownTopic(NewswatchError):
    """No topic has this id or handle.

    Attributes:
        topic: what was asked for.
        nearest: handles that are spelled nearly so, best first.
    """

    def __init__(self, topic: TopicId | str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no topic called {topic}.")
        self.topic, self.nearest = topic, nearest


class AmbiguousTopic(NewswatchError):
    """More than one handle begins so.

    Attributes:
        handles: those that do, in order.
    """

    def __init__(self, text: str, handles: tuple[str, ...]) -> None:
        super().__init__(f"{len(handles)} topics begin with {text}.")
        self.text, self.handles = text, handles


class SettingRefused(NewswatchError):
    """A setting that something cannot have; ``str`` says why."""


class NotAllowed(NewswatchError):
    """A person may not do this; ``str`` says who may."""


class NotManager(NotAllowed):
    """Only the managers of the workspace and its admins may do that.

    Args:
        managers: who they are.
    """

    def __init__(self, managers: tuple[UserId, ...]) -> None:
        super().__init__(
            "Sources, saved sets and the workspace's settings are changed by its managers and admins: "
            "ask one of them."
        )
        self.managers = managers


class ChangedMeanwhile(NewswatchError):
    """Somebody else changed the same thing in between; nothing was overwritten.

    Attributes:
        who: who did.
    """

    def __init__(self, who: UserId, message: str) -> None:
        super().__init__(message)
        self.who = who


class NothingToUndo(NewswatchError):
    """There is no such change, or it cannot be taken back any more; ``str`` says why."""


class UnknownSource(NewswatchError):
    """No source has this id, name or address, or more than one does.

    Attributes:
        source: what was asked for.
        nearest: names that are spelled nearly so, or that begin so.
    """

    def __init__(self, source: SourceId | str, nearest: tuple[str, ...] = ()) -> None:
        super().__init__(f"There is no source {source}.")
        self.source, self.nearest = source, nearest


# --- Queues ----------------------------------------------------------------------


class QueueError(NewswatchError):
    """A message could not be handed to its queue."""

    transient = True


# --- Setting up --------------------------------------------------------------------


class SecretError(NewswatchError):
    """SSM does not hand out a secret."""

    transient = True


class SecretMissing(SecretError):
    """Nobody has stored the secret yet.

    Attributes:
        parameter: name of the SSM parameter that lacks it.
    """

    transient = False

    def __init__(self, parameter: str) -> None:
        super().__init__(f"Nothing is stored in the SSM parameter {parameter}.")
        self.parameter = parameter


class NotSetUp(NewswatchError):
    """A step of the set-up is missing; ``str`` says which, in Slack's mrkdwn."""


# --- Slack -------------------------------------------------------------------------


class NeedsTime(NewswatchError):
    """What was asked for takes longer than Slack waits. Raised before anything was changed."""


class UnknownChannel(NewswatchError):
    """Slack shows the bot no such channel: it does not exist, or is private and the bot is not in it."""

    def __init__(self, channel: ChannelId | str) -> None:
        super().__init__("There is no such channel, or it is private and Newswatch is not in it.")
        self.channel = channel


class BadRequest(NewswatchError):
    """A request over HTTP that cannot be read, or does not come from whom it should."""


class Unsigned(BadRequest):
    """A request without a valid signature of the last minutes, or one that came before."""


class Foreign(BadRequest):
    """A request from another workspace or for another app than the token belongs to."""


class TooLarge(BadRequest):
    """A request that is larger than any that should come."""


class SlackError(NewswatchError):
    """Slack refused or failed. Subclasses say what may be done next.

    Attributes:
        code: Slack's error code, e.g. ``channel_not_found``.
    """

    def __init__(self, code: str, message: str = "", *, post_id: PostId | None = None) -> None:
        super().__init__(message or f"Slack answered {code}.")
        self.code, self.post_id = code, post_id


class SlackNotSent(SlackError):
    """Nothing was posted; trying again later is safe."""

    transient = True


class SlackRateLimited(SlackNotSent):
    """Slack wants a pause of ``retry_after_s`` seconds; nothing was posted."""

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("ratelimited", f"Slack asked for a pause of {retry_after_s:.0f} s.")
        self.retry_after_s = retry_after_s


class SlackAmbiguous(SlackError):
    """It is not known whether the message was posted; history must be read before trying again."""

    transient = True


class SlackParked(SlackError):
    """This post cannot be delivered until a person does something; ``str`` says what."""

    def __init__(self, code: str, message: str, channel: ChannelId) -> None:
        super().__init__(code, message)
        self.channel = channel


class SlackUnusable(SlackError):
    """The token or app itself does not work: nothing can be sent to anybody."""


class SlackRejected(SlackError):
    """Slack did not accept what we built: a bug of ours."""


class SlackUnshowable(SlackRejected):
    """Slack does not take the message as built, e.g. a picture it cannot load; plainer it may."""


class SlackMessageGone(SlackError):
    """The message to be edited or answered was deleted, or may not be edited any more."""


class SlackUrlGone(SlackError):
    """A ``response_url`` that takes no answer any more: after 30 minutes, or five answers."""
