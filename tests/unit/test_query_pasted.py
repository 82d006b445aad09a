"""What people paste from other programs, and what Slack makes of what they type."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.query import parse, pasted


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        # Quotes and dashes as word processors and other languages have them.
        ("“secretary of state”", '"secretary of state"'),
        ("„Außenminister“ «ministre» »Minister«", '"Außenminister" AND "ministre" AND "Minister"'),
        # Keyboards have a quotation mark for the mark of Hebrew acronyms.
        ('צה"ל OR שב"כ', "צה״ל OR שב״כ"),
        ('"צה"ל" OR "שב"כ"', '"צה״ל" OR "שב״כ"'),
        ("「大臣」『首相』《红楼梦》", '"大臣" AND "首相" AND "红楼梦"'),
        ("‘Venezuela’s crisis’ ‹a b›", '"Venezuela\'s crisis" AND "a b"'),
        ("O’Neill O´Neill", "O'Neill AND O'Neill"),
        ("venezuela –football —“world cup”", 'venezuela AND NOT football AND NOT "world cup"'),
        ("covid‑19", "covid-19"),
        # Full-width, as input methods type it.
        ("（ｐｏｍｐｅｏ ＯＲ lavrov）　venezuela", "(pompeo OR lavrov) AND venezuela"),
        ("（委内瑞拉｜俄罗斯） 会谈", "(委内瑞拉 OR 俄罗斯) AND 会谈"),
        ("石油、ガス，石炭；原油", "石油 AND ガス AND 石炭 AND 原油"),
        ("ｔｉｔｌｅ：sanction＊ ＡＮＤ ～merge 〜trade", "title:sanction* AND ~merge AND ~trade"),
        ("石油 －ｓｉｔｅ：ａ．ｃｏｍ ＝ＵＳ ＠ｘ", "石油 AND NOT site:a.com AND =US AND set:x"),
        ("a ＮＥＡＲ／８ b", "a NEAR/8 b"),
        # Blanks and what is not seen.
        ("venezuela\u00a0AND\u200b\u00a0russia", "venezuela AND russia"),
        ("vene\u00adzuela\tAND\r\n\ufeffrussia", "venezuela AND russia"),
        ("title:\u2009(a\u2028OR\u3000b)", "title:(a OR b)"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("½ cup", "cup"),
        # Of web pages, and of Slack, which escapes what it is given once more.
        ("AT&amp;T &quot;a b&quot; R&#38;D", 'AT&T AND "a b" AND R&D'),
        ("AT&amp;amp;T &amp;quot;a b&amp;quot;", 'AT&T AND "a b"'),
        ("a &lt;b&gt; c", "a AND b AND c"),
        ('"a &amp;lt; b"', '"a b"'),
        ("a &nbsp;OR&nbsp; b", "a OR b"),
        # What Slack makes of addresses, people and channels.
        ("<https://reuters.com|reuters.com> oil", "reuters.com AND oil"),
        ("<https://reuters.com> oil", "reuters.com AND oil"),
        ("https://reuters.com/world oil", "reuters.com/world AND oil"),
        ("site:<https://www.reuters.com/|www.reuters.com/> oil", "site:reuters.com AND oil"),
        ("oil url:<https://reuters.com/world|reuters.com/world>", "oil AND url:reuters.com/world"),
        ("<mailto:a@b.example|a@b.example>", "a@b.example"),
        ('"see &lt;https://a.example&gt;"', '"see a.example"'),
        ("<#C123|cop30> oil", "#cop30 AND oil"),
        ("oil <@U123|rivals>", "oil AND set:rivals"),
        ("oil <!subteam^S12|@rivals>", "oil AND set:rivals"),
        ("`title:(oil OR gas)`", "title:(oil OR gas)"),
        ("```oil\nOR gas```", "oil OR gas"),
    ],
)
def test_what_is_pasted_is_read_as_meant(typed, expected):
    query = parse(typed)

    assert expected == query.canonical
    assert parse(expected).root == query.root


PIECES = """
    & amp; lt; gt; #38; #60; quot; &T; < > | <https://a <https://a|b> <@U1|x> @ # ＆ ＜ ｌｔ； " “ 」 `
    a é ½ ガ 🚀
""".split()  # noqa: SIM905 - so they are seen
TYPED = st.lists(st.sampled_from([*PIECES, " ", "\u200b", "\u0640", "\u00a0"]) | st.text(max_size=2)).map(
    "".join
)


@given(TYPED)
def test_reading_again_changes_nothing(typed):
    read = pasted.read(typed)

    assert pasted.read(read.text).text == read.text


@given(TYPED)
def test_each_character_is_known_to_come_from_somewhere_and_none_from_before_another(typed):
    read = pasted.read(typed)

    assert len(read.offsets) == len(read.text) + 1
    assert sorted(read.offsets) == list(read.offsets)
    assert read.offsets[-1] == len(typed)


def test_escaping_that_goes_on_and_on_ends():
    nested = "&#38;" + "#38;" * 20 + "lt;"

    read = pasted.read(nested).text

    assert pasted.read(read).text == read
