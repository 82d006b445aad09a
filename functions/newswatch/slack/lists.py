"""Lists of sources on the web and in Slack: the ``Lists`` port."""

from collections.abc import Callable, Collection, Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from slack_sdk import WebClient

from newswatch.errors import OutlineError, SlackAmbiguous, SlackNotSent, SlackRejected
from newswatch.model import ChannelId, UserId
from newswatch.ports import Fetched, Fetcher
from newswatch.slack.calls import TIMEOUT_S, call
from newswatch.sources import opml
from newswatch.sources.outline import Outline

ACCEPT = "text/x-opml, application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
FILES = "files."
"""Before the host of the Web API: where Slack serves and takes files. The token is shown to no other host."""


class SlackLists:
    """``ports.Lists``. Files are exchanged with Slack's own hosts alone, and no redirect is followed."""

    def __init__(
        self, fetcher: Fetcher, connect: Callable[[], WebClient], private_hosts: Collection[str] = ()
    ) -> None:
        """Use what fetches, and the client that ``connect`` makes when Slack is first asked.

        ``private_hosts`` are as for ``opml.parse``.
        """
        self._fetcher, self._connect, self._private_hosts = fetcher, connect, private_hosts
        self._opener = build_opener(_Stay)

    def at(self, url: str) -> Outline:
        """Implement ``Lists``."""
        fetched = self._fetcher.get(url, accept=ACCEPT)
        assert isinstance(fetched, Fetched), "nothing was said of what is known"
        return opml.parse(fetched.body, self._private_hosts)

    def uploaded(self, file_id: str, by: UserId) -> Outline:
        """Implement ``Lists``."""
        client = self._connect()
        told = call(client.files_info, ChannelId(by), file=file_id)
        about = told.get("file")
        if not isinstance(about, dict):
            raise SlackAmbiguous("odd_answer", "Slack's answer is not in the form that is known.")
        if about.get("user") != by:
            # The bot may see files that this person may not.
            raise OutlineError("That is somebody else's file.")
        if int(about.get("size") or 0) > opml.MAX_BYTES:
            raise OutlineError(f"This file is too large: at most {opml.MAX_BYTES // 1_000_000} MB are read.")
        url = self._slacks(client, str(about.get("url_private_download") or about.get("url_private") or ""))
        headers = {"Authorization": f"Bearer {client.token}"}
        return opml.parse(self._open(Request(url, headers=headers)), self._private_hosts)  # noqa: S310 - checked

    def send(self, to: UserId, name: str, data: bytes, said: str) -> None:
        """Implement ``Lists``."""
        client, where = self._connect(), ChannelId(to)
        opened = call(client.conversations_open, where, users=to)
        channel = str(_part(opened, "channel").get("id", ""))
        slot = call(client.files_getUploadURLExternal, where, filename=name, length=len(data))
        url = self._slacks(client, str(slot.get("upload_url") or ""))
        headers = {"Content-Type": "application/octet-stream"}
        self._open(Request(url, data, headers))  # noqa: S310 - checked
        call(
            client.files_completeUploadExternal,
            where,
            files=[{"id": str(slot.get("file_id") or ""), "title": name}],
            channel_id=channel,
            initial_comment=said,
        )

    def tell(self, to: UserId, answer: Mapping[str, Any]) -> None:
        """Send a person an answer by direct message; as text alone if Slack does not take its blocks.

        Raises:
            SlackError: as with ``Messenger``. A second try shows it twice at worst.
        """
        client, where = self._connect(), ChannelId(to)
        said = {"channel": to, "text": answer["text"], "unfurl_links": False, "unfurl_media": False}
        try:
            call(client.chat_postMessage, where, blocks=answer["blocks"], **said)
        except SlackRejected:
            call(client.chat_postMessage, where, **said)

    def _slacks(self, client: WebClient, url: str) -> str:
        """Return an address that Slack gave for a file. Raises SlackRejected where it is none of Slack's."""
        try:
            given, api = urlsplit(url), urlsplit(client.base_url)
            files = ("https", f"{FILES}{api.hostname}", 443)
            # A stand-in serves everything from one place.
            if _origin(given) in {files, _origin(api)} and "@" not in given.netloc:
                return url
        except ValueError:
            pass
        raise SlackRejected("odd_file_url", "Slack named an address for the file that is none of its own.")

    def _open(self, request: Request) -> bytes:
        try:
            with self._opener.open(request, timeout=TIMEOUT_S) as reply:
                body: bytes = reply.read(opml.MAX_BYTES + 1)
                return body
        except HTTPError as e:
            with e:
                raise SlackNotSent(
                    f"http_{e.code}", f"Slack did not exchange the file (status {e.code})."
                ) from e
        except (OSError, HTTPException) as e:
            raise SlackNotSent("connection", "Slack did not exchange the file.") from e


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """Follow nothing: the redirect is then an error with its own status."""


def _origin(url: SplitResult) -> tuple[str, str, int | None]:
    return url.scheme, url.hostname or "", url.port or {"https": 443, "http": 80}.get(url.scheme)


def _part(told: Any, name: str) -> Mapping[str, Any]:
    part = told.get(name)
    return part if isinstance(part, dict) else {}
