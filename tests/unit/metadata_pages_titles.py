"""Pages for the table: titles, and the names of sites and sections around them."""

# ruff: noqa: E501 - pages stand here as publishers write them, and their lines are long

from metadata_case import Case, article, ld

SITE = "<meta property=og:site_name content='The Harbour Post'>"


def titled(written: str, rest: str = "", body: str = "", **want: str) -> Case:
    return Case(f"<title>{written}</title>{rest}", body, {"title": "Mine opens", **want})


SEPARATED = {
    f"the site's name goes with “{separator}”": titled(f"Mine opens{separator}The Harbour Post", SITE)
    for separator in (
        " | ",
        " - ",
        " – ",
        " — ",
        " · ",
        " • ",
        " » ",
        " « ",
        " :: ",
        " / ",
        " ~ ",
        " : ",
        "|",
        " -- ",
        "  |\n ",
    )
}

AFFIXES = {
    "the site's name goes from the beginning": titled("The Harbour Post | Mine opens", SITE),
    "the site's name goes from before a colon": titled("The Harbour Post: Mine opens", SITE),
    "the site's name is known from the publisher": titled(
        "Mine opens - Harbour Post", ld('{"@type": "NewsArticle", "publisher": {"name": "The Harbour Post"}}')
    ),
    "the site's name is known from the address": titled("Mine opens - Harbour Post"),
    "the site's address is its name": titled("Mine opens | harbour-post.example"),
    "the site's initials are its name": Case(
        "<title>Mine opens - The Old Harbour Times</title>",
        want={"title": "Mine opens"},
        url="https://www.oht.example/a/b",
    ),
    "the beginnings of its words are the site's name": Case(
        "<title>Mine opens - The New Harbour Times</title>",
        want={"title": "Mine opens"},
        url="https://www.nhtimes.example/a",
    ),
    "news and the like may follow the site's name": titled("Mine opens - Harbour Post News", SITE),
    "what follows the site's name goes with it": titled(
        "Mine opens | The Harbour Post | Breaking news and more", SITE
    ),
    "the section before the site's name goes too": titled(
        "Mine opens - Business - The Harbour Post", f"{SITE}<meta property=article:section content=Business>"
    ),
    "the section is known from the address": Case(
        f"<title>Mine opens | World news | The Harbour Post</title>{SITE}",
        want={"title": "Mine opens"},
        url="https://www.harbour-post.example/world-news/lithium-mine",
    ),
    "all sections before the site's name go": titled(
        "Mine opens | World | Business | The Harbour Post",
        SITE
        + ld("""{"@type": "BreadcrumbList", "itemListElement": [
            {"@type": "ListItem", "position": 1, "item": {"@id": "/world/", "name": "World"}},
            {"@type": "ListItem", "position": 2, "item": {"@id": "/world/business/", "name": "Business"}}]}"""),
    ),
    "a heading tells which part is the title": titled("Opinion | Mine opens", body="<h1>Mine opens</h1>"),
    "a heading tells it where the site's name is unknown": titled(
        "Mine opens - Our Valley", body="<h1>Mine opens</h1>"
    ),
    "og:title may carry the site's name": Case(
        f"{SITE}<meta property=og:title content='Mine opens – The Harbour Post'>",
        want={"title": "Mine opens"},
    ),
    "a headline in JSON-LD may carry the site's name": Case(
        ld('{"@type": "NewsArticle", "headline": "Mine opens | The Harbour Post"}') + SITE,
        want={"title": "Mine opens"},
    ),
    "an untitled page has no title": Case(want={"title": ""}),
    "a title that is the site's name alone is better than none": titled(
        "The Harbour Post", SITE, title="The Harbour Post"
    ),
}

KEPT = {
    f"“{title}” stays whole": Case(
        f"<title>{title}</title>{SITE}<meta property=og:title content='{title}'>", want={"title": title}
    )
    for title in (
        "Covid-19 is back",
        "Trump – the interview",
        "Spain 2 - 1 Italy",
        "Budget: what is in it | live",
        "AC/DC at the harbour",
        "“Mine” – a story - part two",
        "The harbour: Post offices are closing",
        "What the Harbour Post got wrong",
        "R&D spending & more",
        "Yes / no / maybe",
    )
}

CHOSEN = {
    "a title that is only the site's name gives way to the heading": Case(
        f"{SITE}<meta property=og:title content='The Harbour Post'><title>The Harbour Post</title>",
        "<h1>Mine opens</h1>",
        {"title": "Mine opens"},
    ),
    "a heading that is the site's logo gives way to the title": titled(
        "Mine opens - The Harbour Post", SITE, "<h1>The Harbour Post</h1>"
    ),
    "a heading that leads to the front page is a logo": titled(
        "Mine opens", body="<h1><a href='/'>Your daily paper</a></h1>"
    ),
    "a heading that has nothing of the title is the site's": titled(
        "Mine opens in the north - Harbour Post",
        body="<h1>Your daily paper</h1>",
        title="Mine opens in the north",
    ),
    "a clipped title gives way to one that goes on": Case(
        f"{SITE}<meta property=og:title content='Mine opens in the far north after…'>"
        "<title>Mine opens in the far north after years of delay | The Harbour Post</title>",
        want={"title": "Mine opens in the far north after years of delay"},
    ),
    "a title that is cut inside a word gives way to one that goes on": Case(
        ld('{"@type": "NewsArticle", "headline": "Mine opens in the far north after years of del"}'),
        "<h1>Mine opens in the far north after years of delay</h1>",
        {"title": "Mine opens in the far north after years of delay"},
    ),
    "three dots that the heading has too are the headline's own": Case(
        "<meta property=og:title content='And then there were none…'>",
        "<h1>And then there were none…</h1>",
        {"title": "And then there were none…"},
    ),
    "readers' headline comes before the one for search engines": Case(
        ld('{"@type": "NewsArticle", "headline": "Lithium mine: opening date, jobs, prices"}')
        + "<meta property=og:title content='The mine that nobody wanted opens'>",
        "<h1>The mine that nobody wanted opens</h1>",
        {"title": "The mine that nobody wanted opens"},
    ),
    "JSON-LD comes before OpenGraph": Case(
        article() + "<meta property=og:title content='You won’t believe this mine'>",
        want={"title": "Mine opens"},
    ),
    "OpenGraph comes before Twitter's, and that before other meta elements": Case(
        "<meta name=dc.title content=Three><meta name=twitter:title content=Two><meta property=og:title content='Mine opens'>",
        want={"title": "Mine opens"},
    ),
    "OpenGraph may stand in name": Case(
        "<meta name=og:title content='Mine opens'><title>x</title>", want={"title": "Mine opens"}
    ),
    "a property may be two": Case(
        "<meta property='og:title twitter:title' content='Mine opens'>", want={"title": "Mine opens"}
    ),
    "of several headings the one in the title is the headline": titled(
        "Mine opens | Something", body="<h1>Menu</h1><h1>Mine opens</h1><h1>Related</h1>"
    ),
    "an entry's title is the last resort": Case(
        body="<h2 class='entry-title'>Mine opens</h2>", want={"title": "Mine opens"}
    ),
    "a drawing's title is not the page's": Case(
        "<title>Mine opens</title>", "<svg><title>Search</title></svg>", {"title": "Mine opens"}
    ),
    "tags and entities in a title are none": Case(
        "<meta property=og:title content='Mine &lt;em&gt;opens&lt;/em&gt; &amp;amp; closes'>",
        want={"title": "Mine opens & closes"},
    ),
}

SCRIPTS = {
    "Chinese underscores": Case(
        "<title>北部锂矿正式投产_财经_海港新闻网</title><meta property=og:site_name content='海港新闻网'>"
        "<meta name=section content=财经>",
        want={"title": "北部锂矿正式投产", "language": "zh-cn", "site_name": "海港新闻网"},
        html="<html lang=zh-CN>",
    ),
    "Chinese dashes without spaces": Case(
        "<title>北部锂矿正式投产-海港新闻</title><meta name=application-name content='海港新闻'>",
        want={"title": "北部锂矿正式投产"},
        html="<html lang=zh>",
    ),
    "Japanese parentheses": Case(
        "<title>北部の鉱山が開業（港湾新聞）</title><meta property=og:site_name content='港湾新聞'>",
        want={"title": "北部の鉱山が開業", "language": "ja"},
        html="<html lang=ja>",
    ),
    "a Japanese colon": Case(
        "<meta property=og:title content='北部の鉱山が開業：港湾新聞デジタル'><meta property=og:site_name content='港湾新聞デジタル'>",
        want={"title": "北部の鉱山が開業"},
    ),
    "a Japanese bar": Case(
        "<title>北部の鉱山が開業｜港湾新聞</title><meta property=og:site_name content='港湾新聞'>",
        want={"title": "北部の鉱山が開業"},
    ),
    "a Korean dash": Case(
        "<title>북부 광산 문 열어 - 항구일보</title><meta property=og:site_name content='항구일보'>",
        want={"title": "북부 광산 문 열어", "language": "ko"},
        html="<html>",
    ),
    "Arabic from right to left": Case(
        "<title>افتتاح منجم الليثيوم في الشمال | صحيفة الميناء</title><meta property=og:site_name content='صحيفة الميناء'>"
        + ld('{"@type": "NewsArticle", "author": {"@type": "Person", "name": "بقلم: ليلى حداد"}}'),
        want={"title": "افتتاح منجم الليثيوم في الشمال", "language": "ar", "authors": ["ليلى حداد"]},
        html="<html lang=ar dir=rtl>",
    ),
    "Hebrew from right to left": Case(
        "<title>המכרה בצפון נפתח - עיתון הנמל</title><meta property=og:site_name content='עיתון הנמל'>"
        "<meta name=author content='מאת דנה כהן'>",
        want={"title": "המכרה בצפון נפתח", "language": "he", "authors": ["דנה כהן"]},
        html="<html lang=en dir=rtl>",
    ),
    "Turkish capitals": Case(
        "<title>İLK MADEN AÇILDI | LİMAN POSTASI</title><meta property=og:site_name content='Liman Postası'>",
        want={"title": "İLK MADEN AÇILDI", "language": "tr"},
        html="<html lang=tr>",
    ),
    "Greek with its accents": Case(
        "<title>Άνοιξε το ορυχείο - Λιμάνι</title><meta property=og:site_name content='ΛΙΜΑΝΙ'>",
        want={"title": "Άνοιξε το ορυχείο", "language": "el"},
        html="<html>",
    ),
    "Russian": Case(
        "<title>На севере открылся рудник — Портовая газета</title><meta property=og:site_name content='Портовая газета'>"
        "<meta name=author content='Автор: Анна Ли'>",
        want={"title": "На севере открылся рудник", "authors": ["Анна Ли"], "language": "ru"},
        html="<html lang=ru>",
    ),
    "Vietnamese": Case(
        "<title>Mỏ lithi mở cửa | Báo Cảng</title><meta property=og:site_name content='Báo Cảng'>",
        want={"title": "Mỏ lithi mở cửa", "language": "vi"},
        html="<html lang=vi>",
    ),
    "Hindi": Case(
        "<title>उत्तर में खदान खुली - बंदरगाह समाचार</title><meta property=og:site_name content='बंदरगाह समाचार'>",
        want={"title": "उत्तर में खदान खुली", "language": "hi"},
        html="<html lang=hi>",
    ),
    "Thai": Case(
        "<title>เหมืองเปิดแล้ว | ข่าวท่าเรือ</title><meta property=og:site_name content='ข่าวท่าเรือ'>",
        want={"title": "เหมืองเปิดแล้ว", "language": "th"},
        html="<html lang=en>",
    ),
}

CASES = {
    **SEPARATED, **AFFIXES, **KEPT, **CHOSEN, **{f"the title is found: {name}": case for name, case in SCRIPTS.items()},
}  # fmt: skip
