"""datasketch's MinHash and LSH on the same articles, in a process that has it.

Prints a line of JSON: microseconds of a signature, its bytes, and by threshold microseconds of a look-up
and the pairs of articles that are found.
"""

import json
import sys
import time
from pathlib import Path

import datasketch  # type: ignore[import-not-found]

from newswatch.text import words

PERMUTATIONS = 128
RUN = 3
THRESHOLDS = (0.03, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def signature(text: str) -> datasketch.MinHash:
    """Return a text's MinHash over the same shingles that ours has."""
    found = words(text)
    made = datasketch.MinHash(PERMUTATIONS)
    made.update_batch([" ".join(found[at : at + RUN]).encode() for at in range(len(found) - RUN + 1)])
    return made


def main(path: str) -> None:
    """Find the pairs."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines()]
    begun = time.process_time()
    signatures = [signature(row["text"]) for row in rows]
    signature_us = (time.process_time() - begun) / len(rows) * 1e6
    lookups, pairs = {}, {}
    for threshold in THRESHOLDS:
        index = datasketch.MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        found: list[tuple[int, int]] = []
        spent = 0.0
        for at, one in enumerate(signatures):
            begun = time.process_time()
            near = index.query(one)
            found += [(other, at) for other in near if signatures[other].jaccard(one) >= threshold]
            spent += time.process_time() - begun
            index.insert(at, one)
        lookups[threshold] = spent / len(rows) * 1e6
        pairs[threshold] = found
    told = {"signature_us": signature_us, "lookup_us": lookups, "bytes": 8 * PERMUTATIONS}
    print(json.dumps(told | {"pairs": pairs}))


if __name__ == "__main__":
    main(sys.argv[1])
