"""Why an article was told or was not, and which story it tells."""

from collections.abc import Iterator
from datetime import datetime

from newswatch.model import Bond, Coverage, is_channel
from newswatch.posts import PostState
from newswatch.slack.views import clauses
from newswatch.slack.views.blocks import Answer, Beside, answer, run_button, split_button
from newswatch.slack.views.holds import BECAUSE
from newswatch.slack.views.judgements import ONE_TOPIC, drops, judgements
from newswatch.slack.views.mrkdwn import link, shown
from newswatch.slack.views.phrases import ERROR_CHARS, ago, counted, on, person, place, places
from newswatch.slack.views.readings import SOURCE_CHARS, amount, language, line, titled
from newswatch.usecases.findings import Fate, Judgement, Parted, Posting, Why

ARTICLES = 6
"""Each has a button beside it; more of them, and nobody sees the end on a phone."""
UNTOLD = {
    Fate.UNHEARD: "it does not listen to this source",
    Fate.RESTS: "the topic is paused",
    Fate.OLDER: "the article had been read before there was this topic",
    Fate.KEPT: (
        "it matches now, but what a new source has already is kept for previews only, and the topic or the "
        "article may have been another one when it came"
    ),
    Fate.DUE: "nobody has brought it",
}


def why(found: Why, now: datetime, workspace: str = "") -> Answer:
    """Return what became of an article, topic by topic and clause by clause, and its story.

    Args:
        found: what became of it.
        now: aware.
        workspace: its address, with which those of its messages begin; empty for no links.
    """
    article = found.article
    judged = judgements(found.judged, lambda each: _fate(each, found.outlets, workspace))
    if found.more:
        judged.append(f"… and {counted(found.more, 'more topic')}. {ONE_TOPIC}")
    elif not judged:
        judged = [f"No topic that you can see has it. {ONE_TOPIC}"]
    return answer(
        f"*{titled(article.url, article.title)}*",
        _read(found, now),
        *judged,
        *_story(found, now),
        drops(found.judged),
    )


def parted(found: Parted) -> Answer:
    """Return that a story is two from now on."""
    title = f"“{titled(found.url, found.title)}”"
    where = f", posted in {places(found.channels)}" if found.channels else ""
    said = f"{title} is a story of its own now"
    if found.moved == 1:
        said = f"{title} keeps its messages; the other article of its story is a story of its own now"
    elif found.moved:
        said = f"{title} keeps its messages; the other {found.moved:,} articles are a story of their own now"
    return answer(f"{said}{where}.", "The two stay apart.", [run_button("Why", f"why {found.url}")])


# --- The article ------------------------------------------------------------------------------------


def _read(found: Why, now: datetime) -> str:
    """Return when an article was seen and read, through which source, and how much of it."""
    article = found.article
    by = shown(found.source, SOURCE_CHARS)
    told = [f"published {on(min(article.published, now))}"] if article.published else []
    if article.seen_at:
        told += [f"seen {on(article.seen_at)}{f' by {by}' if by else ''}", f"read {on(article.read_at)}"]
    else:
        told.append(f"read {on(article.read_at)}{f', brought by {by}' if by else ''}")
    return line(*told, amount(article, found.words), language(found.tongue))


# --- Topics -----------------------------------------------------------------------------------------


def _fate(found: Judgement, outlets: int, workspace: str) -> str:
    match found.fate:
        case Fate.TOLD:
            return _told(found, workspace)
        case Fate.WAITS:
            return f"held until {found.topic.outlets:,} outlets carry it ({outlets:,} so far)."
        case Fate.OTHERWISE:
            why_not = clauses.failed(found.reason)
        case fate:
            why_not = UNTOLD[fate]
    where = f" in {places(found.places)}" if found.places else ""
    return f"not posted{where}: {why_not}."


def _told(found: Judgement, workspace: str) -> str:
    posted = (
        "; ".join(_posting(each, workspace) for each in found.postings)
        or "nothing of it is posted where you can look"
    )
    if found.earlier:
        first = titled(found.earlier.url, found.earlier.title)
        also = "" if found.reason is None or found.reason.holds else ", and this one does not match by itself"
        return f"{posted}. {shown(found.earlier.name, SOURCE_CHARS)} told it first: {first}{also}."
    if found.claimed and found.reason and not found.reason.holds:
        return (
            f"{posted}. It held then; since then the article or the query has changed, "
            "or another source had another headline."
        )
    return f"{posted}."


def _posting(posting: Posting, workspace: str) -> str:
    where = place(posting.channel)
    if posting.hold and posting.until:
        return f"held in {where} until {on(posting.until)}: {BECAUSE[posting.hold]}"
    reason = f": {shown(posting.reason, ERROR_CHARS).rstrip('.')}" if posting.reason else ""
    match posting.state:
        case PostState.SENT:
            return f"posted in {where}{_open(posting, workspace)}"
        case PostState.PARKED:
            return f"parked in {where}{reason}"
        case PostState.FOLDED:
            return f"told by a digest in {where}"
        case PostState.CANCELLED:
            return f"cancelled in {where}{reason}"
    return f"waits to be posted in {where}{reason}"


def _open(posting: Posting, workspace: str) -> str:
    """Return a link to a message, of the form that Slack's ``chat.getPermalink`` returns."""
    # Who has a direct message knows its channel; we know only the person.
    if not workspace or not posting.ts or not is_channel(posting.channel):
        return ""
    address = f"{workspace}archives/{posting.channel}/p{posting.ts.replace('.', '')}"
    return f" ({link(address, 'open it')})"


# --- The story --------------------------------------------------------------------------------------


def _story(found: Why, now: datetime) -> Iterator[str | Beside]:
    if len(found.story) == 1 and found.story[0].bond is not Bond.SPLIT:
        yield "Story: this article alone."
        return
    articles, outlets = counted(len(found.story), "article"), counted(found.outlets, "outlet")
    yield f"Story: {articles} by {outlets}"
    for covered in found.story[:ARTICLES]:
        button = split_button(found.story_id, covered.article_id) if len(found.story) > 1 else None
        yield Beside(f"• {_covered(covered, found, now)}", button)
    if len(found.story) > ARTICLES:
        yield f"+{len(found.story) - ARTICLES:,} more"


def _covered(covered: Coverage, found: Why, now: datetime) -> str:
    # A publisher's clock can be ahead of ours.
    when = ago(min(covered.published or covered.at, now))
    name = shown(covered.name, SOURCE_CHARS)
    return " · ".join(filter(None, (titled(covered.url, covered.title), name, when, _bond(covered, found))))


def _bond(covered: Coverage, found: Why) -> str:
    match covered.bond:
        case Bond.FIRST:
            return "the story’s first"
        case Bond.COPY:
            of = next((each.name for each in found.story if each.article_id == covered.like), "")
            whose = _possessive(of) if of else "another article"
            return f"a copy of {whose} (about {round(100 * covered.likeness)} % of its text)"
        case Bond.RETELLING:
            return "tells the same news" + (f" ({covered.likeness:.2f})" if covered.likeness else "")
    by = found.split_by.get(covered.article_id)
    return f"split off by {person(by) if by else 'somebody'}"


def _possessive(name: str) -> str:
    kept = shown(name, SOURCE_CHARS) or "another article"
    return f"{kept}’" if kept.endswith("s") else f"{kept}’s"
