"""What is done with a link of whose like somebody wants more: by a message's shortcut, or sent to us."""

from dataclasses import replace

from newswatch.errors import FetchError, HostBusy, PageError
from newswatch.model import Article
from newswatch.slack import draft, forms
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.commands import Add, bare, spell
from newswatch.slack.commands.sources import address
from newswatch.slack.draft import Draft
from newswatch.slack.form_deeds import preview
from newswatch.slack.views import hints
from newswatch.slack.views import likeness as views
from newswatch.sources import urls
from newswatch.usecases.month import Month
from newswatch.usecases.unread import Reader
from newswatch.usecases.why import spellings

NO_WORDS = "This article says nothing by which others could be like it: it is too short, or has no names."


def like(c: Commander, asked: Asked) -> Reply | None:
    """Propose a query for stories like an article: in the modal that waits for it, or in an answer.

    What is no address is taken for what somebody wants to watch for.

    Returns:
        What to answer; None where the modal shows the form.
    """
    url = address(asked.text)
    if not url:
        return Reply(views.words(asked.text, bare(asked.text), spell(Add(asked.text))))
    try:
        article = _article(c, url)
    except (FetchError, PageError, HostBusy) as e:
        return Reply(hints.hint(str(e), [("What to type", "help add")]))
    # The function that answers Slack knows this module, and has no time to load what it never does.
    from newswatch.usecases.likeness import proposed  # noqa: PLC0415 - see above

    found = proposed(article, Month(c.reading(), c.clock.now(), c.time()).known())
    if not found:
        return Reply(hints.note(NO_WORDS))
    query = found.query
    if not asked.view:
        return Reply(views.like(article, query, bare(query), spell(Add(query)), is_vague=found.is_vague))
    said = Draft(query, vague=draft.mark(query) if found.is_vague else "")
    form = forms.filled(c.store, forms.begun(said, asked), asked)
    shown = c.views.update(asked.view, form.view)
    if shown and form.then:
        preview(c, replace(form.then, hash=shown))
    return None


def _article(c: Commander, url: str) -> Article:
    """Return an article as it is stored, or read it now. Raises as ``Reader.read``."""
    if known := c.store.article_at(spellings(url)):
        return known
    assert c.collector is not None, "with a deadline there is one"
    reading = c.collector
    return Reader(c.store, reading.fetcher, reading.robots, c.clock, reading.wait, c.time()).read(
        urls.canonical(url)
    )
