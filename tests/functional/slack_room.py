"""A Slack stand-in on a free port, a clock that tests move, and the client that the product uses."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from infra.laptop.slack.records import User
from infra.laptop.slack.server import SlackServer, serve
from infra.laptop.slack.workspace import SlackWorkspace

START = datetime(2023, 11, 14, 22, 13, 20, tzinfo=UTC)  # 1700000000
ADA = "U0ADA"
POLICY, BOARD, SECRET, OLD, ELSEWHERE = "C0POLICY", "C0BOARD", "C0SECRET", "C0OLD", "C0ELSEWHERE"


@dataclass
class Clock:
    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class Room:
    workspace: SlackWorkspace
    server: SlackServer
    clock: Clock
    client: WebClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = WebClient(token=self.workspace.token, base_url=self.server.api_url, retry_handlers=[])

    def refusal(self, method: str, **args) -> dict:
        """Call a method that must fail, and return the answer."""
        try:
            self.client.api_call(method, json=args)
        except SlackApiError as e:
            return e.response.data
        raise AssertionError(f"{method} was accepted")

    def post(self, post_id: str = "p1", channel: str = POLICY, **more):
        metadata = {"event_type": "newswatch_post", "event_payload": {"post_id": post_id}}
        return self.client.chat_postMessage(channel=channel, text="news", metadata=metadata, **more)

    def posted(self, post_id: str = "p1") -> int:
        return len(self.workspace.with_metadata("post_id", post_id))


def furnish(workspace: SlackWorkspace) -> None:
    """People and channels: one to post to, and one for each way of not being able to."""
    workspace.add_user(User(ADA, "ada", "Ada Lovelace", tz="Europe/London"))
    workspace.add_channel(POLICY, "policy", members=[ADA])
    workspace.add_channel(BOARD, "board", members=[ADA], private=True)
    workspace.add_channel(SECRET, "secret", members=[ADA], private=True, bot=False)
    workspace.add_channel(OLD, "old", members=[ADA])
    workspace.add_channel(ELSEWHERE, "elsewhere", members=[ADA], bot=False)
    workspace.archive(OLD)


@contextmanager
def room() -> Iterator[Room]:
    clock = Clock()
    workspace = SlackWorkspace(clock.now)
    furnish(workspace)
    server = serve(workspace)
    try:
        yield Room(workspace, server, clock)
    finally:
        server.close()


def alert(title: str = "Top US, Russian diplomats meet on Venezuela", **accessory) -> list[dict]:
    """Blocks as Newswatch builds them."""
    when = "<!date^1557158400^{ago}|6 May 2019>"
    head = f"*<https://news.example/1|{title}>*\nVoice of America · {when} · N. Ching"
    return [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": head, "verbatim": True},
            **({"accessory": accessory} if accessory else {}),
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_quote",
                    "elements": [
                        {"type": "text", "text": "Pompeo", "style": {"bold": True}},
                        {"type": "text", "text": " met Lavrov over the crisis in "},
                        {"type": "text", "text": "Venezuela", "style": {"bold": True}},
                        {"type": "text", "text": "."},
                    ],
                }
            ],
        },
        {"type": "context", "elements": [{"type": "plain_text", "text": "Topics: Venezuela talks · Russia"}]},
    ]
