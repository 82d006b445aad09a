"""An answer that says no."""

from typing import Any


class Refusal(Exception):
    """Slack's ``ok: false``.

    Attributes:
        code: Slack's name of the error.
        extra: what else the answer carries, e.g. ``response_metadata``.
    """

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code, self.extra = code, extra
