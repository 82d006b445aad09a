"""The deployed functions, to be called one by one: what they find, and what they may do."""

import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from builders import alert, article, source, topic

from infra.laptop.slack.faults import Fault
from newswatch.model import ChannelId, Source, StoryId, Topic, TopicId, UserId
from newswatch.posts import Post
from newswatch.sources.urls import article_id
from newswatch.storage.keys import Key, Keys
from newswatch.storage.store import DynamoStore
from newswatch.system import SystemClock
from tests.integration.demo import ANN, SIGNING_SECRET, Demo
from tests.integration.ministack import Ministack
from tests.integration.role_policies import Document, Unasked

OWNER = UserId(ANN)
UNKNOWN_CODE = "nobody_has_heard_of_this"
"""What Slack says where it does not take what we built."""


class RoleHouse:
    """A deployed stack whose functions run when they are told to, and at no other time."""

    def __init__(self, aws: Ministack, demo: Demo, store: DynamoStore) -> None:
        self.aws, self.demo, self.store = aws, demo, store
        self.keys = Keys("main")
        self.physical = aws.resources()
        self.functions = sorted(name for name in self.physical if name.endswith("Function"))
        self._lambda, self._iam, self._dynamodb = (
            aws.client(service) for service in ("lambda", "iam", "dynamodb")
        )
        self._refused: set[str] = set()
        demo.workspace.faults.decide = self._refuse
        self.keep_secret(self.variable("SlackFunction", "SLACK_SIGNING_SECRET_PARAMETER"), SIGNING_SECRET)
        self.keep_secret(self.variable("SlackFunction", "SLACK_TOKEN_PARAMETER"), demo.workspace.token)

    # --- What is there

    @property
    def now(self) -> datetime:
        """The time."""
        return SystemClock().now()

    def keep_secret(self, name: str, value: str) -> None:
        """Store a SecureString."""
        self.aws.client("ssm").put_parameter(Name=name, Value=value, Type="SecureString", Overwrite=True)

    def variable(self, function: str, name: str) -> str:
        """Return what the template gives a function."""
        return str(self._configuration(function)["Environment"]["Variables"][name])

    def channel(self) -> ChannelId:
        """Return a new channel, with Ann and the bot in it."""
        name = fresh()
        return ChannelId(self.demo.workspace.add_channel(f"C{name.upper()}", f"c-{name}", members=[ANN]).id)

    def refuses(self, channel: ChannelId) -> None:
        """Have Slack take nothing in a channel, for a reason that is a bug of ours."""
        self._refused.add(channel)

    def source(self, **more: Any) -> Source:
        """Return a new source, watched."""
        url = f"{self.demo.site.feed_url}?{fresh()}"
        new = source(**({"url": url, "owner": OWNER, "name": f"News {fresh()}"} | more))
        self.store.save_source(new, OWNER, self.now, "add")
        return new

    def topic(self, **more: Any) -> Topic:
        """Return a new topic, for a word that stands nowhere else."""
        name = fresh()
        values = {
            "id": TopicId(name),
            "handle": name,
            "name": name,
            "owner": OWNER,
            "query": f"w{name}",
            "query_typed": f"w{name}",
            "created_at": self.now,
        }
        new = topic(**(values | more))
        self.store.save_topic(new, OWNER, self.now, "add")
        return new

    def claimed(self, channel: ChannelId) -> Post:
        """Return the post of an alert that waits in a channel's outbox."""
        told, url = self.topic(destinations=(channel,)), f"https://news.example/{fresh()}"
        self.store.save_article(article(url, read_at=self.now), ())
        story = StoryId(article_id(url))
        self.store.claim(
            [
                alert(
                    topic_id=told.id,
                    topic_name=told.name,
                    story_id=story,
                    article_id=article_id(url),
                    channels=(channel,),
                    claimed_at=self.now,
                )
            ]
        )
        waiting = self.store.post(channel, story)
        assert waiting is not None
        return waiting

    def forget(self, key: Key) -> None:
        """Have something be as if it had never been."""
        self._dynamodb.delete_item(
            TableName=self.physical["Table"], Key={"pk": {"S": key.pk}, "sk": {"S": key.sk}}
        )

    def _refuse(self, _method: str, _count: int, given: Mapping[str, Any]) -> Fault | None:
        return Fault.error(UNKNOWN_CODE) if given.get("channel") in self._refused else None

    # --- Functions and their roles

    def role(self, function: str) -> str:
        """Return the name of a function's role."""
        return str(self._configuration(function)["Role"]).rpartition("/")[2]

    def policy(self, function: str) -> Document:
        """Return what a function may do. There is one policy, so that it can be read in one place."""
        role = self.role(function)
        assert self._iam.list_attached_role_policies(RoleName=role)["AttachedPolicies"] == []
        (name,) = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        document: Document = self._iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        return document

    @contextmanager
    def permitted(self, function: str, document: Document) -> Iterator[None]:
        """Let a function do this and nothing else. Afterwards it may what it might before."""
        before = self.policy(function)
        self._permit(function, document)
        try:
            yield
        finally:
            self._permit(function, before)

    def unasked(self, function: str) -> Unasked:
        """Return what AWS alone asks for in a function's name."""
        group = self._configuration(function)["LoggingConfig"]["LogGroup"]
        groups = self.aws.client("logs").describe_log_groups(logGroupNamePrefix=group)["logGroups"]
        (arn,) = [each["arn"] for each in groups if each["logGroupName"] == group]
        return Unasked(arn, next((each["EventSourceArn"] for each in self.mappings(function)), ""))

    def names(self) -> dict[str, str]:
        """Return logical ids by ARN, of what roles are about."""
        table = self._dynamodb.describe_table(TableName=self.physical["Table"])["Table"]["TableArn"]
        queues = {name: url for name, url in self.physical.items() if name.endswith("Queue")}
        names = {self._queue_arn(url): name for name, url in queues.items()}
        groups = {self.unasked(function).log_group: f"{function}'s log" for function in self.functions}
        return {table: "Table", **names, **groups}

    def mappings(self, function: str) -> list[dict[str, Any]]:
        """Return what calls a function with messages."""
        found = self._lambda.list_event_source_mappings(FunctionName=self.physical[function])
        return list(found["EventSourceMappings"])

    def start_afresh(self, function: str) -> None:
        """Have the next call be the first one of a new process, with nothing remembered."""
        variables = self._configuration(function)["Environment"]["Variables"]
        self._lambda.update_function_configuration(
            FunctionName=self.physical[function],
            Environment={"Variables": {**variables, "STARTED": uuid.uuid4().hex}},
        )

    def invoke(self, function: str, event: Mapping[str, Any]) -> Any:
        """Call a function through its role; return what it answers, or the error that it fails with."""
        answer = self._lambda.invoke(FunctionName=self.physical[function], Payload=json.dumps(event))
        return json.loads(answer["Payload"].read())

    def _configuration(self, function: str) -> dict[str, Any]:
        found: dict[str, Any] = self._lambda.get_function_configuration(FunctionName=self.physical[function])
        return found

    def _queue_arn(self, url: str) -> str:
        found = self.aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(found["Attributes"]["QueueArn"])

    def _permit(self, function: str, document: Document) -> None:
        role = self.role(function)
        (name,) = self._iam.list_role_policies(RoleName=role)["PolicyNames"]
        self._iam.put_role_policy(RoleName=role, PolicyName=name, PolicyDocument=json.dumps(document))


@contextmanager
def at_rest(house: RoleHouse) -> Iterator[None]:
    """Keep the stack from doing anything by itself; afterwards it goes on with the table as it was."""
    scheduler, client = house.aws.client("scheduler"), house.aws.client("lambda")
    (schedule,) = scheduler.list_schedules()["Schedules"]
    asked = ("GroupName", "Name", "ScheduleExpression", "FlexibleTimeWindow", "Target")
    found = scheduler.get_schedule(Name=schedule["Name"], GroupName=schedule["GroupName"])
    ticking = {name: found[name] for name in asked}
    mappings = [each["UUID"] for function in house.functions for each in house.mappings(function)]
    kept = _items(house)

    def turn(*, on: bool) -> None:
        scheduler.update_schedule(**ticking, State="ENABLED" if on else "DISABLED")
        for mapping in mappings:
            client.update_event_source_mapping(UUID=mapping, Enabled=on)

    turn(on=False)
    try:
        yield
    finally:
        house.demo.workspace.faults.clear()
        for name, url in house.physical.items():
            if name.endswith("Queue"):
                house.aws.client("sqs").purge_queue(QueueUrl=url)
        _put_back(house, kept)
        turn(on=True)


def _items(house: RoleHouse) -> list[dict[str, Any]]:
    pages = house.aws.client("dynamodb").get_paginator("scan").paginate(TableName=house.physical["Table"])
    return [item for page in pages for item in page["Items"]]


def _put_back(house: RoleHouse, kept: list[dict[str, Any]]) -> None:
    client, table = house.aws.client("dynamodb"), house.physical["Table"]
    for item in _items(house):
        client.delete_item(TableName=table, Key={"pk": item["pk"], "sk": item["sk"]})
    for item in kept:
        client.put_item(TableName=table, Item=item)


def fresh() -> str:
    """Return 16 hexadecimal digits that nobody has used."""
    return uuid.uuid4().hex[:16]
