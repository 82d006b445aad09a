"""Pages for the table: JSON-LD and microdata in the shapes that publishers give them."""

# ruff: noqa: E501 - pages stand here as publishers write them, and their lines are long

from metadata_case import URL, Case, article, ld

JSON_LD = {
    "a graph's references are resolved": Case(
        ld("""{"@context": "https://schema.org", "@graph": [
            {"@type": "Article", "@id": "https://www.harbour-post.example/news/lithium-mine#article",
             "isPartOf": {"@id": "https://www.harbour-post.example/news/lithium-mine"},
             "author": {"name": "Ann Lee", "@id": "https://www.harbour-post.example/#/schema/person/1"},
             "headline": "Mine opens", "datePublished": "2026-11-23T12:00:00+00:00",
             "dateModified": "2026-11-23T14:30:00+00:00",
             "publisher": {"@id": "https://www.harbour-post.example/#organization"},
             "image": {"@id": "https://www.harbour-post.example/news/lithium-mine#primaryimage"},
             "articleSection": ["Business"], "inLanguage": "en-US"},
            {"@type": "WebPage", "@id": "https://www.harbour-post.example/news/lithium-mine",
             "name": "Mine opens - The Harbour Post",
             "primaryImageOfPage": {"@id": "https://www.harbour-post.example/news/lithium-mine#primaryimage"}},
            {"@type": "ImageObject", "@id": "https://www.harbour-post.example/news/lithium-mine#primaryimage",
             "url": "https://img.harbour-post.example/mine.jpg", "width": 1600},
            {"@type": "Organization", "@id": "https://www.harbour-post.example/#organization",
             "name": "The Harbour Post", "logo": {"@type": "ImageObject", "url": "/logo.png"}},
            {"@type": "Person", "@id": "https://www.harbour-post.example/#/schema/person/1",
             "name": "Ann Lee", "image": {"url": "https://secure.gravatar.com/avatar/1"}}]}"""),
        want={
            "title": "Mine opens",
            "authors": ["Ann Lee"],
            "published": "2026-11-23T12:00Z",
            "updated": "2026-11-23T14:30Z",
            "site_name": "The Harbour Post",
            "image_url": "https://img.harbour-post.example/mine.jpg",
            "section": "Business",
            "language": "en-us",
            "is_article": True,
        },
    ),
    "bare references to author, picture and publisher lead to other scripts": Case(
        article('"author": [{"@id": "#ann"}], "image": {"@id": "#photo"}, "publisher": {"@id": "#us"}')
        + ld(
            '{"@type": "Person", "@id": "#ann", "name": "Ann Lee"}',
            '{"@type": "ImageObject", "@id": "#photo", "contentUrl": "/mine.jpg"}',
            '{"@type": "NewsMediaOrganization", "@id": "#us", "name": "The Harbour Post"}',
        ),
        want={
            "authors": ["Ann Lee"],
            "image_url": "https://www.harbour-post.example/mine.jpg",
            "site_name": "The Harbour Post",
        },
    ),
    "references that lead nowhere, or round in a circle, say nothing": Case(
        article('"author": {"@id": "#nobody"}')
        + ld(
            '{"@id": "#a", "@type": "Person", "knows": {"@id": "#b"}}',
            '{"@id": "#b", "knows": {"@id": "#a"}}',
        )
        + "<meta name=author content='Ann Lee'>",
        want={"authors": ["Ann Lee"], "title": "Mine opens"},
    ),
    "of several articles the one with the page's address is the page's": Case(
        ld("""[{"@type": "NewsArticle", "headline": "Port closes", "url": "https://www.harbour-post.example/news/port",
                "datePublished": "2026-11-20T08:00:00Z", "author": {"name": "Bob Ray"}},
               {"@type": "NewsArticle", "headline": "Mine opens", "url": "https://www.harbour-post.example/news/lithium-mine",
                "datePublished": "2026-11-23T12:00:00Z", "author": {"name": "Ann Lee"}}]"""),
        want={"title": "Mine opens", "authors": ["Ann Lee"], "published": "2026-11-23T12:00Z"},
    ),
    "of several articles the one with the page's headline is the page's": Case(
        "<meta property=og:title content='Mine opens in the north'>"
        + ld("""{"@graph": [
            {"@type": "NewsArticle", "headline": "Port closes for winter", "datePublished": "2026-11-20T08:00:00Z"},
            {"@type": "NewsArticle", "headline": "Mine opens in the north", "datePublished": "2026-11-23T12:00:00Z"}
        ]}"""),
        want={"title": "Mine opens in the north", "published": "2026-11-23T12:00Z"},
    ),
    "articles in a list of related ones are never the page's": Case(
        ld("""{"@type": "ItemList", "itemListElement": [
            {"@type": "ListItem", "position": 1, "item": {"@type": "NewsArticle", "headline": "Port closes",
             "url": "https://www.harbour-post.example/news/port", "datePublished": "2026-11-20T08:00:00Z"}}]}""")
        + "<meta property=og:title content='Mine opens'><meta property=og:type content=website>"
        "<meta property=article:published_time content='2026-11-23T12:00:00Z'>",
        want={"title": "Mine opens", "published": "2026-11-23T12:00Z", "is_article": False},
    ),
    "the only article is another page's where both address and headline are": Case(
        "<meta property=og:title content='Mine opens in the north'>"
        + ld("""{"@type": "NewsArticle", "headline": "Port closes for winter", "author": {"name": "Bob Ray"},
             "mainEntityOfPage": "https://www.harbour-post.example/news/port"}""")
        + "<meta name=author content='Ann Lee'>",
        want={"title": "Mine opens in the north", "authors": ["Ann Lee"]},
    ),
    "an article whose address is outdated is known by its headline": Case(
        "<meta property=og:title content='Mine opens in the north'>"
        + ld("""{"@type": "NewsArticle", "headline": "Mine opens in the north", "author": {"name": "Ann Lee"},
             "url": "https://old.harbour-post.example/2019/mine"}"""),
        want={"authors": ["Ann Lee"]},
    ),
    "an article is known by its address on the mobile site": Case(
        article(
            '"mainEntityOfPage": {"@type": "WebPage", "@id": "https://m.harbour-post.example/news/lithium-mine/"},'
            ' "author": "Ann Lee"'
        )
        + "<title>Quite something else is written here</title>",
        want={"authors": ["Ann Lee"], "is_article": True},
    ),
    "a live blog is the article, and its entries are not": Case(
        ld("""{"@type": "LiveBlogPosting", "headline": "Election day, live", "datePublished": "2026-11-23T06:00:00Z",
            "dateModified": "2026-11-23T06:30:00Z", "coverageStartTime": "2026-11-23T06:00:00Z",
            "author": [{"@type": "Person", "name": "Ann Lee"}],
            "liveBlogUpdate": [
              {"@type": "BlogPosting", "headline": "Polls have closed", "datePublished": "2026-11-23T20:00:00Z",
               "author": {"name": "Bob Ray"}},
              {"@type": "BlogPosting", "headline": "Polls are open", "datePublished": "2026-11-23T07:00:00Z"}]}"""),
        want={
            "title": "Election day, live",
            "authors": ["Ann Lee"],
            "published": "2026-11-23T06:00Z",
            "updated": "2026-11-23T20:00Z",
        },
    ),
    "an article is found as the main entity of its page": Case(
        ld("""{"@type": "WebPage", "name": "x", "publisher": {"name": "The Harbour Post"}, "mainEntity":
            {"@type": "NewsArticle", "headline": "Mine opens", "author": {"@type": "Person", "name": "Ann Lee"}}}"""),
        want={"title": "Mine opens", "authors": ["Ann Lee"], "site_name": "The Harbour Post"},
    ),
    "an opinion piece is an article": Case(
        article('"author": {"name": "Ann Lee"}', kind="OpinionNewsArticle"),
        want={"is_article": True, "authors": ["Ann Lee"]},
    ),
    "an analysis among several types is an article": Case(
        ld('{"@type": ["CreativeWork", "AnalysisNewsArticle"], "headline": "Mine opens"}'),
        want={"is_article": True, "title": "Mine opens"},
    ),
    "types and names may be whole addresses": Case(
        ld("""{"@type": "http://schema.org/NewsArticle", "http://schema.org/headline": [{"@value": "Mine opens", "@language": "en"}],
            "https://schema.org/author": [{"@type": ["https://schema.org/Person"], "https://schema.org/name": "Ann Lee"}]}"""),
        want={"title": "Mine opens", "authors": ["Ann Lee"], "is_article": True},
    ),
    "types and names may carry a prefix": Case(
        ld(
            '{"@type": "schema:NewsArticle", "schema:headline": "Mine opens", "schema:datePublished": "2026-11-23T12:00Z"}'
        ),
        want={"title": "Mine opens", "published": "2026-11-23T12:00Z"},
    ),
    "lists and sets are the values in them": Case(
        article(
            '"author": {"@list": [{"name": "Ann Lee"}, {"name": "Bob Ray"}]}, "articleSection": {"@set": ["World"]}'
        ),
        want={"authors": ["Ann Lee", "Bob Ray"], "section": "World"},
    ),
    "names in another case are the same names": Case(
        ld('{"@type": "newsarticle", "Headline": "Mine opens", "DatePublished": "2026-11-23T12:00Z"}'),
        want={"title": "Mine opens", "published": "2026-11-23T12:00Z"},
    ),
    "a page without an article says what it knows of itself": Case(
        ld("""{"@graph": [{"@type": "WebPage", "@id": "https://www.harbour-post.example/news/lithium-mine/#webpage",
            "url": "https://www.harbour-post.example/news/lithium-mine/", "name": "Mine opens - The Harbour Post",
            "datePublished": "2026-11-23T12:00:00+00:00", "author": {"@id": "#ann"}, "inLanguage": "en-US"},
            {"@type": "WebSite", "name": "The Harbour Post"},
            {"@type": ["Person"], "@id": "#ann", "name": "Ann Lee"}]}""")
        + "<title>Mine opens - The Harbour Post</title>",
        want={
            "title": "Mine opens",
            "authors": ["Ann Lee"],
            "published": "2026-11-23T12:00Z",
            "site_name": "The Harbour Post",
            "is_article": False,
        },
    ),
    "a video alone is a video": Case(
        ld("""{"@type": "VideoObject", "name": "The mine from above", "uploadDate": "2026-11-23T12:00:00Z",
            "thumbnailUrl": ["https://img.harbour-post.example/v.jpg"]}""")
        + "<title>The mine from above - The Harbour Post</title>",
        want={
            "is_video": True,
            "title": "The mine from above",
            "published": "2026-11-23T12:00Z",
            "image_url": "https://img.harbour-post.example/v.jpg",
        },
    ),
    "a page of OpenGraph's type video is a video": Case(
        "<meta property=og:type content=video.other><meta property=og:title content='The mine from above'>",
        want={"is_video": True, "title": "The mine from above"},
    ),
    "an article with a video is no video": Case(
        article('"video": {"@type": "VideoObject", "name": "Mine opens"}')
        + "<meta property=og:type content=video>",
        want={"is_video": False, "is_article": True},
    ),
    "another video that is shown beside makes no video page": Case(
        ld('{"@type": "VideoObject", "name": "Ten recipes for soup"}')
        + "<title>Mine opens - The Harbour Post</title>",
        want={"is_video": False, "title": "Mine opens"},
    ),
    "a fact check is its own article, not what it checks": Case(
        ld("""{"@type": "ClaimReview", "datePublished": "2026-11-23T12:00Z", "claimReviewed": "Mines are safe",
            "author": {"@type": "Person", "name": "Ann Lee"}, "itemReviewed":
            {"@type": "NewsArticle", "headline": "Mines are safe", "author": {"name": "Bob Ray"}, "datePublished": "2026-11-01"}}"""),
        want={"authors": ["Ann Lee"], "published": "2026-11-23T12:00Z"},
    ),
}

BROKEN = {
    "in a CDATA section": "//<![CDATA[\n%s\n//]]>",
    "in a CDATA section with comments of CSS": "/* <![CDATA[ */ %s /* ]]> */",
    "in an HTML comment": "<!--\n%s\n-->",
    "behind a byte order mark": "\ufeff%s",
    "with a semicolon behind it": "%s;",
    "with another document behind it": '%s\n{"@type": "WebSite", "name": "x"}',
    "with another document before it": '{"@type": "WebSite"}%s',
    "with a broken document behind it": "%s {",
    "in a list with a comma too many": "[%s,]",
    "in a list with an empty place": "[{},,%s]",
    "with comments": '/* ours */ [ // first\n%s, {"url": "https://x.example/"}]',
    "with a lone NaN": '[{"x": NaN, "y": -Infinity, "z": 1e999}, %s]',
    "with an absurd number": '[{"x": ' + "9" * 5_000 + "}, %s]",
    "with trailing commas inside": '{"@graph": [%s,], "x": {"y": 1,},}',
}
SAID = '{"@type": "NewsArticle", "headline": "Mine opens, [really]", "url": "%s"}' % URL  # noqa: UP031 - braces

BROKEN_JSON_LD = {
    f"JSON-LD is read {how}": Case(ld(text.replace("%s", SAID)), want={"title": "Mine opens, [really]"})
    for how, text in BROKEN.items()
} | {
    "line breaks and tabs in a string are spaces": Case(
        ld('{"@type": "NewsArticle", "headline": "Mine\n\topens"}'), want={"title": "Mine opens"}
    ),
    "a closing tag may be escaped": Case(
        ld(
            r'{"@type": "NewsArticle", "description": "<script><\/script>", "headline": "Mine \u2013 and gold"}'
        ),
        want={"title": "Mine – and gold"},
    ),
    "an escape that JSON has not is the character itself": Case(
        ld(r"""{"@type": "NewsArticle", "headline": "Miner\'s \day"}"""), want={"title": "Miner's day"}
    ),
    "quotes that are not escaped are mended": Case(
        ld(
            '{"@type": "NewsArticle", "headline": "Mine "opens" today", "author": {"name": "Ann "The Pen" Lee"}}'
        ),
        want={"title": 'Mine "opens" today'},
    ),
    "quotes may be entities": Case(
        ld("{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Mine opens&quot;}"),
        want={"title": "Mine opens"},
    ),
    "a headline that is encoded twice is decoded twice": Case(
        ld(
            '{"@type": "NewsArticle", "headline": "Miners&amp;#8217; &amp;quot;day&amp;quot; &amp;amp; night"}'
        ),
        want={"title": 'Miners’ "day" & night'},
    ),
    "a script may say its charset": Case(
        '<script type="application/ld+json; charset=utf-8">{"@type": "NewsArticle", "headline": "Mine opens"}</script>',
        want={"title": "Mine opens"},
    ),
    "half a surrogate pair is no reason to fail": Case(
        ld(
            r'{"@type": "NewsArticle", "headline": "Mine \ud83d opens", "image": "https://x.example/\ud83d.jpg"}'
        ),
        want={"title": "Mine ? opens"},
    ),
    "what is no object says nothing": Case(
        ld('[1, null, [[]], true, "x"]', "3", "null") + "<title>Mine opens</title>",
        want={"title": "Mine opens"},
    ),
}

MICRODATA = {
    "microdata says as much as JSON-LD": Case(
        body="""<article itemscope itemtype="http://schema.org/NewsArticle">
            <link itemprop=mainEntityOfPage href="/news/lithium-mine">
            <h1 itemprop="headline">Mine <em>opens</em></h1>
            <span itemprop=author itemscope itemtype="https://schema.org/Person">by
              <a itemprop=url href=/ann><span itemprop=name>Ann Lee</span></a></span>
            <time itemprop=datePublished datetime="2026-11-23T13:00:00+01:00">yesterday</time>
            <meta itemprop=dateModified content="2026-11-23T14:00:00+01:00">
            <div itemprop=image itemscope itemtype="https://schema.org/ImageObject">
              <img src=/small.jpg><meta itemprop=url content="https://img.harbour-post.example/mine.jpg">
              <meta itemprop=width content=1600></div>
            <div itemprop=publisher itemscope itemtype="https://schema.org/Organization">
              <meta itemprop=name content="The Harbour Post"></div>
            <meta itemprop=articleSection content=Business><meta itemprop=inLanguage content=en-GB>
            <div itemprop=articleBody>Text</div></article>""",
        want={
            "title": "Mine opens",
            "authors": ["Ann Lee"],
            "published": "2026-11-23T12:00Z",
            "updated": "2026-11-23T13:00Z",
            "image_url": "https://img.harbour-post.example/mine.jpg",
            "site_name": "The Harbour Post",
            "section": "Business",
            "language": "en-gb",
            "is_article": True,
        },
    ),
    "a name in microdata may be the text of a link": Case(
        body="""<div itemscope itemtype="https://schema.org/Article"><h1 itemprop="name headline">Mine opens</h1>
            <a itemprop="author creator" href="https://www.harbour-post.example/ann">Ann Lee</a> and
            <span itemprop=author itemscope itemtype="https://schema.org/Person">Bob Ray</span></div>""",
        want={"title": "Mine opens", "authors": ["Ann Lee", "Bob Ray"]},
    ),
    "comments and related articles in microdata are not the page's": Case(
        "<title>Mine opens - The Harbour Post</title>",
        body="""<div itemscope itemtype="https://schema.org/Article"><a itemprop=url href=/news/port>
              <span itemprop=headline>Port closes for winter</span></a>
              <time itemprop=datePublished datetime=2026-11-20T08:00Z></time></div>
            <article itemscope itemtype="https://schema.org/Article"><h1 itemprop=headline>Mine opens</h1>
              <time itemprop=datePublished datetime=2026-11-23T12:00Z></time>
              <p itemprop=author>Ann Lee</p>
              <div itemprop=comment itemscope itemtype="https://schema.org/Comment"><b itemprop=author>troll</b>
                <time itemprop=datePublished datetime=2026-11-24T12:00Z></time></div></article>""",
        want={"title": "Mine opens", "authors": ["Ann Lee"], "published": "2026-11-23T12:00Z"},
    ),
    "a date that stands inside its author is the article's": Case(
        body="""<article itemscope itemtype="https://schema.org/Article"><h1 itemprop=headline>Mine opens</h1>
            <div itemprop=author itemscope itemtype="https://schema.org/Person"><b itemprop=name>Ann Lee</b>
            <meta itemprop=datePublished content="2026-11-23T12:00Z"></div></article>""",
        want={"authors": ["Ann Lee"], "published": "2026-11-23T12:00Z"},
    ),
    "properties without an item are believed before other meta elements": Case(
        "<meta itemprop=datePublished content=2026-11-23T12:00Z><meta itemprop=headline content='Mine opens'>"
        "<meta name=date content=2026-11-01T12:00Z>",
        want={"title": "Mine opens", "published": "2026-11-23T12:00Z"},
    ),
    "JSON-LD is believed before microdata": Case(
        article('"author": "Ann Lee"'),
        body="""<div itemscope itemtype="https://schema.org/NewsArticle"><h2 itemprop=headline>Mine opens</h2>
            <i itemprop=author>Bob Ray</i></div>""",
        want={"authors": ["Ann Lee"]},
    ),
}

CASES = {**JSON_LD, **BROKEN_JSON_LD, **MICRODATA}
