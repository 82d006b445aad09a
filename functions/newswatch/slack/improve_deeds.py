"""What is proposed for a topic, by what people said of its stories."""

from newswatch.errors import QueryError, UnknownTopic
from newswatch.model import Topic, TopicId
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander, Reply
from newswatch.slack.views import proposals as views
from newswatch.usecases.findings import Proposal
from newswatch.usecases.improving import VOTES, propose_edit
from newswatch.usecases.voting import COUNTED, disliked


def improve(c: Commander, asked: Asked, topic: Topic) -> Reply:
    """Propose an edit of a topic, for who wants one. Raises QueryError, NotAllowed, NeedsTime."""
    c.sight(asked).require_change(topic)
    found = _proposal(c, topic)
    return Reply(views.proposal(found) if found else views.no_proposal(topic, VOTES))


def improved(c: Commander, asked: Asked) -> Reply | None:
    """Propose an edit of one of the topics whose ids are the request's text; None where there is none.

    It is looked for whenever so many more stories of a topic were found not relevant, once for each number.
    Nobody has asked for it, so that those who may not change the topic hear nothing.
    """
    found = (_next(c, asked, TopicId(topic_id)) for topic_id in asked.text.split())
    proposal = next(filter(None, found), None)
    return Reply(views.proposal(proposal)) if proposal else None


def _next(c: Commander, asked: Asked, topic_id: TopicId) -> Proposal | None:
    now = c.clock.now()
    count = disliked(c.store.votes(topic_id, now - COUNTED))
    if not count or count % VOTES:
        return None
    try:
        topic = c.store.topic(topic_id)
        if not c.sight(asked).may_change(topic):
            return None
        if not c.store.first_use(f"proposed {topic_id} {topic.version} {count}", now + COUNTED):
            return None
        return _proposal(c, topic)
    except (UnknownTopic, QueryError):
        return None


def _proposal(c: Commander, topic: Topic) -> Proposal | None:
    now = c.clock.now()
    return propose_edit(c.reading(), topic, c.store.votes(topic.id, now - COUNTED), now, c.time())
