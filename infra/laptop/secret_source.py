"""``make secret-source``: watch a feed that wants a secret request header.

The value is asked for without an echo and stored in SSM; the table and Slack know only the header's name.
It is sent to the feed's own origin alone.
"""

import argparse
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from infra.laptop import running
from infra.laptop.asking import hidden
from infra.laptop.ending import ended
from infra.laptop.place import Place, open_place
from infra.laptop.slack.plain import clean
from newswatch.errors import AddressRefused, ConfigError
from newswatch.model import Source, UserId
from newswatch.sources import private, secret_header, urls
from newswatch.system import SystemClock
from newswatch.usecases.sources import alter_source, known_source, store_source


def main(arguments: list[str] | None = None, ask: Callable[[str], str] = hidden) -> int:
    """Ask for the secret and watch the source; return the exit status."""
    args = _parser().parse_args(arguments)
    return ended(partial(_watch, args, ask), stopped="Stopped. Nothing was stored.")


def _watch(args: argparse.Namespace, ask: Callable[[str], str]) -> int:
    with open_place(args.data, args.stack) as place:
        source, is_new = watch(place, args.url, args.header, args.person or place.owner, ask)
    said = f"Watching {clean(source.name)} with the secret header {source.header}."
    when = "It is read within the next 63 minutes." if is_new else "It is sent from its next reading on."
    print(f"{said} {when}")
    return 0


def watch(place: Place, url: str, name: str, person: str, ask: Callable[[str], str]) -> tuple[Source, bool]:
    """Store a source with its secret header, or give one that is known a header. Return it, and if it is new.

    Args:
        place: the workspace.
        url: the feed's address, over https.
        name: the header's name.
        person: who is told of the source's troubles.
        ask: asks for the value.

    Raises:
        ConfigError: something is missing, cannot be a header, or is for a site that the source has
            left; nothing is stored then.
        AddressRefused: the URL is not one of the web.
    """
    if not url or not name:
        raise ConfigError("Which feed, and which header? make secret-source URL=https://… HEADER=X-Api-Key")
    if not person:
        raise ConfigError("Whose is it? PERSON=U… (in Slack: the profile, ⋮, Copy member ID)")
    if not urls.is_web_address(url):
        raise AddressRefused(urls.without_secrets(url), "That is not an address on the web.")
    if not url.lower().startswith("https://"):
        raise ConfigError("A secret travels over https:// alone.")
    known = known_source(place.store, url)
    if known and urls.origin(known.url) != urls.origin(url):
        where = clean(private.public(known.url) or urls.without_secrets(known.url))
        raise ConfigError(
            f"This source has moved, and is read from {where} now: the secret would be sent there. "
            "If it is meant to be, name that address. Nothing was stored."
        )
    value = ask(f"Value of {name}: ").strip()
    if problem := secret_header.refused(name, value):
        raise ConfigError(f"{problem} Nothing was stored.")
    source_id = known.id if known else urls.source_id(url)
    # The value first: a source without it would fail.
    parameter = f"{place.secrets_prefix}{source_id}"
    place.ssm.put_parameter(Name=parameter, Value=value, Type="SecureString", Overwrite=True)
    who, clock = UserId(person), SystemClock()
    source = store_source(place.store, clock, who=who, url=url, header=name, known=known).source
    if source.header != name:
        source = alter_source(
            place.store, clock, source, "set", lambda current: replace(current, header=name), who=who
        ).source
    return source, known is None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="make secret-source", description=__doc__)
    parser.add_argument("--url", default="", help="the feed")
    parser.add_argument("--header", default="", help="name of the header")
    parser.add_argument(
        "--stack", default="", help="name of a deployed stack, in place of make run's workspace"
    )
    parser.add_argument("--person", default="", help="whose the source is: a Slack member id")
    parser.add_argument("--data", type=Path, default=running.DATA, help=argparse.SUPPRESS)
    return parser


if __name__ == "__main__":
    sys.exit(main())
