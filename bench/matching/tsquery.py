"""PostgreSQL's tsquery, on a server of its own that is thrown away afterwards.

Two ways, the best that were found: topics filed under needed words in a table of their own and
those of an article's words tried (``filed``), and all articles at once in a table with a GIN index
that each topic is looked up in (``gin``, which a feed of single articles can't wait for). Both are
given the terms that our tokeniser makes.
"""

import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.matching.literals import anchors
from bench.matching.material import BUILD, PeerUnavailable, topic_lines
from bench.matching.topics import Tree, tree

# Of which minor version is Debian's choice: it keeps no other. What it was is printed.
_MAJOR = 15
_DEBIAN = (f"postgresql-{_MAJOR}", "libpq5", "libllvm14")
_NOBODY = 65_534
_SETTINGS = "-c fsync=off -c jit=off -c max_parallel_workers_per_gather=0 -c shared_buffers=512MB"


def binaries() -> Path:
    """Return where PostgreSQL's programs are, unpacking Debian's package where they are not installed.

    Raises:
        PeerUnavailable: it is not there and can't be had.
    """
    installed = Path(f"/usr/lib/postgresql/{_MAJOR}/bin")
    if installed.is_dir():
        return installed
    home = BUILD / "postgres"
    unpacked = home / f"usr/lib/postgresql/{_MAJOR}/bin"
    if not unpacked.is_dir():
        home.mkdir(parents=True, exist_ok=True)
        try:
            subprocess.run(["apt-get", "download", *_DEBIAN], cwd=home, check=True, capture_output=True)
            for package in home.glob("*.deb"):
                subprocess.run(["dpkg", "-x", package, home], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as e:
            raise PeerUnavailable(f"postgresql-{_MAJOR} can't be downloaded here") from e
    return unpacked


def version() -> str:
    """Return what the server says that it is."""
    said = subprocess.run([binaries() / "postgres", "--version"], check=True, capture_output=True, text=True)
    return said.stdout.strip()


@contextmanager
def server() -> Iterator[str]:
    """Run a server; yield the folder of its socket.

    Raises:
        PeerUnavailable: it does not start here.
    """
    programs = binaries()
    libraries = ":".join(str(folder) for folder in (BUILD / "postgres/usr/lib").glob("*-linux-gnu"))
    folder = Path(tempfile.mkdtemp(prefix="newswatch-tsquery-"))
    # PostgreSQL refuses to be run by root.
    as_nobody = os.geteuid() == 0
    if as_nobody:
        os.chown(folder, _NOBODY, _NOBODY)

    def run(program: str, *arguments: object) -> None:
        subprocess.run(
            [programs / program, "-D", folder / "data", *map(str, arguments)],
            cwd=folder,
            env={**os.environ, "LD_LIBRARY_PATH": libraries},
            user=_NOBODY if as_nobody else None,
            group=_NOBODY if as_nobody else None,
            check=True,
            capture_output=True,
        )

    try:
        try:
            run("initdb", "-A", "trust", "-U", "bench", "-E", "UTF8", "--no-locale")
            # What the server says goes to a file: it would keep a pipe open.
            options = f"{_SETTINGS} -c listen_addresses='' -k {folder}"
            run("pg_ctl", "-w", "-l", folder / "log", "-o", options, "start")
        except (OSError, subprocess.CalledProcessError) as e:
            raise PeerUnavailable("PostgreSQL does not start here") from e
        yield str(folder)
        run("pg_ctl", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def tsquery(topic: Tree) -> str:
    """Return a topic as a tsquery; the title's words have weight A."""
    words = topic.words
    match topic.op:
        case "t" | "ph":
            return f"({' <-> '.join(words)})"
        case "tt" | "tph":
            return f"({' <-> '.join(f'{word}:A' for word in words)})"
        case "pre":
            return f"{words[0]}:*"
        case "near":
            _, one, other = words
            apart = range(1, int(words[0]) + 1)
            pairs = ((one, other), (other, one))
            return f"({' | '.join(f'{a} <{distance}> {b}' for distance in apart for a, b in pairs)})"
        case "not":
            return f"!({tsquery(topic.children[0])})"
    joined = " & " if topic.op == "and" else " | "
    return f"({joined.join(tsquery(child) for child in topic.children)})"


_FILED = """
select count(*) from (select distinct topic from filed where word = any(%(words)s)) as candidates
join topics on topics.id = candidates.topic where %(vector)s::tsvector @@ topics.query
"""
_GIN = "select count(*) from topics join articles on articles.vector @@ topics.query"


def vector(title: str, text: str) -> str:
    """Return an article as a tsvector, at most 256 places of a word and 16,383 in all, as it takes them."""
    places: dict[str, list[str]] = {}
    ends = len(title.split())
    for at, word in enumerate(text.split()[:16_000], 1):
        of_word = places.setdefault(word, [])
        if len(of_word) < 250:
            of_word.append(f"{at}A" if at <= ends else str(at))
    return " ".join(f"'{word}':{','.join(of_word)}" for word, of_word in places.items())


def filed_under(topic: Tree, frequency: Counter[str]) -> set[str]:
    """Return a word of each literal that a topic is found by; a word's beginning has a star."""
    return {
        min(literal.split(), key=frequency.__getitem__) + ("" if literal.endswith(" ") else "*")
        for literal in anchors(topic, frequency) or ()
    }


class Postgres:
    """The topics of a file, and all articles, in the server's tables."""

    def __init__(self, size: int, socket: str, terms: str) -> None:
        import psycopg  # type: ignore[import-not-found]  # noqa: PLC0415 - not in ours

        with open(terms, encoding="utf-8") as lines:  # noqa: PTH123
            rows = [line.rstrip("\n").split("\t") for line in lines]
        frequency = Counter(word for _, text in rows for word in set(text.split()))
        self.connection: Any = psycopg.connect(host=socket, user="bench", dbname="postgres", autocommit=True)
        run = self.connection.execute
        run("drop table if exists topics, filed")
        run("create table topics (id int primary key, query tsquery)")
        run("create table filed (word text, topic int)")
        with self.connection.cursor() as cursor:
            trees = [tree(line) for line in topic_lines(size)]
            with cursor.copy("copy topics from stdin") as rows_in:
                for number, topic in enumerate(trees):
                    rows_in.write_row((number, tsquery(topic)))
            with cursor.copy("copy filed from stdin") as rows_in:
                for number, topic in enumerate(trees):
                    for word in filed_under(topic, frequency):
                        rows_in.write_row((word, number))
        run("create index on filed (word) include (topic)")
        run("analyze")
        run("set plan_cache_mode to force_generic_plan")
        starred = {word for (word,) in run("select distinct word from filed where word like '%*'")}
        lengths = {len(word) for word in starred}
        self.articles: list[tuple[str, list[str]]] = []
        for title, text in rows:
            words = set(text.split())
            beginnings = {f"{word[: length - 1]}*" for word in words for length in lengths}
            self.articles.append((vector(title, text), [*words, *(beginnings & starred)]))

    def once(self, given: str) -> int:
        """Match all articles, one by one (``filed``) or all at once (``gin``)."""
        if given == "gin":
            return self._all_at_once()
        run = self.connection.execute
        return sum(
            run(_FILED, {"vector": vector, "words": words}, prepare=True).fetchone()[0]
            for vector, words in self.articles
        )

    def elsewhere_s(self) -> float:
        """Implement ``Contender``: the time of the connection's process."""
        fields = Path(f"/proc/{self.connection.info.backend_pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _all_at_once(self) -> int:
        run = self.connection.execute
        run("drop table if exists articles")
        run("create table articles (vector tsvector)")
        with self.connection.cursor() as cursor, cursor.copy("copy articles from stdin") as rows_in:
            for vector, _ in self.articles:
                rows_in.write_row((vector,))
        run("create index on articles using gin (vector)")
        run("analyze articles")
        run("set enable_seqscan to off")
        count: int = run(_GIN).fetchone()[0]
        run("set enable_seqscan to on")
        return count
