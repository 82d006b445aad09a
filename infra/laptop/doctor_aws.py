"""What the doctor sees of AWS: stack, functions, what sets them off, queues, table, alarms."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from infra.laptop.doctor_case import Case, Finding, note, well, wrong
from infra.laptop.place import QUEUES, Place
from infra.laptop.stack import trouble
from newswatch import __version__
from newswatch.errors import NewswatchError
from newswatch.model import Failure
from newswatch.slack.views.status import READERS
from newswatch.usecases.findings import DeadLetters

FUNCTION = "AWS::Serverless::Function"
ALARM = "AWS::CloudWatch::Alarm"
SCHEDULE = "AWS::Scheduler::Schedule"
TABLE, NESTED = "Table", "Observability"
LATE_S = {"sources": 600, "articles": 3600, "channels": 1800, "commands": 900}
"""How long the oldest message of a queue may wait until that is worth a word: tries of its function."""
COUNTS = tuple(f"ApproximateNumberOfMessages{which}" for which in ("", "NotVisible", "Delayed"))


def stack(case: Case) -> Iterator[Finding]:
    """Look at the stack's state, and at what is deployed against this checkout."""
    found = case.stack
    if problem := trouble(found, case.stage):
        yield wrong(f"The stack {found.name} is {found.status}.", problem)
    elif found.status.endswith("_IN_PROGRESS") and "CLEANUP" not in found.status:
        yield note(f"The stack {found.name} is being changed just now ({found.status}).")
    else:
        when = f", deployed {found.changed:%Y-%m-%d %H:%M} UTC" if found.changed else ""
        yield well(f"The stack {found.name} is there{when}.")
    version, changed = found.outputs.get("Version", ""), case.changed()
    todo = f"make deploy{case.stage} brings it."
    if version != __version__:
        yield note(f"Version {version or 'unknown'} is deployed; this checkout is {__version__}.", todo)
    elif changed and found.changed and changed > found.changed:
        yield note(f"Version {version} is deployed; this checkout has changed since.", todo)
    else:
        yield well(f"Version {version} is deployed, as in this checkout.")


def functions(case: Case) -> Iterator[Finding]:
    """Look at each function: whether it can run, and what code it has."""
    client, names = case.client("lambda"), list(case.template.of_type(FUNCTION))
    code, fine = {}, True
    for name in names:
        physical = case.physical(name)
        found = client.get_function_configuration(FunctionName=physical)
        code[name] = str(found.get("CodeSha256", ""))
        state, update = found.get("State", "Active"), found.get("LastUpdateStatus", "Successful")
        # A function that was idle for weeks wakes at its next event.
        if state not in {"Active", "Inactive"} or update == "Failed":
            fine = False
            reason = found.get("StateReason") or found.get("LastUpdateStatusReason") or "no reason given"
            yield wrong(f"{name} cannot run ({state}, update {update}): {reason}", f"make deploy{case.stage}")
        reserved = client.get_function_concurrency(FunctionName=physical).get("ReservedConcurrentExecutions")
        if reserved == 0:
            fine = False
            yield wrong(
                f"{name} is stopped: its reserved concurrency is 0.",
                f"aws lambda delete-function-concurrency --function-name {physical}",
            )
    if len(set(code.values())) > 1:
        fine = False
        yield wrong("The functions do not all have the same code.", f"make deploy{case.stage}")
    if fine:
        yield well(f"All {len(names)} functions can run, with the same code.")


def event_sources(case: Case) -> Iterator[Finding]:
    """Look whether the functions that read queues do."""
    client, fine = case.client("lambda"), True
    for mapped in case.template.mappings():
        physical = case.physical(mapped.function)
        found = client.list_event_source_mappings(FunctionName=physical)["EventSourceMappings"]
        if not found:
            fine = False
            yield wrong(f"Nothing brings {mapped.queue} to {mapped.function}.", f"make deploy{case.stage}")
        for each in found:
            if each["State"] not in {"Enabled", "Enabling", "Creating", "Updating"}:
                fine = False
                yield wrong(
                    f"{mapped.function} does not read {mapped.queue}: its event source is {each['State']}.",
                    f"aws lambda update-event-source-mapping --uuid {each['UUID']} --enabled",
                )
    if fine:
        yield well("The functions read their queues.")


def schedule(case: Case) -> Iterator[Finding]:
    """Look whether the clock is on that has sources read."""
    client = case.client("scheduler")
    names = [physical for kind, physical in case.resources.values() if kind == SCHEDULE]
    if not names:
        yield wrong("The stack has no schedule: nothing is read.", f"make deploy{case.stage}")
    for name in names:
        found = client.get_schedule(Name=name.rpartition("/")[2] or name)
        if found["State"] == "ENABLED":
            yield well(f"The schedule is on: {found['ScheduleExpression']}.")
        else:
            yield wrong(
                "The schedule is off: nothing is read.",
                f"Switch it on in the console (EventBridge, Schedules, {found['Name']}).",
            )


def queues(case: Case) -> Iterator[Finding]:
    """Look at what waits, and at what has failed for good."""
    sqs, place = case.client("sqs"), case.place
    waiting, dead = {}, []
    for name, begins in QUEUES.items():
        asked = {"QueueUrl": case.physical(f"{begins}Queue"), "AttributeNames": [*COUNTS]}
        waiting[name] = sum(int(n) for n in sqs.get_queue_attributes(**asked)["Attributes"].values())
        asked = {"QueueUrl": case.physical(f"{begins}DeadLetterQueue"), "AttributeNames": [COUNTS[0]]}
        if count := int(sqs.get_queue_attributes(**asked)["Attributes"][COUNTS[0]]):
            noted = [failure for failure in _noted(place) if failure.queue == name][:count]
            dead.append(DeadLetters(name, count, tuple({f.why: f.at for f in noted}.items())))
    some = ", ".join(f"{count:,} {name}" for name, count in waiting.items() if count)
    late = {
        name: age for name, count in waiting.items() if count and (age := _age_s(case, name)) > LATE_S[name]
    }
    if not late:
        yield well(f"Waiting in queues: {some or 'nothing'}.")
    for name, age in late.items():
        yield wrong(
            f"{waiting[name]:,} {name} wait in their queue, the first for {age // 60:,.0f} minutes.",
            f"The log /{case.name}/{READERS[name]} tells why they are not worked off.",
        )
    for each in dead:
        reason, log = each.reasons[:1], f"/{case.name}/{READERS[each.queue]}"
        why = f" The last one: {reason[0][0]}" if reason else f" The log {log} tells why."
        yield wrong(
            f"{each.count:,} dead {'letter' if each.count == 1 else 'letters'} of {each.queue}.{why}",
            f"Mend it, then: make replay QUEUE={each.queue}{case.here}",
        )
    if not dead:
        yield well("No dead letters.")


def _noted(place: Place) -> Sequence[Failure]:
    try:
        return place.store.failures()
    except NewswatchError:
        # The table has a look of its own.
        return ()


def _age_s(case: Case, queue: str) -> float:
    """Return how long a queue's oldest message waits, as far as CloudWatch knows."""
    name = case.physical(f"{QUEUES[queue]}Queue").rpartition("/")[2]
    found = case.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/SQS",
        MetricName="ApproximateAgeOfOldestMessage",
        Dimensions=[{"Name": "QueueName", "Value": name}],
        StartTime=case.now - timedelta(minutes=15),
        EndTime=case.now,
        Period=60,
        Statistics=["Maximum"],
    )["Datapoints"]
    newest = sorted(found, key=lambda point: point["Timestamp"])[-1:]
    return float(newest[0]["Maximum"]) if newest else 0.0


def table(case: Case) -> Iterator[Finding]:
    """Look whether the table is safe from being deleted, and can be put back."""
    client, name = case.client("dynamodb"), case.physical(TABLE)
    found = client.describe_table(TableName=name)["Table"]
    if found["TableStatus"] not in {"ACTIVE", "UPDATING"}:
        yield wrong(f"The table {name} is {found['TableStatus']}.")
    backups = client.describe_continuous_backups(TableName=name)["ContinuousBackupsDescription"]
    recovery = backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus")
    protected = found.get("DeletionProtectionEnabled", False)
    if protected:
        yield well(f"The table {name} is protected from deletion.")
    else:
        yield note(
            f"The table {name} is not protected from deletion.",
            f'TableDeletionProtection = "true" in samconfig.toml, then make deploy{case.stage}',
        )
    if recovery == "ENABLED":
        yield well("Its point-in-time recovery is on: any second of the last 35 days can be had back.")
    else:
        yield wrong(
            "Its point-in-time recovery is off: nothing could be had back.", f"make deploy{case.stage}"
        )


def alarms(case: Case) -> Iterator[Finding]:
    """Look at the alarms, and at who is told of them."""
    nested = case.physical(NESTED)
    pages = case.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=nested)
    names = [
        each["PhysicalResourceId"]
        for page in pages
        for each in page["StackResourceSummaries"]
        if each["ResourceType"] == ALARM
    ]
    found = case.client("cloudwatch").describe_alarms(AlarmNames=names)["MetricAlarms"] if names else []
    ringing = [alarm for alarm in found if alarm["StateValue"] == "ALARM"]
    for alarm in ringing:
        since = f"{alarm['StateUpdatedTimestamp']:%Y-%m-%d %H:%M} UTC"
        yield wrong(
            f"The alarm {alarm['AlarmName']} rings since {since}.", "docs/runbook.md says what to do."
        )
    if not ringing:
        yield well(f"None of {len(found)} alarms rings.") if found else wrong("The stack has no alarms.")
    told = {action for alarm in found for action in alarm.get("AlarmActions", [])}
    if not told:
        yield note(
            "Nobody is told of alarms.",
            f'AlarmEmail = "you@example.com" in samconfig.toml, then make deploy{case.stage}',
        )
    for topic in sorted(told):
        yield _told(case, topic)


def _told(case: Case, topic: str) -> Finding:
    found = case.client("sns").list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"]
    open_, name = [each for each in found if "Pending" in each["SubscriptionArn"]], topic.rpartition(":")[2]
    if open_:
        who = ", ".join(str(each["Endpoint"]) for each in open_)
        return wrong(
            f"{who} has not confirmed to be told of alarms.", "Press the link in AWS's e-mail to it."
        )
    if not found:
        return wrong(f"Nobody is subscribed to {name}, which alarms tell.", "Subscribe to it (console, SNS).")
    return well(f"Alarms tell {', '.join(str(each['Endpoint']) for each in found)}.")
