"""Clauses: what became of a topic's query with an article, clause by clause, in the article's own words."""

import re
from collections import Counter
from collections.abc import Sequence

from newswatch.errors import QueryError
from newswatch.model import Article, Evidence, Field, Source, Topic
from newswatch.observe import logger
from newswatch.ports import Store
from newswatch.query import Clause, explain
from newswatch.query.syntax import looks_at_source
from newswatch.sources import language
from newswatch.text import GAP, words
from newswatch.usecases.findings import Quote, Reason, Tongue
from newswatch.usecases.queries import read_query

FOUND_WORDS = 4
"""Of a clause, the most frequent ones: a prefix or a stem can stand for dozens."""
AROUND_CHARS = 24
"""On each side of a quoted word: three or four words, and the line stays one on a laptop."""
_LANG = "lang:"
_BLANKS = re.compile(r"\s+")


def reason(
    store: Store, topic: Topic, article: Article, sources: Sequence[Source | None], tongue: Tongue
) -> Reason | None:
    """Return a topic's query with what became of it; None where this version cannot read it.

    Args:
        store: the store.
        topic: the topic.
        article: the article.
        sources: what can have brought it, at least one: the first one counts through which the query holds.
        tongue: the article's language.
    """
    try:
        query = read_query(store, topic.query)
    except QueryError as e:
        # Stored by a newer version, or a saved set that it uses is gone.
        logger.warning("topic not explained", topic_id=topic.id, error=e.message)
        return None
    if not looks_at_source(query.root):
        sources = sources[:1]
    clause = explain(query, article, sources[0])
    for source in sources[1:]:
        if clause.holds:
            break
        other = explain(query, article, source)
        clause = other if other.holds else clause
    return told(clause, article, tongue)


def told(clause: Clause, article: Article, tongue: Tongue) -> Reason:
    """Return a clause with what an article has of it."""
    return Reason(
        text=clause.text,
        holds=clause.holds,
        words=_words(clause.evidence, article),
        note=clause.note,
        parts=tuple(told(part, article, tongue) for part in clause.parts),
        quote=None if clause.parts else _quote(clause.evidence, article),
        tongue=tongue if clause.text.startswith(_LANG) and not clause.parts else None,
    )


def tongue_of(article: Article) -> Tongue:
    """Return in which language an article is.

    What is declared is believed unless the letters speak against it (``sources.language``); which of the two
    it was is not kept, but where the text alone would not have led there, somebody must have said it.
    """
    detected = language.detect(article.text)
    if not article.language or article.language == detected:
        return Tongue(article.language)
    base = article.language.partition("-")[0]
    return Tongue(article.language, declared=True, reads_as="" if detected == base else detected)


def counted_words(article: Article) -> int:
    """Return how many words of an article there are to be matched, its headline apart."""
    return sum(word != GAP for word in words(article.text))


def _words(evidence: Sequence[Evidence], article: Article) -> tuple[tuple[str, int], ...]:
    """Return what stands at these places, the most frequent first, each as it is spelled first."""
    spelled: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for place in evidence:
        word = " ".join(_text(place, article)[place.start : place.end].split())
        counts[word.casefold()] += 1
        spelled.setdefault(word.casefold(), word)
    return tuple((spelled[word], count) for word, count in counts.most_common(FOUND_WORDS))


def _quote(evidence: Sequence[Evidence], article: Article) -> Quote | None:
    """Return the first of these places, in the text if there is one: everybody sees the headline."""
    if not evidence:
        return None
    place = next((each for each in evidence if each.field is Field.BODY), evidence[0])
    text = _text(place, article)
    return Quote(
        before=_before(text[: place.start]),
        word=" ".join(text[place.start : place.end].split()),
        after=_after(text[place.end :]),
        more=len(evidence) - 1,
    )


def _text(place: Evidence, article: Article) -> str:
    return article.title if place.field is Field.TITLE else article.text


def _before(text: str) -> str:
    """Return the last words of a text, on one line, with a blank after them where there is one."""
    near = _BLANKS.sub(" ", text[-AROUND_CHARS:])
    if len(text) <= AROUND_CHARS:
        return near.lstrip()
    if not text[-AROUND_CHARS - 1].isspace():
        # Of a text without blanks, as many characters as there is room for.
        near = near.partition(" ")[2] if " " in near else near
    return f"… {near.lstrip()}"


def _after(text: str) -> str:
    """Return the first words of a text, on one line, with a blank before them where there is one."""
    near = _BLANKS.sub(" ", text[:AROUND_CHARS])
    if len(text) <= AROUND_CHARS:
        return near.rstrip()
    if not text[AROUND_CHARS].isspace():
        near = near.rpartition(" ")[0] if " " in near else near
    return f"{near.rstrip()} …"
