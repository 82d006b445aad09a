"""Lists of sources: the modal that takes one, and the answers to what became of it."""

from newswatch.slack.views import fields, kit, mrkdwn
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.ids import IMPORT, IMPORT_FILE, IMPORT_URL
from newswatch.slack.views.phrases import counted, span
from newswatch.sources import pace
from newswatch.usecases.findings import Exported, Imported

BAD = 10
"""Bad lines that are shown: who has more of them corrects these first."""
TEXT_CHARS = 120
WHY_CHARS = 200
URL_CHARS = 2_000
FILE_TYPES = ["opml", "xml", "txt"]
BARED = "Without what is secret in their addresses, or left out because of it: {}."


MODAL = kit.modal(
    IMPORT,
    "Import sources",
    [
        fields.field(
            IMPORT_FILE,
            "File",
            fields.file(IMPORT_FILE, FILE_TYPES),
            hint="OPML, as feed readers export it, or a text with an address a line.",
        ),
        fields.field(
            IMPORT_URL,
            "Or its address",
            fields.text(IMPORT_URL, URL_CHARS, "https://example.org/feeds.opml"),
        ),
    ],
    submit="Import",
    close="Cancel",
)
"""The modal that takes a list: a file, or the address of one."""


def how() -> Answer:
    """Return how a list is brought in where no modal can be shown."""
    return answer(
        "To bring in a list of feeds (OPML), type `/watch import` and choose the file, "
        "or give its address: `/watch import https://example.org/feeds.opml`",
        [run_button("All sources", "source list")],
    )


def imported(found: Imported, *, before: int = 0, goes_on: bool = False) -> Answer:
    """Return what became of a list.

    Args:
        found: what was done.
        before: how many sources of the list were added when time ran out the last times.
        goes_on: whether the rest is being done without being asked for.
    """
    if before and not goes_on and not found.remaining:
        rows = [f"✅ The list is complete: {counted(before + found.added, 'source')} added in all."]
    else:
        known = found.known - before
        there = f", {known:,} were there" if known > 0 else ""
        tags = f" ({found.tagged:,} of them got tags)" if found.tagged else ""
        rows = [f"{'✅ ' if found.added else ''}{counted(found.added, 'source')} added{there}{tags}."]
    if goes_on:
        rows.append(f"{found.remaining:,} are left; that goes on by itself.")
    elif found.remaining:
        rows.append(
            f"{found.remaining:,} could not be added just now. The same list again goes on with them."
        )
    if found.repeated and not before:
        rows.append(f"{counted(found.repeated, 'line')} named a source again.")
    if found.left_out:
        rows.append(
            f"⚠ {counted(found.left_out, 'source')} left out: there are as many as a workspace can have. "
            "Remove some, and the same list again goes on."
        )
    if found.added:
        within = span(pace.USUAL_S)
        rows.append(f"The new ones are read within the next {within}; what they have by then alerts nobody.")
    return answer(*rows, *([] if before else _bad(found)), [run_button("All sources", "source list")])


def exported(found: Exported) -> Answer:
    """Return that a file is on its way."""
    return answer(f"✅ {counted(found.count, 'source')}: the file is in your direct messages with Newswatch.")


def sent(found: Exported) -> str:
    """Return what is said to the file, in mrkdwn."""
    bared = f" {BARED.format(counted(found.bared, 'source'))}" if found.bared else ""
    return f"{counted(found.count, 'source')} of Newswatch, as OPML for any feed reader.{bared}"


def nothing() -> Answer:
    """Return that there is nothing to export."""
    return answer("Nothing is read yet, so there is nothing to export.")


def _bad(found: Imported) -> list[str]:
    if not found.bad:
        return []
    rows = [f"⚠ {counted(len(found.bad), 'line')} could not be used:"]
    for bad in found.bad[:BAD]:
        text = f" {mrkdwn.code(bad.text, TEXT_CHARS)}" if bad.text else ""
        rows.append(f"line {bad.line}:{text} {mrkdwn.shown(bad.why, WHY_CHARS)}")
    if len(found.bad) > BAD:
        rows.append(f"… and {len(found.bad) - BAD:,} more")
    return rows
