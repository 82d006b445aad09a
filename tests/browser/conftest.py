"""A browser, and the page of a stand-in."""

import os
import shutil
from contextlib import contextmanager

import pytest
from page_scene import ADA, NEWS, NOW, POLICY, QUIET
from tiny_app import tiny_app

from infra.laptop.slack.records import User
from infra.laptop.slack.server import serve
from infra.laptop.slack.workspace import SlackWorkspace

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")
ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("no chromium on PATH and no CHROMIUM in the environment")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as p:
        chromium = p.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        yield chromium
        chromium.close()


class Clock:
    at = NOW

    def now(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def workspace(clock):
    workspace = SlackWorkspace(clock.now)
    workspace.add_user(User(ADA, "ada", "Ada Lovelace"))
    for channel, name in ((POLICY, "policy"), (NEWS, "news"), (QUIET, "quiet")):
        workspace.add_channel(channel, name, members=[ADA])
    return workspace


@pytest.fixture
def server(workspace):
    server = serve(workspace)
    yield server
    server.close()


@pytest.fixture
def app():
    with tiny_app() as it:
        yield it


@contextmanager
def opened(browser, server, channel=POLICY, **context):
    """Yield the page, selected on a channel; any script error or blocked load fails the test."""
    more = {"timezone_id": "UTC", "locale": "en-GB", "reduced_motion": "reduce"} | context
    context = browser.new_context(**more)
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.requests = []
    page.on("request", lambda request: page.requests.append(request.url))
    page.goto(f"{server.page_url}#{channel}")
    page.wait_for_selector("#connection[data-state=live]")
    yield page
    context.close()
    assert [p for p in problems if "Failed to fetch" not in p and "ERR_CONNECTION" not in p] == []


@pytest.fixture
def page(browser, server):
    """The page where no app is installed."""
    with opened(browser, server) as page:
        yield page


@pytest.fixture
def live(browser, server, app):
    """The page of Ada, in a workspace with an app that does what the test says."""
    server.install(app.installed, ADA, patience_s=2)
    with opened(browser, server) as page:
        yield page
