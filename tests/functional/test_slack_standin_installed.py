"""The app as the stand-in installs it, by the manifest that operators give to Slack."""

import pytest
import yaml
from tiny_app import EVENTS

from infra.laptop.slack.installed import InstalledApp, Shortcut
from infra.laptop.slack.scopes import MANIFEST
from newswatch.errors import ConfigError


def test_the_manifest_says_where_everything_goes():
    app = InstalledApp.from_manifest(MANIFEST, "http://127.0.0.1:8302/", "secret")
    assert (app.command, app.signing_secret) == ("/watch", "secret")
    assert app.command_url == "http://127.0.0.1:8302/slack/commands"
    assert app.interactivity_url == "http://127.0.0.1:8302/slack/interactivity"
    assert app.options_url == "http://127.0.0.1:8302/slack/interactivity"
    assert app.events_url == "http://127.0.0.1:8302/slack/events"
    assert app.shortcuts == (Shortcut("like_this", "Watch for stories like this"),)
    assert app.events >= EVENTS, "the app subscribes to all that is told here"


def test_an_app_may_do_without_events_and_shortcuts(tmp_path):
    manifest = yaml.safe_load(MANIFEST.read_text())
    del manifest["features"]["shortcuts"], manifest["settings"]["event_subscriptions"]
    del manifest["settings"]["interactivity"]["message_menu_options_url"]
    path = tmp_path / "manifest.yaml"
    path.write_text(yaml.safe_dump(manifest))
    app = InstalledApp.from_manifest(path, "http://127.0.0.1:1", "s")
    assert (app.options_url, app.events_url, app.events, app.shortcuts) == ("", "", frozenset(), ())


@pytest.mark.parametrize(
    "text", ["", "[]", "{", "features: 1", "features: {}", "features: {slash_commands: []}"]
)
def test_what_is_no_manifest_is_refused(tmp_path, text):
    path = tmp_path / "manifest.yaml"
    path.write_text(text)
    with pytest.raises(ConfigError, match="is not the manifest"):
        InstalledApp.from_manifest(path, "http://127.0.0.1:1", "s")
