"""DynamoDB in memory answers as a real engine does.

Where that one is known to be wrong, as DynamoDB's documents say.
"""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError, ParamValidationError
from fakes import T0, FrozenClock
from stores import create_table

from simulation.aws.drawn import Drawing
from simulation.aws.dynamodb import MemoryDynamo

TABLE = "memory"
REQUESTS = 40


@pytest.fixture(scope="module")
def real(engine):
    client = engine.client("dynamodb")
    create_table(client, TABLE)
    return client


@pytest.fixture(scope="module")
def schema():
    """Return the arguments of CreateTable: reading the template takes longer than most tests here."""
    taken = {}

    class Taking:
        def create_table(self, **kwargs):
            taken.update(kwargs)

    create_table(Taking(), TABLE)
    return taken


@pytest.fixture
def clock():
    return FrozenClock()


@pytest.fixture
def dynamo(clock, schema):
    memory = MemoryDynamo(clock.now)
    memory.create_table(**schema)
    return memory


def key(sk="a", pk="p"):
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def put(dynamo, sk="a", **fields):
    return dynamo.put_item(TableName=TABLE, Item={**key(sk), **fields})


def get(dynamo, sk="a", **more):
    return dynamo.get_item(TableName=TABLE, Key=key(sk), ConsistentRead=True, **more).get("Item")


def update(dynamo, expression, sk="a", **more):
    values = more.pop("values", None)
    more |= {"ExpressionAttributeValues": values} if values else {}
    return dynamo.update_item(TableName=TABLE, Key=key(sk), UpdateExpression=expression, **more)


def query(dynamo, condition="pk = :pk", **more):
    values = {":pk": {"S": "p"}, **more.pop("values", {})}
    return dynamo.query(
        TableName=TABLE, KeyConditionExpression=condition, ExpressionAttributeValues=values, **more
    )


def put_part(sk, condition="", **fields):
    expressions = {"ConditionExpression": condition} if condition else {}
    return {"Put": {"TableName": TABLE, "Item": {**key(sk), **fields}, **expressions}}


def refused(call, *args, **kwargs):
    with pytest.raises(ClientError) as info:
        call(*args, **kwargs)
    return info.value.response


# --- Beside a real engine -------------------------------------------------------------------


def told(client, method, request):
    """Return an answer without what may differ: metadata, the order of sets, the wording of errors."""
    try:
        answer = getattr(client, method)(**request)
    except ClientError as e:
        codes = [reason["Code"] for reason in e.response.get("CancellationReasons", [])]
        if "ValidationError" in codes:
            # As DynamoDB has it; engines refuse the whole of it by this code.
            return "ValidationException", []
        return e.response["Error"]["Code"], codes
    for name in ("ResponseMetadata", "ConsumedCapacity"):
        answer.pop(name, None)
    if method == "batch_get_item":
        answer["Responses"][TABLE].sort(key=lambda item: (item["pk"]["S"], item["sk"]["S"]))
    return with_sorted_sets(answer)


def with_sorted_sets(value):
    if isinstance(value, dict):
        return {
            name: sorted(member) if name in {"SS", "NS", "BS"} else with_sorted_sets(member)
            for name, member in value.items()
        }
    return [with_sorted_sets(member) for member in value] if isinstance(value, list) else value


def told_in_pages(client, request):
    """Return all pages of a query. Whether an empty one comes last is an engine's own business."""
    pages = []
    while True:
        page = told(client, "query", request)
        if isinstance(page, tuple):
            return page
        last = page.pop("LastEvaluatedKey", None)
        pages.append(page)
        if last is None:
            return pages[:-1] if len(pages) > 1 and not page["ScannedCount"] else pages
        request = {**request, "ExclusiveStartKey": last}


@pytest.mark.parametrize("seed", range(40))
def test_answers_as_a_real_engine_does(real, dynamo, seed):
    drawing = Drawing(seed, TABLE, f"{seed}-")
    for method, request in [drawing.request() for _ in range(REQUESTS)] + drawing.final():
        if method == "query":
            assert told_in_pages(dynamo, request) == told_in_pages(real, request), request
        else:
            assert told(dynamo, method, request) == told(real, method, request), (method, request)


@pytest.mark.parametrize(
    "expression",
    [
        "SET ttl = :v",
        "SET #a.state = :v",
        "SET x == :v",
        "SET x = :v +",
        "SET x = :v SET y = :v",
        "SET m.a = :v, m = :v",
        "SET x = :v REMOVE x",
        "SET x = foo(:v)",
        "SET pk = :v",
        "SET x = :v, y = :undefined",
        "SET #undefined = :v",
        "ADD x :v",
        "DELETE x :v",
        "",
    ],
)
def test_update_expression_that_a_real_engine_refuses(real, dynamo, expression):
    request = {
        "TableName": TABLE,
        "Key": key("refused"),
        "UpdateExpression": expression,
        "ExpressionAttributeNames": {"#a": "m"},
        "ExpressionAttributeValues": {":v": {"S": "text"}},
    }
    if "#a" not in expression:
        del request["ExpressionAttributeNames"]
    theirs = refused(real.update_item, **request)["Error"]["Code"]
    assert refused(dynamo.update_item, **request)["Error"]["Code"] == theirs == "ValidationException"


@pytest.mark.parametrize(
    "condition",
    [
        "state = :v",
        "attribute_exists(owner)",
        "x = :v AND",
        "x :v",
        "(x = :v",
        "((x = :v))",
        "x = x",
        "attribute_exists(:v)",
        "begins_with(x, :n)",
        "unheard_of(x)",
        "size(x)",
        "x BETWEEN :n AND :v",
        "x BETWEEN :two AND :n",
        "x < :true",
    ],
)
def test_condition_that_dynamodb_refuses(dynamo, condition):
    known = {":v": {"S": "a"}, ":n": {"N": "1"}, ":two": {"N": "2"}, ":true": {"BOOL": True}}
    values = {name: value for name, value in known.items() if name in condition}
    more = {"ExpressionAttributeValues": values} if values else {}
    response = refused(dynamo.delete_item, TableName=TABLE, Key=key(), ConditionExpression=condition, **more)
    assert response["Error"]["Code"] == "ValidationException"


# --- Transactions ---------------------------------------------------------------------------


def test_transaction_is_all_or_nothing_and_gives_a_reason_for_each_part(dynamo):
    put(dynamo, "b")
    parts = [put_part("a"), put_part("b", "attribute_not_exists(pk)")]
    parts[1]["Put"]["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    response = refused(dynamo.transact_write_items, TransactItems=parts)
    assert response["Error"]["Code"] == "TransactionCanceledException"
    assert response["CancellationReasons"] == [
        {"Code": "None"},
        {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed", "Item": key("b")},
    ]
    assert get(dynamo, "a") is None


def test_update_that_does_not_fit_cancels_the_transaction(dynamo):
    put(dynamo, "b", n={"S": "no number"})
    change = {"UpdateExpression": "ADD n :v", "ExpressionAttributeValues": {":v": {"N": "1"}}}
    parts = [put_part("a"), {"Update": {"TableName": TABLE, "Key": key("b"), **change}}]
    response = refused(dynamo.transact_write_items, TransactItems=parts)
    assert [reason["Code"] for reason in response["CancellationReasons"]] == ["None", "ValidationError"]
    assert get(dynamo, "a") is None


def test_same_token_and_content_is_a_success_without_effect(dynamo):
    change = {"UpdateExpression": "ADD n :v", "ExpressionAttributeValues": {":v": {"N": "1"}}}
    parts = [{"Update": {"TableName": TABLE, "Key": key(), **change}}]
    for _ in range(2):
        dynamo.transact_write_items(TransactItems=parts, ClientRequestToken="once")
    assert get(dynamo) == {**key(), "n": {"N": "1"}}
    dynamo.transact_write_items(TransactItems=parts, ClientRequestToken="another")
    assert get(dynamo) == {**key(), "n": {"N": "2"}}


def test_same_token_with_other_content_is_refused(dynamo):
    dynamo.transact_write_items(TransactItems=[put_part("a")], ClientRequestToken="once")
    response = refused(dynamo.transact_write_items, TransactItems=[put_part("b")], ClientRequestToken="once")
    assert response["Error"]["Code"] == "IdempotentParameterMismatchException"


def test_token_is_forgotten_after_ten_minutes(dynamo, clock):
    parts = [put_part("a", "attribute_not_exists(pk)")]
    dynamo.transact_write_items(TransactItems=parts, ClientRequestToken="once")
    clock.advance(minutes=9, seconds=59)
    dynamo.transact_write_items(TransactItems=parts, ClientRequestToken="once")
    clock.advance(seconds=1)
    response = refused(dynamo.transact_write_items, TransactItems=parts, ClientRequestToken="once")
    assert response["CancellationReasons"][0]["Code"] == "ConditionalCheckFailed"


def test_cancelled_transaction_does_not_use_its_token_up(dynamo):
    parts = [put_part("a"), put_part("b", "attribute_exists(n)")]
    refused(dynamo.transact_write_items, TransactItems=parts, ClientRequestToken="once")
    put(dynamo, "b", n={"N": "1"})
    dynamo.transact_write_items(TransactItems=parts, ClientRequestToken="once")
    assert get(dynamo, "b") == key("b")


@pytest.mark.parametrize(
    "parts",
    [
        [put_part("a"), {"Delete": {"TableName": TABLE, "Key": key("a")}}],
        [put_part(f"{n:03}") for n in range(101)],
        [{"Put": put_part("a")["Put"], "Delete": {"TableName": TABLE, "Key": key("b")}}],
    ],
    ids=["two on one item", "101", "two in one"],
)
def test_transaction_that_dynamodb_refuses(dynamo, parts):
    response = refused(dynamo.transact_write_items, TransactItems=parts)
    assert response["Error"]["Code"] == "ValidationException"
    assert dynamo.items() == []


# --- What a table takes ---------------------------------------------------------------------


def test_item_of_400_kb_is_the_largest(dynamo):
    rest = len("pkpskatext")
    put(dynamo, text={"S": "x" * (400 * 1024 - rest)})
    message = refused(put, dynamo, text={"S": "x" * (400 * 1024 - rest + 1)})["Error"]["Message"]
    assert message == "Item size has exceeded the maximum allowed size"
    response = refused(update, dynamo, "SET more = :v", values={":v": {"S": "x"}})
    assert response["Error"]["Code"] == "ValidationException"


@pytest.mark.parametrize(
    "item",
    [
        {"pk": {"S": ""}, "sk": {"S": "a"}},
        {"pk": {"N": "1"}, "sk": {"S": "a"}},
        {"pk": {"S": "p"}},
        {**key(), "v": {"SS": []}},
        {**key(), "v": {"SS": ["a", "a"]}},
        {**key(), "v": {"NS": ["1", "1.0"]}},
        {**key(), "v": {"N": "one"}},
        {**key(), "v": {"N": "NaN"}},
        {**key(), "v": {"N": "1" * 39}},
        {**key(), "v": {"N": "1E126"}},
        {**key(), "v": {"M": {"deep": {}}}},
        {**key(), "v": {"S": "a", "N": "1"}},
        {**key(), "v": {"NULL": False}},
    ],
)
def test_item_that_dynamodb_refuses(dynamo, item):
    response = refused(dynamo.put_item, TableName=TABLE, Item=item)
    assert response["Error"]["Code"] == "ValidationException"


@pytest.mark.parametrize(
    ("written", "read"),
    [("1.500", "1.5"), ("1E3", "1000"), ("-0", "0"), ("00012", "12"), ("1E-7", "0.0000001"), ("+5.", "5")],
)
def test_numbers_are_normalised(dynamo, written, read):
    put(dynamo, n={"N": written})
    assert get(dynamo)["n"] == {"N": read}


def test_empty_text_is_a_value(dynamo):
    put(dynamo, text={"S": ""}, deep={"L": [{"S": ""}]})
    assert get(dynamo) == {**key(), "text": {"S": ""}, "deep": {"L": [{"S": ""}]}}


def test_set_without_members_is_no_attribute_any_more(dynamo):
    put(dynamo, tags={"SS": ["a", "b"]})
    update(dynamo, "DELETE tags :t", values={":t": {"SS": ["b", "a", "c"]}})
    assert get(dynamo) == key()


def test_nobody_changes_stored_state_from_outside(dynamo):
    item = {**key(), "deep": {"M": {"list": {"L": [{"SS": ["a"]}]}}}}
    dynamo.put_item(TableName=TABLE, Item=item)
    item["deep"]["M"]["list"]["L"][0]["SS"].append("b")
    get(dynamo)["deep"]["M"]["list"]["L"].clear()
    assert get(dynamo)["deep"] == {"M": {"list": {"L": [{"SS": ["a"]}]}}}


def test_refused_write_shows_what_is_there_when_asked(dynamo):
    put(dynamo, n={"N": "1"})
    request = {"TableName": TABLE, "Item": key(), "ConditionExpression": "attribute_not_exists(pk)"}
    assert "Item" not in refused(dynamo.put_item, **request)
    response = refused(dynamo.put_item, **request, ReturnValuesOnConditionCheckFailure="ALL_OLD")
    assert response["Error"]["Code"] == "ConditionalCheckFailedException"
    assert response["Item"] == {**key(), "n": {"N": "1"}}


def test_parameter_that_is_not_known_is_refused(dynamo):
    with pytest.raises(ParamValidationError):
        dynamo.get_item(TableName=TABLE, Key=key(), Expected={})
    response = refused(dynamo.get_item, TableName="another", Key=key())
    assert response["Error"]["Code"] == "ResourceNotFoundException"


# --- Pages ----------------------------------------------------------------------------------


def test_page_ends_with_the_item_that_fills_a_megabyte(dynamo):
    for n in range(14):
        put(dynamo, f"{n:02}", text={"S": "x" * 100_000})
    first = query(dynamo)
    assert (first["Count"], first["LastEvaluatedKey"]) == (11, key("10"))
    second = query(dynamo, ExclusiveStartKey=first["LastEvaluatedKey"])
    assert second["Count"] == 3
    assert "LastEvaluatedKey" not in second


def test_limit_ends_a_page_even_where_nothing_follows(dynamo):
    put(dynamo, "a")
    page = query(dynamo, Limit=1)
    assert (page["Items"], page["LastEvaluatedKey"]) == ([key("a")], key("a"))
    assert query(dynamo, ExclusiveStartKey=key("a"))["Items"] == []


def test_start_of_a_page_outside_of_what_is_asked_for_is_refused(dynamo):
    start = {"pk": {"S": "q"}, "sk": {"S": "a"}}
    assert refused(query, dynamo, ExclusiveStartKey=start)["Error"]["Code"] == "ValidationException"


def test_bounds_the_wrong_way_round_are_refused(dynamo):
    bounds = {":l": {"S": "b"}, ":h": {"S": "a"}}
    response = refused(query, dynamo, "pk = :pk AND sk BETWEEN :l AND :h", values=bounds)
    assert response["Error"]["Code"] == "ValidationException"


def test_scan_pages_through_the_table(dynamo):
    for sk in "abc":
        put(dynamo, sk)
    first = dynamo.scan(TableName=TABLE, Limit=2)
    second = dynamo.scan(TableName=TABLE, ExclusiveStartKey=first["LastEvaluatedKey"])
    assert first["Items"] + second["Items"] == dynamo.items() == [key("a"), key("b"), key("c")]


def test_batch_takes_a_hundred_keys_each_once(dynamo):
    keys = [key(f"{n:03}") for n in range(101)]
    for wrong in (keys, [key(), key()]):
        response = refused(dynamo.batch_get_item, RequestItems={TABLE: {"Keys": wrong}})
        assert response["Error"]["Code"] == "ValidationException"
    assert dynamo.batch_get_item(RequestItems={TABLE: {"Keys": keys[:100]}})["Responses"] == {TABLE: []}


def test_batch_of_more_than_16_mb_leaves_keys_over(dynamo):
    for n in range(50):
        put(dynamo, f"{n:02}", text={"S": "x" * 400_000})
    keys = [key(f"{n:02}") for n in range(50)]
    answer = dynamo.batch_get_item(RequestItems={TABLE: {"Keys": keys}})
    assert len(answer["Responses"][TABLE]) == 41
    assert answer["UnprocessedKeys"][TABLE]["Keys"] == keys[41:]


# --- Reads that are behind ------------------------------------------------------------------


def behind(dynamo, writes):
    """Return what reads find that do not see so many of the newest writes."""
    dynamo.stale = lambda _operation: writes
    one = dynamo.get_item(TableName=TABLE, Key=key()).get("Item", {}).get("n", {}).get("N")
    request = {TABLE: {"Keys": [key("a"), key("b")]}}
    batch = dynamo.batch_get_item(RequestItems=request)["Responses"][TABLE]
    page, scan = query(dynamo)["Items"], dynamo.scan(TableName=TABLE)["Items"]
    assert batch == page == scan
    return one, [item["sk"]["S"] for item in page]


def test_read_may_miss_the_newest_writes(dynamo):
    put(dynamo, n={"N": "1"})
    put(dynamo, n={"N": "2"})
    put(dynamo, "b")
    dynamo.delete_item(TableName=TABLE, Key=key())
    seen = [behind(dynamo, writes) for writes in range(5)]
    assert seen == [(None, ["b"]), ("2", ["a", "b"]), ("2", ["a"]), ("1", ["a"]), (None, [])]
    assert behind(dynamo, 99) == (None, [])


def test_consistent_read_sees_everything(dynamo):
    put(dynamo)
    dynamo.stale = lambda _operation: 99
    assert get(dynamo) == key()
    assert query(dynamo, ConsistentRead=True)["Items"] == [key()]


def test_write_that_changes_nothing_is_none(dynamo):
    put(dynamo)
    dynamo.delete_item(TableName=TABLE, Key=key("not there"))
    refused(
        update, dynamo, "SET n = :v", values={":v": {"N": "1"}}, ConditionExpression="attribute_exists(q)"
    )
    assert behind(dynamo, 1) == (None, [])


def test_reads_are_told_by_operation(dynamo):
    asked = []
    dynamo.stale = lambda operation: asked.append(operation) or 0
    dynamo.get_item(TableName=TABLE, Key=key())
    dynamo.batch_get_item(RequestItems={TABLE: {"Keys": [key()]}})
    query(dynamo)
    dynamo.scan(TableName=TABLE)
    get(dynamo)
    assert asked == ["GetItem", "BatchGetItem", "Query", "Scan"]


def test_what_no_read_can_see_any_more_is_forgotten(clock, schema):
    dynamo = MemoryDynamo(clock.now, remembered=3)
    dynamo.create_table(**schema)
    for n in range(5):
        put(dynamo, n={"N": str(n)})
    assert [item["n"]["N"] for _, _, item in dynamo.history(key())] == ["1", "2", "3", "4"]
    assert behind(dynamo, 99)[0] == "1"
    dynamo.delete_item(TableName=TABLE, Key=key())
    for _ in range(3):
        put(dynamo, "b")
    assert dynamo.history(key()) == []
    assert dynamo._rows.keys("p") == ["b"]


# --- Time -----------------------------------------------------------------------------------


def test_items_expire_when_told_to(dynamo, clock):
    due, later = int(T0.timestamp()) + 60, int(T0.timestamp()) + 120
    put(dynamo, "a", ttl={"N": str(due)})
    put(dynamo, "b", ttl={"N": str(later)})
    put(dynamo, "c", ttl={"S": str(due)})
    put(dynamo, "d", ttl={"N": "1"})
    put(dynamo, "e")
    clock.advance(days=2)
    assert len(dynamo.items()) == 5
    assert dynamo.expire(T0 + timedelta(seconds=60)) == 0
    assert dynamo.expire(T0 + timedelta(seconds=61)) == 1
    assert [item["sk"]["S"] for item in dynamo.items()] == ["b", "c", "d", "e"]


def test_answers_and_errors_carry_the_date(dynamo, clock):
    clock.advance(milliseconds=999)
    answer = put(dynamo)["ResponseMetadata"]
    response = refused(dynamo.get_item, TableName="another", Key=key())["ResponseMetadata"]
    date = {"date": "Mon, 02 Mar 2026 09:00:00 GMT"}
    assert answer["HTTPHeaders"] == response["HTTPHeaders"] == date
    assert (answer["HTTPStatusCode"], response["HTTPStatusCode"]) == (200, 400)
    assert answer["RequestId"] != response["RequestId"]


# --- Units ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("call", "read", "write"),
    [
        (lambda d: get(d, "big"), 2, 0),
        (lambda d: d.get_item(TableName=TABLE, Key=key("big")), 1, 0),
        (lambda d: d.get_item(TableName=TABLE, Key=key("none")), 0.5, 0),
        (lambda d: d.batch_get_item(RequestItems={TABLE: {"Keys": [key("big"), key("a")]}}), 1.5, 0),
        (query, 1, 0),
        (lambda d: query(d, "pk = :pk AND sk = :sk", values={":sk": {"S": "none"}}), 0.5, 0),
        (lambda d: put(d, "new"), 0, 1),
        (lambda d: put(d, "big"), 0, 5),
        (lambda d: d.delete_item(TableName=TABLE, Key=key("big")), 0, 5),
        (lambda d: d.transact_write_items(TransactItems=[put_part("big"), put_part("a")]), 0, 12),
        (lambda d: refused(d.put_item, **put_part("big", "attribute_not_exists(pk)")["Put"]), 0, 5),
    ],
)
def test_calls_cost_what_dynamodb_takes(dynamo, call, read, write):
    put(dynamo, "a")
    put(dynamo, "big", text={"S": "x" * 5000})
    before = dynamo.consumed.read, dynamo.consumed.write
    call(dynamo)
    assert (dynamo.consumed.read - before[0], dynamo.consumed.write - before[1]) == (read, write)


def test_transaction_that_is_repeated_costs_only_reads(dynamo):
    for _ in range(2):
        dynamo.transact_write_items(TransactItems=[put_part("a")], ClientRequestToken="once")
    units = dynamo.consumed.by_operation["TransactWriteItems"]
    assert (units.read, units.write) == (2, 2)


def test_units_are_told_when_asked_for(dynamo):
    assert "ConsumedCapacity" not in put(dynamo)
    answer = dynamo.get_item(TableName=TABLE, Key=key(), ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": TABLE, "CapacityUnits": 0.5}
