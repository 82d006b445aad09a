"""Files of a workspace: given by people in modals, sent by the app. In memory: a restart forgets them."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from infra.laptop.slack.refusal import Refusal

MAX_FILES = 200
"""Of which the oldest are forgotten first."""


@dataclass(frozen=True, slots=True)
class File:
    """A file; without its content as long as it is only announced."""

    id: str
    user: str
    name: str
    size: int
    created: int
    data: bytes | None = None
    secret: str = ""
    """End of the address that its content is to be posted to, as long as it is only announced."""


class Uploads:
    """The files, by id."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._files: dict[str, File] = {}

    def add(self, user: str, name: str, data: bytes) -> File:
        """Take in what somebody gives."""
        return self._put(File(_id(), user, name, len(data), self._seconds(), data))

    def announce(self, user: str, name: str, size: int) -> File:
        """Take in that a file of so many bytes will come."""
        return self._put(File(_id(), user, name, size, self._seconds(), secret=secrets.token_urlsafe(24)))

    def fill(self, secret: str, data: bytes) -> None:
        """Take in what was announced. Raises Refusal ``file_not_found`` or ``file_upload_size_mismatch``."""
        with self._lock:
            found = next((f for f in self._files.values() if secret and f.secret == secret), None)
        if found is None:
            raise Refusal("file_not_found")
        if len(data) != found.size:
            raise Refusal("file_upload_size_mismatch")
        self._put(replace(found, data=data, secret=""))

    def get(self, file_id: str) -> File:
        """Return a file that is there. Raises Refusal ``file_not_found``."""
        with self._lock:
            found = self._files.get(file_id)
        if found is None or found.data is None:
            raise Refusal("file_not_found")
        return found

    def _put(self, file: File) -> File:
        with self._lock:
            self._files[file.id] = file
            while len(self._files) > MAX_FILES:
                del self._files[next(iter(self._files))]
        return file

    def _seconds(self) -> int:
        return int(self._now().timestamp())


def file_shape(file: File, base_url: str) -> dict[str, Any]:
    """Return a file as the app and the page see it (docs.slack.dev, "File object")."""
    extension = file.name.rpartition(".")[2].lower() if "." in file.name else ""
    url = f"{base_url}files-pri/{file.id}"
    return {
        "id": file.id,
        "created": file.created,
        "name": file.name,
        "title": file.name,
        "filetype": extension,
        "size": file.size,
        "user": file.user,
        "mode": "hosted",
        "is_external": False,
        "url_private": url,
        "url_private_download": f"{url}/download",
        "permalink": f"{base_url}files/{file.id}",
    }


def _id() -> str:
    return "F0" + secrets.token_hex(5).upper()
