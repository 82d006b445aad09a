"""What stands around an article, and between its paragraphs, without being a part of it.

Publishers name the boxes of their pages for themselves (``class="related-links"``), and
they announce what is not the article to their readers ("Read more: …", "Sign up for …").
Both are small vocabularies, much the same everywhere; the phrases are given in the
languages of most of the world's newsrooms. None of it is applied to what holds so much
text that it may well be the article.
"""

import re
from enum import Enum
from itertools import pairwise

_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MAX_NAME = 200
_MAX_PARTS = 40

# Words of class and id names. Two in a row are written with a blank. These boxes hold something else,
# however many paragraphs it has:
_NAMES = frozenset(
    {
        *(
            "ad",
            "ads",
            "advert",
            "advertisement",
            "advertising",
            "sponsor",
            "sponsored",
            "outbrain",
            "taboola",
        ),
        *(
            "newsletter",
            "newsletters",
            "signup",
            "sign up",
            "marketing",
            "affiliate",
            "syndication",
            "reprints",
        ),
        *("related", "relatedposts", "recirc", "recirculation", "recommend", "recommended", "recommendation"),
        *(
            "recommendations",
            "trending",
            "most read",
            "most popular",
            "most viewed",
            "read next",
            "read also",
        ),
        *("also read", "see also", "up next", "more from", "more stories", "more articles", "more news"),
        *("you may", "may like", "author bio", "author box", "author info", "author card", "author about"),
        *("author description", "about author", "bio box", "disqus", "respond", "breadcrumb", "breadcrumbs"),
        *("pagination", "pager", "cookie", "cookies", "consent", "gdpr", "cmp", "usercentrics", "onetrust"),
        *("comment", "comments", "commentaires", "commentaire", "comentarios", "comentario", "kommentare"),
        *("kommentar", "leserkommentare", "kommentarer", "reacties", "commenti", "yorumlar", "komentarze"),
        *("replies", "responses", "entry footer", "entry meta", "entry utility", "post footer", "post meta"),
        *("post navigation", "correction form", "skip link"),
    }
)
# And these do where it is a line or two. With paragraphs in them, they are a part of the article's.
_NAMES_OF_LINES = frozenset(
    {
        *("promo", "promos", "promotion", "promoted", "subscribe", "subscription", "paywall", "popular"),
        *("read more", "more on", "about the", "byline", "bylines", "timestamp", "social", "share", "shares"),
        *("sharing", "caption", "captions", "figcaption", "credit", "credits", "gallery", "slideshow"),
        *("carousel", "lightbox", "tags", "tag list", "tag links", "tag cloud", "copyright", "toolbar"),
        *("screen reader", "visually hidden", "sr only", "print only", "discussion"),
    }
)
# What readers say, and what they are asked first, is often longer than the article itself.
_NEVER = frozenset(
    {
        *(
            "comments",
            "commentaires",
            "comentarios",
            "kommentare",
            "leserkommentare",
            "kommentarer",
            "reacties",
        ),
        *("commenti", "yorumlar", "komentarze", "replies", "responses", "disqus", "cookie", "cookies"),
        *("consent", "gdpr", "cmp", "usercentrics", "onetrust", "discussion"),
    }
)
# Publishing systems also write into class names what an article is about, and what it allows.
_ABOUT_THE_ARTICLE = re.compile(
    r"(?:tag|category|has|with|no|is|type|format|status|topic|section)[-_].*"
    r"|.*[-_](?:open|closed|enabled|disabled|count)",
    re.IGNORECASE,
)

# fmt: off
# What announces a link to something else. It stands alone, or what follows is the link.
_LABELS = (
    # English
    r"related(?: (?:stories|articles|content|coverage|news|links?|reading|posts?|topics?|videos?))?",
    r"read (?:more|also|next|this|the full (?:story|article))", r"see (?:also|more)",
    r"more(?: (?:on this(?: story| topic)?|stories|news|coverage|like this|reading|to read|from|in|on)\b)?",
    r"also (?:read|see|on|in)\b", r"don['’]t miss", r"you (?:may|might) (?:also )?(?:like|be interested in)",
    r"recommended", r"watch(?: (?:now|also|more|below|live))?", r"listen", r"further reading", r"trending",
    r"most (?:read|popular)", r"up next", r"editor['’]?s['’]? (?:picks?|choice)", r"must[ -]reads?",
    r"what to read next", r"(?:story|article) continues", r"advert(?:isement)?", r"sponsored", r"tags?",
    r"topics?", r"filed under", r"share(?: this)?", r"(?:to )?read the full story", r"text size",
    # German, Dutch, Scandinavian, Finnish
    r"lesen sie (?:auch|mehr|hier)", r"lies auch", r"mehr (?:zum thema|dazu)", r"auch interessant",
    r"passend dazu", r"weiterlesen", r"zum thema", r"lees (?:ook|meer)", r"bekijk ook", r"zie ook",
    r"läs (?:också|även|mer)", r"les også", r"læs også", r"lue myös", r"anzeige",
    # French, Spanish, Portuguese, Italian, Romanian
    r"(?:à |a )?lire (?:aussi|également|la suite)", r"voir aussi", r"sur le même sujet", r"en savoir plus",
    r"le[ea] también", r"leer (?:más|también)", r"ver también", r"te puede interesar", r"más información",
    r"(?:noticias? )?relacionad[ao]s?", r"leia (?:também|mais)", r"veja (?:também|mais)", r"saiba mais",
    r"mais lidas", r"leggi anche(?: su)?", r"leggi (?:di più|tutto)", r"potrebbe interessarti",
    r"per approfondire", r"citește și", r"citiţi şi", r"publicité", r"publicidad(?:e)?", r"pubblicità",
    # Slavic, Greek, Turkish
    r"czytaj (?:też|także|więcej|również)", r"(?:zobacz|przeczytaj) (?:też|także|również)",
    r"(?:читайте|смотрите) также", r"читать (?:также|далее|ещ[её])", r"(?:материалы |ещ[её] )?по теме",
    r"реклама",
    r"читайте також", r"přečtěte si (?:také|také|i)", r"čtěte (?:také|i)", r"διαβάστε (?:επίσης|ακόμη|ακόμα)",
    r"ayrıca (?:bakınız|okuyun)", r"ilgili haber(?:ler)?", r"bunu da oku",
    # Asia, Arabic, Hebrew
    r"baca (?:juga|selengkapnya)", r"xem thêm", r"đọc thêm", r"tin liên quan", r"यह भी पढ़ें", r"ये भी पढ़ें",
    r"関連(?:記事|リンク|ニュース)", r"あわせて読みたい", r"続きを読む", r"相关(?:阅读|新闻|报道|文章)",
    r"延伸[阅閱][读讀]", r"相關(?:新聞|文章)", r"推荐阅读", r"관련 ?(?:기사|뉴스)",
    r"(?:ا|إ)قرأ (?:أيضا?ً?ا?|المزيد)", r"קראו (?:גם|עוד)",
)
# What asks the reader to do something, or tells what the publisher's lawyers want told: a word that must be
# there, and how it is used then. Most paragraphs hold none of these words, and that is quickly seen.
_BEGINS = r"(?:^|[.!?:|)] )\W*+"
_NETWORKS = "twitter|facebook|instagram|youtube|linkedin|telegram|tiktok|threads|bluesky|x"
_CALLS = {
    "newsletter": rf"{_BEGINS}(?:please )?(?:sign|subscribe|get|join|receive|register|want|enter|try)\b",
    "sign up": rf"{_BEGINS}(?:please )?sign up (?:for|to) (?:our|the|receive|get|be)\b",
    "signing up": r"^thank", "subscribing": r"^thank", "thank": r"^thank(?:s| you)\W*$",
    "subscribe": rf"{_BEGINS}(?:please )?subscribe\b",
    "follow": rf"^\W*follow (?:@\w|(?:us|me|him|her|them)\b|.{{1,60}}\bon (?:{_NETWORKS})\b[\w ,&@().]*$)",
    "on facebook": rf"{_BEGINS}(?:find|like|join) us\b", "like this story": r"\?",
    "rights reserved": r"^\W*all rights|rights reserved\W*$|©|copyright",
    "copyright": r"^\W*copyright\b", "©": r"^\W*©", "(c) 20": r"^\W*\(c\) 20\d\d",
    "non-commercial use": "personal", "non commercial use": "personal",
    "may not be": r"may not be (?:published|reproduced|copied),? (?:broadcast|rewritten|(?:re)?distributed)",
    "error": r"^\W*(?:sorry, )?(?:an|there was an) error (?:(?:has )?occurred\b(?:.*try|\W*$)|processing)",
    "has been sent to": r"^this article has been sent to\b",
    "download": rf"{_BEGINS}download (?:our|the) .{{0,40}}\bapp\b",
    "click here": rf"{_BEGINS}click here (?:for|to|and)\b|\bclick here (?:for|to) (?:more|read|subscribe)\b",
    "@": rf"{_BEGINS}(?:write|e-?mail|reach|contact|send)\b.{{0,60}}\b(?:at|on|via|to)\b",
    "twitter.com": rf"{_BEGINS}(?:reach|follow|find)\b",
    "join": rf"{_BEGINS}join (?:the|our) (?:conversation|community|discussion)",
    "leave a": rf"{_BEGINS}leave a (?:comment|reply)\b", "support": r"\bbrowser does(?: not|n['’]t) support",
    "enable javascript": r"^\W*(?:please )?enable",
    "affiliate": r"\b(?:contains?|use) .{0,40}affiliate links?|affiliate commission",
    "commission": r"\bwe\b.{0,40}\b(?:get|earn|receive) an? .{0,20}commission", "a share of the sale": "",
    "cookies": r"^\W*(?:we|this (?:web)?site) uses? cookies|^\W*accept all cookies",
    "skip to": r"skip to (?:main )?content\b",
    "rechte vorbehalten": "", "droits réservés": "", "derechos reservados": "", "direitos reservados": "",
    "diritti riservati": "", "rechten voorbehouden": "", "prawa zastrzeżone": "", "права защищены": "",
    "無断転載": "", "무단 전재": "", "무단전재": "", "版权所有": "", "未经": r"未经.{0,10}(?:授权|许可)",
    "abonnieren sie": "", "abonnez-vous": "", "inscrivez-vous": "", "suscríbete": "", "suscríbase": "",
    "síguenos": "", "inscreva-se": "", "siga-nos": "", "iscriviti": "", "seguici su": "", "schrijf je in": "",
    "abone ol": "", "подписывайтесь на": "", "подпишитесь на": "",
}
_CREDITS = (
    (
        r"(?=.{0,60}$|\(|.*;|.*\bediting\b)"
        r"\(?(?:(?:additional|with) )?(?:reporting|writing|editing)(?: and \w+)? by\b"
    ),
    r".{0,200}contributed to this (?:report|story|article)\b",
    r"(?:photo|image|picture)s?(?: (?:credits?|by|courtesy(?: of)?))?:",
    r"(?:last )?(?:updated?|published|posted|modified)\b.{0,50}(?:\d{4}|\d:\d\d).{0,20}$",
    r"(?:\d+ )?comments?\W*$",
)
# fmt: on
_LABEL = re.compile(rf"\W*+(?:{'|'.join(_LABELS)})(?P<end>\W*+$|\s*[:：|»>–—…([]|\s)", re.IGNORECASE)
_CALL = {word: re.compile(used, re.IGNORECASE) for word, used in _CALLS.items()}
_CREDIT = re.compile(rf"\W*+(?:{'|'.join(_CREDITS)})", re.IGNORECASE)
_BARE_ADDRESS = re.compile(r"\W*(?:\S+@\S+\.\w+|(?:https?://|www\.|twitter\.com/|facebook\.com/)\S+|@\w+)\W*")
_NO_WORDS = re.compile(r"[\W_]+")

LINKED = 0.9
"""Of a paragraph's text, from where on it is a link and nothing else."""
_LABEL_LINKED = 0.4
_LABEL_LENGTH = 40
_CALL_LENGTH = 300
_ADDRESS_LENGTH = 120


class Naming(Enum):
    """What a box is by its class and id."""

    NOTHING = "says nothing"
    LINES = "something else where it is a line or two"
    BOX = "something else"
    NEVER = "something else, even where it is longer than the article"


def naming(name: str) -> Naming:
    """Return what a box with this class and id is by its name."""
    words = [word for word in name[:_MAX_NAME].split() if not _ABOUT_THE_ARTICLE.fullmatch(word)]
    parts = [part.lower() for word in words for part in _NAME_PART.findall(word)][:_MAX_PARTS]
    told = {*parts, *map(" ".join, pairwise(parts))}
    if not _NEVER.isdisjoint(told):
        return Naming.NEVER
    if not _NAMES.isdisjoint(told):
        return Naming.BOX
    return Naming.NOTHING if _NAMES_OF_LINES.isdisjoint(told) else Naming.LINES


def says_something_else(text: str, linked: float) -> bool:
    """Return whether a paragraph is, by what it says, not of the article.

    Args:
        text: the paragraph, on one line.
        linked: how much of it are links, from 0 to 1.
    """
    if linked >= LINKED:
        return True
    if (label := _LABEL.match(text)) and (
        linked > _LABEL_LINKED or (len(text) <= _LABEL_LENGTH and label["end"].strip(" ") == label["end"])
    ):
        return True
    if len(text) <= _ADDRESS_LENGTH and (_NO_WORDS.fullmatch(text) or _BARE_ADDRESS.fullmatch(text)):
        return True
    if len(text) > _CALL_LENGTH:
        return False
    folded = text.casefold()
    return any(word in folded and used.search(folded) for word, used in _CALL.items()) or bool(
        _CREDIT.match(text)
    )
