"""Which metrics there are: what the code measures, and what AWS reports of what the template makes."""

from infra.dashboard.points import Metric
from infra.dashboard.stack import ROOT, STACK
from infra.laptop.template import Template
from newswatch.observe import NAMESPACE, Measure

OF_FUNCTIONS = ("Invocations", "Errors", "Throttles", "Duration")
OF_QUEUES = ("ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible")
OF_TABLES = ("ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits")


def emitted() -> frozenset[Metric]:
    """Return every metric that a widget or an alarm may refer to, things by their logical id."""
    template = Template.load(ROOT / "template.yaml")
    functions = template.of_type("AWS::Serverless::Function")
    groups = [
        one["LogGroupName"]["Fn::Sub"].replace("${AWS::StackName}", STACK)
        for one in template.of_type("AWS::Logs::LogGroup").values()
    ]
    return frozenset(
        {Metric(NAMESPACE, what.value, f"service={STACK}") for what in Measure}
        | {Metric("AWS/Lambda", name, f"FunctionName={one}") for name in OF_FUNCTIONS for one in functions}
        | {
            Metric("AWS/SQS", name, f"QueueName={one}")
            for name in OF_QUEUES
            for one in template.of_type("AWS::SQS::Queue")
        }
        | {
            Metric("AWS/DynamoDB", name, f"TableName={one}")
            for name in OF_TABLES
            for one in template.of_type("AWS::DynamoDB::Table")
        }
        | {Metric("AWS/Logs", "IncomingBytes", f"LogGroupName={one}") for one in groups}
    )
