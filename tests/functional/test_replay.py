"""Dead letters: why they died is written down, `make replay` sends them back, and nothing is told twice."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from botocore.exceptions import ClientError
from builders import alert, article, entry, source, topic
from deployment import ADA, CHANNEL, context, deployment, record
from fakes import T0

from infra.laptop import replay
from infra.laptop.place import QUEUES, Place, open_place
from newswatch import wiring
from newswatch.errors import ConfigError, StorageError
from newswatch.lambdas import collect, command, match, notify
from newswatch.model import ChannelId, EntryGroup, Failure, SourceId, StoryId, UserId
from newswatch.queues import Wake, encode_entries, encode_follow_up, encode_wake
from newswatch.system import SystemClock

ARN = "arn:aws:sqs:eu-west-1:1:{}"


# --- Why a message died --------------------------------------------------------------------------------


@pytest.fixture
def deployed(monkeypatch):
    with deployment(monkeypatch) as running:
        yield running


def reasons():
    return [(failure.queue, failure.why) for failure in wiring.store().failures()]


@pytest.mark.parametrize(
    ("handler", "queue", "tries"),
    [
        (collect.handler, "sources", 2),
        (match.handler, "articles", 5),
        (notify.handler, "channels", 5),
        (command.handler, "commands", 2),
    ],
)
def test_a_message_that_fails_for_the_last_time_leaves_its_reason(deployed, handler, queue, tries):
    for received in range(1, tries + 1):
        assert reasons() == []
        with pytest.raises(BatchProcessingError):
            handler({"Records": [record('{"v":99}', received=received)]}, context())
    said = "a command of another version" if queue == "commands" else "a message of another version"
    assert reasons() == [(queue, said)]


def test_a_bug_is_told_by_its_kind_and_where_to_look(deployed, monkeypatch):
    def broken(*_, **__):
        raise KeyError("xoxb-secret")

    monkeypatch.setattr(match, "match", broken)
    body = encode_entries(EntryGroup(SourceId("5" * 16), (entry(),)))
    here = context("newswatch-MatchFunction-1")
    with pytest.raises(BatchProcessingError):
        match.handler({"Records": [record(body, received=5)]}, here)
    why = f"KeyError, a bug: see the logs of newswatch-MatchFunction-1, request {here.aws_request_id}."
    assert reasons() == [("articles", f"source {'5' * 16}: {why}")]


def test_a_reason_that_cannot_be_written_down_hides_nothing(deployed, monkeypatch):
    def refuses(*_):
        raise StorageError("DynamoDB: ThrottlingException")

    monkeypatch.setattr(type(wiring.store()), "note_failure", refuses)
    with pytest.raises(BatchProcessingError) as caught:
        collect.handler({"Records": [record("x", received=2)]}, context())
    assert "a message that is not JSON" in str(caught.value)
    assert "failure not noted" in deployed.log.getvalue()


# --- A replay cannot duplicate ---------------------------------------------------------------------------


@pytest.fixture
def run(deployed, monkeypatch, capfd):
    """Return what runs the command on the deployment's own workspace, as on a laptop."""

    @contextmanager
    def here(*_):
        known = deployed.environment
        queues = {name: known[f"{begins.upper()}_QUEUE_URL"] for name, begins in QUEUES.items()}
        yield Place(wiring.store(), deployed.ssm, "/x/", sqs=deployed.sqs, queues=queues)

    monkeypatch.setattr(replay, "open_place", here)

    def run_it(*arguments):
        status = replay.main(list(arguments))
        told = capfd.readouterr()
        return status, told.out, told.err

    return run_it


HANDLERS = {
    "ARTICLE_QUEUE_URL": match.handler,
    "COMMAND_QUEUE_URL": command.handler,
    "CHANNEL_QUEUE_URL": notify.handler,
}


def work_off(deployed):
    """Give each function what waits for it until nothing does."""
    while sum(_batch(deployed, queue, handler) for queue, handler in HANDLERS.items()):
        pass


def _batch(deployed, queue, handler):
    url = deployed.environment[queue]
    asked = deployed.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
    for message in (messages := asked.get("Messages", [])):
        handler({"Records": [record(message["Body"], message["MessageId"])]}, context())
        deployed.sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
    return len(messages)


def dead_articles():
    """An article that a topic waits for, found a while ago."""
    now, store = SystemClock().now(), wiring.store()
    store.save_source(source(full_text=False), UserId(ADA), now, "add")
    store.save_topic(topic(destinations=(CHANNEL,)), UserId(ADA), now, "add")
    found = entry(summary="Lavrov met his counterpart on Monday. They spoke for an hour.")
    return encode_entries(EntryGroup(source().id, (found,), found_at=now - timedelta(hours=2)))


def dead_channels():
    """A channel with a post in its outbox."""
    now, store = SystemClock().now(), wiring.store()
    kept = store.save_article(article(read_at=now), [])
    store.save_topic(topic(destinations=(CHANNEL,)), UserId(ADA), now, "add")
    one = alert(story_id=StoryId(kept.id), article_id=kept.id, channels=(CHANNEL,), claimed_at=now)
    store.claim([one])
    return encode_wake(Wake(ChannelId(CHANNEL), retry=True))


def dead_commands():
    """A change that is to be announced."""
    change = wiring.store().save_topic(
        topic(owner=UserId(ADA), destinations=(CHANNEL,)), UserId(ADA), SystemClock().now(), "add"
    )
    return encode_follow_up(change.seq)


@pytest.mark.parametrize(
    ("queue", "kill"),
    [("articles", dead_articles), ("channels", dead_channels), ("commands", dead_commands)],
)
def test_what_is_replayed_twice_is_posted_once(deployed, run, queue, kill):
    body = kill()
    url = deployed.environment[f"{QUEUES[queue].upper()}_DEAD_LETTER_QUEUE_URL"]
    for _ in range(2):
        # As if it had been sent back, and we had been stopped before it was deleted.
        for _ in range(2):
            deployed.sqs.send_message(QueueUrl=url, MessageBody=body)
        status, out, err = run("--queue", queue)
        assert (status, err) == (0, "")
        assert f"{queue}: 2 sent back." in out
        work_off(deployed)
    assert len(deployed.workspace.messages(CHANNEL)) == 1
    assert wiring.queues().dead() == {"sources": 0, "articles": 0, "channels": 0, "commands": 0}


def test_notes_are_forgotten_of_the_queue_that_is_replayed(deployed, run):
    for queue in ("articles", "channels"):
        wiring.store().note_failure(Failure(queue, "1", "busy", T0))
        deployed.sqs.send_message(
            QueueUrl=deployed.environment[f"{QUEUES[queue].upper()}_DEAD_LETTER_QUEUE_URL"], MessageBody="{}"
        )
    _, out, _ = run("--queue", "articles")
    assert "within 90 minutes" in out
    assert reasons() == [("channels", "busy")]
    assert wiring.queues().dead()["channels"] == 1


def test_dead_letters_are_listed_and_all_sent_back(deployed, run):
    nothing = "Nothing to replay: no dead letters (this laptop; STACK=… for a deployed one).\n"
    assert run() == (0, *_listed(0, 0, nothing))
    deployed.sqs.send_message(QueueUrl=deployed.environment["SOURCE_DEAD_LETTER_QUEUE_URL"], MessageBody="{}")
    wiring.queues().bury(ChannelId("C1"))
    assert run() == (0, *_listed(1, 1, "Send them back with QUEUE=… or QUEUE=all.\n"))
    _, out, _ = run("--queue", "all")
    assert [line.split(" sent")[0] for line in out.splitlines() if "sent back." in line] == [
        "sources: 1", "channels: 1",
    ]  # fmt: skip
    assert wiring.queues().waiting() == {"sources": 1, "articles": 0, "channels": 1}


def _listed(sources, channels, last):
    counts = {"sources": sources, "articles": 0, "channels": channels, "commands": 0}
    return "".join(f"{name:<10}{count:>8}\n" for name, count in counts.items()) + last, ""


def test_a_queue_that_there_is_not_is_refused(run):
    status, _, err = run("--queue", "article")
    assert (status, "sources, articles, channels, commands" in err) == (1, True)


# --- A workspace that does not run, and a stack -----------------------------------------------------------


def test_a_workspace_that_does_not_run_is_replayed_all_the_same(tmp_path, run_command):
    with open_place(tmp_path / "state", "") as place:
        dead = replay.pair_of(place, "commands").dead_url
        place.sqs.send_message(QueueUrl=dead, MessageBody="{}")
    status, out, _ = run_command(replay.main, "--queue", "commands")
    assert (status, "commands: 1 sent back." in out) == (0, True)


@dataclass
class Sqs:
    """An SQS that moves messages by itself: each look at it finds the task further on."""

    steps: list[dict] = field(default_factory=list)
    """What the task is at each look, once it was started."""
    denies: str = ""
    dead: int = 7
    tasks: list[dict] = field(default_factory=list)
    started: list[dict] = field(default_factory=list)
    running: bool = False

    def get_queue_attributes(self, *, QueueUrl, AttributeNames):  # noqa: N803 - as boto3 names them
        if "RedrivePolicy" not in AttributeNames:
            return {"Attributes": {"ApproximateNumberOfMessages": str(self.dead)}}
        policy = f'{{"deadLetterTargetArn": "{ARN.format("dead")}", "maxReceiveCount": 5}}'
        attributes = {"QueueArn": ARN.format("work"), "VisibilityTimeout": "1080"}
        return {"Attributes": {**attributes, "RedrivePolicy": policy}}

    def get_queue_url(self, *, QueueName):  # noqa: N803
        return {"QueueUrl": f"https://sqs/{QueueName}"}

    def start_message_move_task(self, **asked):
        if self.denies:
            raise ClientError({"Error": {"Code": self.denies, "Message": "no"}}, "StartMessageMoveTask")
        self.started.append(asked)
        self.running = True
        return {"TaskHandle": "1"}

    def list_message_move_tasks(self, *, SourceArn, MaxResults):  # noqa: N803
        assert SourceArn == ARN.format("dead")
        if self.running and self.steps:
            self.tasks = [self.steps.pop(0), *self.tasks]
        return {"Results": self.tasks[:MaxResults]}


class Notes:
    def __init__(self):
        self.forgotten = []

    def forget_failures(self, queue):
        self.forgotten.append(queue)


@pytest.fixture
def stack(monkeypatch, capfd):
    def run_it(sqs, *arguments, queues=None):
        notes = Notes()

        @contextmanager
        def opened(_, stack):
            if stack != "newswatch":
                raise ConfigError(f"The stack {stack} cannot be read: it does not exist")
            yield Place(notes, None, "", sqs=sqs, queues=queues or dict.fromkeys(QUEUES, "https://sqs/work"))

        monkeypatch.setattr(replay, "open_place", opened)
        status = replay.main(["--stack", "newswatch", *arguments], lambda _: None)
        told = capfd.readouterr()
        return status, told.out, told.err, notes.forgotten

    return run_it


def task(status, moved=0, **more):
    return {"Status": status, "ApproximateNumberOfMessagesMoved": moved, "StartedTimestamp": 2, **more}


OLD = {"Status": "COMPLETED", "ApproximateNumberOfMessagesMoved": 99, "StartedTimestamp": 1}


def test_a_stack_has_sqs_move_them_and_is_followed_to_the_end(stack):
    sqs = Sqs([OLD, task("RUNNING", 3), task("COMPLETED", 7)], tasks=[OLD])
    status, out, err, forgotten = stack(sqs, "--queue", "articles")
    assert (status, err, forgotten) == (0, "", ["articles"])
    assert sqs.started == [
        {
            "SourceArn": ARN.format("dead"),
            "DestinationArn": ARN.format("work"),
            "MaxNumberOfMessagesPerSecond": replay.PER_SECOND,
        }
    ]
    lines = out.splitlines()
    assert lines[:2] == ["articles: sending back about 7 …", "articles: 3 sent back …"]
    assert lines[2].startswith("articles: 7 sent back. What fails again is a dead letter within 90 minutes")


def test_a_replay_that_is_under_way_is_followed_and_no_second_one_begun(stack):
    sqs = Sqs([task("RUNNING", 5), task("COMPLETED", 7)], tasks=[task("RUNNING", 3)], running=True)
    status, out, _, _ = stack(sqs, "--queue", "articles")
    assert (status, sqs.started) == (0, [])
    assert "SQS is at it already" in out
    assert "articles: 7 sent back." in out


def test_a_replay_that_fails_says_why(stack):
    sqs = Sqs([task("FAILED", 2, FailureReason="AWS.SQS.QueueDoesNotExist")])
    status, _, err, _ = stack(sqs, "--queue", "articles")
    assert (status, err) == (1, "articles: SQS sent back 2 and stopped: AWS.SQS.QueueDoesNotExist (FAILED)\n")


def test_a_replay_that_is_not_permitted_says_what_it_needs_and_forgets_nothing(stack):
    status, _, err, forgotten = stack(Sqs(denies="AccessDenied"), "--queue", "articles")
    assert (status, forgotten) == (1, [])
    assert "do not permit StartMessageMoveTask" in err
    assert "sqs:SendMessage" in err


def test_whatever_else_aws_says_is_told(stack):
    status, _, err, _ = stack(Sqs(denies="ResourceNotFoundException"), "--queue", "articles")
    assert (status, "AWS did not do that" in err, "ResourceNotFoundException" in err) == (1, True, True)


def test_a_stack_that_is_none_of_ours_is_refused(stack):
    status, _, err, _ = stack(Sqs(), "--queue", "articles", queues={"articles": ""})
    assert (status, "no output ArticleQueueUrl" in err) == (1, True)
    status, _, err, _ = stack(Sqs(), "--stack", "other")
    assert (status, err) == (1, "The stack other cannot be read: it does not exist\n")


def test_a_stack_without_dead_letters_has_nothing_to_replay(stack):
    status, out, _, _ = stack(Sqs(dead=0), "--queue", "all")
    assert (status, out) == (0, "Nothing to replay: no dead letters (the stack newswatch).\n")
