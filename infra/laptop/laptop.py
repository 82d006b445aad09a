"""Newswatch on a laptop: engine, Slack stand-in, demo news sites, and the handlers between them.

The functions differ from those in AWS by environment variables alone.
"""

import json
import logging
import os
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from infra.laptop import engine, seeds, stack
from infra.laptop.demo_site import DemoSite
from infra.laptop.http_api import HttpApi
from infra.laptop.pump import Context, Functions, Pump, Pumped, in_this_process
from infra.laptop.slack.installed import InstalledApp
from infra.laptop.slack.records import User
from infra.laptop.slack.server import SlackServer, serve
from infra.laptop.slack.signing import SIGNING_SECRET
from infra.laptop.slack.workspace import SlackWorkspace
from infra.laptop.template import Template
from newswatch import wiring
from newswatch.errors import ConfigError, FetchError, QueryError
from newswatch.model import ChannelId, Source, State, UserId
from newswatch.ports import Choice
from newswatch.query import caret
from newswatch.slack.scopes import SCOPES
from newswatch.sources.urls import source_id
from newswatch.system import SystemClock, SystemEntropy
from newswatch.usecases.adding import add_address
from newswatch.usecases.findings import SourceChanged, Status
from newswatch.usecases.sources import add_source
from newswatch.usecases.status import status
from newswatch.usecases.topics import add_topic

REPOSITORY = Path(__file__).resolve().parents[2]
TOKEN_PARAMETER = stack.token_parameter(stack.NAME)
SECRET_PARAMETER = stack.signing_parameter(stack.NAME)
PERSON = User("U0YOU", "robin", "Robin")
"""Whose page it is. A name like everybody's: announcements speak of people in the third person."""
DEMO_INTERVAL_S = 1
"""The demo's outlets are ours and are asked often, so that their next edition need not be waited for."""
DEMO_TAG = "demo"
TICK_S = 5
"""How often the schedule rings here; in AWS each minute."""

logger = logging.getLogger(__name__)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ports:
    """Where things are served; 0 takes a free port."""

    slack: int = 8300
    site: int = 8301
    api: int = 8302


class Laptop:
    """All of it, running until ``close``.

    State lives in a folder; what was there before is gone on with. Only one can
    run in a process: the functions read the process's environment.

    Attributes:
        slack, site, http_api: what is served, each with its address.
        clients: what people do in Slack.
        environments: the variables of each function, by its logical id.
    """

    def __init__(
        self,
        data: Path,
        ports: Ports,
        workspace: SlackWorkspace,
        *,
        host: str = "127.0.0.1",
        functions: Functions = in_this_process,
        texts: Path = REPOSITORY / "seeds" / "demo",
    ) -> None:
        """Start everything.

        Args:
            data: the folder with the state.
            ports: where to serve.
            workspace: what Slack holds; kept in the folder too.
            host: the address of this machine to serve on.
            functions: what invokes the template's functions.
            texts: what the demo's outlets publish.

        Raises:
            ConfigError: a port is taken, a part does not start, or what is in the folder cannot be used.
        """
        self._editions = data / "editions.json"
        self.workspace = workspace
        published = _undamaged(data, lambda: _published(self._editions))
        # What was started is stopped if the rest does not: the engine is a process, which would outlive us.
        with ExitStack() as parts:
            _undamaged(data, lambda: workspace.keep_in(data / "slack.json"))
            parts.callback(workspace.close)
            workspace.add_user(replace(PERSON, tz=_zone()))
            self.slack = _listening(lambda: serve(workspace, ports.slack, host), ports.slack)
            parts.callback(self.slack.close)
            self.site = _listening(
                lambda: DemoSite(ports.site, texts, lambda: datetime.now(UTC), published, host), ports.site
            )
            parts.callback(self.site.close)
            engine.isolate()
            # In AWS they are read out of the log; here they would stand between what people read.
            engine.apply({"POWERTOOLS_METRICS_DISABLED": "true"})
            self._engine = engine.start(data / "engine", host)
            parts.callback(self._engine.stop)
            template = Template.load(REPOSITORY / "template.yaml")
            self._pump = self._connect(template, functions)
            self.http_api = _listening(
                lambda: HttpApi(template.routes(), functions, ports.api, host), ports.api
            )
            parts.callback(self.http_api.close)
            manifest = REPOSITORY / "infra" / "slack-manifest.yaml"
            app = InstalledApp.from_manifest(manifest, self.http_api.url, SIGNING_SECRET)
            self.clients = self.slack.install(app, PERSON.id)
            self._parts = parts.pop_all()
        self._dispatch = functions("DispatchFunction", "newswatch.lambdas.dispatch.handler")
        self._last_tick = 0.0

    def _connect(self, template: Template, functions: Functions) -> Pump:
        secrets = {TOKEN_PARAMETER: self.workspace.token, SECRET_PARAMETER: SIGNING_SECRET}
        known = engine.set_up(self._engine, template, secrets) | _addresses(self.slack, self.site)
        self.environments = template.environments(known)
        engine.apply(known)
        # A variable means the same in every function that has it.
        for environment in self.environments.values():
            engine.apply(environment)
        # Clients are made here, by one thread: a session of boto3 is not for several at a time, and the
        # HTTP API answers on others.
        wiring.store()
        wiring.queues()
        wiring.secret(TOKEN_PARAMETER)
        return Pump(
            self._engine.client("sqs"),
            [
                Pumped(mapped, known[_variable(mapped.queue)], functions(mapped.function, mapped.handler))
                for mapped in template.mappings()
            ],
        )

    # --- What is watched -------------------------------------------------------------

    def load_topics(self) -> tuple[int, list[str]]:
        """Store the starter topics that were never there; return how many there are, and what is wrong.

        What somebody has removed stays away.
        """
        wrong = []
        known = {topic.handle for topic in wiring.store().topics()}
        starters = seeds.starter_topics(REPOSITORY / "seeds" / "topics.toml")
        for topic in starters:
            channel = self.channel(topic.channel)
            if topic.handle in known:
                continue
            try:
                add_topic(
                    wiring.store(),
                    SystemClock(),
                    SystemEntropy(),
                    who=UserId(PERSON.id),
                    query=topic.query,
                    destinations=[channel],
                    name=topic.name,
                    handle=topic.handle,
                )
            except QueryError as e:
                wrong.append(f"Topic {topic.handle} in seeds/topics.toml is left out:\n{caret(e)}")
        return len(starters) - len(wrong), wrong

    def load_sources(self, *, live: bool) -> int:
        """Store the demo's outlets, and the public starter sources: paused unless ``live``; count the latter.

        What somebody has paused or removed stays so, but that ``live`` reads what is paused.
        """
        known = {source.id: source.state for source in wiring.store().sources()}
        for outlet in self.site.outlets:
            if known.get(source_id(outlet.feed_url)) is not State.PAUSED:
                bounds_s = (DEMO_INTERVAL_S, DEMO_INTERVAL_S)
                self.watch(outlet.feed_url, outlet.name, bounds_s=bounds_s, tags=[DEMO_TAG])
        self._retire_other_ports()
        starters = seeds.starter_sources(REPOSITORY / "seeds" / "sources.toml")
        for source in starters:
            state = known.get(source_id(source.url))
            if state is None or (live and state is State.PAUSED):
                wanted = State.ACTIVE if live else State.PAUSED
                self.watch(source.url, source.name, tags=source.tags, state=wanted)
        return len(starters)

    def _retire_other_ports(self) -> None:
        """Remove the demo outlets of earlier runs on other ports: nobody serves them any more."""
        store, now = wiring.store(), SystemClock().now()
        served = {outlet.feed_url for outlet in self.site.outlets}
        for source in store.sources():
            if DEMO_TAG in source.tags and source.url not in served and source.state is State.ACTIVE:
                gone = replace(source, state=State.REMOVED, version=source.version + 1)
                store.save_source(gone, UserId(PERSON.id), now, "remove")

    def watch(self, url: str, name: str = "", **more: Any) -> Source:
        """Have a feed watched. Raises AddressRefused for what is no web address."""
        return add_source(
            wiring.store(), wiring.queues(), SystemClock(), who=UserId(PERSON.id), url=url, name=name, **more
        ).source

    def find(self, address: str) -> Source | Sequence[Choice]:
        """Have watched what is at an address, or return what could be meant by it.

        What cannot be reached just now is watched as it is: it is tried again.

        Raises:
            FetchError, FeedError: as with ``Finder``.
        """
        try:
            found = add_address(wiring.collector(), wiring.finder(), address, who=UserId(PERSON.id))
        except FetchError as e:
            if not e.transient:
                raise
            return self.watch(address)
        return found.source if isinstance(found, SourceChanged) else found

    def channel(self, name: str) -> ChannelId:
        """Return a channel's id by its name (``#policy``); made if it is not there."""
        bare = name.removeprefix("#")
        channel_id = "C0" + "".join(c for c in bare.upper() if c.isalnum())
        self.workspace.add_channel(channel_id, bare, members=[PERSON.id])
        return ChannelId(channel_id)

    # --- What happens ------------------------------------------------------------------

    def tick(self) -> None:
        """Ring the schedule."""
        self._last_tick = time.monotonic()
        context = Context("DispatchFunction", time.monotonic() + 60)
        try:
            self._dispatch({"time": datetime.now(UTC).isoformat()}, context)
        except Exception:
            # As in AWS: the next tick begins where the last success ended.
            logger.exception("DispatchFunction failed")

    def work(self) -> int:
        """Give each function a batch; ring the schedule when it is time. Return how many messages came."""
        if time.monotonic() - self._last_tick >= TICK_S:
            self.tick()
        return self._pump.cycle()

    def settle(self, *, within_s: float) -> bool:
        """Work until the queues are empty; return whether they are in time."""
        deadline = time.monotonic() + within_s
        while time.monotonic() < deadline:
            if self._pump.cycle() == 0:
                if self._pump.waiting() == 0:
                    return True
                time.sleep(0.1)
        return False

    def await_poll(self) -> None:
        """Let the demo's feeds be polled once more, and all that follows from it be done."""
        time.sleep(2 * DEMO_INTERVAL_S)
        self.tick()
        self.settle(within_s=60)

    def publish(self, edition: int) -> None:
        """Have the demo's outlets bring out an edition, and remember that it did."""
        self.site.publish(edition)
        kept = {str(number): moment.isoformat() for number, moment in self.site.published.items()}
        self._editions.write_text(json.dumps(kept))

    def status(self) -> Status:
        """Return how Newswatch is."""
        return status(
            wiring.store(),
            wiring.queues(),
            wiring.people(),
            wiring.clock().now(),
            required_scopes=SCOPES,
            token_parameter=TOKEN_PARAMETER,
        )

    def close(self) -> None:
        """Stop everything; state is kept."""
        self._parts.close()


def _addresses(slack: SlackServer, site: DemoSite) -> dict[str, str]:
    return {
        "SLACK_API_URL": slack.api_url,
        "SLACK_HOOKS_URL": slack.page_url,
        "SLACK_TOKEN_PARAMETER": TOKEN_PARAMETER,
        "SLACK_SIGNING_SECRET_PARAMETER": SECRET_PARAMETER,
        "CONTACT_URL": "https://newswatch.invalid/laptop",
        "PRIVATE_HOSTS": " ".join(outlet.host for outlet in site.outlets),
        # No hub reaches this machine: none is asked.
        "HOOK_URL": "",
    }


def _zone() -> str:
    """Return the IANA name of this machine's time zone, as far as it says one."""
    _, _, name = os.path.realpath("/etc/localtime").rpartition("zoneinfo/")
    try:
        return ZoneInfo(os.environ.get("TZ") or name or "Etc/UTC").key
    except (ZoneInfoNotFoundError, ValueError):
        return "Etc/UTC"


def _variable(queue: str) -> str:
    """Return the variable that names a queue: ``SourceQueue`` is in ``SOURCE_QUEUE_URL``."""
    return queue.removesuffix("Queue").upper() + "_QUEUE_URL"


def _published(path: Path) -> dict[int, datetime]:
    if not path.exists():
        return {}
    kept = json.loads(path.read_text())
    return {int(number): datetime.fromisoformat(moment) for number, moment in kept.items()}


def _undamaged(data: Path, read: Callable[[], T]) -> T:
    try:
        data.mkdir(parents=True, exist_ok=True)
        return read()
    except (ValueError, TypeError, AttributeError) as e:
        raise ConfigError(f"What an earlier run left in {data} is damaged. ARGS=--fresh begins anew.") from e
    except OSError as e:
        raise ConfigError(f"The folder {data} cannot be used: {e.strerror}.") from e


def _listening(start: Any, port: int) -> Any:
    try:
        return start()
    except OSError as e:
        raise ConfigError(
            f"Port {port} of this machine is taken ({e.strerror}). "
            "Another one can be chosen: make run ARGS='--port 8400'"
        ) from e
