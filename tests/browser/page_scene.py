"""What the tests of the page share."""

from datetime import UTC, datetime

from infra.laptop.slack.content import from_args

NOW = datetime(2019, 5, 6, 16, 4, tzinfo=UTC)
ADA, POLICY, NEWS, QUIET = "U0ADA", "C0POLICY", "C0NEWS", "C0QUIET"
BOT = "U0NEWSWATCH"


def say(workspace, channel=POLICY, **args):
    return workspace.post(channel, BOT, from_args(args), thread_ts=args.get("thread_ts", ""))


def mrkdwn(text, **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, **more}}
