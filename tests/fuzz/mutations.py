"""Pages by chance: those of a table and of the corpus, cut, doubled, mixed and grown."""

import gzip
import random
from collections.abc import Sequence
from pathlib import Path

from fuzz.hostile import MAX_BYTES

TOKENS = [
    *(
        b"<p>",
        b"</p>",
        b"<div",
        b"</div>",
        b">",
        b"<",
        b"&",
        b"&amp;",
        b"&#0;",
        b"&#x110000;",
        b"\0",
        b"\xef\xbf\xbe",
    ),
    *(
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<script type='application/ld+json'>",
        b"</script>",
        b"[",
        b"}",
        b"\xff",
    ),
    *(
        b"<meta ",
        b"content=",
        b"property=og:title ",
        b"datetime=",
        b"<time ",
        b"http://[",
        b"'",
        b'"',
        b"<svg>",
    ),
    *(
        b"<math>",
        b"<template>",
        b"<frameset>",
        b"<title>",
        b"<table><tr><td>",
        b"<ul><li>",
        b"<a href=x>",
        b"word ",
    ),
    *(
        b"itemprop=articleBody ",
        b"class='comments' ",
        b"<form>",
        b"<body>",
        b"<html>",
        b"<br><br>",
        b"\xed\xa0\x80",
    ),
]
GROWN = 20
"""One page in so many is made as large as a page may be."""
MOST = 6


def mutated(pages: Sequence[bytes], seed: int) -> bytes:
    """Return the page of a seed; the same for the same pages."""
    chance = random.Random(seed)
    page = bytearray(chance.choice(pages))
    for _ in range(chance.randint(1, MOST)):
        _mutate(page, pages, chance)
    if chance.randrange(GROWN) == 0:
        _grow(page, chance)
    return bytes(page[:MAX_BYTES])


def corpus_pages(corpus: Path) -> list[bytes]:
    """Return the corpus's article pages; none where it is not at hand."""
    return [
        gzip.decompress(file.read_bytes()) for file in sorted((corpus / "articles" / "html").glob("*.gz"))
    ]


def _mutate(page: bytearray, pages: Sequence[bytes], chance: random.Random) -> None:
    start, end = _slice(page, chance)
    match chance.randrange(7):
        case 0:
            del page[start:end]
        case 1:
            page[start:start] = page[start:end] * chance.randint(1, 30)
        case 2:
            page[start:start] = chance.choice(TOKENS) * chance.choice((1, 1, 1, 10, 1000, 20_000))
        case 3:
            other = chance.choice(pages)
            at = chance.randrange(len(other) + 1)
            page[start:end] = other[at : at + 20_000]
        case 4:
            for _ in range(chance.randint(1, 200)):
                if page:
                    page[chance.randrange(len(page))] = chance.randrange(256)
        case 5:
            del page[start:]
        case _:
            # Tags open, and do not close.
            page[:] = page.replace(
                b"</" + chance.choice((b"p", b"div", b"a", b"script", b"span")), b"<!", 500
            )


def _grow(page: bytearray, chance: random.Random) -> None:
    """Repeat a piece until the page is as large as it may be."""
    start, end = _slice(page, chance)
    piece = bytes(page[start:end]) or b"<p>"
    page[start:start] = piece * ((MAX_BYTES - len(page)) // len(piece) if len(page) < MAX_BYTES else 0)


def _slice(page: bytearray, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(page) + 1)
    return start, min(len(page), start + int(2 ** chance.uniform(0, 16)))
