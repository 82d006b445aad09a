"""The Events API: what happens in a workspace, told to the app (docs.slack.dev, "Events API").

Slack does not wait for the app: a thread of its own delivers one event after another.
"""

import json
import logging
import queue
import secrets
import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from infra.laptop.slack.delivery import PATIENCE_S, NotDelivered, deliver
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.payloads import VERIFICATION_TOKEN
from infra.laptop.slack.workspace import SlackWorkspace

AGAIN_AFTER = (timedelta(0), timedelta(minutes=1), timedelta(minutes=5))
"""docs.slack.dev, "Events API": three more attempts, almost immediately, after a minute, after five."""
_REASONS = {"operation_timeout": "http_timeout", "dispatch_failed": "connection_failed"}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Parcel:
    body: bytes
    retry: int = 0
    reason: str = ""


class EventFeed:
    """Tells one app what it subscribes to."""

    def __init__(
        self, workspace: SlackWorkspace, app: InstalledApp, *, patience_s: float = PATIENCE_S
    ) -> None:
        self._ws, self._app, self._patience_s = workspace, app, patience_s
        self._queue: queue.Queue[_Parcel | None] = queue.Queue()
        self._lock = threading.Lock()
        self._later: list[tuple[datetime, _Parcel]] = []
        self._thread: threading.Thread | None = None
        self._closed = False

    def tell(self, event: dict[str, Any], subscription: str = "") -> None:
        """Let an event go out, if the app subscribes to it.

        Args:
            event: its inner part.
            subscription: as the manifest names it, where that is not the type of the event.
        """
        subscribed = (subscription or event["type"]) in self._app.events
        if self._closed or not self._app.events_url or not subscribed:
            return
        self._put(_Parcel(json.dumps(self._wrapped(event), ensure_ascii=False).encode()))

    def land(self) -> None:
        """Try again what has failed and whose time has come by the workspace's clock."""
        now = self._ws.now()
        with self._lock:
            due = [parcel for at, parcel in self._later if at <= now]
            self._later = [(at, parcel) for at, parcel in self._later if at > now]
        for parcel in due:
            self._put(parcel)

    def settle(self) -> None:
        """Wait until what has gone out is delivered, or has failed."""
        self._queue.join()

    def close(self) -> None:
        """Let nothing more go out."""
        self._closed = True
        if self._thread:
            self._queue.put(None)
            self._thread.join()

    def _wrapped(self, event: dict[str, Any]) -> dict[str, Any]:
        team, bot = self._ws.team_id, self._ws.bot
        return {
            "token": VERIFICATION_TOKEN,
            "team_id": team,
            "context_team_id": team,
            "context_enterprise_id": None,
            "api_app_id": bot.app_id,
            "event": event,
            "type": "event_callback",
            "event_id": "Ev0" + secrets.token_hex(5).upper(),
            "event_time": int(self._ws.now().timestamp()),
            "authorizations": [
                {
                    "enterprise_id": None,
                    "team_id": team,
                    "user_id": bot.user_id,
                    "is_bot": True,
                    "is_enterprise_install": False,
                }
            ],
            "is_ext_shared_channel": False,
            "event_context": "4-" + secrets.token_hex(20),
        }

    def _put(self, parcel: _Parcel) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(target=self._deliver_all, name="slack-events", daemon=True)
                self._thread.start()
        self._queue.put(parcel)

    def _deliver_all(self) -> None:
        while (parcel := self._queue.get()) is not None:
            try:
                if not self._closed:
                    self._deliver(parcel)
            except Exception:
                # One event that is broken must not keep the others back.
                logger.exception("an event cannot be delivered")
            self._queue.task_done()
        self._queue.task_done()

    def _deliver(self, parcel: _Parcel) -> None:
        more = {"Content-Type": "application/json"}
        if parcel.retry:
            more |= {"X-Slack-Retry-Num": str(parcel.retry), "X-Slack-Retry-Reason": parcel.reason}
        try:
            deliver(
                self._app.events_url,
                parcel.body,
                self._app.signing_secret,
                self._ws.now(),
                patience_s=self._patience_s,
                more=more,
            )
        except NotDelivered as no:
            logger.warning("the app did not take an event: %s %s", no.code, no.status)
            if parcel.retry < len(AGAIN_AFTER):
                again = replace(parcel, retry=parcel.retry + 1, reason=_REASONS.get(no.code, "http_error"))
                with self._lock:
                    self._later.append((self._ws.now() + AGAIN_AFTER[parcel.retry], again))
                self.land()
