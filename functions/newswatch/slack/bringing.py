"""Where a list of sources is that somebody brings in, and how that travels to ``command``."""

import json
import re
from dataclasses import asdict, dataclass

from newswatch.errors import BadMessage

_FILE = re.compile(r"F[A-Z0-9]{2,30}")


@dataclass(frozen=True, slots=True)
class Bringing:
    """A list on the web or in Slack: one of them."""

    url: str = ""
    file: str = ""
    """Slack's id of a file."""
    added: int = 0
    """How many sources of it were added before time ran out."""


def is_file(file_id: str) -> bool:
    """Return whether this can be an id of a file."""
    return bool(_FILE.fullmatch(file_id))


def spell(bringing: Bringing) -> str:
    """Return it as the text of a request."""
    return json.dumps(asdict(bringing))


def read(text: str) -> Bringing:
    """Return what ``spell`` wrote. Raises BadMessage."""
    try:
        value = json.loads(text)
        found = Bringing(str(value["url"]), str(value["file"]), int(value["added"]))
    except (ValueError, KeyError, TypeError) as e:
        raise BadMessage("not where a list is") from e
    if bool(found.url) == bool(found.file) or (found.file and not is_file(found.file)):
        raise BadMessage("not where a list is")
    return found
