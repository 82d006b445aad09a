"""docs/runbook.md agrees with what it is about: alarms, saved queries, commands, logs, parameters."""

import re
from pathlib import Path

import pytest

from infra.dashboard.stack import observed
from infra.laptop.template import Template

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "runbook.md").read_text()
STACK = observed()
COMMANDS = (ROOT / "Makefile").read_text() + (ROOT / "infra" / "aws.mk").read_text()


def sections(level: int = 2) -> dict[str, str]:
    parts = re.split(rf"^#{{{level}}} (.+)$", TEXT, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def anchor(heading: str) -> str:
    """Return the anchor that GitHub makes of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_every_alarm_has_its_section_and_no_other_says_to_be_one() -> None:
    assert {name for name in sections() if name.endswith("Alarm")} == set(STACK.alarms())


@pytest.mark.parametrize("name", list(STACK.alarms()))
def test_a_section_says_what_it_means_how_bad_it_is_how_to_look_and_when_it_is_over(name: str) -> None:
    said = re.findall(r"^\*\*([^*]+[.?])\*\*", sections()[name], re.MULTILINE)
    assert said == ["What it means.", "How bad.", "What is wrong.", "Is it over?"]
    assert "make doctor STACK=newswatch" in sections()[name]


def test_links_lead_somewhere() -> None:
    linked = set(re.findall(r"\]\(#([\w-]+)\)", TEXT))
    assert linked <= {anchor(heading) for heading in sections()}
    assert len(linked) > 9


def test_the_saved_queries_are_those_of_the_runbook() -> None:
    written = dict(re.findall(r"^\*\*([^*]+)\*\*\n\n```logs\n(.+?)```$", TEXT, re.MULTILINE | re.DOTALL))
    saved = {
        query["Name"].removeprefix("newswatch/"): query["QueryString"]
        for query in STACK.of_type("AWS::Logs::QueryDefinition").values()
    }
    assert written == saved
    assert TEXT.count("```logs") == len(saved)


def test_commands_and_their_variables_are_there() -> None:
    commands = re.findall(r"make ([a-z-]+)((?: [A-Z]+=\S+)*)", TEXT)
    assert len(commands) > 10
    for target, given in commands:
        assert re.search(rf"^{target}:", COMMANDS, re.MULTILINE), target
        recipe = re.search(rf"^{target}:.*\n(?:\t.*\n)*", COMMANDS, re.MULTILINE)
        assert recipe
        for variable in re.findall(r"([A-Z]+)=", given):
            assert variable in recipe[0], f"make {target} {variable}=…"


def test_log_groups_functions_and_parameters_are_there() -> None:
    template = Template.load(ROOT / "template.yaml")
    groups = {
        one["LogGroupName"]["Fn::Sub"].replace("${AWS::StackName}", "newswatch")
        for one in template.of_type("AWS::Logs::LogGroup").values()
    }
    assert set(re.findall(r"/newswatch/\w+", TEXT)) <= groups
    assert set(re.findall(r"\b[A-Z]\w+(?:Function|Queue)\b", TEXT)) <= set(template.resources)
    named = set(re.findall(r"`((?:Monthly|Maximum|Log|Alarm|Memory)[A-Z]\w+)`", TEXT)) - {"MemorySize"}
    assert named
    assert named <= set(template.parameters)


def test_what_it_says_of_queues_is_what_the_template_has() -> None:
    queues = Template.load(ROOT / "template.yaml").of_type("AWS::SQS::Queue")
    minutes = {
        queue: int(queues[queue]["MessageRetentionPeriod"]) // 60
        for queue in ("SourceQueue", "ArticleQueue", "ChannelQueue", "CommandQueue")
    }
    rows = dict(re.findall(r"^\| (\w+Queue) → \w+ \| [^|]+ \| ([^|]+) \|", TEXT, re.MULTILINE))
    spelled = {"15 minutes": 15, "30 minutes": 30, "an hour": 60, "14 days": 14 * 24 * 60}
    assert {queue: spelled[said] for queue, said in rows.items()} == minutes
    rings = re.findall(r"^\| (?:\w+Queue → \w+|ArticleDeadLetterQueue) \| ([^|]+) \|", TEXT, re.MULTILINE)
    seconds = {"13 minutes": 780, "a day": 86400, "45 minutes": 2700, "25 minutes": 1500, "10 days": 864000}
    (watched, *_) = STACK.alarms()["WaitingAlarm"]["Metrics"]
    assert [seconds[said] for said in rings] == [
        int(s) for s in re.findall(r"/ (\d+)", watched["Expression"])
    ]
    tries = {queue: queues[queue]["RedrivePolicy"]["maxReceiveCount"] for queue in minutes}
    assert tries == {"SourceQueue": 2, "CommandQueue": 2, "ArticleQueue": 5, "ChannelQueue": 5}
    longest = tries["ArticleQueue"] * queues["ArticleQueue"]["VisibilityTimeout"] // 60
    assert f"also {longest} minutes later" in TEXT
