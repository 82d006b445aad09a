"""The only place where adapters meet use cases: one builder per function.

Nothing happens at import; what is built is built at the first event and kept
for the life of the execution environment. Imports stand inside, so that a
function loads only what it uses.
"""
# ruff: noqa: PLC0415 - imports inside are the point of this module

from functools import cache
from typing import TYPE_CHECKING

from newswatch.config import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from aws_lambda_powertools.utilities.parameters import SSMProvider
    from boto3.session import Session
    from botocore.config import Config
    from slack_sdk import WebClient

    from newswatch.meter import Meter
    from newswatch.model import Identity
    from newswatch.ports import Deadline, Fetcher, Finder, Messenger, Parser, People, Robots, Store
    from newswatch.queues import SqsQueues
    from newswatch.slack.admission import Admission
    from newswatch.slack.answers import Responder
    from newswatch.slack.asked import Asked
    from newswatch.slack.commander import Commander
    from newswatch.slack.front import Front
    from newswatch.slack.lists import SlackLists
    from newswatch.slack.modals import Modals
    from newswatch.slack.showing import Showing
    from newswatch.slack.suggestions import Menu
    from newswatch.storage.clock import ServerClock
    from newswatch.storage.store import DynamoStore
    from newswatch.usecases.hook import Hook
    from newswatch.usecases.match import Matcher
    from newswatch.usecases.polls import Collector
    from newswatch.usecases.turn import Notifier

SECRET_AGE_S = 300
"""A rotated secret is in use everywhere after this time; SSM is asked 12 times an hour at most."""
CONNECT_S = 3
READ_S = 10


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env()


@cache
def clock() -> "ServerClock":
    """Return the time, as the table tells it."""
    from newswatch.storage.clock import ServerClock
    from newswatch.system import SystemClock

    return ServerClock(SystemClock())


@cache
def meter() -> "Meter":
    """Return what counts what this process uses."""
    from newswatch.meter import Meter

    return Meter()


@cache
def architecture() -> str:
    """Return what this process runs on."""
    from newswatch import system

    return system.architecture()


def tell_usage() -> None:
    """Add what was counted to the table, if it is time and the table is in use. Raises StorageError."""
    if not store.cache_info().currsize or not meter().is_due(now := clock().now()):
        return
    used = meter().take(now)
    try:
        store().add_usage(used, now)
    except Exception:
        # With the next one, in five minutes. Should it have come through, it counts twice.
        meter().add(used)
        raise


@cache
def store() -> "DynamoStore":
    """Return the table."""
    from newswatch.storage.store import DynamoStore

    return DynamoStore(
        settings().table_name,
        settings().workspace,
        retrying=_session().client("dynamodb", config=_patience(tries=3)),
        once=_session().client("dynamodb", config=_patience(tries=1)),
        article_retention_days=settings().article_retention_days,
        heard=clock().heard,
        spent=meter().table,
    )


@cache
def queues() -> "SqsQueues":
    """Return the queues that this function may send to; the others have no address here."""
    from newswatch.queues import QueueUrls, SqsQueues

    client = _session().client("sqs", config=_patience(tries=3))
    client.meta.events.register("before-parameter-build.sqs", meter().queue)
    urls = QueueUrls(
        sources=settings().source_queue_url,
        articles=settings().article_queue_url,
        channels=settings().channel_queue_url,
        commands=settings().command_queue_url,
        dead_channels=settings().channel_dead_letter_queue_url,
        dead_sources=settings().source_dead_letter_queue_url,
        dead_articles=settings().article_dead_letter_queue_url,
        dead_commands=settings().command_dead_letter_queue_url,
    )
    return SqsQueues(client, urls)


@cache
def fetcher() -> "Fetcher":
    """Return what fetches feeds and pages."""
    from newswatch import __version__
    from newswatch.sources.fetch import Fetcher

    agent = f"Newswatch/{__version__} (+{settings().contact_url})"
    return Fetcher(user_agent=agent, private_hosts=settings().private_hosts)


@cache
def collector() -> "Collector":
    """Return what collect works with."""
    from newswatch.secret_headers import SsmHeaders
    from newswatch.system import SystemEntropy, wait
    from newswatch.usecases.polls import Collector

    return Collector(
        store=store(),
        queues=queues(),
        fetcher=fetcher(),
        parser=parser(),
        robots=robots(),
        secrets=SsmHeaders(secret, settings().source_secrets_prefix),
        clock=clock(),
        entropy=SystemEntropy(),
        wait=wait,
        hook_url=settings().hook_url,
    )


@cache
def parser() -> "Parser":
    """Return what reads feeds and pages: a process of its own."""
    from newswatch.parsing.bounded import BoundedParser

    parser = BoundedParser()
    # Before any thread, and while it loads its parsers the first feeds are fetched.
    parser.start()
    return parser


@cache
def robots() -> "Robots":
    """Return what knows which pages sites let programs read."""
    from newswatch.usecases.robots import CachedRobots

    return CachedRobots(fetcher(), store(), clock())


@cache
def matcher() -> "Matcher":
    """Return what match works with."""
    from newswatch.system import wait
    from newswatch.usecases.catalog import Catalog
    from newswatch.usecases.match import Matcher
    from newswatch.usecases.rates import Rates
    from newswatch.usecases.stories import Stories

    catalog = Catalog(store(), clock())
    stories = Stories(store(), clock(), settings().story_lives)
    rates = Rates(store())
    return Matcher(store(), queues(), fetcher(), clock(), catalog, robots(), stories, rates, wait=wait)


@cache
def hook() -> "Hook":
    """Return what hubs are answered with."""
    from newswatch.usecases.hook import Hook

    return Hook(store(), queues(), clock(), settings().monthly_limit)


def notifier() -> "Notifier":
    """Return what notify works with, with the token as it is now."""
    from newswatch.system import SystemEntropy
    from newswatch.usecases.turn import Notifier

    messenger = _messenger(secret(settings().slack_token_parameter))
    return Notifier(store(), queues(), messenger, clock(), SystemEntropy(), settings().in_doubt)


def people() -> "People":
    """Return who is asked about people and channels, with the token as it is when that happens."""
    from newswatch.slack.people import SlackPeople

    return SlackPeople(_web_client)


@cache
def finder() -> "Finder":
    """Return what finds out what can be watched at an address."""
    from newswatch.usecases.finding import HttpFinder

    return HttpFinder(fetcher(), parser(), robots(), clock())


def commander(deadline: "Deadline") -> "Commander":
    """Return what the command function works with."""
    return _commander(
        people(), finder(), deadline, collector=collector(), lists=lists(), kept=kept(), identity=identity
    )


def quick_commander() -> "Commander":
    """Return what the slack function works with: nothing that may take long, and none of its code."""
    from newswatch.slack.absent import NoFinder, NoPeople

    return _commander(NoPeople(), NoFinder())


def front() -> "Front":
    """Return what the slack function answers requests with."""
    from newswatch.slack.front import Front

    return Front(quick_commander(), modals(), _menu(), responder().respond)


@cache
def _menu() -> "Menu":
    from newswatch.slack.suggestions import Menu

    return Menu(store(), clock())


def showing(asked: "Asked") -> "Showing":
    """Return what shows the answers to a request that was put off."""
    from newswatch.slack.showing import Showing

    return Showing(asked, modals(), responder().respond, lists().tell)


@cache
def kept() -> "Store":
    """Return the store, with the articles that were read for others lately."""
    from newswatch.usecases.kept import keeping

    return keeping(store(), clock())


def admission() -> "Admission":
    """Return what the slack function checks requests with."""
    from newswatch.slack.admission import Admission

    return Admission(
        store(),
        clock(),
        signing_secret=lambda: secret(settings().slack_signing_secret_parameter),
        identity=identity,
        token_parameter=settings().slack_token_parameter,
    )


def identity() -> "Identity":
    """Return whose token we have. Raises SecretError, SlackError, StorageError."""
    return _identity(secret(settings().slack_token_parameter))


@cache
def modals() -> "Modals":
    """Return what shows modals and App Home."""
    from newswatch.slack.modals import Modals

    return Modals(_web_client)


@cache
def lists() -> "SlackLists":
    """Return what brings lists of sources in and out, and answers where there is no command to answer."""
    from newswatch.slack.lists import SlackLists

    return SlackLists(fetcher(), _web_client, settings().private_hosts)


@cache
def responder() -> "Responder":
    """Return what answers a command later than Slack waits."""
    from newswatch.slack.answers import Responder

    return Responder(settings().slack_hooks_url, settings().patience_s)


def secret(parameter: str) -> str:
    """Return a SecureString of SSM, read at most once in ``SECRET_AGE_S``.

    Raises:
        SecretMissing: there is none, or nothing in it.
        SecretError: SSM does not hand it out.
    """
    from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

    from newswatch.errors import SecretError, SecretMissing

    try:
        value = str(_parameters().get(parameter, decrypt=True, max_age=SECRET_AGE_S))
    except GetParameterError as e:
        if "(ParameterNotFound)" in str(e):
            raise SecretMissing(parameter) from e
        raise SecretError(f"The SSM parameter {parameter} cannot be read.") from e
    # Who pastes a secret easily pastes the end of its line too.
    if not (bare := value.strip()):
        raise SecretMissing(parameter)
    return bare


@cache
def _parameters() -> "SSMProvider":
    from aws_lambda_powertools.utilities.parameters import SSMProvider

    client = _session().client("ssm", config=_patience(tries=3))
    client.meta.events.register("before-parameter-build.ssm", meter().key)
    return SSMProvider(boto3_client=client)


@cache
def _identity(token: str) -> "Identity":
    from newswatch.usecases.identity import identity_key, known_identity

    return known_identity(store(), people, identity_key(token))


def _commander(
    people: "People",
    finder: "Finder",
    deadline: "Deadline | None" = None,
    *,
    collector: "Collector | None" = None,
    lists: "SlackLists | None" = None,
    kept: "Store | None" = None,
    identity: "Callable[[], Identity] | None" = None,
) -> "Commander":
    from newswatch.slack.commander import Commander
    from newswatch.system import SystemEntropy

    return Commander(
        store(),
        queues(),
        clock(),
        SystemEntropy(),
        people,
        finder,
        settings().slack_token_parameter,
        modals(),
        deadline,
        collector,
        lists,
        kept,
        identity,
        settings().monthly_limit,
    )


def _web_client() -> "WebClient":
    """Return a client of Slack's Web API, with the token as it is now."""
    from newswatch.slack.calls import web_client

    token = secret(settings().slack_token_parameter)
    return web_client(token, settings().slack_api_url, settings().patience_s)


@cache
def _messenger(token: str) -> "Messenger":
    from newswatch.slack.calls import web_client
    from newswatch.slack.client import SlackMessenger

    return SlackMessenger(web_client(token, settings().slack_api_url))


@cache
def _session() -> "Session":
    """Return the one session: each reads botocore's descriptions of AWS anew, for some 50 ms of CPU."""
    import boto3

    return boto3.session.Session()


def _patience(*, tries: int) -> "Config":
    """Return how long and how often a call to AWS is tried."""
    from botocore.config import Config

    patience = settings().patience_s
    return Config(
        connect_timeout=min(patience or CONNECT_S, CONNECT_S),
        read_timeout=patience or READ_S,
        # Who is impatient has somebody waiting: once more, and then an answer.
        retries={"mode": "standard", "total_max_attempts": min(tries, 2) if patience else tries},
    )
