"""What App Home shows, read and published."""

from newswatch.errors import SecretMissing, SlackError
from newswatch.model import ChannelId
from newswatch.observe import logger
from newswatch.slack.asked import Asked
from newswatch.slack.commander import Commander
from newswatch.slack.home_state import State, decode, encode
from newswatch.slack.views import home
from newswatch.usecases.findings import AtHome
from newswatch.usecases.home import settings_at_home, sources_at_home, topics_at_home
from newswatch.usecases.sight import Sight


def publish(c: Commander, asked: Asked) -> None:
    """Have App Home show what the request's text says.

    Raises:
        NewswatchError: a later try can do it. Where none can, nobody waits for it: what it would have
            shown is shown when it is opened next.
    """
    state = decode(asked.text)
    try:
        found = _found(c, asked, state)
        c.views.publish(asked.user, home.home(found, encode(state), c.clock.now()), asked.hash)
    except (SecretMissing, SlackError) as e:
        if e.transient:
            raise
        logger.error("App Home not shown", error=str(e))


def _found(c: Commander, asked: Asked, state: State) -> AtHome:
    # App Home is the person's own, wherever it was that something was asked for.
    sight = Sight(c.people, asked.user, ChannelId(asked.user))
    match state.tab:
        case "sources":
            return sources_at_home(c.store, sight, only=state.filter, word=state.word, page=state.page)
        case "settings":
            return settings_at_home(c.store, sight, c.people.timezone(asked.user))
    return topics_at_home(c.store, sight, c.clock.now(), only=state.filter, word=state.word, page=state.page)
