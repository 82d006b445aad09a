"""Identity: whose token we have, asked of Slack once and kept in the table."""

import hashlib
from collections.abc import Callable

from newswatch.model import Identity
from newswatch.ports import People, Store

KEY_DIGITS = 16
"""Hexadecimal: names a token without telling it."""


def identity_key(token: str) -> str:
    """Return the key under which a token's identity is kept; another token has another one."""
    return hashlib.sha256(token.encode()).hexdigest()[:KEY_DIGITS]


def known_identity(store: Store, people: Callable[[], People], key: str) -> Identity:
    """Return whose token we have.

    Args:
        store: where it is kept.
        people: asked for only where the table does not know.
        key: of the token, by ``identity_key``.

    Raises:
        SlackError: Slack does not say.
        StorageError: the table cannot be reached.
    """
    known = store.identity(key)
    # Earlier versions did not keep where the workspace is.
    if known and known.url:
        return known
    learnt = people().identity()
    if learnt.app:
        # Without a scope that it needs, Slack says half of it: then it is asked again, until that is mended.
        store.save_identity(key, learnt)
    return learnt
