"""docs/scaling.md quotes constants of the code, and works out money: both are held to their sources here."""

import re

import pytest
import yaml
from stores import REPOSITORY

from newswatch.delivery.rules import USUAL_CAP
from newswatch.prices import prices
from newswatch.slack.views.sources import ROWS
from newswatch.sources.pace import USUAL_S
from newswatch.sources.schedule import GROUP_SIZE
from newswatch.storage.catalog import ROSTER_SHARD_SIZE
from newswatch.storage.keys import DAY_SHARDS
from newswatch.usecases.importing import MAX_SOURCES
from newswatch.usecases.kept import BUDGET_BYTES
from newswatch.usecases.polls import GAP_S
from newswatch.usecases.stories import PLACE_TRIES

PAGE = (REPOSITORY / "docs" / "scaling.md").read_text(encoding="utf-8")
PROSE = " ".join(PAGE.split())
BILL = re.compile(r"^\| .* \| ([\d,.]+) \| `(\w+)` \| (\d+) \|$", re.MULTILINE)


class Loader(yaml.SafeLoader):
    """Takes CloudFormation's short forms for what they hold."""


Loader.add_multi_constructor("!", lambda loader, _suffix, node: None)
TEMPLATE = yaml.load((REPOSITORY / "template.yaml").read_text(encoding="utf-8"), Loader)


def of(name, what):
    return TEMPLATE["Resources"][name]["Properties"][what]


def default(name):
    return TEMPLATE["Parameters"][name]["Default"]


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (r"groups of (\d+), sent in", GROUP_SIZE),
        (r"Groups stay at (\d+)", GROUP_SIZE),
        (r"(\d+) sources to an item", ROSTER_SHARD_SIZE),
        (r"(\d+) partitions a day", DAY_SHARDS),
        (r"([\d,]+) a list, a minute", MAX_SOURCES),
        (r"a second between two requests, one at a time, (\d+) minutes", USUAL_S // 60),
        (r"(\d+) in 60 minutes as the channel's cap", USUAL_CAP),
        (r"with (\d+) tries lost", PLACE_TRIES),
        (r"its (\d+) MB do not keep the week", BUDGET_BYTES // 1_000_000),
        (r"pages of (\d+) from the table", ROWS),
        (r"`match`'s (\d+) MB: 81 MB", of("MatchFunction", "MemorySize")),
        (r"`match` has (\d+)\)", of("MatchFunction", "Timeout")),
        (r"`dispatch` near its (\d+) s", of("DispatchFunction", "Timeout")),
        (r"a tick takes \d+ s of its (\d+)", of("DispatchFunction", "Timeout")),
        (r"`command`'s (\d+) s", of("CommandFunction", "Timeout")),
        (r"exceeds `slack`'s (\d+) s", of("SlackFunction", "Timeout")),
        (r"`collect` near its (\d+) s", of("CollectFunction", "Timeout")),
        (r"comes again after (\d+) minutes", of("ArticleQueue", "VisibilityTimeout") // 60),
        (r"articles that fail (\d+) times", of("ArticleQueue", "RedrivePolicy")["maxReceiveCount"]),
        (r"without end, (\d+) days", of("ArticleQueue", "MessageRetentionPeriod") // 86_400),
        (r"`MonthlyLimit`, (\d+) US\$", default("MonthlyLimit")),
        (r"(\d+) a second, 40 at once", of("SlackApi", "DefaultRouteSettings")["ThrottlingRateLimit"]),
        (r"20 a second, (\d+) at once", of("HookApi", "DefaultRouteSettings")["ThrottlingBurstLimit"]),
    ],
)
def test_page_quotes_the_code(said, known):
    (found,) = set(re.findall(said, PROSE))
    assert int(found.replace(",", "")) == known


def test_page_speaks_of_a_gap_of_a_second():
    assert GAP_S == 1.0


def test_three_days_are_what_stories_live():
    assert default("StoryHours") == 72


def test_dispatch_has_the_memory_that_a_tick_is_told_for():
    assert of("DispatchFunction", "MemorySize") == 512
    assert of("SlackFunction", "MemorySize") == of("CommandFunction", "MemorySize") == 1_769


def test_money_on_paper_is_amounts_by_list_prices():
    rows = BILL.findall(PAGE)
    worked_out = {}
    for amount, price, usd in rows:
        of_all = prices().lambda_time("arm64") if price == "lambda_arm64" else getattr(prices(), price)
        worked_out[price] = of_all.of(float(amount.replace(",", "")))
        assert int(usd) == pytest.approx(worked_out[price], abs=0.6)
    (total,) = re.findall(r"^\| \*\*in all\*\* \| \| \| \*\*(\d+)\*\* \|$", PAGE, re.MULTILINE)
    assert len(worked_out) == 9
    assert int(total) == pytest.approx(sum(worked_out.values()), abs=2)


def test_every_link_in_a_cell_leads_somewhere():
    used = set(re.findall(r"\]\[(\w+)\]", PAGE))
    assert used == set(re.findall(r"^\[(\w+)\]: https://", PAGE, re.MULTILINE))
