"""How the commands of this folder end: with what was done, or with a sentence of what was not."""

import sys
from collections.abc import Callable

from botocore.exceptions import BotoCoreError, ClientError

from infra.laptop.slack.plain import clean
from infra.laptop.stack import sentence
from newswatch.errors import NewswatchError

INTERRUPTED = 130
"""Exit status of who was stopped by Ctrl-C: 128 and the signal's number, as shells have it."""


def ended(command: Callable[[], int], *, stopped: str, again: str = "") -> int:
    """Carry out a command; return its exit status. What it could not do is printed to standard error.

    Args:
        command: returns the exit status.
        stopped: what is said when a person stops it.
        again: what is said where trying again can help.
    """
    try:
        return command()
    except (BotoCoreError, ClientError) as e:
        said = sentence(e)
    except OSError as e:
        said = ": ".join(filter(None, [str(e.filename or ""), e.strerror or str(e)]))
    except NewswatchError as e:
        said = "\n".join(filter(None, [str(e), again if e.transient else ""]))
    except (KeyboardInterrupt, EOFError):
        print(f"\n{stopped}", file=sys.stderr)
        return INTERRUPTED
    print(clean(said), file=sys.stderr)
    return 1
