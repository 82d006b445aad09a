"""SQS: sending, and the codecs of what travels.

Messages carry a version: a consumer that is older than the producer must say
so rather than guess.
"""

import base64
import json
import zlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import repeat
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from newswatch.errors import BadMessage, QueueError
from newswatch.model import ChannelId, Entry, EntryGroup, SourceGroup, SourceId, SourceNews, Threshold, Told

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

VERSION = 1
BATCH_ENTRIES = 10
"""Messages per SendMessageBatch (SQS's limit)."""
BATCH_BYTES = 256 * 1024
"""Bytes per SendMessageBatch and per message (the limit of every SQS queue, whatever its age)."""
GROUP_ENTRIES = 10
"""Entries that match works off in one invocation: reading ten pages takes seconds, grouping saves 80 %."""
GROUP_BYTES = 200 * 1024
"""Leaves room below ``BATCH_BYTES`` for the envelope and JSON's escapes."""
CONTENT_BYTES = 80 * 1024
"""What a packed article may take; of one that takes more, the page is read instead.

Chosen with the limits below so that an entry of the longest fields, each character
of them twelve bytes long in JSON, still fits into one message.
"""
SUMMARY_CHARS = 4_000
"""A summary beyond this is an article; the packed content carries those."""
TITLE_CHARS = 2_000
ID_CHARS = 2_048
URL_CHARS = 2_048
"""A longer one is left out, as half of it would lead elsewhere; then the feed's text is all there is."""
AUTHORS = 10
AUTHOR_CHARS = 100
LANGUAGE_CHARS = 35
"""The longest language tag that implementations must take (RFC 5646 §4.4.1)."""
ASSUMED_CHARS = 200
MAX_DELAY_S = 900
"""SQS's limit for DelaySeconds."""
WAKES_S = 10
"""In which channels that are woken together begin, a second apart or less."""


@dataclass(frozen=True, slots=True)
class QueueUrls:
    """Where to send what."""

    sources: str = ""
    articles: str = ""
    channels: str = ""
    commands: str = ""
    dead_channels: str = ""
    """The dead letters of ``channels``; and so on."""
    dead_sources: str = ""
    dead_articles: str = ""
    dead_commands: str = ""


@dataclass(frozen=True, slots=True)
class Wake:
    """A wake-up of a channel."""

    channel: ChannelId
    retry: bool = False
    """Whether what is parked there is to be tried again."""
    again: bool = False
    """Whether what is held there is to be weighed anew."""


class SqsQueues:
    """``ports.Queues`` on SQS."""

    def __init__(self, client: "SQSClient", urls: QueueUrls) -> None:
        self._client, self._urls = client, urls

    def send_sources(self, groups: Sequence[SourceGroup], delay_s: int = 0) -> None:
        """Implement ``Queues``."""
        bodies = [encode_sources(group) for group in groups]
        self._send(self._urls.sources, bodies, [delay_s] * len(bodies))

    def tell(self, news: SourceNews) -> None:
        """Implement ``Queues``."""
        self._send(self._urls.commands, [encode_news(news)])

    def send_entries(self, groups: Sequence[EntryGroup], delay_s: int = 0) -> None:
        """Implement ``Queues``."""
        bodies = [encode_entries(part) for group in groups for part in split(group)]
        self._send(self._urls.articles, bodies, [delay_s] * len(bodies))

    def wake(
        self, channels: Collection[ChannelId], delay_s: int = 0, *, retry: bool = False, again: bool = False
    ) -> None:
        """Implement ``Queues``."""
        bodies = [encode_wake(Wake(channel, retry, again)) for channel in dict.fromkeys(channels)]
        # One after another, so that one process works them off where as many would begin at once.
        step_s = min(1, WAKES_S / max(1, len(bodies)))
        self._send(self._urls.channels, bodies, [int(delay_s + n * step_s) for n in range(len(bodies))])

    def bury(self, channel: ChannelId) -> None:
        """Implement ``Queues``."""
        self._send(self._urls.dead_channels, [encode_wake(Wake(channel, retry=True))])

    def send_command(self, body: str) -> None:
        """Have a command carried out that takes longer than Slack waits."""
        self._send(self._urls.commands, [body])

    def follow_up(self, seqs: Collection[int]) -> None:
        """Implement ``Queues``."""
        self._send(self._urls.commands, [encode_follow_up(seq) for seq in seqs])

    def look_for_silence(self, day: date) -> None:
        """Implement ``Queues``."""
        self._send(self._urls.commands, [encode_silence(day)])

    def tell_spending(self, threshold: Threshold) -> None:
        """Implement ``Queues``."""
        self._send(self._urls.commands, [encode_threshold(threshold)])

    def waiting(self) -> dict[str, int]:
        """Return how many messages wait in each queue, by its name here, roughly."""
        urls = self._urls
        return self._counted({"sources": urls.sources, "articles": urls.articles, "channels": urls.channels})

    def dead(self) -> dict[str, int]:
        """Implement ``Queues``."""
        urls = self._urls
        return self._counted(
            {
                "sources": urls.dead_sources,
                "articles": urls.dead_articles,
                "channels": urls.dead_channels,
                "commands": urls.dead_commands,
            }
        )

    def _counted(self, urls: Mapping[str, str]) -> dict[str, int]:
        counts = {}
        for name, url in urls.items():
            try:
                answer = self._client.get_queue_attributes(
                    QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"]
                )
            except (ClientError, BotoCoreError) as e:
                raise QueueError(f"SQS: {type(e).__name__}") from e
            counts[name] = int(answer["Attributes"]["ApproximateNumberOfMessages"])
        return counts

    def _send(self, url: str, bodies: Sequence[str], delays_s: Sequence[int] = ()) -> None:
        """Send messages, each after its delay in seconds, or as close to it as SQS allows; else at once."""
        delays = (max(0, min(delay_s, MAX_DELAY_S)) for delay_s in delays_s or repeat(0))
        for batch in _batches(bodies):
            entries: list[Any] = [
                {"Id": str(i), "MessageBody": body, "DelaySeconds": next(delays)}
                for i, body in enumerate(batch)
            ]
            try:
                answer = self._client.send_message_batch(QueueUrl=url, Entries=entries)
            except (ClientError, BotoCoreError) as e:
                raise QueueError(f"SQS: {type(e).__name__}") from e
            if failed := answer.get("Failed"):
                raise QueueError(f"SQS did not take {len(failed)} of {len(batch)} messages.")


def split(group: EntryGroup) -> Iterator[EntryGroup]:
    """Yield the group in parts that each fit into one message."""
    part: list[Entry] = []
    size = 0
    for entry in group.entries:
        cost = len(json.dumps(_from_entry(entry)))
        if part and (len(part) == GROUP_ENTRIES or size + cost > GROUP_BYTES):
            yield replace(group, entries=tuple(part))
            part, size = [], 0
        part.append(entry)
        size += cost
    if part:
        yield replace(group, entries=tuple(part))


def encode_sources(group: SourceGroup) -> str:
    """Return the message of a group of sources: ids, never URLs."""
    value: dict[str, Any] = {"v": VERSION, "sources": list(group.source_ids)}
    if group.due:
        value["due"] = [int(due.timestamp()) for due in group.due]
    if group.shared_hosts:
        value["shared_hosts"] = list(group.shared_hosts)
    return json.dumps(value)


def encode_news(news: SourceNews) -> str:
    """Return the message that something about a source concerns people."""
    told = {"source": news.source_id, "what": news.what, "when": news.when.isoformat(), "detail": news.detail}
    return json.dumps({"v": VERSION, "news": told})


def decode_news(body: str) -> SourceNews | None:
    """Return what a message tells about a source; None for a message of another kind. Raises BadMessage."""
    try:
        value = json.loads(body)
        if not isinstance(value, dict) or "news" not in value:
            return None
        told = value["news"]
        return SourceNews(
            SourceId(_text(told["source"])),
            Told(told["what"]),
            datetime.fromisoformat(told["when"]),
            _text(told["detail"]),
        )
    except (ValueError, KeyError, TypeError) as e:
        raise BadMessage("not news of a source") from e


def encode_silence(day: date) -> str:
    """Return the message to look for topics that bring nothing any more, as of a day."""
    return json.dumps({"v": VERSION, "silence": day.isoformat()})


def decode_silence(body: str) -> date | None:
    """Return the day for which to look; None for a message of another kind. Raises BadMessage."""
    try:
        value = json.loads(body)
        if not isinstance(value, dict) or "silence" not in value:
            return None
        return date.fromisoformat(value["silence"])
    except (ValueError, TypeError) as e:
        raise BadMessage("no day to look for silence") from e


def encode_threshold(threshold: Threshold) -> str:
    """Return the message to tell people that so much of a month's limit is spent."""
    told = {"month": threshold.month, "limit": threshold.limit, "percent": threshold.percent}
    return json.dumps({"v": VERSION, "spending": told})


def decode_threshold(body: str) -> Threshold | None:
    """Return of what to tell people; None for a message of another kind. Raises BadMessage."""
    try:
        value = json.loads(body)
        if not isinstance(value, dict) or "spending" not in value:
            return None
        told = value["spending"]
        return Threshold(_text(told["month"]), float(told["limit"]), int(told["percent"]))
    except (ValueError, KeyError, TypeError) as e:
        raise BadMessage("no threshold of spending") from e


def decode_sources(body: str) -> SourceGroup:
    """Return the group of a message. Raises BadMessage."""
    value = _load(body)
    try:
        ids = tuple(SourceId(source) for source in _texts(value["sources"]))
        due = tuple(datetime.fromtimestamp(int(at), UTC) for at in value.get("due", ()))
        if due and len(due) != len(ids):
            raise BadMessage("a group of sources with too few times")
        return SourceGroup(ids, due, _texts(value.get("shared_hosts", [])))
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as e:
        raise BadMessage("not a group of sources") from e


def encode_entries(group: EntryGroup) -> str:
    """Return the message of a group of entries."""
    entries = [_from_entry(entry) for entry in group.entries]
    envelope = {"v": VERSION, "source": group.source_id, "baseline": group.baseline}
    if group.again:
        envelope["again"] = True
    times = {"changed_at": group.changed_at, "found_at": group.found_at}
    told = {name: time.isoformat() for name, time in times.items() if time}
    return json.dumps({**envelope, **told, "entries": entries})


def decode_entries(body: str) -> EntryGroup:
    """Return the group of a message. Raises BadMessage."""
    value = _load(body)
    try:
        entries = tuple(_to_entry(entry) for entry in value["entries"])
        return EntryGroup(
            SourceId(_text(value["source"])),
            entries,
            baseline=bool(value["baseline"]),
            changed_at=_time(value, "changed_at"),
            found_at=_time(value, "found_at"),
            again=bool(value.get("again")),
        )
    except (KeyError, TypeError, ValueError, AttributeError, zlib.error) as e:
        raise BadMessage("not a group of entries") from e


def encode_wake(wake: Wake) -> str:
    """Return the message that wakes a channel."""
    told = {"retry": wake.retry, "again": wake.again}
    return json.dumps(
        {"v": VERSION, "channel": wake.channel, **{name: True for name, value in told.items() if value}}
    )


def encode_follow_up(seq: int) -> str:
    """Return the message to see to what follows from a change; ``slack.asked`` reads it."""
    return json.dumps({"v": VERSION, "changed": seq})


def decode_wake(body: str) -> Wake:
    """Return the wake-up of a message. Raises BadMessage."""
    value = _load(body)
    try:
        return Wake(ChannelId(_text(value["channel"])), bool(value.get("retry")), bool(value.get("again")))
    except (KeyError, TypeError) as e:
        raise BadMessage("not a wake-up") from e


def concern(body: str) -> str:
    """Return in two words what a message is about; "" where it does not say, as with people's commands."""
    try:
        value = _load(body)
    except BadMessage:
        return ""
    match value:
        case {"source": str(source)} | {"sources": [str(source)]} | {"news": {"source": str(source)}}:
            return f"source {source}"
        case {"sources": [*sources]}:
            return f"{len(sources)} sources"
        case {"channel": str(channel)}:
            return f"channel {channel}"
        case {"spending": {"month": str(month)}}:
            return f"spending {month}"
    return ""


def _load(body: str) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError as e:
        raise BadMessage("a message that is not JSON") from e
    if not isinstance(value, dict) or value.get("v") != VERSION:
        raise BadMessage("a message of another version")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError(value)
    return tuple(map(_text, value))


def _from_entry(entry: Entry) -> dict[str, Any]:
    value = {
        "id": entry.id[:ID_CHARS],
        "url": _if_short(entry.url),
        "title": entry.title[:TITLE_CHARS],
        "summary": entry.summary[:SUMMARY_CHARS],
        "content": _pack(entry.content_html),
        "authors": [author[:AUTHOR_CHARS] for author in entry.authors[:AUTHORS]],
        "published": entry.published.isoformat() if entry.published else "",
        "language": entry.language[:LANGUAGE_CHARS],
        "image_url": _if_short(entry.image_url),
        "updated": entry.updated.isoformat() if entry.updated else "",
        "assumed": entry.assumed[:ASSUMED_CHARS],
    }
    return {name: field for name, field in value.items() if field or name == "id"}


def _to_entry(value: dict[str, Any]) -> Entry:
    return Entry(
        id=_text(value["id"]),
        url=_text(value.get("url", "")),
        title=_text(value.get("title", "")),
        summary=_text(value.get("summary", "")),
        content_html=_unpack(_text(value.get("content", ""))),
        authors=_texts(value.get("authors", [])),
        published=_time(value, "published"),
        language=_text(value.get("language", "")),
        image_url=_text(value.get("image_url", "")),
        updated=_time(value, "updated"),
        assumed=_text(value.get("assumed", "")),
    )


def _time(value: dict[str, Any], name: str) -> datetime | None:
    told = value.get(name, "")
    return datetime.fromisoformat(told) if told else None


def _pack(text: str) -> str:
    """Return text compressed, in letters that SQS takes; empty when it is too much."""
    packed = base64.b64encode(zlib.compress(text.encode("utf-8", "replace"))).decode() if text else ""
    return packed if len(packed) <= CONTENT_BYTES else ""


def _unpack(packed: str) -> str:
    return zlib.decompress(base64.b64decode(packed)).decode() if packed else ""


def _if_short(url: str) -> str:
    return url if len(url) <= URL_CHARS else ""


def _batches(bodies: Sequence[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    size = 0
    for body in bodies:
        if batch and (len(batch) == BATCH_ENTRIES or size + len(body) > BATCH_BYTES):
            yield batch
            batch, size = [], 0
        batch.append(body)
        size += len(body)
    if batch:
        yield batch
