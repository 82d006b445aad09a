"""The app as it is installed: what its manifest says, and where it is reached from here."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from newswatch.errors import ConfigError


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

    @classmethod
    def from_manifest(cls, path: Path, base_url: str, signing_secret: str) -> "InstalledApp":
        """Read a manifest; of its addresses the paths count, below ``base_url``.

        Raises:
            ConfigError: it is not a manifest with one command and interactivity.
        """
        base = base_url.rstrip("/")
        try:
            manifest = yaml.safe_load(path.read_text())
            [command] = manifest["features"]["slash_commands"]
            pressed = manifest["settings"]["interactivity"]["request_url"]
            return cls(
                command=str(command["command"]),
                description=str(command["description"]),
                usage_hint=str(command["usage_hint"]),
                command_url=base + urlsplit(command["url"]).path,
                interactivity_url=base + urlsplit(pressed).path,
                signing_secret=signing_secret,
            )
        except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as e:
            raise ConfigError(f"{path} is not the manifest of an app that can be used here: {e}") from e
