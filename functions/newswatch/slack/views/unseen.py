"""An article that nobody has brought: what its page says now, and what would become of it."""

from collections.abc import Iterator
from datetime import datetime

from newswatch.slack.views import clauses
from newswatch.slack.views.blocks import Answer, answer, run_button
from newswatch.slack.views.judgements import ONE_TOPIC, drops, judgements
from newswatch.slack.views.mrkdwn import code, shown
from newswatch.slack.views.phrases import ERROR_CHARS, counted, listed, on
from newswatch.slack.views.readings import SOURCE_CHARS, amount, language, line, source, titled
from newswatch.slack.views.standings import met
from newswatch.sources.urls import is_web_address, origin, without_secrets
from newswatch.usecases.findings import Fate, Glance, Judgement, Unseen

URL_CHARS = 300
UNREAD = "Nobody has brought it; read just now, and not kept"


def unseen(found: Unseen, now: datetime, topic: str = "") -> Answer:
    """Return what is at an address that stands for no article, and what can be done.

    Args:
        found: what is known of it.
        now: aware.
        topic: the handle of the topic that was asked for; empty for none.
    """
    known = is_web_address(found.url)
    rows = list(_glance(found.glance, now)) if found.glance else list(_nothing(found, known=known))
    buttons = drops(found.glance.judged) if found.glance else []
    if found.transient:
        buttons.append(run_button("Try again", _why(found.url, topic)))
    if found.hidden_by:
        service = shown(found.hidden_by, SOURCE_CHARS)
        rows.append(
            f"{service} tells only browsers where its links lead: open it, and copy the address there."
        )
    if found.nearest:
        rows.append(f"Nearly the same address: {titled(found.nearest.url, found.nearest.title)}")
        buttons.append(run_button("Why that one", _why(found.nearest.url, topic)))
    if found.sources:
        names = [source(each.name, each.state) for each in found.sources]
        rows.append(f"Its site is watched: {listed(names)}. There, this article has not been seen.")
        buttons += [run_button(f"Show {each.name}", f"source show {each.name}") for each in found.sources]
    elif known and not found.hidden_by:
        rows.append("None of its site’s feeds is watched.")
        buttons.append(run_button("Watch its site", f"source add {origin(_found_at(found))}"))
    return answer(*rows, buttons)


def _found_at(found: Unseen) -> str:
    """Return where the article is: an address that is typed may only lead there."""
    url = found.glance.article.url if found.glance else found.url
    return url if is_web_address(url) else found.url


def _why(url: str, topic: str) -> str:
    return f"why {url} {topic}".rstrip()


def _nothing(found: Unseen, *, known: bool) -> Iterator[str]:
    """Yield that nothing was read, and why."""
    yield f"Nothing was read at {code(without_secrets(found.url) if known else found.url, URL_CHARS)}."
    if not found.refusal:
        return
    yield f"It cannot be read now: {shown(found.refusal, ERROR_CHARS)}"
    if not found.transient:
        yield "Is the address right? Where a feed brings it, what the feed says is matched all the same."


def _glance(found: Glance, now: datetime) -> Iterator[str]:
    """Yield what a page says, and what would become of it."""
    article = found.article
    yield f"*{titled(article.url, article.title)}*"
    published = f"published {on(min(article.published, now))}" if article.published else ""
    yield line(UNREAD, published, amount(article, found.words), language(found.tongue))
    yield from judgements(found.judged, _fate, in_channels=False)
    if found.more:
        yield f"… and {counted(found.more, 'more topic')} would match. {ONE_TOPIC}"
    elif not found.judged:
        yield f"No topic that you can see would match. {ONE_TOPIC}"


def _fate(found: Judgement) -> str:
    match found.fate:
        case Fate.OTHERWISE:
            return f"would not match: {clauses.failed(found.reason)}."
        case Fate.RESTS:
            return "would match, but the topic is paused."
        case Fate.UNHEARD:
            return "would match, but it does not listen to the sources of this site."
        case Fate.WAITS:
            more = counted(found.topic.outlets - 1, "more outlet")
            return f"would match. Had a source brought it now, it would wait for {more}."
    told = "; ".join(map(met, found.standings)) or "posted where you cannot look"
    return f"would match. Had a source brought it now, it would be {told}."
