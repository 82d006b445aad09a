"""Files over HTTP: what ``files.slack.com`` does, and the link on the page."""

from collections.abc import Mapping
from urllib.parse import quote

from infra.laptop.slack.exchange import Reply
from infra.laptop.slack.refusal import Refusal
from infra.laptop.slack.uploads import File
from infra.laptop.slack.workspace import SlackWorkspace


class FileExchange:
    """Takes files in and hands them out."""

    def __init__(self, workspace: SlackWorkspace) -> None:
        self._ws = workspace

    def take(self, secret: str, body: bytes) -> Reply:
        """Take the content of a file that was announced."""
        try:
            self._ws.uploads.fill(secret, body)
        except Refusal as no:
            return Reply(400, no.code.encode(), "text/plain")
        return Reply(200, f"OK - {len(body)}".encode(), "text/plain")

    def private(self, path: str, headers: Mapping[str, str]) -> Reply:
        """Hand a file to the app; who shows no token is led to where people log in."""
        if headers.get("authorization") != f"Bearer {self._ws.token}" or "files:read" not in self._ws.scopes:
            return Reply(302, b"", "text/html", {"Location": self._ws.url})
        return self._hand_out(path.split("/")[2])

    def shown(self, path: str) -> Reply:
        """Hand a file to the person at the page."""
        return self._hand_out(path.removeprefix("/files/"))

    def _hand_out(self, file_id: str) -> Reply:
        try:
            file = self._ws.uploads.get(file_id)
        except Refusal:
            return Reply(404, b"Not here any more.", "text/plain")
        return Reply(200, file.data or b"", "application/octet-stream", _as_attachment(file))


def _as_attachment(file: File) -> dict[str, str]:
    # Never shown on the page's own origin, whatever somebody has given.
    return {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
    }
