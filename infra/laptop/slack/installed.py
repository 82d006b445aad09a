"""The app as it is installed: what its manifest says, and where it is reached from here."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from newswatch.errors import ConfigError


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An entry in the menu of a message."""

    callback_id: str
    name: str


@dataclass(frozen=True, slots=True)
class InstalledApp:
    """Where Slack sends what people do, and how it signs it."""

    command: str
    """With its slash."""
    description: str
    usage_hint: str
    command_url: str
    interactivity_url: str
    signing_secret: str
    options_url: str = ""
    """Where external menus ask for their options; empty where the app has none."""
    events_url: str = ""
    events: frozenset[str] = frozenset()
    """What it subscribes to, as the manifest names it: ``message.im``."""
    shortcuts: tuple[Shortcut, ...] = ()

    @classmethod
    def from_manifest(cls, path: Path, base_url: str, signing_secret: str) -> "InstalledApp":
        """Read a manifest; of its addresses the paths count, below ``base_url``.

        Raises:
            ConfigError: it is not a manifest with one command and interactivity.
        """
        base = base_url.rstrip("/")

        def here(url: str) -> str:
            return base + urlsplit(url).path if url else ""

        try:
            manifest = yaml.safe_load(path.read_text())
            features, settings = manifest["features"], manifest["settings"]
            [command] = features["slash_commands"]
            interactivity = settings["interactivity"]
            subscribed = settings.get("event_subscriptions", {})
            return cls(
                command=str(command["command"]),
                description=str(command["description"]),
                usage_hint=str(command["usage_hint"]),
                command_url=here(command["url"]),
                interactivity_url=here(interactivity["request_url"]),
                signing_secret=signing_secret,
                options_url=here(interactivity.get("message_menu_options_url", "")),
                events_url=here(subscribed.get("request_url", "")),
                events=frozenset(map(str, subscribed.get("bot_events", ()))),
                shortcuts=tuple(
                    Shortcut(str(each["callback_id"]), str(each["name"]))
                    for each in features.get("shortcuts", ())
                    if each["type"] == "message"
                ),
            )
        except (OSError, yaml.YAMLError, AttributeError, KeyError, TypeError, ValueError) as e:
            raise ConfigError(f"{path} is not the manifest of an app that can be used here: {e}") from e
