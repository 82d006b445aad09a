"""What a feed does to the process that reads it is that feed's loss alone."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
import weakref
from pathlib import Path

import pytest

from newswatch.errors import FeedError, ParserError
from newswatch.model import Kind
from newswatch.parsing.bounded import BoundedParser, Limits
from newswatch.ports import Fetched
from newswatch.sources import feed, listing

URL = "https://news.example/feed?key=s3cret"
RSS = b"""<rss version="2.0"><channel><title>News</title>
<item><title>First</title><link>/1</link><guid>one</guid></item></channel></rss>"""
LATE = r"This feed takes too long to read: it was given up after 0\.5 seconds\."
SHORT = Limits(time_s=0.5)
PATIENT = Limits(time_s=30)


def fetched(body, url=URL, **headers):
    return Fetched(url, headers, body)


@pytest.fixture
def parser():
    one = BoundedParser(PATIENT)
    yield one
    one.close()


@pytest.fixture
def make():
    made = []

    def parser(limits=PATIENT, program="tests.functional.workers.misbehaving"):
        made.append(BoundedParser(limits, program))
        return made[-1]

    yield parser
    for one in made:
        one.close()


def say(parser, word="hello"):
    """Have something harmless read; return it and the process that read it."""
    read = parser.feed(fetched(f"say {word}".encode()))
    assert read.title == word
    return int(read.entries[0].id)


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


# --- What it reads ---------------------------------------------------------------------------------------


def test_a_feed_is_read_as_without_a_process_of_its_own(parser):
    assert feed.parse(RSS, {}, URL) == parser.feed(fetched(RSS))


def test_the_answers_headers_decide_on_the_encoding(parser):
    body = RSS.replace(b"First", b"Erst\xe9")
    read = parser.feed(fetched(body, **{"content-type": "text/xml; charset=iso-8859-1"}))
    assert read.entries[0].title == "Ersté"


def test_what_is_no_feed_is_refused_in_the_parsers_words(parser):
    with pytest.raises(FeedError, match=r"This is a web page, not a feed\."):
        parser.feed(fetched(b"<!doctype html><html><body>Hello</body></html>"))


def test_a_body_of_five_megabytes_passes(parser):
    item = b"<item><title>t</title><guid>%d</guid><description>" + b"word " * 1000 + b"</description></item>"
    body = RSS.replace(b"</channel>", b"".join(item % n for n in range(1000)) + b"</channel>")
    assert len(body) > 5 * 10**6
    assert len(parser.feed(fetched(body)).entries) == 1001


def test_a_page_that_lists_articles_is_read(parser):
    items = "".join(f"<li><a href='/n/{n}'>What happened on day {n} of it</a></li>" for n in range(12))
    page = (
        f"<html><body><ul class=a>{items}</ul><p class=b><a href='/n/99'>Yesterday's news, in short</a></p>"
    )
    body = fetched(page.encode(), "https://news.example/", **{"content-type": "text/html"})

    for selector in ("", ".b a"):
        alone = listing.articles(body.body, body.headers, body.url, selector)
        assert alone.entries
        assert alone == parser.feed(body, Kind.PAGE, selector)


def test_what_a_page_leads_to_is_found(parser):
    page = b"<html><head><title>News</title><link rel=alternate type=application/rss+xml href=/feed></head>"
    links = parser.links(fetched(page, "https://news.example/", **{"content-type": "text/html"}))
    assert links.title == "News"
    assert [(link.url, link.declared) for link in links.feeds] == [("https://news.example/feed", True)]


def test_a_feed_that_costs_the_parser_too_much_is_given_up_and_the_next_one_read(make):
    parser = make(Limits(time_s=0.3), "newswatch.parsing.child")
    with pytest.raises(FeedError, match=r"given up after 0\.3 seconds"):
        parser.feed(fetched(b"<rss><channel><item><title>x</title><description>" + b"<a " * 1_500_000))
    assert parser.feed(fetched(RSS)).title == "News"


# --- What goes wrong in the process ----------------------------------------------------------------------


@pytest.mark.parametrize("word", ["hang", "spin"])
def test_what_takes_too_long_is_given_up_and_the_next_one_read(make, word):
    parser = make(SHORT)
    with pytest.raises(FeedError, match=LATE):
        parser.feed(fetched(word.encode()))
    say(parser)


def test_a_process_that_does_not_even_read_is_given_up(make):
    parser = make(SHORT, "tests.functional.workers.deaf")
    with pytest.raises(FeedError, match=LATE):
        parser.feed(fetched(b"x" * 5 * 2**20))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("memory", "This feed needs more memory than Newswatch gives to one."),
        ("swallowed", "This feed needs more memory than Newswatch gives to one."),
        ("crash", "This feed breaks what reads it."),
        ("quit", "This feed breaks what reads it."),
        ("deep", "This feed is nested too deeply to be read."),
        ("bug", "This feed is too broken to be read."),
        ("refuse This is\nno feed.", "This is no feed."),
        ("long", "This feed says too much at once."),
        ("junk", "This feed cannot be read."),
        ("junk [1", "This feed cannot be read."),
        ("junk []", "This feed cannot be read."),
        ('junk {"feed": 1}', "This feed cannot be read."),
        ("junk " + "[" * 100_000, "This feed cannot be read."),
        ("giant", "This feed breaks what reads it."),
        ("short", "This feed takes too long to read: it was given up after 1 seconds."),
        ("nothing", "This feed is too broken to be read."),
        ("page", "This feed cannot be read."),
    ],
    ids=lambda text: text[:20],
)
def test_every_failure_is_told_in_words_and_the_next_feed_is_read(make, body, words):
    parser = make(Limits(time_s=1))
    say(parser)

    with pytest.raises(FeedError) as caught:
        parser.feed(fetched(body.encode()))

    assert words == str(caught.value)
    say(parser, "still here")


def test_nothing_can_be_written(make, tmp_path):
    with pytest.raises(FeedError):
        make().feed(fetched(f"write {tmp_path}/file".encode()))
    assert (tmp_path / "file").read_text() == ""


def test_failures_of_pages_speak_of_pages(make):
    parser = make()
    with pytest.raises(FeedError, match="This page is too broken"):
        parser.feed(fetched(b"bug"), Kind.PAGE)
    with pytest.raises(FeedError, match="This page is too broken"):
        parser.links(fetched(b"bug"))
    with pytest.raises(FeedError, match="This page cannot be read"):
        parser.links(fetched(b"say a feed, where links were asked for"))


@pytest.mark.parametrize("how", ["quit", "crash", "memory", "giant"])
def test_what_was_lost_in_a_used_process_is_read_in_a_fresh_one(make, how):
    parser = make()
    say(parser)
    assert parser.feed(fetched(f"first {how}".encode())).title == "second try"


@pytest.mark.parametrize("word", ["quit", "memory"])
def test_what_was_lost_in_a_fresh_process_is_not_tried_again(make, word):
    parser = make()
    parser.start()
    with pytest.raises(FeedError):
        parser.feed(fetched(word.encode()))
    # The one that was started then has been asked nothing: this is its first.
    assert parser.feed(fetched(b"first quit")).title == "second try"


def test_what_a_library_prints_is_no_answer(make):
    assert make().feed(fetched(b"print")).title == "quiet"


def test_a_bug_is_logged_with_its_place_and_no_secret(make, caplog):
    with pytest.raises(FeedError):
        make().feed(fetched(b"bug"))
    [record] = caplog.records
    assert record.error.startswith("KeyError in misbehaving.py:")
    assert record.url == "https://news.example/feed"


# --- The process -----------------------------------------------------------------------------------------


def test_one_process_reads_many_and_is_replaced_after_so_many(make):
    parser = make(Limits(time_s=30, requests=3))
    pids = [say(parser) for _ in range(7)]
    assert pids == [pids[0]] * 3 + [pids[3]] * 3 + [pids[6]]
    assert len(set(pids)) == 3
    assert gone(pids[0])


def test_a_process_that_was_killed_in_between_is_replaced(make):
    parser = make()
    first = say(parser)
    os.kill(first, signal.SIGKILL)
    assert say(parser) != first


def test_a_process_that_was_killed_before_it_was_needed_is_replaced(make):
    parser = make()
    parser.start()
    os.kill(parser._place.worker.pid, signal.SIGKILL)
    say(parser)


def test_a_process_that_has_been_stopped_for_good_is_replaced(make):
    parser = make(SHORT)
    first = say(parser)
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(FeedError, match=LATE):
        say(parser)
    assert gone(first)


def test_the_process_is_given_nothing_of_our_environment(make, monkeypatch):
    secrets = {
        "AWS_SECRET_ACCESS_KEY": "s3cret",
        "AWS_SESSION_TOKEN": "s3cret",
        "SLACK_TOKEN_PARAMETER": "s3cret",
        "HTTPS_PROXY": "http://s3cret.example",
        "TABLE_NAME": "s3cret",
        "PYTHONSTARTUP": "s3cret",
    }
    for name, value in secrets.items():
        monkeypatch.setenv(name, value)
    parser = make()
    pid = say(parser)

    assert "s3cret" not in parser.feed(fetched(b"environment")).title
    assert "s3cret" not in parser.feed(fetched(b"folder")).title == "/"
    if Path("/proc/self/environ").exists():
        names = {entry.partition(b"=")[0] for entry in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")}
        assert names - {b""} <= {b"PYTHONPATH", b"TZ", b"LD_LIBRARY_PATH"}
        assert b"s3cret" not in Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files as Linux shows them")
def test_no_file_is_left_open_and_no_process_behind(make):
    before = set(Path("/proc/self/fd").iterdir())
    parser = make(SHORT)
    seen = set()
    for word in ("hang", "quit", "crash", "memory", "bug"):
        seen.add(say(parser))
        with pytest.raises(FeedError):
            parser.feed(fetched(word.encode()))
    # Three pipes, what lists them, and the answers: nothing of ours came along.
    assert len(parser.feed(fetched(b"files")).title.split()) == 5
    parser.close()

    assert before == set(Path("/proc/self/fd").iterdir())
    assert all(map(gone, seen))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_closing_ends_the_process_and_the_parser_stays_usable(make):
    parser = make()
    first = say(parser)
    parser.close()
    parser.close()
    assert gone(first)
    assert not gone(say(parser))


def test_a_parser_that_is_forgotten_takes_its_process_along():
    parser = BoundedParser(PATIENT, "tests.functional.workers.misbehaving")
    pid, forgotten = say(parser), weakref.ref(parser)
    del parser
    gc.collect()
    assert forgotten() is None
    assert gone(pid)


def test_the_process_ends_when_its_parent_is_gone():
    code = """
import os
from newswatch.parsing.bounded import BoundedParser
from newswatch.ports import Fetched
parser = BoundedParser(program="tests.functional.workers.misbehaving")
print(parser.feed(Fetched("https://a.example/", {}, b"say x")).entries[0].id, flush=True)
os.kill(os.getpid(), 9)
"""
    env = {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen([sys.executable, "-c", code], env=env, stdout=subprocess.PIPE) as parent:
        pid = int(parent.stdout.readline())
    for _ in range(100):
        if gone(pid):
            return
        time.sleep(0.05)  # nothing tells of the end of somebody else's process
    pytest.fail("the process has outlived its parent")


def test_threads_share_a_parser_and_get_their_own_answers(make):
    parser = make()
    parser.start()
    wrong = []

    def read(n):
        for k in range(20):
            word = f"{n}-{k}"
            if parser.feed(fetched(f"say {word}".encode())).title != word:
                wrong.append(word)

    threads = [threading.Thread(target=read, args=(n,)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_waiting_for_each_other_does_not_count(make):
    parser = make(Limits(time_s=0.5))
    say(parser)
    told = []

    def hang():
        try:
            parser.feed(fetched(b"hang"))
        except FeedError as e:
            told.append(str(e))

    threads = [threading.Thread(target=hang) for _ in range(3)]
    for thread in threads:
        thread.start()
    say(parser)  # behind up to three that take all of their time
    for thread in threads:
        thread.join()
    assert len(told) == 3


def test_a_process_that_does_not_come_up_is_no_feeds_fault(make):
    parser = make(program="tests.functional.workers.stillborn")
    with pytest.raises(ParserError, match="does not start"):
        parser.feed(fetched(RSS))


def test_a_system_that_starts_no_process_is_no_feeds_fault(make, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(12, "Cannot allocate memory")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    parser = make()
    with pytest.raises(ParserError, match="does not start"):
        parser.start()
    with pytest.raises(ParserError, match="does not start"):
        parser.feed(fetched(RSS))
