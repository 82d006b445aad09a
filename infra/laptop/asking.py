"""What a person, or a pipe, is asked for: nothing where there is neither."""

import getpass
import sys
import warnings

from newswatch.errors import ConfigError


def has_terminal() -> bool:
    """Return whether somebody can answer."""
    # Where it was closed (<&-), Python has none.
    return sys.stdin is not None and sys.stdin.isatty()


def hidden(prompt: str) -> str:
    """Return what is typed, or piped, without showing it.

    Raises:
        ConfigError: there is nobody to type it.
        EOFError: nothing was typed.
    """
    try:
        with warnings.catch_warnings():
            # A pipe shows nothing anyway.
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            return getpass.getpass(prompt)
    except AttributeError as e:
        if sys.stdin is not None:
            raise
        raise ConfigError("There is no terminal to ask at, and nothing comes by a pipe.") from e


def piped(most: int) -> bytes:
    """Return what comes by a pipe, up to so many bytes. Raises ConfigError where none is connected."""
    if sys.stdin is None:
        raise ConfigError("Nothing comes by a pipe: FILE=- reads what another command prints.")
    return sys.stdin.buffer.read(most)
