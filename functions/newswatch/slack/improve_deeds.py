"""What is proposed for a topic, by what people said of its stories."""

from newswatch.errors import QueryError, UnknownTopic
from newswatch.model import Topic, TopicId
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.views import proposals as views
from newswatch.usecases.findings import Proposal
from newswatch.usecases.improving import VOTES, propose_edit
from newswatch.usecases.voting import COUNTED


def improve(c: Commander, asked: Asked, topic: Topic) -> Reply:
    """Propose an edit of a topic, for who wants one. Raises QueryError, NotAllowed, NeedsTime."""
    c.sight(asked).require_change(topic)
    found = _proposal(c, topic)
    return Reply(views.proposal(found) if found else views.no_proposal(topic, VOTES))


def improved(c: Commander, asked: Asked) -> Reply | None:
    """Propose an edit of the topic whose id is the request's text; None where there is none to propose.

    Nobody has asked for it, so that those who may not change the topic hear nothing.
    """
    try:
        topic = c.store.topic(TopicId(asked.text))
        found = _proposal(c, topic) if c.sight(asked).may_change(topic) else None
    except (UnknownTopic, QueryError):
        return None
    return Reply(views.proposal(found)) if found else None


def _proposal(c: Commander, topic: Topic) -> Proposal | None:
    now = c.clock.now()
    return propose_edit(c.reading(), topic, c.store.votes(topic.id, now - COUNTED), now, c.time())
