"""Why an article was told or was not, and which story it tells."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from newswatch.model import Article, Bond, Coverage, State, TextFrom
from newswatch.posts import PostState
from newswatch.slack.views.blocks import Answer, Beside, answer, run_button, split_button
from newswatch.slack.views.holds import BECAUSE
from newswatch.slack.views.mrkdwn import code, link, shown
from newswatch.slack.views.phrases import (
    ERROR_CHARS,
    ago,
    called,
    counted,
    listed,
    on,
    person,
    place,
    places,
    plain_query,
)
from newswatch.sources.urls import is_web_address, origin, without_secrets
from newswatch.usecases.findings import Fate, Judgement, Parted, Posting, Reason, Unseen, Why

TITLE_CHARS = 150
SOURCE_CHARS = 60
URL_CHARS = 300
LINK_CHARS = 500
"""A longer address leaves its line without a link: six of them must not fill the answer."""
ARTICLES = 6
"""Each has a button beside it; more of them, and nobody sees the end on a phone."""
CLAUSES = 20
"""Lines of all queries that are shown."""
LEAST_CLAUSES = 4
DEPTH = 3
"""A clause in a clause in a clause: what is deeper is told by the clause that it is in."""
CLAUSE_CHARS = 90
WORD_CHARS = 30
NOTE_CHARS = 100
INDENT = "\u2003"
"""Slack takes away blanks at the beginning of a line."""
UNTOLD = {
    Fate.UNHEARD: "it does not listen to this source",
    Fate.RESTS: "the topic is paused",
    Fate.OLDER: "the article had been read before there was this topic",
    Fate.KEPT: (
        "it matches now, but what a new source has already is kept for previews only, and the topic or the "
        "article may have been another one when it came"
    ),
}
ONE_TOPIC = "With the handle of a topic after its address, `/watch why` tells of that one."


def why(found: Why, now: datetime) -> Answer:
    """Return what became of an article, topic by topic and clause by clause, and its story."""
    article = found.article
    room = max(LEAST_CLAUSES, CLAUSES // max(1, len(found.judged)))
    judged = [line for each in found.judged for line in _judgement(each, found.outlets, room)]
    if found.more:
        judged.append(f"… and {counted(found.more, 'more topic')}. {ONE_TOPIC}")
    elif not judged:
        judged = [f"No topic that you can see has it. {ONE_TOPIC}"]
    return answer(f"*{_titled(article.url, article.title)}*", _read(found, now), *judged, *_story(found, now))


def unseen(found: Unseen) -> Answer:
    """Return that nothing is known of an address, and what can be done."""
    known = is_web_address(found.url)
    address = code(without_secrets(found.url) if known else found.url, URL_CHARS)
    rows, buttons = [f"Nothing was read at {address}."], []
    if found.hidden_by:
        service = shown(found.hidden_by, SOURCE_CHARS)
        rows.append(
            f"{service} tells only browsers where its links lead: open it, and copy the address there."
        )
    if found.nearest:
        rows.append(f"Nearly the same address: {_titled(found.nearest.url, found.nearest.title)}")
        buttons.append(run_button("Why that one", f"why {found.nearest.url}"))
    if found.sources:
        names = [_source(source.name, source.state) for source in found.sources]
        rows.append(f"Its site is watched: {listed(names)}. There, this article has not been seen.")
        buttons += [
            run_button(f"Show {source.name}", f"source show {source.name}") for source in found.sources
        ]
    elif known and not found.hidden_by:
        rows.append("None of its site’s feeds is watched.")
        buttons.append(run_button("Watch its site", f"source add {origin(found.url)}"))
    return answer(*rows, buttons)


def parted(found: Parted) -> Answer:
    """Return that a story is two from now on."""
    title = f"“{_titled(found.url, found.title)}”"
    where = f", posted in {places(found.channels)}" if found.channels else ""
    said = f"{title} is a story of its own now"
    if found.moved == 1:
        said = f"{title} keeps its messages; the other article of its story is a story of its own now"
    elif found.moved:
        said = f"{title} keeps its messages; the other {found.moved:,} articles are a story of their own now"
    return answer(f"{said}{where}.", "The two stay apart.", [run_button("Why", f"why {found.url}")])


# --- The article ------------------------------------------------------------------------------------


def _titled(url: str, title: str) -> str:
    return link(url if len(url) <= LINK_CHARS else "", shown(title, TITLE_CHARS) or "(untitled)")


def _read(found: Why, now: datetime) -> str:
    """Return when an article was read, through which source, and how much of it."""
    article = found.article
    by = f", brought by {shown(found.source, SOURCE_CHARS)}" if found.source else ""
    published = [f"Published {on(min(article.published, now))}"] if article.published else []
    return " · ".join(
        (*published, f"{'r' if published else 'R'}ead {on(article.read_at)}{by}", _text(article, found.words))
    )


def _text(article: Article, words: int) -> str:
    origin_of = {TextFrom.PAGE: "the page", TextFrom.FEED: "the feed", TextFrom.SUMMARY: "the feed’s summary"}
    wall = ", behind a paywall" if article.paywalled else ""
    note = f": {shown(article.note, ERROR_CHARS)}" if article.note else ""
    return f"{counted(words, 'word')} from {origin_of[article.text_from]}{wall}{note}"


def _source(name: str, state: State) -> str:
    kept = shown(name, SOURCE_CHARS) or "(no name)"
    return kept if state is State.ACTIVE else f"{kept} ({state.value})"


# --- Topics -----------------------------------------------------------------------------------------


def _judgement(found: Judgement, outlets: int, room: int) -> Iterator[str]:
    yield f"{called(found.topic)}: {_fate(found, outlets)}"
    if found.reason is None:
        yield f"{INDENT}Its query cannot be read now: maybe a saved set that it uses is gone."
        return
    lines = list(_clauses(found.reason, 0))
    yield from lines[:room]
    if len(lines) > room:
        yield f"{INDENT}… and {counted(len(lines) - room, 'more clause')}"


def _fate(found: Judgement, outlets: int) -> str:
    match found.fate:
        case Fate.TOLD:
            return _told(found)
        case Fate.WAITS:
            return f"held until {found.topic.outlets:,} outlets carry it ({outlets:,} so far)."
        case Fate.OTHERWISE:
            why_not = _failed(found.reason)
        case fate:
            why_not = UNTOLD[fate]
    where = f" in {places(found.places)}" if found.places else ""
    return f"not posted{where}: {why_not}."


def _told(found: Judgement) -> str:
    posted = "; ".join(map(_posting, found.postings)) or "nothing of it is posted where you can look"
    if found.earlier:
        first = _titled(found.earlier.url, found.earlier.title)
        also = "" if found.reason is None or found.reason.holds else ", and this one does not match by itself"
        return f"{posted}. {shown(found.earlier.name, SOURCE_CHARS)} told it first: {first}{also}."
    if found.claimed and found.reason and not found.reason.holds:
        return (
            f"{posted}. It held then; since then the article or the query has changed, "
            "or another source had another headline."
        )
    return f"{posted}."


def _posting(posting: Posting) -> str:
    where = place(posting.channel)
    if posting.hold and posting.until:
        return f"held in {where} until {on(posting.until)}: {BECAUSE[posting.hold]}"
    reason = f": {shown(posting.reason, ERROR_CHARS).rstrip('.')}" if posting.reason else ""
    match posting.state:
        case PostState.SENT:
            return f"posted in {where}"
        case PostState.PARKED:
            return f"parked in {where}{reason}"
        case PostState.FOLDED:
            return f"told by a digest in {where}"
        case PostState.CANCELLED:
            return f"cancelled in {where}{reason}"
    return f"waits to be posted in {where}{reason}"


def _failed(reason: Reason | None) -> str:
    failed = sum(not part.holds for part in reason.parts) if reason else 0
    if reason is None or failed == len(reason.parts):
        return "it does not match"
    return f"{'one clause' if failed == 1 else f'{failed} clauses'} failed"


def _clauses(reason: Reason, depth: int) -> Iterator[str]:
    """Yield a clause and those in it that tell more than it does itself.

    Where one of several is enough, those that hold are told; what fails altogether needs no list.
    """
    opened = _opened(reason, depth)
    yield f"{INDENT * depth}{'✓' if reason.holds else '✗'} {_clause(reason, is_open=bool(opened))}"
    for part in opened:
        yield from _clauses(part, depth + 1)
    if opened and len(opened) < len(reason.parts):
        yield f"{INDENT * (depth + 1)}✗ {counted(len(reason.parts) - len(opened), 'other')}"


def _opened(reason: Reason, depth: int) -> Sequence[Reason]:
    holding = [part for part in reason.parts if part.holds]
    if depth == DEPTH or (depth and (reason.holds or not holding)):
        return ()
    return holding if reason.holds and holding else reason.parts


def _clause(reason: Reason, *, is_open: bool) -> str:
    text = code(plain_query(reason.text), CLAUSE_CHARS)
    words = ", ".join(map(_word, reason.words)) if not is_open else ""
    note = shown(reason.note, NOTE_CHARS)
    return "  ".join(filter(None, (text, words, note)))


def _word(found: tuple[str, int]) -> str:
    word, count = found
    kept = shown(word, WORD_CHARS)
    return f"{f'*{kept}*' if kept else '…'}{f' ×{count:,}' if count > 1 else ''}"


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
    return " · ".join(filter(None, (_titled(covered.url, covered.title), name, when, _bond(covered, found))))


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
