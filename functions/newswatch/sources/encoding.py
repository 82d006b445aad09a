"""From the bytes of a page to its characters, in the order of the HTML standard (§13.2.3)."""

import codecs
import re

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META = re.compile(rb"<meta[^>]{0,500}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE)
# The standard asks for the first 1,024 bytes; pages exist that declare it later.
_PRESCAN = 4_096

# What these labels mean on the web (WHATWG Encoding, "names and labels"): supersets.
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_LAST_RESORT = "cp1252"


def decode(data: bytes, content_type: str = "") -> str:
    """Return the text of a page; what cannot be decoded becomes U+FFFD.

    One departure from the standard: bytes that are valid UTF-8 and not ASCII are UTF-8,
    whatever was declared (a byte order mark aside). By chance that hardly happens, by
    misconfiguration often.
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(name, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_declared(data, content_type), "replace")


def _declared(data: bytes, content_type: str) -> str:
    head = data[:_PRESCAN]
    labels = [m[1] for m in (_CHARSET.search(content_type),) if m]
    labels += [m[1].decode("ascii", "replace") for m in (_META.search(head), _XML.search(head)) if m]
    for label in labels:
        try:
            found = codecs.lookup(label)
        except (LookupError, ValueError):
            continue
        # A declaration that could be read as ASCII is not UTF-16, whatever it says (§13.2.3.3), and
        # Python has codecs ("rot13", "zip") that are no encodings of text.
        if found.name.startswith("utf-16") or not found._is_text_encoding:  # noqa: SLF001 - no public way
            continue
        return _MEANT.get(found.name, found.name)
    return _LAST_RESORT
