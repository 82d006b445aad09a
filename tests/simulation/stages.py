"""The functions of the pipeline, wired as ``newswatch.wiring`` does, each for one process."""

import json
from collections.abc import Callable
from dataclasses import dataclass

from newswatch import queues as codecs
from newswatch.queues import QueueUrls, SqsQueues
from newswatch.secret_headers import SsmHeaders
from newswatch.slack.absent import NoFinder
from newswatch.slack.asked import decode
from newswatch.slack.client import SlackMessenger
from newswatch.slack.commander import Commander
from newswatch.slack.modals import Modals
from newswatch.slack.people import SlackPeople
from newswatch.slack.routes import carry_out
from newswatch.storage.clock import ServerClock
from newswatch.storage.store import DynamoStore
from newswatch.usecases import catalog as catalogs
from newswatch.usecases.catalog import Catalog
from newswatch.usecases.collect import collect
from newswatch.usecases.dispatch import dispatch
from newswatch.usecases.hook import Hook, ping, verify
from newswatch.usecases.match import Matcher, match
from newswatch.usecases.notify import notify
from newswatch.usecases.polls import Collector
from newswatch.usecases.rates import Rates
from newswatch.usecases.robots import CachedRobots
from newswatch.usecases.silence import tell_silence
from newswatch.usecases.source_news import hear
from newswatch.usecases.spending import tell_spending
from newswatch.usecases.stories import Stories
from newswatch.usecases.turn import Notifier
from simulation.chat import ChatClient
from simulation.hub import HOOK_URL
from simulation.process import AwsClient, Process
from simulation.web import Browser, Parser

# So few topics are here that they would never be many: what is done for thousands is done for them, too.
catalogs.SNAPSHOT_FROM, catalogs.SNAPSHOT_CHANGES = 2, 1


@dataclass(frozen=True)
class Stage:
    """One function."""

    name: str
    timeout_s: int
    work: Callable[[Process, str, int], None]


def store(p: Process) -> DynamoStore:
    """Return the table as a process has it."""
    return p.keep(
        "store",
        lambda: DynamoStore(
            "simulation",
            "main",
            retrying=p.keep("retrying", lambda: AwsClient(p, "dynamodb", p.world.dynamo, tries=3)),
            once=p.keep("once", lambda: AwsClient(p, "dynamodb", p.world.dynamo, tries=1)),
            article_retention_days=30,
            heard=clock(p).heard,
        ),
    )


def queues(p: Process) -> SqsQueues:
    """Return the queues as a process has them."""
    return p.keep("queues", lambda: SqsQueues(AwsClient(p, "sqs", p.world.sqs, tries=3), _urls(p)))


def chat(p: Process) -> ChatClient:
    """Return Slack's client as a process has it."""
    return p.keep("chat", lambda: ChatClient(p, p.world.exchange, p.world.workspace.token))


def clock(p: Process) -> ServerClock:
    """Return the clock as a process has it: its machine's, corrected by the table's answers."""
    return p.keep("clock", lambda: ServerClock(p.clock))


def _urls(p: Process) -> QueueUrls:
    return QueueUrls(**p.world.urls, dead_channels=p.world.dead_urls["channels"])


def _dispatch(p: Process, _body: str, _received: int) -> None:
    dispatch(store(p), queues(p), clock(p), p.world.entropy)


def _collect(p: Process, body: str, received: int) -> None:
    browser = Browser(p, p.world.web)
    collector = Collector(
        store=store(p),
        queues=queues(p),
        fetcher=browser,
        parser=Parser(),
        robots=CachedRobots(browser, store(p), clock(p)),
        secrets=SsmHeaders(lambda name: name, "/sources/"),
        clock=clock(p),
        entropy=p.world.entropy,
        wait=_waiting(p),
        hook_url=HOOK_URL,
    )
    collect(collector, codecs.decode_sources(body), p, received=received)


def _match(p: Process, body: str, received: int) -> None:
    catalog = p.keep("catalog", lambda: Catalog(store(p), clock(p)))
    browser = Browser(p, p.world.web)
    robots = CachedRobots(browser, store(p), clock(p))
    stories = p.keep("stories", lambda: Stories(store(p), clock(p)))
    rates = p.keep("rates", lambda: Rates(store(p)))
    matcher = Matcher(store(p), queues(p), browser, clock(p), catalog, robots, stories, rates, _waiting(p))
    match(matcher, codecs.decode_entries(body), p, received=received)


def _notify(p: Process, body: str, _received: int) -> None:
    messenger = p.keep("messenger", lambda: SlackMessenger(chat(p)))
    notifier = Notifier(store(p), queues(p), messenger, clock(p), p.world.entropy)
    wake = codecs.decode_wake(body)
    notify(notifier, wake.channel, p, retry=wake.retry, again=wake.again)


def _waiting(p: Process) -> Callable[[float], None]:
    def wait(seconds: float) -> None:
        p.world.clock.advance(seconds=seconds)

    return wait


def _command(p: Process, body: str, _received: int) -> None:
    if news := codecs.decode_news(body):
        hear(store(p), queues(p), clock(p), news)
        return
    if day := codecs.decode_silence(body):
        tell_silence(store(p), queues(p), clock(p), p, day)
        return
    if threshold := codecs.decode_threshold(body):
        tell_spending(store(p), queues(p), SlackPeople(lambda: chat(p)), clock(p), threshold)
        return
    people, views = SlackPeople(lambda: chat(p)), Modals(lambda: chat(p))
    made = (store(p), queues(p), clock(p), p.world.entropy, people, NoFinder(), "token", views)
    commander = Commander(*made, p, kept=store(p))
    carry_out(commander, decode(body), lambda answer, _: p.world.answers.append(answer["text"]))


def _hook(p: Process, body: str, _received: int) -> None:
    request, hook = json.loads(body), Hook(store(p), queues(p), clock(p))
    source, token = request["source"], request["token"]
    if request["method"] == "GET":
        p.world.replies.append(verify(hook, source, token, request["query"]))
    else:
        p.world.replies.append(ping(hook, source, token, request["signature"], request["body"].encode()))


STAGES = {
    "dispatch": Stage("dispatch", 60, _dispatch),
    "sources": Stage("collect", 60, _collect),
    "articles": Stage("match", 180, _match),
    "channels": Stage("notify", 60, _notify),
    "commands": Stage("command", 120, _command),
}
"""Each stage by the queue that feeds it."""
HOOK = Stage("hook", 10, _hook)
"""Called by hubs, by way of HTTP."""
