"""Who of those whom a byline names wrote the article, where it tells what each of them did."""

import re
from collections.abc import Iterator

WROTE = 0
"""The rank of who wrote it. Of those who did something else the lowest stands in where nobody did."""

# By rank: who wrote it, whom it is from, who took the pictures, who edited it.
# fmt: off
_EAST = (
    "记者|記者|作者|撰文|撰稿|采写|採寫|采访|採訪|报道|報導|通讯员|通訊員|取材|취재|기자",
    "来源|來源|出典|출처",
    "摄影|攝影|图片|圖片|视频|影片|写真|撮影|사진|영상",
    "编辑|編輯|責編|责编|主编|主編|编审|編審|编者|審核|审核|审校|校对|校對|监制|監製|編集|편집",
)
_EAST_SHORT = ("文|글", "", "图|圖|摄|攝", "")
_WEST = (
    r"text|texte|testo|words|story|reporting|reporters?|authors?|autor(?:in|es)?|auteur|автор|текст",
    r"sources?|quelle|fuente|fonte|источник",
    r"photo(?:s|graphy|graphers?)?|pictures?|images?|foto(?:s|graf(?:in)?)?|bild(?:er)?|video|[ck]amera|фото",
    r"editors?|editing|edited|redaktion|redakteur(?:in)?|r[ée]daction|edici[óo]n|редактор",
)
_KINDS = (
    "本报|本報|本刊|本网|本網|新华社|新華社|特约|特約|见习|見習|实习|實習|首席|责任|責任|执行|執行"
)
# fmt: on
# As texts: to compile them takes longer than to read a page, most bylines need none, and ``re`` keeps them.
_RANKS = tuple("|".join(filter(None, words)) for words in zip(_EAST, _EAST_SHORT, _WEST, strict=True))
_BREAK = r"(?:^|(?<=[\s,，;；、|｜/／(（]))"
# Without case, which a range of 30,000 letters takes 5 ms to be compiled for.
_SPACELESS = r"(?-i:[\u3400-\u9fff\uac00-\ud7af])"
_LONG, _SHORT, _WORDS = ("|".join(filter(None, words)) for words in (_EAST, _EAST_SHORT, _WEST))
_ALONE = rf"(?:{_LONG.replace('|기자', '')})(?![部局委室])"
"""Without a colon: in Korean the reporter's stands behind the name, and 编辑部 is an office."""
_LABEL = (
    # With a colon even within a line without spaces, else before a name.
    rf"(?:{_KINDS}){{0,3}}(?:{_LONG})(?:[/／、](?:{_LONG}))?\s*[:：]"
    rf"|{_BREAK}(?:{_KINDS}){{0,3}}(?:{_ALONE})(?:\s*[/／]?\s*(?={_SPACELESS})|\s+(?=[^\W\d_]))"
    rf"|{_BREAK}(?:{_SHORT})(?:[/／、]?(?:{_SHORT}))?\s*[:：/／]"
    rf"|{_BREAK}(?:(?:with|and|und|et|y|e)\s+)?(?:additional\s+)?\b(?:{_WORDS})"
    rf"(?:(?:\s*(?:[/&+,]|\b(?:and|und|et|y|e)\b)\s*|\s+)(?:{_WORDS}))?(?:\s*[:：]|\s+by\b)"
)
_MAY_HAVE = re.compile(rf"[:：]|{_SPACELESS}|(?<=\w\s)[Bb][Yy]\b")


def split(text: str) -> Iterator[tuple[int, str]]:
    """Yield the parts of a byline and the rank of what they say was done; without such words, the whole."""
    rank, start = WROTE, 0
    for match in re.finditer(_LABEL, text, re.IGNORECASE) if _MAY_HAVE.search(text) else ():
        yield rank, text[start : match.start()]
        said = (at for at, words in enumerate(_RANKS) if re.search(words, match[0], re.IGNORECASE))
        rank = next(said, WROTE)
        start = match.end()
    yield rank, text[start:]
