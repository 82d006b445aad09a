"""What the laptop takes from template.yaml."""

from pathlib import Path

import pytest

from infra.laptop import stack
from infra.laptop.template import Mapped, Routed, Template
from newswatch.errors import ConfigError

REAL = Path(__file__).resolve().parents[2] / "template.yaml"


@pytest.fixture(scope="module")
def template():
    return Template.load(REAL)


def test_the_table_is_described_as_create_table_takes_it(template):
    table = template.table()

    assert table.keys() == {"BillingMode", "AttributeDefinitions", "KeySchema"}
    assert [(key["AttributeName"], key["KeyType"]) for key in table["KeySchema"]] == [
        ("pk", "HASH"),
        ("sk", "RANGE"),
    ]
    assert template.ttl_attribute() == "ttl"


def test_each_dead_letter_queue_comes_before_the_queue_that_names_it(template):
    queues = template.queues()
    order = list(queues)

    assert len(order) == 8
    for name, attributes in queues.items():
        assert all(isinstance(value, str) for value in attributes.values()), "as SQS takes them"
        if "RedrivePolicy" in attributes:
            target, tries = attributes["RedrivePolicy"].split()
            assert order.index(target) < order.index(name)
            assert target == name.replace("Queue", "DeadLetterQueue")
            assert int(tries) > 1
    assert sum("RedrivePolicy" in attributes for attributes in queues.values()) == 4


def test_queues_have_the_times_of_the_template(template):
    assert template.queues()["SourceQueue"]["VisibilityTimeout"] == "360"
    assert template.queues()["SourceQueue"]["MessageRetentionPeriod"] == "900"


def test_each_queue_has_its_function(template):
    functions = template.of_type("AWS::Serverless::Function")
    found = {mapped.queue: mapped for mapped in template.mappings()}

    assert found.keys() == {"SourceQueue", "ArticleQueue", "ChannelQueue", "CommandQueue"}
    for mapped in found.values():
        assert mapped.handler == functions[mapped.function]["Handler"]
        assert mapped.timeout_s == functions[mapped.function]["Timeout"]
    assert found["SourceQueue"].batch_size == 1


def test_the_routes_of_slack_lead_to_its_function(template):
    routes = [route for route in template.routes() if route.path.startswith("/slack/")]
    function = template.of_type("AWS::Serverless::Function")["SlackFunction"]

    assert [(route.method, route.path) for route in routes] == [
        ("POST", "/slack/commands"),
        ("POST", "/slack/interactivity"),
        ("POST", "/slack/events"),
    ]
    assert {(r.function, r.handler, r.timeout_s) for r in routes} == {
        ("SlackFunction", function["Handler"], function["Timeout"])
    }


def test_hubs_are_led_to_the_hook(template):
    routes = [route for route in template.routes() if not route.path.startswith("/slack/")]

    assert [(route.function, route.method, route.path) for route in routes] == [
        ("HookFunction", "GET", "/hook/{source}/{token}"),
        ("HookFunction", "POST", "/hook/{source}/{token}"),
    ]


SMALL = """
Globals:
  Function:
    Environment:
      Variables: {TABLE: !Ref Table, EMPTY: "", LEVEL: !Ref Level, NAME: !Ref AWS::StackName}
Parameters:
  Level: {Type: String, Default: INFO}
  Contact: {Type: String}
Resources:
  Dead:
    Type: AWS::SQS::Queue
  Work:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 5
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
  WorkFunction:
    Type: AWS::Serverless::Function
    Condition: Always
    Properties:
      Handler: work.handler
      Timeout: 30
      Role: !Sub arn:${AWS::Partition}:iam::role/x
      Layers: !If [Always, [!Ref Layer], !Ref AWS::NoValue]
      Events:
        Items: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn}}
        Tick: {Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 minute)}}
        Hook: {Type: HttpApi, Properties: {Path: /hook, Method: get}}
      Environment:
        Variables:
          EMPTY: "1"
          CONTACT: !Ref Contact
          QUEUE: !GetAtt Work.Arn
          SECRET: !Sub /${AWS::StackName}/secret
"""
KNOWN = {"TABLE": "t", "CONTACT": "me", "QUEUE": "q", "OTHER": "not asked for"}


def small(tmp_path, text=SMALL):
    path = tmp_path / "template.yaml"
    path.write_text(text)
    return path


def test_short_tags_are_read_as_the_long_functions(tmp_path):
    properties = Template.load(small(tmp_path)).resources["WorkFunction"]["Properties"]

    assert properties["Role"] == {"Fn::Sub": "arn:${AWS::Partition}:iam::role/x"}
    assert properties["Layers"] == {"Fn::If": ["Always", [{"Ref": "Layer"}], {"Ref": "AWS::NoValue"}]}


def test_a_small_template_has_its_queues_and_mappings(tmp_path):
    template = Template.load(small(tmp_path))

    assert template.queues() == {"Dead": {}, "Work": {"DelaySeconds": "5", "RedrivePolicy": "Dead 3"}}
    # SQS's own default is a batch of ten.
    assert template.mappings() == [Mapped("WorkFunction", "work.handler", "Work", 10, 30)]
    assert template.routes() == [Routed("WorkFunction", "work.handler", "GET", "/hook", 30)]


def test_a_function_has_what_all_have_and_its_own_variables_and_no_others(tmp_path):
    assert Template.load(small(tmp_path)).environments(KNOWN) == {
        "WorkFunction": {
            "TABLE": "t", "EMPTY": "1", "LEVEL": "INFO", "CONTACT": "me", "QUEUE": "q",
            "NAME": "newswatch", "SECRET": "/newswatch/secret",
        }
    }  # fmt: skip


def test_functions_read_the_secrets_that_the_laptop_writes(template):
    own = {
        name: value
        for function in template.of_type("AWS::Serverless::Function").values()
        for name, value in function.get("Environment", {}).get("Variables", {}).items()
        if name.endswith(("_PARAMETER", "_SECRETS_PREFIX"))
    }
    assert own == {
        "SLACK_TOKEN_PARAMETER": {"Fn::Sub": stack.token_parameter("${AWS::StackName}")},
        "SLACK_SIGNING_SECRET_PARAMETER": {"Fn::Sub": stack.signing_parameter("${AWS::StackName}")},
        "SOURCE_SECRETS_PREFIX": {"Fn::Sub": stack.secrets_prefix("${AWS::StackName}")},
    }


@pytest.mark.parametrize("name", ["TABLE", "CONTACT", "QUEUE"])
def test_a_variable_without_a_value_is_named(tmp_path, name):
    known = {key: value for key, value in KNOWN.items() if key != name}
    with pytest.raises(ConfigError, match=name):
        Template.load(small(tmp_path)).environments(known)


@pytest.mark.parametrize(
    "text", ["", "just text", "[1, 2]", "{", "Resources: {}", "Parameters: {}", "a: !!python/name:os.system"]
)
def test_what_is_no_template_is_said_to_be_none(tmp_path, text):
    with pytest.raises(ConfigError, match=r"template\.yaml"):
        Template.load(small(tmp_path, text))


def test_a_template_that_is_not_there_is_said_to_be_none(tmp_path):
    with pytest.raises(ConfigError, match=r"nowhere\.yaml"):
        Template.load(tmp_path / "nowhere.yaml")
