"""Lucene 8.8.1, the strongest peer: a query index keyed by each query's rarest needed terms.

(Debian's package of 8.8.1 calls its jars 8.7.0, and so did the figures that we started from; the
version that Lucene tells of itself is 8.8.1.) Debian ships no lucene-monitor jar, so this is the
peers' re-implementation of the design of its TermFilteredPresearcher. It is given the terms that our
tokeniser makes, joined by blanks, and tokenises them again with its own StandardTokenizer: folding
comes free to it, and its tokenising is easier than ours, which reads articles as they are. Its ``df``
weighting knows beforehand in how many of the articles each term is; ours knows nothing of them.
"""

import json
import resource
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from bench.matching.material import BUILD, FOLDER, PeerUnavailable, topics_file

HOME = BUILD / "lucene"
VERSION = "Lucene 8.8.1"
_PACKAGE = "liblucene8-java=8.8.1-4"
_JARS = ("core", "memory", "analyzers-common")
_HEAP = "-Xmx3g"


@dataclass(frozen=True, slots=True)
class Run:
    """What ``MonitorBench`` says of one run."""

    articles_a_second: float
    matches: int
    build_s: float
    memory_mb: float
    share: float
    """Of the core's time, how much the run was given."""


def install() -> str:
    """Unpack and compile what is missing; return the class path.

    Raises:
        PeerUnavailable: no Java, or Debian's package can't be had.
    """
    for tool in ("java", "javac"):
        if not shutil.which(tool):
            raise PeerUnavailable(f"there is no {tool} here")
    HOME.mkdir(parents=True, exist_ok=True)
    if not all(_jar(name) for name in _JARS):
        try:
            subprocess.run(["apt-get", "download", _PACKAGE], cwd=HOME, check=True, capture_output=True)
            (package,) = HOME.glob("liblucene8-java_*.deb")
            subprocess.run(["dpkg", "-x", package, HOME], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as e:
            raise PeerUnavailable(f"{_PACKAGE} can't be downloaded here") from e
    jars = [str(jar) for name in _JARS if (jar := _jar(name))]
    classes = HOME / "classes"
    path = ":".join([*jars, str(classes)])
    if not (classes / "MonitorBench.class").exists():
        subprocess.run(
            ["javac", "-nowarn", "-cp", path, "-d", classes, FOLDER / "MonitorBench.java"],
            check=True,
            capture_output=True,
        )
    return path


def _jar(name: str) -> Path | None:
    return next((HOME / "usr/share/java").glob(f"lucene-{name}-8*.jar"), None)


def run(path: str, size: int, terms: Path, weight: str, repetitions: int) -> Run:
    """Match all articles so many times; the median is that of the later half."""
    command = ["java", "-XX:+UseSerialGC", _HEAP, "-cp", path, "MonitorBench"]
    begun, used = time.monotonic(), _cpu_s()
    done = subprocess.run(
        [*command, topics_file(size), terms, weight, "1", str(repetitions)],
        check=True,
        capture_output=True,
        text=True,
    )
    share = (_cpu_s() - used) / (time.monotonic() - begun)
    said = json.loads(done.stdout)
    return Run(
        articles_a_second=said["docs_per_s"],
        matches=said["matches"],
        build_s=said["build_s"],
        memory_mb=said["mem_mb"],
        share=share,
    )


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
