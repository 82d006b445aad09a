"""The HTTP server of what a laptop serves."""

import logging
import sys
from http.server import ThreadingHTTPServer

logger = logging.getLogger(__name__)


class QuietServer(ThreadingHTTPServer):
    """Logs what goes wrong in place of printing it: the terminal belongs to the alerts."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 - base class
        """Log an error. A client that hangs up is none: browsers do, Slack after 3 s, we at a 404."""
        error = sys.exception()
        if not isinstance(error, ConnectionError | TimeoutError):
            logger.error("request failed", exc_info=error, extra={"client": client_address})
