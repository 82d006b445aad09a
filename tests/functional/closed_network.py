"""A network that opens no sockets, for tests of who is refused: it records where each was to go.

What stands between a test and the real network are the methods by which every socket is
connected, whoever asks for it, and the system's look-up of names.
"""

import socket
from collections.abc import Mapping, Sequence

PUBLIC = "93.184.216.34"
FIRST = "93.184.216.200"
"""Where the one server is that may be reached: it is public, as far as anybody here knows."""
FIRST_NAME = "first.example"


class ClosedNetwork:
    """Records connections and look-ups; leads port 80 of ``FIRST`` to a server of the test's own."""

    def __init__(self, monkeypatch):
        self.asked: list[str] = []
        """Addresses that a connection was to go to, but for those of ``FIRST``."""
        self.looked_up: list[str] = []
        """Names that the system was asked for, past the resolver that the fetcher was given."""
        self.server_port = 0
        self._connect = socket.socket.connect
        self._getaddrinfo = socket.getaddrinfo
        monkeypatch.setattr(socket.socket, "connect", self._connect_instead())
        monkeypatch.setattr(socket.socket, "connect_ex", self._refuse())
        monkeypatch.setattr(socket, "getaddrinfo", self._look_up)
        for other in ("gethostbyname", "gethostbyname_ex"):
            monkeypatch.setattr(socket, other, self._look_up)

    def _connect_instead(self):
        def connect(sock, target):
            if self.server_port and target[:2] == (FIRST, 80):
                return self._connect(sock, ("127.0.0.1", self.server_port))
            self.asked.append(target[0])
            raise ConnectionRefusedError

        return connect

    def _refuse(self):
        def connect_ex(sock, target):
            self.asked.append(target[0])
            return 111

        return connect_ex

    def _look_up(self, host, port=None, *args, **kwargs):
        if not is_ip(host):
            self.looked_up.append(host)
            raise socket.gaierror(socket.EAI_NONAME, "not here")
        return self._getaddrinfo(host, port, *args, **kwargs)


class Zone:
    """Answers look-ups as it is told, for each name one answer after the other; other names are public."""

    def __init__(self, zone: Mapping[str, Sequence[Sequence[str]]]):
        self._zone, self._times = zone, {}

    def __call__(self, host, port):
        name = host.lower().rstrip(".")
        if name == FIRST_NAME:
            return [FIRST]
        replies = self._zone.get(name)
        if not replies:
            return [host] if is_ip(host) else [PUBLIC]
        n = self._times[name] = self._times.get(name, -1) + 1
        return replies[min(n, len(replies) - 1)]


def is_ip(host):
    return any(_parses(family, host) for family in (socket.AF_INET, socket.AF_INET6))


def _parses(family, host):
    try:
        socket.inet_pton(family, host)
    except (OSError, ValueError):
        return False
    return True
