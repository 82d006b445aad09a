"""No address that only we can reach is ever connected to, wherever it stands and however it is spelled.

The corpus of such addresses says of each what may happen; a table of the same kinds stands
below, for where the corpus is not.
"""

import json
from xml.sax.saxutils import escape

import pytest

from newswatch.errors import AddressRefused, FetchError
from newswatch.sources import feed
from newswatch.sources.address import is_public
from newswatch.sources.fetch import Fetcher, Limits
from tests.functional import hostile_server as hostile
from tests.functional.closed_network import FIRST_NAME, ClosedNetwork, Zone

POSITIONS = ["source", "redirect", "article link"]
FIRST_URL = f"http://{FIRST_NAME}/"
TRIES = 3
"""A name that rebinds answers differently the second or third time."""


@pytest.fixture
def network(monkeypatch):
    return ClosedNetwork(monkeypatch)


@pytest.fixture
def server(network):
    with hostile.serve() as running:
        network.server_port = running.port
        yield running


class Visitor:
    """Has an address asked for from one of the positions."""

    def __init__(self, server, network, zone):
        self.server, self.network, self.zone = server, network, zone

    def visit(self, url, position):
        """Return where connections were to go, and the errors; None for each visit without one.

        Those to the site that a redirect or link stands on are left out: relative ones mean it.
        """
        self.network.asked.clear()
        fetcher = Fetcher("test", limits=Limits(timeout_s=5), resolve=Zone(self.zone))
        errors = [self._once(fetcher, url, position) for _ in range(TRIES)]
        fetcher.close()
        return self.network.asked[:], errors

    def _once(self, fetcher, url, position):
        try:
            if position == "source":
                fetcher.get(url)
            elif position == "redirect":
                # Headers are bytes; what is no header at all ends it.
                location = url.encode("utf-8", "surrogatepass").decode("latin-1")
                self.server.on("/", hostile.redirect(location))
                fetcher.get(FIRST_URL)
            else:
                self.server.on("/", hostile.page(rss(url), Content_Type="application/rss+xml"))
                fetched = fetcher.get(FIRST_URL)
                [entry] = feed.parse(fetched.body, fetched.headers, fetched.url).entries
                if not entry.url:
                    return AddressRefused("", "It is no address for the feed's reader already.")
                fetcher.get(entry.url)
        except FetchError as e:
            return e
        return None


def rss(link):
    item = f"<item><title>Title</title><guid>1</guid><link>{escape(link)}</link></item>"
    return f'<rss version="2.0"><channel><title>News</title>{item}</channel></rss>'.encode("utf-8", "replace")


def wrong(verdict, asked, errors):
    """Return whether this must not have happened."""
    if verdict == "REFUSE":
        return bool(asked) or None in errors
    return verdict == "NOPRIV" and not all(map(is_public, asked))


# --- The corpus ------------------------------------------------------------------------------------------


def rows(corpus, name):
    lines = [line.split("\t") for line in (corpus / "ssrf" / name).read_text("utf-8").splitlines()]
    return [(row[0], json.loads(row[2])) for row in lines if not row[0].startswith("#")]


def zone(corpus):
    return json.loads((corpus / "ssrf" / "zone.json").read_text("utf-8"))


@pytest.mark.parametrize("position", POSITIONS)
def test_the_corpus_of_hostile_addresses_reaches_nothing_private(corpus, network, server, position):
    visitor = Visitor(server, network, zone(corpus))
    seen, failures = set(), []
    for verdict, url in rows(corpus, "urls.tsv"):
        asked, errors = visitor.visit(url, position)
        seen.add(verdict)
        if wrong(verdict, asked, errors):
            failures.append((verdict, url, asked, list(map(str, errors))))
    assert failures == []
    assert seen == {"REFUSE", "NOPRIV", "EITHER"}
    assert network.looked_up == []


@pytest.mark.parametrize("position", POSITIONS)
def test_the_corpus_of_legitimate_addresses_is_admitted(corpus, network, server, position):
    visitor = Visitor(server, network, zone(corpus))
    failures = []
    for _, url in rows(corpus, "legit_urls.tsv"):
        asked, errors = visitor.visit(url, position)
        if not asked or any(isinstance(error, AddressRefused) for error in errors):
            failures.append((url, list(map(str, errors))))
    assert failures == []


# --- The same without it ---------------------------------------------------------------------------------

OWN_ZONE = {
    "internal.test": [["10.1.2.3"]],
    "loopback.test": [["127.0.0.1"]],
    "loopback6.test": [["::1"]],
    "lambda.test": [["127.0.0.1"], ["169.254.100.1"]],
    "imds.test": [["169.254.169.254"]],
    "imds6.test": [["fd00:ec2::254"]],
    "mapped.test": [["::ffff:127.0.0.1"]],
    "one-of-two.test": [["93.184.216.34", "192.168.0.1"]],
    "two-of-two.test": [["192.168.0.1", "93.184.216.34"]],
    "rebinding.test": [["93.184.216.34"], ["127.0.0.1"]],
    "rebinding-later.test": [["93.184.216.34"], ["93.184.216.34"], ["169.254.169.254"]],
}
REFUSED = [
    # Lambda's own API, by number and name
    "http://127.0.0.1:9001/2018-06-01/runtime/invocation/next",
    "http://localhost:9001/2020-01-01/extension/register",
    "http://loopback.test:9001/",
    "http://lambda.test:9001/",
    "http://lambda.test/",
    # what a cloud answers
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/latest/meta-data/",
    "http://imds.test/latest/meta-data/",
    "http://imds6.test/",
    "http://100.100.100.200/latest/meta-data/",
    "http://168.63.129.16:32526/",
    # networks of one's own
    "http://127.0.0.1/",
    "http://127.8.8.8/",
    "http://0.0.0.0/",
    "http://0.1.2.3/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://192.0.0.8/",
    "http://192.88.99.1/",
    "http://224.0.0.1/",
    "http://240.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fc00::1]/",
    "http://[fe80::1]/",
    "http://[fe80::1%25eth0]/",
    "http://[fec0::1]/",
    "http://[ff02::1]/",
    "http://[2001:db8::1]/",
    "http://[100::1]/",
    # IPv4 inside IPv6
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::ffff:0:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[64:ff9b:1::a9fe:a9fe]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:5ef5:79fb:0:59c:80ff:fffe]/",
    "http://[2606:4700::200:5efe:10.0.0.1]/",
    # other spellings of IPv4
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://127.0.0.1./",
    "http://127.0.0.01/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://%31%32%37.0.0.1/",
    # names
    "http://internal.test/",
    "http://loopback6.test/",
    "http://mapped.test/",
    "http://one-of-two.test/",
    "http://two-of-two.test/",
    "http://LOOPBACK.test./",
    "http://intranet/",
    "http://metadata/",
    "http://",
    "http:///path",
    "https:\\\\/path",
    "http://127.0.0.1.nip.io/",
    # who is meant?
    "http://news.example@127.0.0.1/",
    "http://127.0.0.1#@news.example/",
    "http://127.0.0.1?@news.example/",
    # ports and schemes
    "http://news.example:22/",
    "http://news.example:6379/",
    "https://news.example:9001/",
    "file:///etc/passwd",
    "gopher://news.example/",
    "ftp://news.example/",
    "data:text/xml,<rss/>",
    "javascript:alert(1)",
    "unix:///var/run/docker.sock",
]
NEVER_PRIVATE = [
    "http://news.example:0/",
    "http://127.0.0.1\\@news.example/",
    "http://rebinding.test/",
    "http://rebinding-later.test/",
    "http://news.example\\@127.0.0.1/",
    "http://news.example#@127.0.0.1/",
    "http://news.example:80@127.0.0.1:80@news.example/",
    "http:///127.0.0.1/",
    "http:/\\127.0.0.1/",
    "http://127.0.0.1\t.news.example/",
]
ADMITTED = [
    "http://news.example/",
    "https://news.example:443/feed?q=http://127.0.0.1/#top",
    "http://news.example:8080/",
    "https://news.example:8443/",
    "https://user:pass@news.example/private.xml",
    "https://bücher.example/rss",
    "https://xn--bcher-kva.example/",
    "http://93.184.216.34/",
    "http://[2606:4700::1111]/",
    "https://localhost.example/",
    "https://10.0.0.1.example/",
    "https://169.254.169.254.news.example/",
    "https://news.example./",
    "https://under_score.example/feed",
    "https://news.example/127.0.0.1/../feed",
    "https://1and1.example/",
    "https://3.example/",
]


@pytest.mark.parametrize("position", POSITIONS)
def test_addresses_that_must_be_refused_open_no_socket(network, server, position):
    visitor = Visitor(server, network, OWN_ZONE)
    visits = [(url, *visitor.visit(url, position)) for url in REFUSED]
    assert [visit for visit in visits if wrong("REFUSE", *visit[1:])] == []


@pytest.mark.parametrize("position", POSITIONS)
def test_addresses_that_may_be_anything_lead_to_nothing_private(network, server, position):
    visitor = Visitor(server, network, OWN_ZONE)
    visits = [(url, *visitor.visit(url, position)) for url in NEVER_PRIVATE]
    assert [visit for visit in visits if wrong("NOPRIV", *visit[1:])] == []
    assert any(asked for _, asked, _ in visits)


@pytest.mark.parametrize("position", POSITIONS)
def test_addresses_of_the_web_are_admitted(network, server, position):
    visitor = Visitor(server, network, OWN_ZONE)
    visits = [(url, *visitor.visit(url, position)) for url in ADMITTED]
    assert [url for url, asked, _ in visits if not asked] == []
    assert all(is_public(ip) for _, asked, _ in visits for ip in asked)


def test_a_form_opens_no_socket_to_them_either(network):
    fetcher = Fetcher("test", limits=Limits(timeout_s=5), resolve=Zone(OWN_ZONE))
    for url in REFUSED:
        with pytest.raises(AddressRefused):
            fetcher.post(url, {"a": "b"})
    assert network.asked == network.looked_up == []
