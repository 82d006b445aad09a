"""What a deployment decides, and how it is told what it got wrong."""

from pathlib import Path

import pytest

from infra.laptop.template import Template
from newswatch.config import MAX_RECEIVES, Settings
from newswatch.errors import ConfigError
from newswatch.posts import InDoubt

TEMPLATE = Template.load(Path(__file__).resolve().parents[2] / "template.yaml")
REQUIRED = {
    "table_name": "TABLE_NAME",
    "workspace": "WORKSPACE",
    "slack_token_parameter": "SLACK_TOKEN_PARAMETER",
    "slack_signing_secret_parameter": "SLACK_SIGNING_SECRET_PARAMETER",
    "contact_url": "CONTACT_URL",
}
OPTIONAL = {
    "source_queue_url": ("SOURCE_QUEUE_URL", ""),
    "article_queue_url": ("ARTICLE_QUEUE_URL", ""),
    "channel_queue_url": ("CHANNEL_QUEUE_URL", ""),
    "command_queue_url": ("COMMAND_QUEUE_URL", ""),
    "source_dead_letter_queue_url": ("SOURCE_DEAD_LETTER_QUEUE_URL", ""),
    "article_dead_letter_queue_url": ("ARTICLE_DEAD_LETTER_QUEUE_URL", ""),
    "channel_dead_letter_queue_url": ("CHANNEL_DEAD_LETTER_QUEUE_URL", ""),
    "command_dead_letter_queue_url": ("COMMAND_DEAD_LETTER_QUEUE_URL", ""),
    "slack_api_url": ("SLACK_API_URL", "https://slack.com/api/"),
    "slack_hooks_url": ("SLACK_HOOKS_URL", "https://hooks.slack.com/"),
}


@pytest.mark.parametrize(("setting", "variable"), REQUIRED.items())
def test_what_is_needed_is_read_or_its_absence_is_named(setting, variable):
    assert getattr(Settings({variable: "value"}), setting) == "value"
    for environ in ({}, {variable: ""}):
        with pytest.raises(ConfigError, match=f"{variable} is not set"):
            getattr(Settings(environ), setting)


@pytest.mark.parametrize(("setting", "known"), OPTIONAL.items())
def test_what_has_a_default_has_it_also_where_the_variable_is_empty(setting, known):
    variable, default = known

    assert getattr(Settings({variable: "https://other.example/"}), setting) == "https://other.example/"
    assert getattr(Settings({}), setting) == getattr(Settings({variable: ""}), setting) == default


@pytest.mark.parametrize(("text", "side"), [("", InDoubt.PARK), *((each.value, each) for each in InDoubt)])
def test_in_doubt_a_post_is_parked_unless_something_else_is_wanted(text, side):
    assert Settings({"IN_DOUBT": text}).in_doubt is side


def test_another_side_to_err_on_is_refused_and_the_known_ones_are_named():
    with pytest.raises(ConfigError, match="park, post, drop"):
        _ = Settings({"IN_DOUBT": "resend"}).in_doubt


@pytest.mark.parametrize(("text", "seconds"), [("", None), ("1", 1.0), ("2.5", 2.5), ("10", 10.0)])
def test_a_function_that_people_wait_for_is_impatient(text, seconds):
    assert Settings({"PATIENCE_S": text}).patience_s == seconds


@pytest.mark.parametrize("text", ["0", "0.0", "-1", "soon", "1s", "100", "1,5", "nan"])
def test_patience_is_a_number_of_seconds(text):
    with pytest.raises(ConfigError, match="PATIENCE_S"):
        _ = Settings({"PATIENCE_S": text}).patience_s


def test_each_queue_has_a_number_of_tries_of_its_own():
    environ = {variable: str(number) for number, variable in enumerate(MAX_RECEIVES.values(), start=1)}
    assert [Settings(environ).max_receives(queue) for queue in MAX_RECEIVES] == [1, 2, 3, 4]


@pytest.mark.parametrize("text", ["", "0", "-1", "many", "²"])
def test_a_number_of_tries_that_is_none_is_refused_by_name(text):
    with pytest.raises(ConfigError, match="ARTICLE_MAX_RECEIVES"):
        Settings({"ARTICLE_MAX_RECEIVES": text}).max_receives("articles")


@pytest.mark.parametrize(("text", "days"), [("", 30), ("1", 1), ("30", 30), ("365", 365), ("007", 7)])
def test_articles_are_kept_as_long_as_is_said(text, days):
    assert Settings({"ARTICLE_RETENTION_DAYS": text}).article_retention_days == days


@pytest.mark.parametrize("text", ["0", "366", "-1", "1.5", "a month", " 7", "1e2", "²"])
def test_a_number_of_days_that_is_none_is_refused_by_name(text):
    with pytest.raises(ConfigError, match="ARTICLE_RETENTION_DAYS must be a number from 1 to 365"):
        _ = Settings({"ARTICLE_RETENTION_DAYS": text}).article_retention_days


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("", set()),
        ("127.0.0.1:8301", {"127.0.0.1:8301"}),
        ("127.0.0.1:8301,localhost:80", {"127.0.0.1:8301", "localhost:80"}),
        (" a:1 , b:2  c:3,", {"a:1", "b:2", "c:3"}),
    ],
)
def test_private_hosts_are_separated_by_commas_or_blanks(text, hosts):
    assert Settings({"PRIVATE_HOSTS": text}).private_hosts == hosts


def test_no_host_is_private_unless_it_is_named():
    assert Settings({}).private_hosts == frozenset()


def test_the_settings_of_a_process_are_its_environment(monkeypatch):
    monkeypatch.setenv("TABLE_NAME", "news")
    assert Settings.from_env().table_name == "news"


def test_nothing_is_asked_of_the_environment_before_it_is_needed():
    Settings({})


def test_the_template_gives_the_functions_every_variable_that_is_read():
    """Which function has which is held by the stages' own tests; here none is misspelt or forgotten."""
    globals_ = {"TABLE_NAME", "WORKSPACE", "ARTICLE_RETENTION_DAYS"}
    given = set(globals_)
    for properties in TEMPLATE.of_type("AWS::Serverless::Function").values():
        given |= properties.get("Environment", {}).get("Variables", {}).keys()

    read = {*REQUIRED.values(), *(variable for variable, _ in OPTIONAL.values())}
    read |= {"PRIVATE_HOSTS", "PATIENCE_S", "IN_DOUBT", "HOOK_URL", "SOURCE_SECRETS_PREFIX", "STORY_HOURS"}
    read |= {"MONTHLY_LIMIT"}
    assert read | globals_ | set(MAX_RECEIVES.values()) == given


@pytest.mark.parametrize(
    ("text", "limit"),
    [("", 0), ("0", 0), ("20", 20), ("7.50", 7.5), ("999999", 999_999), ("2.345", 2.345), ("1e2", 100)],
)
def test_a_month_may_cost_so_much_or_whatever_it_costs(text, limit):
    assert Settings({"MONTHLY_LIMIT": text}).monthly_limit == limit


@pytest.mark.parametrize("text", ["-1", "20 US$", "nan", "inf", "7,50"])
def test_a_limit_that_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(ConfigError, match=r"MonthlyLimit must be US dollars such as 20 or 7\.50"):
        _ = Settings({"MONTHLY_LIMIT": text}).monthly_limit


@pytest.mark.parametrize(("text", "memory"), [("", 0), ("512", 512), ("plenty", 0)])
def test_memory_is_what_lambda_says_and_nothing_elsewhere(text, memory):
    assert Settings({"AWS_LAMBDA_FUNCTION_MEMORY_SIZE": text}).memory_mb == memory


def test_who_stops_at_the_limit_and_who_shows_it_know_it():
    functions = TEMPLATE.of_type("AWS::Serverless::Function")
    knows = {name for name, each in functions.items() if "MONTHLY_LIMIT" in each["Environment"]["Variables"]}
    assert knows == {"DispatchFunction", "HookFunction", "CommandFunction"}
