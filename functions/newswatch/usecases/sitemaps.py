"""Indexes of sitemaps: which part of one is read, and how. One rule for who adds a source and who polls it.

Parts are pages that nobody named: they are asked for as their site allows (RFC 9309), and only where
they are on the site of their index, as sitemaps.org has it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from newswatch.errors import Disallowed, FeedError, FetchError
from newswatch.model import Entry, Feed, FetchMemory, Validators
from newswatch.observe import logger
from newswatch.ports import Fetched, NotModified, Parser, Robots
from newswatch.sources import answers, urls

MAX_TRIED = 4
"""Parts of an index that are looked at until one can be read."""
MANY_UNDATED = 50
"""More pages without a date than this, in a part that was never read before, are no news."""
NOTHING = Validators()
"""With these a request is not conditional."""
_GONE = frozenset({404, 410})
_BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Access:
    """What reading a part needs."""

    parser: Parser
    robots: Robots
    get: Callable[[str, Validators, Callable[[str], None]], Fetched | NotModified]
    """As ``Fetcher.get``: an address, validators, and what admits where redirects lead."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read of an index."""

    url: str
    """The part to ask for first the next time, and below how."""
    validators: Validators
    is_latest: bool
    """Whether the latest part that may be read could be read."""
    changed: bool
    """Whether any part was other than at the last time. If none was, there are no entries."""
    entries: tuple[Entry, ...]
    title: str
    archived: frozenset[str]
    """Ids of entries that are old, although nothing dates them."""

    def remembered(self, memory: FetchMemory) -> FetchMemory:
        """Return the memory with what was read.

        As long as the latest part cannot be read, the index is asked for unconditionally: a 304 does not
        name that part again.
        """
        after = replace(memory, part_url=self.url, part=self.validators)
        return after if self.is_latest else replace(after, validators=NOTHING)


def read(
    access: Access,
    index_url: str,
    names: Sequence[str],
    known_url: str = "",
    known: Validators = NOTHING,
) -> Parts:
    """Read the latest part of an index.

    A part that cannot be read is left out, and the next one is read in its place. Where another part
    than the last time is the latest, that one is read once more: it may have had entries since.

    Args:
        access: how.
        index_url: the index's own address, after redirects.
        names: its parts, the latest first; none where the index itself has not changed (304).
        known_url: the part that was read the last time, if any.
        known: its validators.

    Raises:
        FetchError: no part can be read. It has no status: that of a part is not the index's.
    """
    own = [url for url in names if url != index_url and urls.same_site(url, index_url)][:MAX_TRIED]
    reading = _Reading(access, known_url, known)
    if known_url and known_url not in own[:1] and urls.same_site(known_url, index_url):
        reading.take(known_url)
    for url in own:
        if reading.is_over or url in reading.taken:
            break
        if url not in reading.failed and reading.take(url):
            break
    if not reading.taken:
        raise reading.failure(index_url, named=bool(names))
    return reading.result(own)


@dataclass(slots=True)
class _Reading:
    access: Access
    known_url: str
    known: Validators
    taken: dict[str, tuple[Validators, Feed | None]] = field(default_factory=dict)
    """What could be read, by address; no feed where it has not changed."""
    failed: dict[str, FetchError | FeedError] = field(default_factory=dict)
    disallowed: set[str] = field(default_factory=set)
    is_over: bool = False
    """Whether the site asked for fewer requests."""

    def take(self, url: str) -> bool:
        """Read a part; return whether it could be read."""
        try:
            self._admit(url)
            self.taken[url] = self._read(url)
        except Disallowed:
            self.disallowed.add(url)
            return False
        except (FetchError, FeedError) as e:
            logger.warning("part not readable", url=urls.without_secrets(url), error=str(e))
            self.failed[url] = e
            self.is_over = isinstance(e, FetchError) and (e.status in _BUSY or e.retry_after is not None)
            return False
        return True

    def _admit(self, url: str) -> None:
        # The fetcher says what is wrong with an address that is none.
        if urls.is_web_address(url) and not self.access.robots.allows(url):
            raise Disallowed

    def _read(self, url: str) -> tuple[Validators, Feed | None]:
        known = self.known if url == self.known_url else NOTHING
        answer = self.access.get(url, known, self._admit)
        if isinstance(answer, NotModified):
            return answers.refreshed(known, answer.headers), None
        validators = answers.validators(answer.headers, answer.body)
        if validators.content_hash == known.content_hash:
            return validators, None
        feed = self.access.parser.feed(answer)
        if feed.is_index:
            raise FeedError("It has an index in an index, which the protocol does not allow.")
        return validators, feed

    def result(self, own: Sequence[str]) -> Parts:
        """Return what was read: the entries of the latest part come first."""
        found = [(url, feed) for url, (_, feed) in reversed(self.taken.items()) if feed is not None]
        url, (validators, _) = list(self.taken.items())[-1]
        if self._is_only_away(own):
            url, validators = self.known_url, self.known
        latest = next((url for url in own if url not in self.disallowed), "")
        return Parts(
            url=url,
            validators=validators,
            is_latest=not latest or latest in self.taken,
            changed=bool(found),
            entries=tuple(entry for _, feed in found for entry in feed.entries),
            title=next((feed.title for _, feed in found if feed.title), ""),
            archived=frozenset[str]().union(
                *(_undated(feed) for url, feed in found if url != self.known_url)
            ),
        )

    def _is_only_away(self, own: Sequence[str]) -> bool:
        """Return whether the known part is still the latest, and fails in a way that may pass."""
        error = self.failed.get(self.known_url)
        gone = isinstance(error, FetchError) and error.status in _GONE
        return error is not None and not gone and self.known_url in own[:1]

    def failure(self, index_url: str, *, named: bool) -> FetchError:
        """Return the error that says why no part could be read."""
        errors = list(self.failed.values())
        if errors:
            why = str(errors[-1])
        elif self.disallowed:
            why = "its site asks programs not to read them (robots.txt)."
        else:
            why = "all are on other sites." if named else "it names none at all."
        return FetchError(
            urls.without_secrets(index_url),
            f"This index of sitemaps names no part that can be read: {why}",
            transient=any(error.transient for error in errors),
            retry_after=next(
                (e.retry_after for e in errors if isinstance(e, FetchError) and e.retry_after), None
            ),
        )


def _undated(feed: Feed) -> frozenset[str]:
    """Return the ids of undated entries, where there are so many that they are no news."""
    ids = frozenset(entry.id for entry in feed.entries if entry.published is None)
    return ids if len(ids) > MANY_UNDATED else frozenset()
