"""What the month costs: a line of the status, and a notice when most of a limit is spent, or all of it."""

from calendar import month_name
from collections.abc import Iterator

from newswatch.posts import SpendingNews
from newswatch.slack.views.kit import Block, context, section
from newswatch.slack.views.mrkdwn import date
from newswatch.usecases.findings import Bill

STOPPED_AT = 100
RAISE = "Who runs Newswatch can raise `MonthlyLimit` in `samconfig.toml`, and then run `make deploy`."
GOES_ON = (
    "What was found before is still posted, digests and commands go on, and AWS’s own charges for "
    "standing by. Nothing is lost: sources are read again from then on, and tell what is new in them."
)

RECKONED = (
    "This is reckoned from what Newswatch counts, with list prices: the bill may be a little more. "
    "`/watch status` shows how it goes on."
)


def line(bill: Bill) -> str:
    """Return what the month costs so far, and at this rate."""
    of = f" of {amount(bill.limit)}" if bill.limit else ""
    rate = f", some {amount(bill.projected)} at this rate" if bill.projected is not None else ""
    none = "" if bill.limit else " There is no limit."
    return f"This month: about US$ {amount(bill.spent)}{of}{rate} (list prices of {bill.region}).{none}"


def stopped(bill: Bill) -> Iterator[str]:
    """Yield what it means that the limit is reached, if it is, and what to do."""
    if bill.is_spent:
        until = date(bill.ends, "{date_short}")
        yield (
            f"⛔ The monthly limit of US$ {amount(bill.limit)} is reached: no source is read until {until}. "
            f"{RAISE} {GOES_ON}"
        )


def spending_notice(news: SpendingNews) -> list[Block]:
    """Return the blocks of a notice."""
    said, more = _said(news)
    return [section(said, expand=True), context(more)]


def fallback(news: SpendingNews) -> str:
    """Return the notice as text."""
    return "\n".join(_said(news))


def amount(usd: float) -> str:
    """Return so many US dollars: cents where there are some, or where it is little."""
    return f"{usd:,.0f}" if usd == int(usd) and usd >= 1 else f"{usd:,.2f}"


def _said(news: SpendingNews) -> tuple[str, str]:
    """Return what has happened with what to do, and what else is to be known."""
    month, limit = f"{month_name[news.month.month]} {news.month.year}", amount(news.limit)
    if news.percent >= STOPPED_AT:
        what = f"⛔ Newswatch has spent the US$ {limit} of {month}. Until the month ends it reads no sources."
        return f"{what}\n*What to do:* wait, or have it go on now. {RAISE}", GOES_ON
    rate = f" At this rate it will be {amount(news.projected)}." if news.projected is not None else ""
    what = f"⚠ Newswatch has spent about US$ {amount(news.spent)} of the {limit} of {month}.{rate}"
    return (
        f"{what} At {limit} it stops reading sources.\n*What to do:* nothing, or raise it. {RAISE}",
        RECKONED,
    )
