"""Pages for the table: address, language, section, picture, site and paywall."""

# ruff: noqa: E501 - pages stand here as publishers write them, and their lines are long

from metadata_case import URL, Case, article, ld


def canonical(head: str, wanted: str = URL, **more: object) -> Case:
    return Case(head, want={"url": wanted}, **more)


ADDRESS = {
    "a relative one": canonical(
        "<link rel=canonical href=../news/mine>", "https://www.harbour-post.example/news/mine"
    ),
    "one without a scheme": canonical(
        "<link rel=canonical href='//harbour-post.example/m'>", "https://harbour-post.example/m"
    ),
    "one on another of the site's hosts": canonical(
        "<link rel=canonical href='https://www.harbour-post.example/news/mine'>",
        "https://www.harbour-post.example/news/mine",
        url="https://amp.harbour-post.example/news/mine/amp",
    ),
    **{
        f"{other} as another host of {host}": canonical(
            f"<link rel=canonical href='https://{other}/p/real'>", f"https://{other}/p/real", url=f"https://{host}/p/x"
        )
        for host, other in (
            ("amp.x.example", "www.x.example"), ("m.x.example", "www.x.example"), ("www.x.example", "x.example"),
            ("news.x.example", "x.example"), ("x.example", "news.x.example"), ("m.x.co.uk", "x.co.uk"),
        )
    },
    **{
        f"not {other}, which is a neighbour of {host}": canonical(
            f"{element}https://{other}/p/real'>", f"https://{host}/p/x", url=f"https://{host}/p/x"
        )
        for element in ("<link rel=canonical href='", "<meta property=og:url content='")
        for host, other in (
            ("evil.substack.com", "victim.substack.com"), ("evil.github.io", "victim.github.io"),
            ("evil.substack.com", "www.victim.substack.com"), ("evilx.example", "x.example"),
        )
    },
    "not a neighbour's in the header": canonical(
        "", "https://evil.substack.com/p/x", url="https://evil.substack.com/p/x",
        headers={"link": "<https://victim.substack.com/p/real>; rel=canonical"},
    ),
    "not the front page": canonical("<link rel=canonical href=https://www.harbour-post.example/>"),
    "not the section": canonical("<link rel=canonical href=https://www.harbour-post.example/news/>"),
    "not another site's": canonical("<link rel=canonical href=https://agency.example/mine>"),
    "the first that can be it": canonical(
        "<link rel=canonical href=/><link rel=canonical href='https://x.example/y'><link rel='alternate canonical' href=/news/mine>",
        "https://www.harbour-post.example/news/mine",
    ),
    "the header's": canonical(
        "",
        "https://www.harbour-post.example/h",
        headers={"link": '</style.css>; rel=preload, </h>; rel="canonical"'},
    ),
    "the element's before the header's": canonical(
        "<link rel=canonical href=/e>",
        "https://www.harbour-post.example/e",
        headers={"link": "</h>; rel=canonical"},
    ),
    "og:url": canonical(
        "<meta property=og:url content='/news/og'>", "https://www.harbour-post.example/news/og"
    ),
    "one without fragment and tracking": canonical(
        "<link rel=canonical href='/news/mine?id=7&utm_source=x#top'>",
        "https://www.harbour-post.example/news/mine?id=7",
    ),
    "one as seen from the base": canonical(
        "<base href='https://www.harbour-post.example/archive/'><link rel=canonical href=mine>",
        "https://www.harbour-post.example/archive/mine",
    ),
    "a base elsewhere leads nowhere": canonical(
        "<base href='https://cdn.example/'><link rel=canonical href=mine>"
    ),
    "the address it was read from, normalised": canonical("", url=URL + "?utm_source=rss#c1"),
}  # fmt: skip


def spoken(
    wanted: str, html: str = "<html>", head: str = "", title: str = "Mine opens", **more: object
) -> Case:
    return Case(f"{head}<title>{title}</title>", want={"language": wanted}, html=html, **more)


def locale(tag: str) -> str:
    return f"<meta property=og:locale content='{tag}'>"


LANGUAGE = {
    "of the page": spoken("de-at", "<html lang=de-AT>"),
    "of a locale": spoken("pt-br", head=locale("pt_BR")),
    "of a locale of C": spoken("en-us", head=locale("en_US.UTF-8")),
    "the first of several": spoken("fr", "<html lang='fr, en'>"),
    "by its name": spoken("de", head="<meta name=language content=Deutsch>"),
    "by three letters": spoken("sv", "<html lang=swe>"),
    "of an object": spoken(
        "fr", head=article('"inLanguage": {"@type": "Language", "name": "French", "alternateName": "fr"}')
    ),
    "a country that is taken for its language": spoken("ja", "<html lang=jp>"),
    "not x-default": spoken("it", "<html lang=x-default>", locale("it")),
    "not zxx, nor nothing": spoken("", "<html lang=zxx>", "<meta http-equiv=content-language content=''>"),
    "the article's before the page's": spoken("fr-ca", "<html lang=fr>", article('"inLanguage": "fr-CA"')),
    "two against one": spoken(
        "nl-nl", "<html lang=fr>", locale("nl_NL") + "<meta name=dc.language content=nl>"
    ),
    "not English by default where something else is said": spoken("de", "<html lang=de>", locale("en_US")),
    "not English by default in html": spoken("es-es", "<html lang=en>", locale("es_ES")),
    "the page before the server": spoken("en", "<html lang=en>", headers={"content-language": "de"}),
    "the server where the page says nothing": spoken("de", headers={"content-language": "de, en"}),
    "not one that the title can't be written in": spoken(
        "uk", "<html lang=en>", locale("uk"), "На півночі відкрили шахту"
    ),
    "Japanese by its letters, whatever is said": spoken(
        "ja", "<html lang=en-US>", title="北部の鉱山が開業した"
    ),
    "Korean by its letters where nothing is said": spoken("ko", title="북부 광산 문 열어"),
    "unknown in letters of many languages": spoken("", "<html lang=en>", title="На севере открылся рудник"),
}

CRUMBS = """{"@type": "BreadcrumbList", "itemListElement": [
    {"@type": "ListItem", "position": 1, "name": "Home", "item": "https://www.harbour-post.example/"},
    {"@type": "ListItem", "position": 2, "name": "Business", "item": "https://www.harbour-post.example/business"},
    {"@type": "ListItem", "position": 3, "name": "Mining", "item": "https://www.harbour-post.example/business/mining"},
    {"@type": "ListItem", "position": 4, "name": "Mine opens"%s}]}"""


def filed(wanted: str, head: str, body: str = "") -> Case:
    return Case(head, body, {"section": wanted})


SECTION = {
    "of JSON-LD": filed(
        "Business", article('"articleSection": "Business"') + "<meta property=article:section content=World>"
    ),
    "the first of several": filed("Business", article('"articleSection": ["Business", "World"]')),
    "the first of several in one text": filed(
        "Business", article('"articleSection": "Business,World,Front Page"')
    ),
    "one with a comma in its name": filed(
        "Arts, Books and Culture", article('"articleSection": "Arts, Books and Culture"')
    ),
    "not uncategorised": filed(
        "World", article('"articleSection": "Uncategorized"') + "<meta name=parsely-section content=World>"
    ),
    "not an address": filed(
        "World",
        "<meta property=article:section content='https://x.example/w'><meta name=section content=World>",
    ),
    "the breadcrumb above the article": filed("Mining", ld(CRUMBS.replace("%s", f', "item": "{URL}"'))),
    "the breadcrumb above the article that is not linked": filed("Mining", ld(CRUMBS.replace("%s", ""))),
    "the last breadcrumb where the article is none": filed(
        "Business",
        ld("""{"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1,
           "item": {"@id": "https://www.harbour-post.example/business", "name": "Business"}}]}"""),
    ),
    "breadcrumbs in microdata": filed(
        "Mining",
        "<title>Mine opens</title>",
        """<ol itemscope itemtype="https://schema.org/BreadcrumbList">
        <li itemprop=itemListElement itemscope itemtype="https://schema.org/ListItem"><a itemprop=item href="/"><b itemprop=name>Start</b></a>
        <li itemprop=itemListElement itemscope itemtype="https://schema.org/ListItem"><a itemprop=item href="/mining"><b itemprop=name>Mining</b></a>
        <li itemprop=itemListElement itemscope itemtype="https://schema.org/ListItem"><b itemprop=name>Mine opens</b></ol>""",
    ),
}


def shown(wanted: str, head: str, body: str = "") -> Case:
    return Case(head, body, {"image_url": wanted and f"https://img.example/{wanted}"})


def og(address: str) -> str:
    return f"<meta property=og:image content='{address}'>"


PICTURE = {
    "the article's own": shown("a.jpg", article('"image": ["https://img.example/a.jpg", "https://img.example/b.jpg"]') + og("https://img.example/c.jpg")),
    "the large one of several": shown(
        "b.jpg",
        article(""""image": [{"@type": "ImageObject", "url": "https://img.example/a.jpg", "width": 150, "height": 100},
                 {"@type": "ImageObject", "url": "https://img.example/b.jpg", "width": "1200px"}]"""),
    ),
    "the article's small one where it has no other": shown("a.jpg", article('"image": {"url": "https://img.example/a.jpg", "width": 150}')),
    "not the publisher's logo": shown(
        "c.jpg",
        article('"image": "https://img.example/hp.png", "publisher": {"logo": {"url": "https://img.example/hp.png"}}') + og("https://img.example/c.jpg"),
    ),
    "not a logo by its name": shown("c.jpg", article('"image": "https://img.example/site-logo-600x60.png"') + og("https://img.example/c.jpg")),
    "a photograph of a logo": shown("new-company-logo-on-tower.jpg", og("https://img.example/new-company-logo-on-tower.jpg")),
    "not data, drawings, placeholders and pixels": shown(
        "c.jpg",
        "".join(map(og, ("data:image/gif;base64,R0lGOD", "https://img.example/x.svg", "https://img.example/placeholder-16x9.png",
                         "https://img.example/1x1.gif", "https://img.example/og-default.png", "https://img.example/c.jpg"))),
    ),
    "nothing where there is only a logo": shown("", og("https://img.example/logo.png")),
    "OpenGraph's, relative": Case(og("/c.jpg"), want={"image_url": "https://www.harbour-post.example/c.jpg"}),
    "OpenGraph's, without a scheme": shown("c.jpg", og("//img.example/c.jpg")),
    "OpenGraph's by https where there are both": shown(
        "c.jpg", og("http://img.example/c.jpg") + "<meta property=og:image:secure_url content='https://img.example/c.jpg'>"
    ),
    "Twitter's": shown("t.jpg", "<meta name=twitter:image content='https://img.example/t.jpg'>"),
    "Twitter's by its older name": shown("t.jpg", "<meta name=twitter:image:src content='https://img.example/t.jpg'>"),
    "Sailthru's": shown("s.jpg", "<meta name=sailthru.image.full content='https://img.example/s.jpg'>"),
    "the linked one": shown("l.jpg", "<link rel=image_src href='https://img.example/l.jpg'>"),
    "OpenGraph's before one inside the text": shown(
        "c.jpg", og("https://img.example/c.jpg"),
        "<div itemscope itemtype='https://schema.org/Article'><img itemprop=image src='https://img.example/in-text.jpg'></div>",
    ),
    "with its spaces escaped": shown("a%20b.jpg", og("https://img.example/a b.jpg")),
    "not what is no address": shown("", article('"image": [7, null, {"url": null}, "javascript:x", "http://["]')),
}  # fmt: skip

SITE = {
    "og:site_name before the publisher": Case(
        "<meta property=og:site_name content='The Harbour Post'>"
        + article('"publisher": {"name": "Associated Northern Press"}'),
        want={"site_name": "The Harbour Post"},
    ),
    "the publisher": Case(
        article('"publisher": {"@type": "Organization", "name": "The Harbour Post"}'),
        want={"site_name": "The Harbour Post"},
    ),
    "the publisher as a text": Case(
        article('"publisher": "The Harbour Post"'), want={"site_name": "The Harbour Post"}
    ),
    "the website": Case(
        ld('{"@type": "WebSite", "name": "The Harbour Post"}'), want={"site_name": "The Harbour Post"}
    ),
    "the application": Case(
        "<meta name=application-name content='The Harbour Post'>", want={"site_name": "The Harbour Post"}
    ),
    "its name rather than its domain": Case(
        "<meta property=og:site_name content='harbour-post.example'>"
        + article('"publisher": {"name": "The Harbour Post"}'),
        want={"site_name": "The Harbour Post"},
    ),
    "not its slogan": Case(
        "<meta property=og:site_name content='The Harbour Post | News from the coast'>",
        want={"site_name": "The Harbour Post"},
    ),
    "not a handle on Twitter": Case(
        "<meta name=twitter:site content='@harbourpost'>", want={"site_name": ""}
    ),
}

PAYWALL = {
    "false": (True, article('"isAccessibleForFree": false')),
    "False": (True, article('"isAccessibleForFree": "False"')),
    "an address of schema.org's False": (True, article('"isAccessibleForFree": "https://schema.org/False"')),
    "a part of it": (
        True,
        article(
            '"hasPart": [{"@type": "WebPageElement", "isAccessibleForFree": "False", "cssSelector": ".p"}]'
        ),
    ),
    "the page around the article": (
        True,
        ld('{"@type": "WebPage", "isAccessibleForFree": "no"}') + article(),
    ),
    "locked": (True, "<meta property=article:content_tier content=locked>"),
    "metered": (True, "<meta property=article:content_tier content=metered>"),
    "paid access": (True, "<meta name=article.access content=paid>"),
    "premium": (True, "<meta name=isPremium content=true>"),
    "microdata": (True, "<meta itemprop=isAccessibleForFree content=False>"),
    "true": (False, article('"isAccessibleForFree": true')),
    "true, with a part that is": (
        False, article('"isAccessibleForFree": true, "hasPart": {"isAccessibleForFree": true}')
    ),
    "true, with a part that is not": (
        True, article('"isAccessibleForFree": true, "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false}')
    ),
    "true, with a part of its own address that is not": (
        True, article(f'"isAccessibleForFree": true, "hasPart": {{"@id": "{URL}#rest", "isAccessibleForFree": false}}')
    ),
    "true, with one of several parts that is not": (
        True, article('"isAccessibleForFree": true, "hasPart": [{"isAccessibleForFree": true}, {"isAccessibleForFree": "False"}]')
    ),
    "true, on a page with a part that is not": (
        True,
        ld('{"@type": "WebPage", "hasPart": {"@type": "WebPageElement", "isAccessibleForFree": false}}')
        + article('"isAccessibleForFree": true'),
    ),
    "true, beside another article that is not": (
        False,
        article('"isAccessibleForFree": true, "hasPart": {"@type": "NewsArticle", "url": "/news/port", "isAccessibleForFree": false}'),
    ),
    "free": (False, "<meta property=article:content_tier content=free><meta name=isPremium content=0>"),
    "nothing": (False, article()),
}  # fmt: skip

CASES = {
    **{f"the canonical address: {name}": case for name, case in ADDRESS.items()},
    **{f"the language: {name}": case for name, case in LANGUAGE.items()},
    **{f"the section: {name}": case for name, case in SECTION.items()},
    **{f"the picture: {name}": case for name, case in PICTURE.items()},
    **{f"the site: {name}": case for name, case in SITE.items()},
    **{
        f"the paywall: {name}": Case(head, want={"paywalled": wanted})
        for name, (wanted, head) in PAYWALL.items()
    },
}
