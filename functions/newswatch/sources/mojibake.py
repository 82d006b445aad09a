"""Text that its publisher has decoded wrongly before we saw it.

Two mistakes make nearly all of it: UTF-8 that was read as windows-1252 and encoded once
more ("cafÃ©", "itâ€™s"), and characters of windows-1252 that were taken for those of
ISO 8859-1, which are control characters. Where only a part of a text is wrong, as a comment
of a reader's, nothing is undone but sequences that no language writes: an upper-case "É"
before a closing quotation mark is as it should be.
"""

import re
from collections import Counter

# What bytes 80 to BF look like in windows-1252; those that it does not assign stay control characters.
_TRAILS = "".join(bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xC0))
_TRAIL = f"[{re.escape(_TRAILS)}]"
_BYTES = {ord(sign): 0x80 + n for n, sign in enumerate(_TRAILS)}

_SURE = re.compile(
    rf"""
    (?: [\xc2-\xdf]{_TRAIL} ){{3,}}          # three letters of Greek, Cyrillic, Hebrew, Arabic …
    | (?: [\xe0-\xef]{_TRAIL}{{2}} ){{2,}}   # two of what needs three bytes each
    | ðŸ{_TRAIL}{{2}}                        # an emoji
    | â€{_TRAIL}                             # punctuation: quotation marks, dashes, the ellipsis
    | [ÂÃ][\xa1-\xaa\xac-\xba\xbc-\xbf] | Â\xa0   # a letter or sign of ISO 8859-1; not «AMANHû
    """,
    re.VERBOSE,
)
_ANY = re.compile(rf"[\xc2-\xdf]{_TRAIL}|[\xe0-\xef]{_TRAIL}{{2}}|[\xf0-\xf4]{_TRAIL}{{3}}")
_ASCII = bytes(range(0x80))
_NEARLY_ALL = 0.9
"""Of what is not ASCII: a text that is right has hardly any such sequences, one that is wrong little else."""
_CONTROLS = re.compile(r"[\x80-\x9f]")
_BEHIND = {chr(0x80 + n): sign for n, sign in enumerate(_TRAILS)}


def mended(text: str) -> str:
    """Return the text with such mistakes undone, as far as they can be."""
    # Markup is nearly all ASCII, and left out at once; what is wrong then stands side by side still.
    beyond = text.encode("utf-8", "replace").translate(None, _ASCII).decode("utf-8", "replace")
    if _SURE.search(beyond):
        counts = Counter(_ANY.findall(text))
        meant = {found: _decoded(found) for found in counts}
        doubled = sum(count * len(found) for found, count in counts.items() if meant[found] != found)
        wrong = _ANY if doubled >= _NEARLY_ALL * len(beyond) else _SURE
        text = wrong.sub(lambda found: meant.get(found[0]) or _decoded(found[0]), text)
    if _CONTROLS.search(beyond):
        text = _CONTROLS.sub(lambda found: _BEHIND.get(found[0], found[0]), text)
    return text


def _decoded(found: str) -> str:
    data = bytes(_BYTES.get(ord(sign), ord(sign) & 0xFF) for sign in found)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return found
