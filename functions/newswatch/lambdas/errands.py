"""What other functions have ``command`` do: nobody waits for an answer."""

from newswatch import wiring
from newswatch.queues import decode_news, decode_silence, decode_threshold
from newswatch.system import LambdaDeadline
from newswatch.usecases.leavers import look_for_leavers
from newswatch.usecases.silence import tell_silence
from newswatch.usecases.source_news import hear
from newswatch.usecases.spending import tell_spending


def run_errand(body: str, deadline: LambdaDeadline) -> bool:
    """Do what a message asks for; return False for one that is a person's request. Raises BadMessage."""
    if news := decode_news(body):
        hear(wiring.store(), wiring.queues(), wiring.clock(), news)
        return True
    if day := decode_silence(body):
        look_for_leavers(wiring.store(), wiring.queues(), wiring.people(), wiring.clock(), deadline, day)
        tell_silence(wiring.store(), wiring.queues(), wiring.clock(), deadline, day)
        return True
    if threshold := decode_threshold(body):
        tell_spending(wiring.store(), wiring.queues(), wiring.people(), wiring.clock(), threshold)
        return True
    return False
