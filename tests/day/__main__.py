"""``make day``: a day of news through the real use cases, in several orders of arrival, beside the truth.

``SEED=1 STORIES=400 ORDERS=6``; half of the orders are as feeds are polled, the others any at all.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from day import report
from day.arrival import polled, shuffled
from day.news import make_day
from day.newsroom import Newsroom
from day.score import Score, scored
from day.topics import topics
from newswatch.observe import logger

CHANGE = 2.0
"""Per cent by which an order of arrival may change the number of messages, against their median."""


def main() -> int:
    """Run what the environment asks for; return the exit code."""
    try:
        seed, stories = int(os.environ.get("SEED") or 1), int(os.environ.get("STORIES") or 400)
        orders = int(os.environ.get("ORDERS") or 6)
    except ValueError as e:
        print(f"SEED, STORIES and ORDERS are numbers: {e}.")
        return 2
    began = time.monotonic()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        scores = list(pool.map(partial(one_order, seed, stories), range(orders)))
    print(report.everything(scores))
    kept, change = all(score.kept for score in scores), report.change(scores)
    print(f"{'ok  ' if kept else 'FAIL'} one message per (channel, story)")
    said = f"the order changes the number of messages by {change:.1f} %, at most {CHANGE:g}"
    print(f"{'ok  ' if change <= CHANGE else 'FAIL'} {said}")
    print(f"{stories} stories, {orders} orders, seed {seed}: {time.monotonic() - began:.0f} s")
    return 0 if kept and change <= CHANGE else 1


def one_order(seed: int, stories: int, order: int) -> Score:
    """Return what came of the day in one order of arrival."""
    logger.setLevel("CRITICAL")
    day = make_day(seed, stories)
    arrives = shuffled if order % 2 else polled
    watched = topics(day)
    room = Newsroom(day, watched, f"{seed} {order}")
    room.run(arrives(day, f"{seed} {order}"))
    return scored(day, room, watched)


if __name__ == "__main__":
    sys.exit(main())
