"""What the index costs: to build, to load, to hold in memory, to change, and to use when it is cold.

Each is measured in a process of its own, ``python -m bench.matching.costs MEASURE TOPICS …``, which says
what it found as JSON. Times are of the processor.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

from bench.matching.child import resident_mb
from bench.matching.material import BUILD, documents
from bench.matching.ours import built, texts
from newswatch.model import TopicId
from newswatch.query import TopicIndex, parse

Figures = dict[str, float]
CHANGES = 1_000
STARTS = {1_000: 5, 10_000: 5, 100_000: 3}


def build(size: int) -> Figures:
    """Build from text, and leave the plain data behind for those that load."""
    index = TopicIndex()
    parse_s = put_s = 0.0
    queries = texts(size)
    _queries(size).write_text("\n".join(queries))
    for number, text in enumerate(queries):
        begun = time.process_time()
        query = parse(text)
        parsed = time.process_time()
        index.put(TopicId(f"{number:06}"), query)
        put_s += time.process_time() - parsed
        parse_s += parsed - begun
    begun = time.process_time()
    # As the store keeps it: a line a topic, in parts that it cuts after packing.
    lines = [json.dumps(row, ensure_ascii=False) for row in index.dump()]
    packed = zlib.compress("\n".join(lines).encode(), 6)
    dump_s = time.process_time() - begun
    _stored(size).write_bytes(packed)
    return {"parse_s": parse_s, "put_s": put_s, "dump_s": dump_s, "packed_kb": len(packed) / 1_000}


def load(size: int, start: int = 0) -> Figures:
    """Load the plain data, then match articles; with another ``start``, other ones."""
    packed, before_mb = _stored(size).read_bytes(), resident_mb()
    times = [time.process_time()]
    text = zlib.decompress(packed).decode()
    times.append(time.process_time())
    rows = [json.loads(line) for line in text.split("\n")]
    times.append(time.process_time())
    index = TopicIndex.load(rows)
    times.append(time.process_time())
    unpack_s, json_s, load_s = (end - begun for begun, end in pairwise(times))
    del text, rows
    added_mb = resident_mb() - before_mb
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    took_ms = [
        _took_ms(partial(index.match, article)) for article in documents()[100 * start : 100 * start + 10]
    ]
    return {
        "unpack_s": unpack_s,
        "json_s": json_s,
        "load_s": load_s,
        "first_ms": took_ms[0],
        "tenth_ms": took_ms[9],
        "added_mb": added_mb,
        "peak_mb": peak_mb,
    }


def memory(size: int) -> Figures:
    """Build from text, and match all articles once."""
    queries = _queries(size).read_text().split("\n")
    before_mb = resident_mb()
    index = built(queries)
    put_mb, collected_mb = _resident_mb(), resident_mb()
    articles = documents()
    read_mb = resident_mb()
    for article in articles:
        index.match(article)
    return {
        "before_mb": before_mb,
        "put_mb": put_mb - before_mb,
        "collected_mb": collected_mb - before_mb,
        "passed_mb": collected_mb - before_mb + resident_mb() - read_mb,
    }


def update(size: int) -> Figures:
    """Give one topic after another the query of yet another; match the same article before and after."""
    queries = _queries(size).read_text().split("\n")
    article, chance = documents()[0], random.Random(1)
    index = built(queries)
    for _ in range(3):
        index.match(article)
    parsed = [parse(text) for text in chance.sample(queries, CHANGES)]
    changed = [TopicId(f"{number:06}") for number in chance.sample(range(size), CHANGES)]
    puts: list[float] = []
    before: list[float] = []
    after: list[float] = []
    for number, (topic_id, query) in enumerate(zip(changed, parsed, strict=True)):
        puts.append(_took_ms(partial(index.put, topic_id, query)))
        if number % 10 == 0:
            after.append(_took_ms(partial(index.match, article)))
            before.append(_took_ms(partial(index.match, article)))
    puts.sort()
    return {
        "median_ms": statistics.median(puts),
        "p99_ms": puts[int(0.99 * CHANGES)],
        "worst_ms": puts[-1],
        "next_ms": statistics.median(after),
        "next_worst_ms": max(after),
        "other_ms": statistics.median(before),
    }


def _took_ms(deed: Callable[[], object]) -> float:
    begun = time.process_time()
    deed()
    return 1_000 * (time.process_time() - begun)


def _stored(size: int) -> Path:
    BUILD.mkdir(parents=True, exist_ok=True)
    return BUILD / f"rows-{size}.zlib"


def _queries(size: int) -> Path:
    return BUILD / f"queries-{size}.txt"


def _resident_mb() -> float:
    """Return how much memory the process has, garbage included."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1_000_000


MEASURES: dict[str, Callable[..., Figures]] = {
    "build": build,
    "load": load,
    "memory": memory,
    "update": update,
}


def _measured(*arguments: object) -> Figures:
    command = [sys.executable, "-m", "bench.matching.costs", *map(str, arguments)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found: Figures = json.loads(done.stdout)
    return found


def main(sizes: Sequence[int]) -> None:
    """Print what each number of topics costs."""
    for size in sizes:
        made = _measured("build", size)
        from_text_s = made["parse_s"] + made["put_s"]
        print(f"\n{size:,} topics")
        print(
            f"from text          {from_text_s:8.2f} s: parse {made['parse_s']:.2f}, put {made['put_s']:.2f}"
        )
        starts = [_measured("load", size, start) for start in range(STARTS[size])]
        one = {name: statistics.median(start[name] for start in starts) for name in starts[0]}
        stored_s = one["unpack_s"] + one["json_s"] + one["load_s"]
        print(
            f"from plain data    {stored_s:8.2f} s: unpack {one['unpack_s']:.2f}, JSON {one['json_s']:.2f}, "
            f"load {one['load_s']:.2f}; {from_text_s / stored_s:.1f} times as fast as from text; "
            f"{made['packed_kb']:,.0f} kB, written in {made['dump_s']:.2f} s"
        )
        print(
            f"first article      {one['first_ms']:8.2f} ms when cold, tenth {one['tenth_ms']:.2f} ms "
            f"(medians of {len(starts)} starts)"
        )
        held = _measured("memory", size)
        print(
            f"memory             {held['collected_mb']:8.0f} MB beyond {held['before_mb']:.0f}: "
            f"{held['put_mb']:.0f} before garbage is collected, {held['passed_mb']:.0f} after all articles; "
            f"when loaded {one['added_mb']:.0f}, the whole process then at most {one['peak_mb']:.0f}"
        )
        new = _measured("update", size)
        print(
            f"another query      {new['median_ms']:8.2f} ms in the median, 99 % {new['p99_ms']:.2f}, "
            f"worst of {CHANGES:,} {new['worst_ms']:.2f}; the next article {new['next_ms']:.2f} "
            f"(worst {new['next_worst_ms']:.2f}), others {new['other_ms']:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    print(json.dumps(MEASURES[sys.argv[1]](*map(int, sys.argv[2:]))))
