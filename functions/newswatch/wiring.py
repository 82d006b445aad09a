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
    from botocore.config import Config

    from newswatch.ports import Fetcher, Messenger
    from newswatch.queues import SqsQueues
    from newswatch.slack.answers import Responder
    from newswatch.slack.routes import Commander
    from newswatch.storage.store import DynamoStore
    from newswatch.usecases.collect import Collector
    from newswatch.usecases.match import Matcher
    from newswatch.usecases.notify import Notifier

SECRET_AGE_S = 300
"""A rotated secret is in use everywhere after this time; SSM is asked 12 times an hour at most."""
CONNECT_S = 3
READ_S = 10


@cache
def settings() -> Settings:
    """Return the settings of this process."""
    return Settings.from_env()


@cache
def store() -> "DynamoStore":
    """Return the table."""
    import boto3

    from newswatch.storage.store import DynamoStore

    session = boto3.session.Session()
    return DynamoStore(
        settings().table_name,
        settings().workspace,
        retrying=session.client("dynamodb", config=_patience(tries=3)),
        once=session.client("dynamodb", config=_patience(tries=1)),
        article_retention_days=settings().article_retention_days,
    )


@cache
def queues() -> "SqsQueues":
    """Return the queues that this function may send to; the others have no address here."""
    import boto3

    from newswatch.queues import QueueUrls, SqsQueues

    client = boto3.session.Session().client("sqs", config=_patience(tries=3))
    urls = QueueUrls(
        sources=settings().source_queue_url,
        articles=settings().article_queue_url,
        channels=settings().channel_queue_url,
        commands=settings().command_queue_url,
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
    from newswatch.system import SystemClock
    from newswatch.usecases.collect import Collector

    return Collector(store(), queues(), fetcher(), SystemClock())


@cache
def matcher() -> "Matcher":
    """Return what match works with."""
    from newswatch.system import SystemClock
    from newswatch.usecases.catalog import Catalog
    from newswatch.usecases.match import Matcher

    return Matcher(store(), queues(), fetcher(), SystemClock(), Catalog(store()))


def notifier() -> "Notifier":
    """Return what notify works with, with the token as it is now."""
    from newswatch.system import SystemClock, SystemEntropy
    from newswatch.usecases.notify import Notifier

    messenger = _messenger(secret(settings().slack_token_parameter))
    return Notifier(store(), queues(), messenger, SystemClock(), SystemEntropy())


def commander() -> "Commander":
    """Return what the slack and command functions work with."""
    from newswatch.slack.routes import Commander
    from newswatch.system import SystemClock, SystemEntropy

    return Commander(store(), queues(), SystemClock(), SystemEntropy())


@cache
def responder() -> "Responder":
    """Return what answers a command later than Slack waits."""
    from newswatch.slack.answers import Responder

    return Responder(settings().slack_hooks_url)


def secret(parameter: str) -> str:
    """Return a SecureString of SSM, read at most once in ``SECRET_AGE_S``."""
    from aws_lambda_powertools.utilities.parameters import get_parameter

    return str(get_parameter(parameter, decrypt=True, max_age=SECRET_AGE_S))


@cache
def _messenger(token: str) -> "Messenger":
    from newswatch.slack.client import SlackMessenger, web_client

    return SlackMessenger(web_client(token, settings().slack_api_url))


def _patience(*, tries: int) -> "Config":
    """Return how long and how often a call to AWS is tried."""
    from botocore.config import Config

    return Config(
        connect_timeout=CONNECT_S,
        read_timeout=READ_S,
        retries={"mode": "standard", "total_max_attempts": tries},
    )
