"""The way from the address that was asked to the one that answers, redirect by redirect."""

from collections.abc import Mapping

from newswatch.ports import SecretHeader
from newswatch.sources import urls

_PERMANENT = frozenset({301, 308})
_LONGEST = 2_000  # of an address that is worth keeping


class Trail:
    """Where a request stands now, what may still go along, and what of the way is for good."""

    def __init__(self, url: str, secret: SecretHeader | None, origin: str) -> None:
        """Start at ``url``; the secret, if there is one, is for ``origin`` alone."""
        self.url = url
        self._start = url
        self._visited = {url}
        self._permanent = True
        self._moved = ""
        self._secret, self._origin = secret, origin

    @property
    def moved(self) -> str:
        """Where permanent redirects alone led from the start (RFC 9110 §15.4.2, §15.4.9); "" for nowhere."""
        return "" if not self._moved or _same(self._start, self._moved) else self._moved

    def secret_for(self, origin: str) -> Mapping[str, str]:
        """Return the secret as a header, at its origin and only if the way has never left that.

        Who gets us elsewhere could otherwise send us back, with the secret, to where they like.
        """
        if self._secret is None or origin != self._origin:
            self._secret = None
            return {}
        return {self._secret.name: self._secret.value}

    def follow(self, status: int, target: str) -> bool:
        """Go on to ``target``. Return False for a circle."""
        self._permanent = self._permanent and status in _PERMANENT and _may_be_kept(self.url, target)
        if self._permanent:
            self._moved = target.partition("#")[0]
        self.url = target
        if target in self._visited:
            return False
        self._visited.add(target)
        return True


def _may_be_kept(url: str, target: str) -> bool:
    """Return whether a target may take the place of the address that led to it.

    Not without the protection that the address had, and not with a name and password in it.
    """
    bare = target.partition("#")[0]
    try:
        if len(bare) > _LONGEST or not urls.is_web_address(bare) or urls.without_userinfo(bare) != bare:
            return False
    except ValueError:
        return False
    return bare.startswith("https:") or not url.lower().startswith("https:")


def _same(one: str, other: str) -> bool:
    try:
        return urls.canonical(one) == urls.canonical(other)
    except ValueError:
        return False
