"""Reads all feeds of the corpus in a process of its own, and writes down what happened, a JSON object a line.

    python feeds_reader.py MANIFEST

An audit hook sees every file that is opened and every socket, from before the first feed to after the last:
it cannot be taken off again, which is why this is no part of the tests' own process.
"""

import json
import resource
import sys
import sysconfig
import time
import traceback
from pathlib import Path

from newswatch.errors import FeedError
from newswatch.sources import feed

opened: list[str] = []
watching = False
OWN = sysconfig.get_paths()["stdlib"]  # codecs are loaded when they are first needed
LEAKS = (
    "open",
    "socket.",
    "subprocess.",
    "os.system",
    "os.exec",
    "os.spawn",
    "urllib.",
    "ftplib.",
    "shutil.",
)


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if watching and event.startswith(LEAKS) and not str(arguments[0]).startswith(OWN):
        opened.append(f"{event} {str(arguments[:1])[:100]}")


def peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def entry_of(entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "title": entry.title,
        "link": entry.url,
        "published": entry.published.isoformat() if entry.published else None,
    }


def read(path: Path, row: dict) -> dict[str, object]:
    global watching  # noqa: PLW0603 - the hook stays for good, and files of our own are opened as well
    data = path.read_bytes()
    headers = {name.lower(): value for name, value in row.get("headers", {}).items()}
    found: dict[str, object] = {"file": row["file"]}
    before, started, watching = peak_mb(), time.process_time(), True
    try:
        got = feed.parse(data, headers, row.get("base", "https://news.example/feed"))
        found |= {"title": got.title, "form": got.form, "entries": [entry_of(entry) for entry in got.entries]}
        found["characters"] = len(str(got))
        found["said"] = str(got) if row["kind"] == "hostile" else ""
    except FeedError as e:
        found["refused"] = str(e)
    except BaseException:  # noqa: BLE001 - that there is none is what is to be shown
        found["raised"] = traceback.format_exc()
    watching = False
    found |= {"seconds": time.process_time() - started, "mb": peak_mb() - before, "opened": opened[:]}
    opened.clear()
    return found


def main() -> None:
    manifest = Path(sys.argv[1])
    rows = [json.loads(line) for line in manifest.read_text("utf-8").splitlines()]
    # What is imported only once it is needed is so now, and opens its files.
    feed.parse(
        b"<rss><channel><item><title>caf\xe9 &lt;b&gt;</title></item></channel></rss>",
        {},
        "https://a.example",
    )
    feed.parse('<feed><entry><link href="http://\u00e9.example"/></entry>'.encode(), {}, "https://a.example")
    sys.addaudithook(watch)
    for row in rows:
        print(json.dumps(read(manifest.parent / row["file"], row)))  # noqa: T201 - its answer


if __name__ == "__main__":
    main()
