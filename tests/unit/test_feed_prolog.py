"""What stands before the root of a document, and what of it may stay."""

import pytest

from newswatch.sources import prolog


@pytest.mark.parametrize(
    ("data", "root"),
    [
        (b"<rss>", "rss"),
        (b"\xef\xbb\xbf <?xml version='1.0'?>\n<!-- <a> --><?x <b ?><RSS version='2.0'>", "rss"),
        (b"<a:Feed xmlns:a='x'/>", "feed"),
        (b"<!DOCTYPE rss PUBLIC '-//X//DTD > RSS//EN' 'http://a.example/x.dtd'><rdf:RDF>", "rdf"),
        (b"<!DOCTYPE a [<!-- ]> --><!ENTITY b ']><c>'><?d ]> ?><!ELEMENT a ANY>]  ><feed>", "feed"),
        (b"<!DOCTYPE a []><!DOCTYPE b []><feed>", "feed"),
        (b"Warning: something <3 <br/><rss>", "br"),
        (b"", ""),
        (b"no markup", ""),
        (b"<!-- never closed <rss>", ""),
        (b"<!DOCTYPE a [ <rss>", ""),
        (b"<? never closed", ""),
        (b"<!" * 50_000 + b"<rss>", ""),
    ],
)
def test_root_is_found(data, root):
    assert prolog.read(data).root == root


@pytest.mark.parametrize(
    ("declared", "kept"),
    [
        (b'<!ENTITY nbsp "&#160;">', (("nbsp", "&#160;"),)),
        (b"<!ENTITY euro '&#x20AC;' >", (("euro", "&#x20AC;"),)),
        (b'<!ENTITY copy "(C) News"><!entity copy "other">', (("copy", "(C) News"),)),
        (b'<!ENTITY lt "x"><!ENTITY AMP "x">', ()),
        (b'<!ENTITY a "&b;&b;">', ()),
        (b'<!ENTITY a "<b>">', ()),
        (b'<!ENTITY a "%b;">', ()),
        (b'<!ENTITY % a "b">', ()),
        (b'<!ENTITY a SYSTEM "file:///etc/passwd">', ()),
        (b'<!ENTITY a PUBLIC "x" "http://a.example/">', ()),
        (b'<!ENTITY a "' + b"x" * 41 + b'">', ()),
    ],
)
def test_only_harmless_entities_are_kept(declared, kept):
    assert prolog.read(b"<!DOCTYPE rss [" + declared + b"]><rss>").entities == kept


def test_entities_that_make_a_document_much_longer_are_not_kept():
    head = b'<!DOCTYPE rss [<!ENTITY a "xxxxxxxx"><!ENTITY b "x"><!ENTITY c "&#160;">]><rss>'
    assert [name for name, _ in prolog.read(head + b"&a;" * 10).entities] == ["a", "b", "c"]
    assert [name for name, _ in prolog.read(head + b"&a;" * 60_000).entities] == ["b", "c"]


def test_nothing_else_is_handed_on_and_lines_keep_their_numbers():
    data = (
        b"<?xml version='1.0'?>\n<!DOCTYPE rss [\n<!ENTITY a SYSTEM 'x'>\n<!ENTITY b \"c\">]>\n<rss>\n</rss>"
    )
    clean = prolog.without(data, prolog.read(data))
    assert b"SYSTEM" not in clean
    assert clean.startswith(b'<!DOCTYPE feed [<!ENTITY b "c">]>')
    assert clean.splitlines()[4] == data.splitlines()[4] == b"<rss>"
