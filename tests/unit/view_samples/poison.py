"""Other strings in the place of those in an argument, wherever in it they stand."""

import dataclasses
from collections.abc import Mapping
from enum import Enum

# Everything at once, for a look into every single field.
POISON = (
    "<!channel> <@U1> <#C1|x> <https://evil.example|b> &lt;!here&gt; & `c` ```d``` *e* _f_ ~g~ \u202e \x00"
)


def leaves(value, at=()):
    """Yield the path of each string in a value."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield at
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from leaves(getattr(value, field.name), (*at, field.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield (*at, ("key", key))
            yield from leaves(item, (*at, key))
    elif isinstance(value, frozenset):
        yield from ((*at, ("member", item)) for item in value if isinstance(item, str))
    elif isinstance(value, tuple):
        for n, item in enumerate(value):
            yield from leaves(item, (*at, n))


def poisoned(value, path, text):
    """Return a value with another string at a path."""
    if not path:
        return text
    first, *rest = path
    match first, value:
        case ("key", key), Mapping():
            return {(text if k == key else k): item for k, item in value.items()}
        case ("member", member), frozenset():
            return value - {member} | {text}
        case _, Mapping():
            return {**value, first: poisoned(value[first], rest, text)}
        case _, tuple():
            return (*value[:first], poisoned(value[first], rest, text), *value[first + 1 :])
    return dataclasses.replace(value, **{first: poisoned(getattr(value, first), rest, text)})


def all_poisoned(args, text):
    # From the end, for a path leads through keys that come before it.
    for path in reversed(list(leaves(args))):
        args = poisoned(args, path, text)
    return args
