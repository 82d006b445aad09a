"""Secret request headers of sources: their values are in SSM, and go to one origin alone."""

from collections.abc import Callable

from newswatch.model import Source
from newswatch.ports import SecretHeader
from newswatch.sources.urls import origin


class SsmHeaders:
    """``ports.SecretHeaders`` on SSM."""

    def __init__(self, secret: Callable[[str], str], prefix: str) -> None:
        """Use SSM.

        Args:
            secret: returns the SecureString of a name; raises SecretError.
            prefix: what the names of the parameters begin with, in front of a source's id.
        """
        self._secret, self._prefix = secret, prefix

    def of(self, source: Source) -> SecretHeader:
        """Implement ``SecretHeaders``."""
        return SecretHeader(source.header, self._secret(f"{self._prefix}{source.id}"), origin(source.url))
