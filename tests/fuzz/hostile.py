"""Pages that somebody has made to be expensive: each as large as a page may be, or nearly."""

MAX_BYTES = 5_000_000
"""What the fetcher hands on at most, decoded."""
MANY = 100_000
PARAGRAPH = "<p>" + "words of the article " * 40 + "</p>"
_LD = '<script type="application/ld+json">'


def _filled(unit: str, size: int = MAX_BYTES) -> str:
    return unit * (size // len(unit.encode()))


PAGES = {
    "100,000 attributes": "<body><div " + " ".join(f"a{n}=1" for n in range(MANY)) + ">" + PARAGRAPH,
    "100,000 attributes on many tags": ("<div " + " ".join(f"a{n}=1" for n in range(MANY // 25)) + ">") * 25
    + PARAGRAPH,
    "100,000 attributes on the root": "<html " + " ".join(f"a{n}=1" for n in range(MANY)) + ">" + PARAGRAPH,
    "100,000 nested tags": "<div>" * MANY + PARAGRAPH,
    "100,000 nested inline tags": "<b>" * MANY + PARAGRAPH,
    "100,000 nested links": "<a href=x>" * MANY + PARAGRAPH,
    "100,000 nested tables": "<table><tr><td>" * MANY + PARAGRAPH,
    "100,000 nested forms and buttons": "<form><button>" * MANY + PARAGRAPH,
    "100,000 misnested tags": "<b><i><p>" * (MANY // 3) + "</i></b></p>" * (MANY // 3) + PARAGRAPH,
    "nested as deep as is read": "<div class=comments>" * 250 + PARAGRAPH * 2_000,
    "wide and deep": ("<div>" * 100 + "<p>A sentence that runs on a little, and ends.</p>" + "</div>" * 100)
    * 240,
    "nested boxes with telling names": "<section class='related share'>" * 200 + "<p>x y z</p>" * 19_000,
    "unclosed paragraphs": "<p>" * MANY + PARAGRAPH,
    "unclosed items": "<ul>" + "<li>An item of a list that never ends" * MANY,
    "as many elements as are read": "<p>A sentence that runs on a little, and ends here.</p>" * 19_000,
    "as many list items": "<ul>" + "<li>A sentence that runs on a little, and ends here.</li>" * 19_000,
    "as many classes": "".join(f"<p class='c{n} share-{n}'>words of it</p>" for n in range(19_000)),
    "classes of many words": "".join(
        f"<div class='{'aBaB' * 70} c{n}'><p>words of it</p></div>" for n in range(9_500)
    ),
    "as many spans in one paragraph": "<p>" + "<span>word </span>" * 19_000,
    "breaks": "<p>" + "word<br><br>" * 9_000,
    "links": "<a href=x>y</a>" * MANY + PARAGRAPH,
    "metas": "<head>" + "<meta name=a content=b>" * MANY + "</head>" + PARAGRAPH,
    "different metas": "".join(f"<meta property=p{n} content=c{n}>" for n in range(19_000)) + PARAGRAPH,
    "times and bylines": "<time datetime=2026-11-23>x</time><span class=author>A B</span>" * 9_000,
    "microdata": "<div itemscope itemtype=https://schema.org/NewsArticle itemprop=author>" * 19_000,
    "bodies that are marked": "<div itemprop=articleBody>" * 250 + PARAGRAPH * 2_000,
    "styles": "<p style='display:" + " " * 1_000_000 + "block'>" + PARAGRAPH,
    "nested JSON-LD": f"{_LD}{'[' * MANY}</script>{PARAGRAPH}",
    "nested objects of JSON-LD": _LD + '{"a":' * MANY + "</script>" + PARAGRAPH,
    "wide JSON-LD": f"{_LD}[{'{},' * MANY}{{}}]</script>{PARAGRAPH}",
    "JSON-LD that refers in a circle": (
        _LD
        + '[{"@id":"a","@type":"NewsArticle","author":{"@id":"b"}},{"@id":"b","author":{"@id":"a"}}]</script>'
    )
    * 500,
    "much JSON-LD": (_LD + '{"@type":"NewsArticle","articleBody":"' + "word " * 90_000 + '"}</script>') * 10,
    "large numbers": f'{_LD}{{"@type":"NewsArticle","datePublished":{"9" * 1_000_000}}}</script>{PARAGRAPH}',
    "separators in the title": "<title>" + "| - " * MANY + "</title>" + PARAGRAPH,
    "a long title": f"<title>{'a' * 4_000_000}</title>{PARAGRAPH}",
    "a long word": f"<p>{'a' * 4_000_000}</p>",
    "a long word of Cyrillic encoded twice": f"<p>{'Ð¿' * 1_200_000}</p>",
    "letters that may be encoded twice": f"<p>{'Ã' * 2_400_000}</p>",
    "no end of a label": f"<p>{'Read ' * 900_000}</p>",
    "sentences that only placeholders have": "<p>" + "we use cookies. page not found. " * MANY,
    "an error as a heading": "<h1>" + "not found " * 400_000 + "</h1>",
    "challenges": "<script>var a = 'recaptcha'</script>" * 19_000,
    "one noscript": "<noscript>" + "<b>x</b>" * 19_000 + "</noscript>",
    "quotations": "<p>" + "“" * 1_600_000,
    "dots": f"<p>{'.' * 4_000_000}</p>",
    "spaces": f"<p>{' ' * 4_000_000}</p>{PARAGRAPH}",
    "angle brackets": _filled("<"),
    "closing brackets": _filled("</"),
    "ampersands": _filled("&"),
    "entities": _filled("&amp;"),
    "references": _filled("&#x10ffff;"),
    "comments": _filled("<!--"),
    "short comments": _filled("<!-- -->"),
    "declarations": _filled("<!doctype a>"),
    "instructions": _filled("<?a?>"),
    "CDATA": _filled("<![CDATA["),
    "scripts": _filled("<script>"),
    "scripts that end": _filled("<script>x</script>"),
    "quotes": _filled("<a b='"),
    "NULs": _filled("\0"),
    "surrogates": _filled("&#xd800;"),
    "right-to-left marks": _filled("\u202e"),
    "combining marks": "<p>" + "a" + "\u0301" * 2_000_000,
    "paragraphs of 5 MB": _filled(PARAGRAPH),
    "text without markup": _filled("words of the article "),
    "Japanese": _filled("<p>外務省は月曜日、北部の鉱山が来年に開業すると発表した。</p>"),
    "images": _filled("<img src=a srcset='b 1x, c 2x'>"),
    "frames": _filled("<frameset><frame src=a>"),
    "SVG": _filled("<svg><g><path d='M0 0'/></g></svg>", 1_000_000) + PARAGRAPH,
    "selects": "<select>" + _filled("<option>words of it</option>"),
    "refreshes": "<meta http-equiv=refresh content='0;url=" + "'\"" * 500_000 + "'>",
}
