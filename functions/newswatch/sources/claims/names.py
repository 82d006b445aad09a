"""Names of meta elements, in the order in which they are believed.

OpenGraph and what Facebook added, then tools that newsrooms are measured and searched
with (Parse.ly, Sailthru, cXense, Swiftype, Bitly), Dublin Core, and what publishing
systems make up. Only these are read.
"""

# fmt: off
TITLE = (
    "og:title", "twitter:title", "parsely-title", "sailthru.title", "article.headline", "article:title",
    "dcterms.title", "dc.title", "cxenseparse:title", "cxenseparse:pageheading", "citation_title",
    "headline", "hdl",
    "title",
)
AUTHOR = (
    "author", "article:author", "article:author:name", "author.name", "article.author", "byl",
    "parsely-author",
    "sailthru.author", "dcterms.creator", "dc.creator", "dc.contributor", "cxenseparse:author",
    "citation_author",
    "bt:author", "creator", "article:author_name", "swiftype:author", "byline", "og:author",
)
PUBLISHED = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "article.published", "og:pubdate", "og:datepublished", "og:publish_date",
)
PUBLISHED_TOO = (
    "datepublished", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dcterms.issued",
    "dc.date.issued", "dc.issued", "article_date_original", "pubdate", "pub_date", "publishdate",
    "publish-date",
    "publish_date", "published", "publication_date", "publicationdate", "published_at",
    "citation_publication_date",
    "bt:pubdate", "date.release", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "date",
    "article.date", "swiftype:published_at", "pdate",
    "displaydate", "creation_date", "datecreated",
)
UPDATED = (
    "article:modified_time", "article:modified", "article:updated_time", "og:updated_time",
    "og:modified_time",
    "article.updated", "datemodified", "dcterms.modified", "dc.date.modified", "dc.modified", "bt:moddate",
    "last-modified", "last_modified", "lastmod", "updated-date", "updated", "modified", "revised",
    "cxenseparse:recs:modifiedtime", "article_date_updated",
)
SECTION = (
    "article:section", "article.section", "og:section", "parsely-section", "section", "sections",
    "articlesection",
    "cxenseparse:section", "dc.subject.section", "page.section",
)
SITE = ("application-name", "apple-mobile-web-app-title", "dcterms.publisher", "dc.publisher")
LANGUAGE = ("inlanguage", "language", "dcterms.language", "dc.language", "og:language", "lang")
PAYWALL = (
    "article:content_tier", "article:content-tier", "content_tier", "content-tier", "isaccessibleforfree",
    "article.access",
    "article:access", "article:accesslevel", "access", "accesslevel", "access_level", "ispremium",
    "is_premium",
    "article:premium", "premium", "paywall", "paywalled", "ispaywalled", "is_paywalled", "article:paywall",
    "k5a:paid",
    "lp:paywall", "content-access", "contentaccess", "article:tier", "dcterms.accessrights", "news_access",
    "cxenseparse:paywall", "og:restrictions:paywall",
)
PICTURE = ("og:image", "og:image:url")
PICTURE_SECURE = ("og:image:secure_url",)
PICTURE_CARD = ("twitter:image", "twitter:image:src")
PICTURE_TOO = ("sailthru.image.full", "parsely-image-url", "cxenseparse:image", "image")
THUMBNAIL = ("thumbnail", "sailthru.image.thumb")
OTHERS = (
    "og:type", "og:site_name", "og:url", "og:locale", "content-language", "twitter:label1", "twitter:data1",
)
# fmt: on

READ = frozenset({
    *TITLE, *AUTHOR, *PUBLISHED, *PUBLISHED_TOO, *UPDATED, *SECTION, *SITE, *LANGUAGE, *PAYWALL, *PICTURE,
    *PICTURE_SECURE, *PICTURE_CARD, *PICTURE_TOO, *THUMBNAIL, *OTHERS,
})  # fmt: skip
