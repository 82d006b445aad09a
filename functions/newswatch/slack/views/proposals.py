"""An edit of a topic's query that stories which people found not relevant suggest."""

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest

from newswatch.model import Topic
from newswatch.slack.views.blocks import Answer, Code, answer, run_button
from newswatch.slack.views.mrkdwn import clean, code, escape
from newswatch.slack.views.phrases import called, counted, plain_query
from newswatch.slack.views.readings import outlet, titled
from newswatch.usecases.findings import Example, Proposal

PIECE_CHARS = 120
"""Of a piece of a query."""
RULE = "it keeps all that was found relevant, and leaves out most that was not for least that nobody judged"
"""How an edit is chosen; see ``improving.propose_edit``."""
_SAID = {True: "👍 ", False: "👎 ", None: ""}


def proposal(found: Proposal) -> Answer:
    """Return an edit, what it would have done, and buttons that apply it or leave it."""
    topic = found.topic
    command = f"edit {topic.handle}:{topic.version} {found.query}"
    apply = run_button("Apply", command, "primary")
    return answer(
        f"An edit for {called(topic)}, by what people said of its stories:",
        f"*{_sentence(found)}*",
        Code(plain_query(found.query) if apply else f"/watch {command}"),
        _effect(found),
        *_doubts(found),
        *_examples("It would have left out:", found.gone),
        *_examples("It would have kept:", found.kept),
        f"Chosen of {counted(found.tried, 'edit')} that were tried: {RULE}.",
        [
            apply,
            run_button("Edit it myself", f"edit {topic.handle}"),
            run_button("Not now", f"show {topic.handle}"),
        ],
    )


def no_proposal(topic: Topic, votes: int) -> Answer:
    """Return that there is no edit that would be good enough.

    Args:
        topic: the topic.
        votes: how many stories found not relevant it takes.
    """
    return answer(
        f"There is no edit to propose for {called(topic)}.",
        f"It takes {counted(votes, 'story', 'stories')} found not relevant that its query still brings, and "
        "something that sets half of them apart from all that were found relevant.",
        [run_button("Edit it myself", f"edit {topic.handle}")],
    )


def _sentence(found: Proposal) -> str:
    said = map(escape, map(clean, found.says.split("{}")))
    about = [code(plain_query(piece), PIECE_CHARS) for piece in found.about]
    return "".join(chain(*zip_longest(said, about, fillvalue="")))


def _effect(found: Proposal) -> str:
    """Return how many stories of each kind it would have left out."""
    irrelevant, relevant = _of(found.irrelevant), _of(found.relevant)
    kinds = [f"Of {irrelevant[0]} found not relevant it would have left out {irrelevant[1]}"]
    if found.relevant[1]:
        kinds.append(f"of {relevant[0]} found relevant, {relevant[1]}")
    if found.others[1]:
        others = _of(found.others)
        kinds.append(f"of {others[0]} of the last {found.days} days that nobody judged, {others[1]}")
    return f"{'; '.join(kinds)}."


def _of(numbers: tuple[int, int]) -> tuple[str, str]:
    gone, of = numbers
    return counted(of, "story", "stories"), f"{gone:,}" if gone else "none"


def _doubts(found: Proposal) -> Iterator[str]:
    if not found.complete:
        yield "⚠ The oldest days were not looked at: there was too much to read."


def _examples(heading: str, examples: Sequence[Example]) -> Iterator[str]:
    if examples:
        yield heading
        yield from map(_example, examples)


def _example(example: Example) -> str:
    article = example.article
    told = filter(None, (titled(article.url, article.title), outlet(article)))
    return f"• {_SAID[example.relevant]}" + " · ".join(told)
