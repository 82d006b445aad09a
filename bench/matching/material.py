"""The articles and topics that are measured with: NEWSWATCH_PEERS, else beside the checkout."""

import gzip
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(os.environ.get("NEWSWATCH_PEERS", Path(__file__).parents[3] / "shared" / "peers" / "matching"))
BUILD = Path(__file__).parents[2] / ".build" / "matching"
"""Where peers are unpacked and files for them written."""
SIZES = (1_000, 10_000, 100_000)
# Between title and body, so that no phrase and no NEAR/15, the farthest in the topics, crosses.
GAP = " ".join(["0"] * 16)


class PeerUnavailable(Exception):
    """A peer can't be had here; the text says why."""


@dataclass(frozen=True, slots=True)
class Document:
    """An article, as much of it as a query looks at."""

    title: str
    text: str


def documents() -> list[Document]:
    """Return the real articles."""
    with gzip.open(FOLDER / "docs.jsonl.gz", "rt", encoding="utf-8") as lines:
        said = [json.loads(line) for line in lines]
    return [Document(one["title"], one["body"]) for one in said]


def topic_lines(size: int) -> list[str]:
    """Return so many topics, an S-expression each."""
    plain = FOLDER / f"topics_{size}.txt"
    packed = FOLDER / f"topics_{size}.txt.gz"
    text = plain.read_text() if plain.exists() else gzip.decompress(packed.read_bytes()).decode()
    return text.splitlines()


def topics_file(size: int) -> Path:
    """Return the topics of a size as a plain file."""
    plain = FOLDER / f"topics_{size}.txt"
    if plain.exists():
        return plain
    unpacked = BUILD / plain.name
    if not unpacked.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        unpacked.write_text("\n".join(topic_lines(size)) + "\n")
    return unpacked


def tokens_file(articles: Iterable[Document], *, gap: bool) -> Path:
    """Write the articles' terms as our tokeniser makes them; return the file.

    A line is the title's terms, a tab, and the terms of title and body, separated by
    blanks. With ``gap`` nothing holds across title and body, as with us.
    """
    from newswatch.text import tokens  # noqa: PLC0415 - peers read this module without ours

    BUILD.mkdir(parents=True, exist_ok=True)
    path = BUILD / ("terms-gap.tsv" if gap else "terms.tsv")
    with path.open("w", encoding="utf-8") as lines:
        for article in articles:
            title = " ".join(token.term for token in tokens(article.title))
            body = " ".join(token.term for token in tokens(article.text))
            between = f" {GAP} " if gap else " "
            lines.write(f"{title}\t{title}{between}{body}\n")
    return path
