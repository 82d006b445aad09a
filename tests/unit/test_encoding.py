import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newswatch.sources import encoding
from newswatch.sources.mojibake import mended

# In an encoding that is never detected where it is not declared.
SPRING = "Москва – „весна“"


def html(head="", body=SPRING):
    return f"<!doctype html><html><head>{head}<title>{body}</title></head><body><p>{body}</p></body></html>"


def paragraph(text):
    return text.partition("<p>")[2].partition("</p>")[0]


@pytest.mark.parametrize(
    ("written", "content_type", "head"),
    [
        # A byte order mark counts before everything.
        ("utf-8-sig", "text/html; charset=x-mac-cyrillic", "<meta charset=x-mac-cyrillic>"),
        ("utf-16", "text/html; charset=x-mac-cyrillic", "<meta charset=x-mac-cyrillic>"),
        # Then the header.
        ("mac-cyrillic", "text/html; charset=x-mac-cyrillic", "<meta charset=koi8-r>"),
        ("mac-cyrillic", 'text/html; charset="X-Mac-Cyrillic"; x=y', ""),
        ("mac-cyrillic", "text/html; charset='x-mac-ukrainian'", ""),
        ("mac-cyrillic", "text/html;CHARSET = X-MAC-UKRAINIAN", ""),
        ("mac-cyrillic", "text/html charset=x-mac-ukrainian", ""),
        # Then what the page says of itself.
        ("mac-cyrillic", "text/html", "<meta charset=x-mac-cyrillic><meta charset=koi8-r>"),
        ("mac-cyrillic", "text/html; charset=", "<META CHARSET = ' x-mac-cyrillic ' />"),
        ("mac-cyrillic", "", "<meta/charset='x-mac-cyrillic'/>"),
        ("mac-cyrillic", "", "<meta http-equiv=Content-Type content='text/html; charset=x-mac-cyrillic'>"),
        (
            "mac-cyrillic",
            "",
            "<meta content='text/html; charset = \"x-mac-cyrillic\"' http-equiv=content-type>",
        ),
        ("mac-cyrillic", "", "<meta http-equiv=content-type content='charset;charset=x-mac-cyrillic'>"),
        (
            "mac-cyrillic",
            "",
            "<meta charset=x-mac-cyrillic http-equiv=content-type content='text/html;charset=koi8-r'>",
        ),
        ("mac-cyrillic", "", "<meta charset=x-mac-cyrillic charset=koi8-r>"),
        # What is no declaration, or of nothing known, is passed over.
        ("mac-cyrillic", "text/html; charset=utf-7", "<meta charset=rot13><meta charset=x-mac-cyrillic>"),
        ("mac-cyrillic", "", "<!-- <b> <meta charset=koi8-r> --><meta charset=x-mac-cyrillic>"),
        ("mac-cyrillic", "", "<!--><meta charset=x-mac-cyrillic><!-- -->"),
        ("mac-cyrillic", "", "<meta name=description content='charset=koi8-r'><meta charset=x-mac-cyrillic>"),
        ("mac-cyrillic", "", "<meta content='text/html; charset=koi8-r'><meta charset=x-mac-cyrillic>"),
        ("mac-cyrillic", "", "<meta name=x content='<meta charset=koi8-r>'><meta charset=x-mac-cyrillic>"),
        ("mac-cyrillic", "", "<link title='a > b <meta charset=koi8-r>'><meta charset=x-mac-cyrillic>"),
        ("mac-cyrillic", "", "<link title=it's><meta charset=x-mac-cyrillic><link title=it's>"),
        ("mac-cyrillic", "", "<metadata charset=koi8-r><meta charset=x-mac-cyrillic>"),
        (
            "mac-cyrillic",
            "",
            "<? <meta charset=koi8-r ?><! <meta charset=koi8-r ><meta charset=x-mac-cyrillic>",
        ),
        ("mac-cyrillic", "", '<br/><i a=b/c d = "e"/>1 < 2 <</i><meta charset=x-mac-cyrillic>'),
        ("mac-cyrillic", "", "<meta data-charset=koi8-r xcharset=koi8-r><meta charset=x-mac-cyrillic>"),
        # What could be read as ASCII is not UTF-16.
        ("utf-8", "", "<meta charset=utf-16>"),
        # Later than the standard looks, but not in a script there.
        ("mac-cyrillic", "", f"<style>{' ' * 20_000}</style><meta charset=x-mac-cyrillic>"),
        (
            "mac-cyrillic",
            "",
            f"{' ' * 2_000}<script>x = '<meta charset=koi8-r>'</script><meta charset=x-mac-cyrillic>",
        ),
    ],
)
def test_declaration_that_counts_is_the_standards(written, content_type, head):
    assert paragraph(encoding.decode(html(head).encode(written), content_type)) == SPRING


def test_quote_that_is_never_closed_ends_what_is_declared():
    data = '<a title="x><meta charset=koi8-r><p>Über die Brücke führt der Weg zurück.</p>'.encode("cp1252")
    assert paragraph(encoding.decode(data)) == "Über die Brücke führt der Weg zurück."


def test_xml_declaration_counts_after_meta():
    declaration = "<?xml version='1.0' encoding='x-mac-cyrillic'?>"
    assert paragraph(encoding.decode((declaration + html()).encode("mac-cyrillic"))) == SPRING
    koi8 = declaration.replace("x-mac-cyrillic", "koi8-r")
    assert (
        paragraph(encoding.decode((koi8 + html("<meta charset=x-mac-ukrainian>")).encode("mac-cyrillic")))
        == SPRING
    )


def test_in_xml_its_declaration_counts_before_what_an_entry_says():
    declaration = "<?xml version='1.0' encoding='x-mac-cyrillic'?>"
    data = (declaration + html("<meta charset=koi8-r>")).encode("mac-cyrillic")
    assert paragraph(encoding.decode(data, "application/rss+xml")) == SPRING


@pytest.mark.parametrize(
    ("label", "written", "text"),
    [
        ("iso-8859-1", "cp1252", "“€” – Œuvre"),
        ("latin1", "cp1252", "“€” – Œuvre"),
        ("us-ascii", "cp1252", "“€” – Œuvre"),
        ("x-user-defined", "cp1252", "“€” – Œuvre"),
        ("iso-8859-9", "cp1254", "İstanbul’da “ağaç”"),
        ("iso-8859-15", "iso8859-15", "Œuvre à 5 €"),
        ("l2", "iso8859-2", "Příliš žluťoučký kůň"),
        ("cp1251", "cp1251", "Москва: “весна”"),
        ("x-cp1251", "cp1251", "Москва: “весна”"),
        ("x-mac-cyrillic", "mac-cyrillic", "Москва весной"),
        ("koi", "koi8-r", "Москва весной"),
        ("koi8-ru", "koi8-u", "Київ навесні їде"),
        ("866", "cp866", "Москва весной"),
        ("sun_eu_greek", "iso8859-7", "Η Αθήνα την άνοιξη"),
        ("iso-8859-8-i", "iso8859-8", "ירושלים באביב"),
        ("logical", "iso8859-8", "ירושלים באביב"),
        ("csiso88596e", "iso8859-6", "القاهرة في الربيع"),
        ("tis-620", "cp874", "กรุงเทพ “วันนี้”"),
        ("x-sjis", "cp932", "①髙島屋～東京"),
        ("windows-31j", "cp932", "①髙島屋～東京"),
        ("ks_c_5601-1987", "cp949", "똠방각하 뷁"),
        ("csksc56011987", "cp949", "똠방각하 뷁"),
        ("gb2312", "gb18030", "朱镕基㐀，北京"),
        ("x-gbk", "gb18030", "朱镕基㐀，北京"),
        ("gb18030", "gb18030", "朱镕基㐀，𠀀北京"),
        ("big5-hkscs", "big5hkscs", "香港嘅㗎喺度"),
        ("cn-big5", "cp950", "臺北市的春天"),
        ("csiso2022jp", "iso2022_jp", "東京の春"),
        ("x-euc-jp", "euc_jp", "東京の春"),
        ("unicode-1-1-utf-8", "utf-8", SPRING),
        ("x-unicode20utf8", "utf-8", SPRING),
        ("utf-16", "utf-16-le", SPRING),
        ("unicodefffe", "utf-16-be", SPRING),
    ],
)
def test_labels_mean_what_they_mean_on_the_web(label, written, text):
    data = html(body=text).encode(written)
    assert paragraph(encoding.decode(data, f"text/html; charset={label}")) == text


@pytest.mark.parametrize(
    ("label", "data", "text"),
    [
        ("euc-jp", b"<p>\xad\xa1\xb9\xe2 \xfc\xe2</p>", "①高 髙"),
        ("iso-2022-jp", b"<p>\x1b$B-!F|K\\\x1b(B \x1b(I1\x1b(B</p>", "①日本 ｱ"),
        ("gbk", b"<p>5 \x80</p>", "5 €"),
        ("big5", b"<p>5 \xa3\xe1</p>", "5 €"),
    ],
)
def test_characters_that_the_web_has_and_python_has_not_are_read(label, data, text):
    assert paragraph(encoding.decode(data, f"text/html; charset={label}")) == text


@pytest.mark.parametrize("label", ["euc-jp", "gbk", "big5", "shift_jis", "euc-kr", "iso-2022-jp", "utf-8"])
@pytest.mark.parametrize("broken", [b"\x8f", b"\xe4", b"\xff", b"\xa4"])
def test_broken_character_does_not_swallow_the_tag_after_it(label, broken):
    # Enough errors that they are not taken for single characters of another encoding.
    data = b"<p>x" + broken + b"<b>y</b></p>"
    assert "<b>y</b>" in encoding.decode(data, f"text/html; charset={label}")


def test_encodings_that_the_web_gave_up_are_not_read():
    assert encoding.decode(b"<p>~{<:Ky2;WwPBTc~}</p>", "text/html; charset=hz-gb-2312") == "\ufffd"
    assert paragraph(encoding.decode(html().encode(), "text/html; charset=iso-2022-kr")) == SPRING


SENTENCES = {
    "cp1252": "Nach Angaben der Behörden wurden bei dem Unglück in Österreich fünf Menschen verletzt.",
    "iso8859-15": "Le gouvernement a annoncé hier soir une réforme très attendue.",
    "cp1250": "Vláda v pondělí schválila nový zákon, který má pomoci lidem.",
    "iso8859-2": "Rząd ogłosił w środę, że budżet na przyszły rok będzie większy, niż się spodziewano.",
    "cp1251": "Правительство в понедельник объявило о новых мерах поддержки жителей.",
    "koi8-r": "Президент заявил журналистам, что переговоры продолжатся на следующей неделе в столице.",
    "iso8859-5": "Министр образования рассказал о планах строительства новых школ.",
    "cp866": "Министр образования рассказал о планах строительства новых школ.",
    "cp1253": "Η κυβέρνηση ανακοίνωσε χθες νέα μέτρα για τη στήριξη των κατοίκων.",
    "cp1254": "Başbakan, görüşmelerin önümüzdeki hafta Ankara'da süreceğini açıkladı.",
    "cp1255": "הממשלה הודיעה אתמול על צעדים חדשים לסיוע לתושבים שנפגעו מן השיטפונות בצפון הארץ.",
    "cp1256": "أعلنت الحكومة أمس عن إجراءات جديدة لمساعدة السكان المتضررين من الفيضانات في شمال البلاد.",
    "cp1257": "Vyriausybė antradienį paskelbė, kad kitų metų biudžetas bus didesnis, nei tikėtasi.",
    "cp1258": "Chính phủ hôm qua công bố các biện pháp mới nhằm hỗ trợ người dân bị ảnh hưởng bởi lũ lụt.",
    "cp874": "รัฐบาลประกาศมาตรการใหม่เมื่อวานนี้เพื่อช่วยเหลือประชาชนที่ได้รับผลกระทบจากน้ำท่วมทางภาคเหนือ",
    "euc_jp": "政府は昨日、北部の洪水で被害を受けた住民を支援するための新しい対策を発表した。",
    "cp932": "政府は昨日、北部の洪水で被害を受けた住民を支援するための新しい対策を発表した。",
    "iso2022_jp": "政府は昨日、北部の洪水で被害を受けた住民を支援するための新しい対策を発表した。",
    "cp949": "정부는 어제 북부 지역 홍수로 피해를 입은 주민들을 지원하기 위한 새로운 대책을 발표했다.",
    "gb18030": "政府昨天宣布了新的措施，以帮助北部地区受洪水影响的居民重建家园。",
    "big5": "政府昨天宣布了新的措施，以幫助北部地區受洪水影響的居民重建家園。",
    "utf-16-le": "The government announced new measures – “help at last”.",
    "utf-16-be": "Правительство объявило о новых мерах.",
}


def vietnamese(text):
    """Windows-1258 has vowels whole, and marks of tone on their own."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = (unicodedata.normalize("NFD", character) for character in text)
    return "".join(
        unicodedata.normalize("NFC", "".join(c for c in part if c not in tones))
        + "".join(c for c in part if c in tones)
        for part in parts
    )


@pytest.mark.parametrize("written", SENTENCES)
def test_undeclared_encoding_is_detected(written):
    text = vietnamese(SENTENCES[written]) if written == "cp1258" else SENTENCES[written]
    page = html(body=text).encode(written)
    assert paragraph(encoding.decode(page)) == text


def test_evidence_is_found_however_late_it_comes():
    text = SENTENCES["koi8-r"]
    data = html(f"<script>{'var x = 1; ' * 100_000}</script>", text).encode("koi8-r")
    assert paragraph(encoding.decode(data)) == text


NEWS = "The café’s owner said: “It’s cheaper – by 5 €.” " * 20


@pytest.mark.parametrize("content_type", ["", "text/html; charset=utf-8", "text/html; charset=iso-8859-1"])
@pytest.mark.parametrize(
    "broken", [b"\xe9", b"\xe2\x80", b"\xff\xfe", b"\xed\xa0\xbd\xed\xb8\x80", b"\xc0\x80"]
)
def test_utf_8_with_a_few_errors_is_utf_8(content_type, broken):
    data = NEWS.encode() + broken + NEWS.encode()
    before, _, after = encoding.decode(data, content_type).partition("\ufffd")
    assert before == NEWS
    assert after.lstrip("\ufffd") == NEWS


@pytest.mark.parametrize(
    "text", [NEWS, "Правительство объявило о мерах.", "政府は昨日、対策を発表した。", "a 😀"]
)
def test_utf_8_that_is_cut_in_a_character_is_utf_8(text):
    data = (text + "😀").encode()[:-1]
    assert encoding.decode(data).startswith(text)
    assert encoding.decode(data, "text/html; charset=windows-1252").startswith(text)


def test_what_is_declared_utf_8_and_is_not_is_detected():
    data = html("<meta charset=utf-8>", SENTENCES["cp1251"]).encode("cp1251")
    assert paragraph(encoding.decode(data, "text/html; charset=utf-8")) == SENTENCES["cp1251"]
    assert encoding.decode(b"caf\xe9 au lait", "text/html; charset=utf-8") == "café au lait"
    data = html("<meta charset=x-mac-cyrillic>").encode("mac-cyrillic")
    assert paragraph(encoding.decode(data, "text/html; charset=utf-8")) == SPRING


@pytest.mark.parametrize("text", ["plain", "+ADw-script+AD4-", "~{<:Ky~}", "a +AOk- \\u00e9"])
@pytest.mark.parametrize("content_type", ["", "text/html; charset=utf-7", "text/html; charset=utf-16"])
def test_ascii_is_ascii(text, content_type):
    assert encoding.decode(text.encode(), content_type) == text


def test_utf_16_that_a_page_declares_of_itself_is_not_believed():
    data = html("<meta charset=utf-16>", SENTENCES["cp1251"]).encode("cp1251")
    assert paragraph(encoding.decode(data)) == SENTENCES["cp1251"]


@pytest.mark.parametrize("label", ["\ud800", "é", "\0", "İso-8859-1", "koi8-r\u3000"])
def test_label_that_is_no_label_is_passed_over(label):
    assert encoding.decode(b"caf\xe9 au lait", f"text/html; charset={label}") == "café au lait"


def test_nuls_are_dropped():
    assert encoding.decode(b"<p>a\0b\0\0c</p>") == "<p>abc</p>"
    assert encoding.decode(b"\0" * 100) == ""


def test_nothing_is_nothing():
    assert (
        encoding.decode(b"") == encoding.decode(codecs.BOM_UTF8) == encoding.decode(codecs.BOM_UTF16_LE) == ""
    )


# fmt: off
PIECES = [
    b"<meta ", b"charset", b"=", b'"', b"'", b">", b"<!--", b"-->", b"<script", b"</", b"<?xml ", b"encoding",
    b"http-equiv=content-type ", b"content=", b"koi8-r", b" ", b"\0", b"\x1b$B", b"\x80", b"\xe9",
]
# fmt: on
ODD = st.binary(max_size=400) | st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join)


@given(
    data=ODD,
    content_type=st.one_of(st.text(max_size=40), st.sampled_from(list(SENTENCES)).map("charset={}".format)),
)
def test_anything_is_decoded(data, content_type):
    assert isinstance(encoding.decode(data, content_type), str)
    assert isinstance(encoding.decode(data * 100, content_type), str)


@given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_utf_8_is_read_as_it_was_written(text):
    assert encoding.decode(text.encode(), "text/html; charset=utf-8") == mended(text)
