"""What a deployment decides, read from the environment.

Each setting is read and checked when a function first asks for it, so that a
function needs only those that it uses.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import inf

from newswatch.errors import ConfigError
from newswatch.posts import InDoubt

MAX_RETENTION_DAYS = 365
"""Articles serve previews of a week and explanations; a year of them is an archive."""

MAX_RECEIVES = {
    "sources": "SOURCE_MAX_RECEIVES",
    "articles": "ARTICLE_MAX_RECEIVES",
    "channels": "CHANNEL_MAX_RECEIVES",
    "commands": "COMMAND_MAX_RECEIVES",
}
"""By what status calls the queue: the variable that says how often a message of it is received."""

MAX_STORY_HOURS = 168
"""A week of articles is read by each process that begins; the log is kept for a little longer."""


def limit_of(text: str) -> float:
    """Return a monthly limit, in US dollars; 0 for none. CloudFormation takes any number, and so does this.

    Raises:
        ConfigError: it is none, or below 0.
    """
    try:
        limit = float(text)
    except ValueError:
        limit = -1.0
    if not 0 <= limit < inf:
        raise ConfigError(
            f"MonthlyLimit must be US dollars such as 20 or 7.50, or 0 for no limit, not {text!r}."
        )
    return limit


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment, typed. Every property raises ConfigError naming the variable at fault."""

    environ: Mapping[str, str]

    @classmethod
    def from_env(cls) -> "Settings":
        """Return the settings of this process."""
        return cls(os.environ)

    @property
    def table_name(self) -> str:
        """The one DynamoDB table."""
        return self._required("TABLE_NAME")

    @property
    def workspace(self) -> str:
        """What every key in the table begins with."""
        return self._required("WORKSPACE")

    @property
    def source_queue_url(self) -> str:
        """Where groups of sources to poll go; empty in a function that sends none, as with all queues."""
        return self.environ.get("SOURCE_QUEUE_URL", "")

    @property
    def article_queue_url(self) -> str:
        """Where groups of entries to read and match go."""
        return self.environ.get("ARTICLE_QUEUE_URL", "")

    @property
    def channel_queue_url(self) -> str:
        """Where channels go whose outbox wants work."""
        return self.environ.get("CHANNEL_QUEUE_URL", "")

    @property
    def command_queue_url(self) -> str:
        """Where commands go that take longer than Slack waits."""
        return self.environ.get("COMMAND_QUEUE_URL", "")

    @property
    def source_dead_letter_queue_url(self) -> str:
        """Where groups of sources are that failed too often; empty where nobody counts them."""
        return self.environ.get("SOURCE_DEAD_LETTER_QUEUE_URL", "")

    @property
    def article_dead_letter_queue_url(self) -> str:
        """Where groups of entries are that failed too often."""
        return self.environ.get("ARTICLE_DEAD_LETTER_QUEUE_URL", "")

    @property
    def channel_dead_letter_queue_url(self) -> str:
        """Where wake-ups are that failed too often, and go that nobody but a person can help."""
        return self.environ.get("CHANNEL_DEAD_LETTER_QUEUE_URL", "")

    @property
    def command_dead_letter_queue_url(self) -> str:
        """Where commands are that failed too often."""
        return self.environ.get("COMMAND_DEAD_LETTER_QUEUE_URL", "")

    def max_receives(self, queue: str) -> int:
        """Return how often a message of a queue, as status calls it, may be received."""
        name = MAX_RECEIVES[queue]
        text = self._required(name)
        if not text.isdecimal() or not int(text):
            raise ConfigError(f"{name} must be a number from 1, not {text!r}.")
        return int(text)

    @property
    def monthly_limit(self) -> float:
        """What a month may cost before sources are read no more, in US dollars; 0 for whatever it costs."""
        return limit_of(self.environ.get("MONTHLY_LIMIT") or "0")

    @property
    def memory_mb(self) -> int:
        """What Lambda says that this function has; 0 where there is no Lambda."""
        text = self.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "")
        return int(text) if text.isdecimal() else 0

    @property
    def slack_token_parameter(self) -> str:
        """Name of the SSM SecureString that holds the bot token."""
        return self._required("SLACK_TOKEN_PARAMETER")

    @property
    def slack_signing_secret_parameter(self) -> str:
        """Name of the SSM SecureString that holds the signing secret."""
        return self._required("SLACK_SIGNING_SECRET_PARAMETER")

    @property
    def patience_s(self) -> float | None:
        """How long this function waits for one answer of AWS or Slack; None for as long as usual."""
        text = self.environ.get("PATIENCE_S", "")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,2}(\.\d)?", text) or not float(text):
            raise ConfigError(f"PATIENCE_S must be a number of seconds, not {text!r}.")
        return float(text)

    @property
    def in_doubt(self) -> InDoubt:
        """What to do about a post of unknown outcome where Slack's history cannot be read."""
        text = self.environ.get("IN_DOUBT") or InDoubt.PARK
        if text not in set(InDoubt):
            raise ConfigError(f"IN_DOUBT must be one of {', '.join(InDoubt)}, not {text!r}.")
        return InDoubt(text)

    @property
    def slack_api_url(self) -> str:
        """Where Slack's Web API is; ends with a slash."""
        return self.environ.get("SLACK_API_URL") or "https://slack.com/api/"

    @property
    def slack_hooks_url(self) -> str:
        """What every ``response_url`` begins with; nothing is sent elsewhere."""
        return self.environ.get("SLACK_HOOKS_URL") or "https://hooks.slack.com/"

    @property
    def article_retention_days(self) -> int:
        """How long articles are kept, for previews and explanations."""
        text = self.environ.get("ARTICLE_RETENTION_DAYS") or "30"
        if not text.isdecimal() or not 1 <= int(text) <= MAX_RETENTION_DAYS:
            raise ConfigError(
                f"ARTICLE_RETENTION_DAYS must be a number from 1 to {MAX_RETENTION_DAYS}, not {text!r}."
            )
        return int(text)

    @property
    def story_lives(self) -> timedelta:
        """How long a story goes on after its last article; nothing where articles are not grouped."""
        text = self.environ.get("STORY_HOURS") or "72"
        if not text.isdecimal() or int(text) > MAX_STORY_HOURS:
            raise ConfigError(f"STORY_HOURS must be a number from 0 to {MAX_STORY_HOURS}, not {text!r}.")
        return timedelta(hours=int(text))

    @property
    def hook_url(self) -> str:
        """Where hubs reach the hook function; empty where they cannot, and then nothing is subscribed."""
        return self.environ.get("HOOK_URL", "")

    @property
    def contact_url(self) -> str:
        """Whom a site's operator can turn to; part of the User-Agent."""
        return self._required("CONTACT_URL")

    @property
    def source_secrets_prefix(self) -> str:
        """What the names of the SSM SecureStrings begin with that hold sources' secret headers."""
        return self.environ.get("SOURCE_SECRETS_PREFIX") or "/newswatch/sources/"

    @property
    def private_hosts(self) -> frozenset[str]:
        """``host:port`` pairs that may be fetched although they are not public; none in AWS."""
        return frozenset(filter(None, self.environ.get("PRIVATE_HOSTS", "").replace(",", " ").split()))

    def _required(self, name: str) -> str:
        value = self.environ.get(name, "")
        if not value:
            raise ConfigError(f"The environment variable {name} is not set.")
        return value
