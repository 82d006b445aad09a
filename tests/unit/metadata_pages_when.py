"""Pages for the table: when an article was published and changed."""

# ruff: noqa: E501 - pages stand here as publishers write them, and their lines are long

from metadata_case import Case, article

NOW = {"date": "Mon, 23 Nov 2026 13:00:30 GMT"}
TIMED = "2026-11-23T12:00Z"


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def said(json: str, rest: str = "", body: str = "", *, published: str | None = TIMED, **more: object) -> Case:
    want = {"published": published, **{k: v for k, v in more.items() if k == "updated"}}
    known = {k: v for k, v in more.items() if k != "updated"}
    return Case(article(json) + rest, body, want, **known)


TRUST = {
    "JSON-LD comes before OpenGraph": said(
        '"datePublished": "2026-11-23T12:00:00Z"', meta("article:published_time", "2026-11-21T09:00:00Z")
    ),
    "OpenGraph comes before other meta elements and before what is shown": Case(
        meta("article:published_time", "2026-11-23T12:00:00Z") + "<meta name=date content=2026-11-21>",
        "<h1>Mine opens</h1><time datetime=2026-11-22T12:00Z>",
        {"published": TIMED},
    ),
    **{
        f"{name} is a date of publication": Case(f"<meta name='{name}' content='2026-11-23T12:00:00Z'>", want={"published": TIMED})
        for name in (
            "article:published", "parsely-pub-date", "sailthru.date", "cXenseParse:recs:publishtime", "DC.date.issued",
            "dcterms.created", "pubdate", "publish-date", "article.published", "citation_publication_date", "og:pubdate",
        )
    },
    "a date of creation is the last that is written": said(
        '"dateCreated": "2026-11-20T12:00:00Z"', meta("article:published_time", "2026-11-23T12:00:00Z")
    ),
    "modified alone is no date of publication": Case(
        meta("article:modified_time", "2026-11-23T12:00:00Z"), want={"published": None, "updated": TIMED}
    ),
    "the last change is told apart": said(
        '"datePublished": "2026-11-23T12:00:00Z", "dateModified": "2026-11-24T08:00:00Z"', updated="2026-11-24T08:00Z"
    ),
    "the day in the address is the last resort": Case(
        want={"published": "2026-11-23T00:00Z"}, url="https://www.harbour-post.example/2026/11/23/mine"
    ),
    "numbers in an address are no date": Case(
        want={"published": None}, url="https://www.harbour-post.example/2026/11/lithium-mine-20269999"
    ),
}  # fmt: skip

DISAGREEMENT = {
    "a scheduled post was last changed before it was published": said(
        '"datePublished": "2024-05-06T06:00:00+00:00", "dateModified": "2024-05-03T15:12:00+00:00"', published="2024-05-06T06:00Z", updated=None
    ),
    "a scheduled post is no older for its mere day of change": said(
        '"datePublished": "2024-05-06T06:00:00+00:00", "dateModified": "2024-05-03"', published="2024-05-06T06:00Z", updated=None
    ),
    "a scheduled post may have been begun when it was last changed": said(
        '"datePublished": "2024-05-06T06:00:00Z", "dateCreated": "2024-05-03T15:12:00Z", "dateModified": "2024-05-03T15:12:00Z"',
        published="2024-05-06T06:00Z", updated=None,
    ),
    "a scheduled post's day in the address": said(
        '"datePublished": "2024-05-06T06:00:00Z", "dateModified": "2024-05-05T15:12:00Z"', published="2024-05-06T06:00Z", updated=None,
        url="https://www.harbour-post.example/2024/05/06/mine",
    ),
    "a scheduled post's day in the address, west of Greenwich": said(
        '"datePublished": "2024-05-06T02:00:00Z", "dateModified": "2024-05-05T15:12:00Z"', published="2024-05-06T02:00Z", updated=None,
        url="https://www.harbour-post.example/2024/05/05/mine",
    ),
    "a scheduled post that shows its readers the same": said(
        '"datePublished": "2024-05-06T06:00:00Z", "dateModified": "2024-05-03T15:12:00Z"', published="2024-05-06T06:00Z", updated=None,
        body="<h1>Mine opens</h1><time datetime=2024-05-06T06:00Z></time><time class=updated datetime=2024-05-03T15:12Z></time>",
    ),
    "published after it was changed is the wrong way round where OpenGraph says so": said(
        '"datePublished": "2026-11-24T08:00:00Z", "dateModified": "2026-11-23T12:00:00Z"',
        meta("article:published_time", "2026-11-23T12:00:00Z"), updated="2026-11-24T08:00Z",
    ),
    "published after it was changed is the wrong way round where a mere day says so": said(
        '"datePublished": "2026-11-24T08:00:00Z", "dateModified": "2026-11-23T12:00:00Z"', "<meta name=date content=2026-11-23>",
        updated="2026-11-24T08:00Z",
    ),
    "published after it was changed is the wrong way round where readers see so": said(
        '"datePublished": "2026-11-24T08:00:00Z", "dateModified": "2026-11-23T12:00:00Z"',
        body="<h1>Mine opens</h1><time datetime=2026-11-23T12:00Z>", updated="2026-11-24T08:00Z",
    ),
    "published after it was changed is the wrong way round where the address says so": said(
        '"datePublished": "2026-11-25T08:00:00Z", "dateModified": "2026-11-23T12:00:00Z"', updated="2026-11-25T08:00Z",
        url="https://www.harbour-post.example/2026/11/23/mine",
    ),
    "of a change and a publication on the same day a mere day says nothing": said(
        '"datePublished": "2026-11-23T12:00:00Z", "dateModified": "2026-11-23T08:00:00Z"', "<meta name=date content=2026-11-23>",
        updated=None,
    ),
    "a change seconds before belongs to the same save": said(
        '"datePublished": "2026-11-23T12:00:00Z", "dateModified": "2026-11-23T11:59:58Z"', updated=None
    ),
    "a draft that was changed the day before and published twice over was published when both say": said(
        '"datePublished": "2026-11-23T12:00:00Z", "dateModified": "2026-11-22T20:00:00Z"',
        meta("article:published_time", "2026-11-23T12:00:00+00:00"),
        updated=None,
    ),
    "a time comes before a mere day": said(
        '"datePublished": "2026-11-23"', meta("article:published_time", "2026-11-23T13:00:00+01:00")
    ),
    "a time that is another day in UTC is still of its own day": said(
        '"datePublished": "2026-11-23"', meta("article:published_time", "2026-11-23T20:00:00-05:00"), published="2026-11-24T01:00Z"
    ),
    "a time of another day does not make a day exact": said(
        '"datePublished": "2026-11-23"', meta("article:published_time", "2026-11-25T13:00:00Z"), published="2026-11-23T00:00Z"
    ),
    "midnight is a mere day": said(
        '"datePublished": "2026-11-23T00:00:00+00:00"', meta("article:published_time", "2026-11-23T12:00:00Z")
    ),
    "the same clock with a zone comes before one without": said(
        '"datePublished": "2026-11-23T13:00:00"', meta("article:published_time", "2026-11-23T13:00:00+01:00")
    ),
    "the same moment with a zone comes before local time without": said(
        '"datePublished": "2026-11-23 07:00:00"', meta("article:published_time", "2026-11-23T12:00:00Z")
    ),
    "the same clock with a real zone comes before a careless Z": said(
        '"datePublished": "2026-11-23T13:00:00Z"', body="<h1>Mine opens</h1><time datetime='2026-11-23T13:00:00+01:00'>today</time>"
    ),
    "a time without any zone is taken for UTC": said('"datePublished": "2026-11-23T12:00:00"'),
    "what is after the server's own clock counts for nothing": said(
        '"datePublished": "2027-03-01T12:00:00Z"', meta("article:published_time", "2026-11-23T12:00:00Z"), headers=NOW
    ),
    "where all of publication is to come the change is the last resort": said(
        '"datePublished": "2027-03-01T12:00:00Z", "dateModified": "2026-11-23T12:00:00Z"', updated=TIMED, headers=NOW
    ),
    "where all of publication is to come its creation comes before its change": said(
        '"datePublished": "2027-03-01T12:00:00Z", "dateCreated": "2026-11-23T12:00:00Z", "dateModified": "2026-11-23T12:30:00Z"',
        updated="2026-11-23T12:30Z", headers=NOW,
    ),
    "where all of publication is to come the day in the address is left": said(
        '"datePublished": "2027-03-01T12:00:00Z", "dateModified": "2026-11-24T08:00:00Z"', published="2026-11-22T00:00Z",
        url="https://www.harbour-post.example/2026/11/22/mine", headers=NOW,
    ),
    "where all of publication is to come what is shown is looked at": said(
        '"datePublished": "2027-03-01T12:00:00Z", "dateModified": "2026-11-23T12:30:00Z"',
        body="<h1>Mine opens</h1><span class=date-published>23 November 2026 12:00 UTC</span>", headers=NOW,
    ),
    "where all is to come nothing is known": said(
        '"datePublished": "2027-03-01T12:00:00Z", "dateModified": "2027-03-01T12:00:00Z"', published=None, updated=None, headers=NOW
    ),
    "the time at which the page was made is not its article's": said(
        '"datePublished": "2026-11-23T13:00:00Z"', meta("article:published_time", "2026-11-22T12:00:00Z"),
        published="2026-11-22T12:00Z", headers=NOW,
    ),
    "an article may be a minute old": said(
        '"datePublished": "2026-11-23T12:59:50Z"', meta("og:updated_time", "2026-11-23T13:00:10Z"),
        published="2026-11-23T12:59:50Z", headers=NOW,
    ),
    "the day in the address decides between two": said(
        '"datePublished": "2026-12-24T08:00:00Z"', meta("article:published_time", "2026-11-23T12:00:00Z"),
        url="https://www.harbour-post.example/2026/11/23/mine",
    ),
    "a placeholder gives way": said(
        '"datePublished": "0001-01-01T00:00:00Z"', meta("article:published_time", "1970-01-01T00:00:00Z") + meta("date", TIMED)
    ),
    "an old header is no date of publication": Case(
        want={"published": None, "updated": None}, headers={"last-modified": "Sun, 22 Nov 2026 12:00:00 GMT", **NOW}
    ),
    "the header tells of a change where nothing else does": said(
        '"datePublished": "2026-11-20T12:00:00Z"', published="2026-11-20T12:00Z", updated="2026-11-22T12:00Z",
        headers={"last-modified": "Sun, 22 Nov 2026 12:00:00 GMT", **NOW},
    ),
    "the header that tells when the page was made tells nothing": said(
        '"datePublished": "2026-11-20T12:00:00Z"', published="2026-11-20T12:00Z", updated=None,
        headers={"last-modified": "Mon, 23 Nov 2026 13:00:30 GMT", **NOW},
    ),
    "an ambiguous date is none": said('"datePublished": "03/04/2026"', meta("article:published_time", TIMED)),
    "an absurd number is no date": said('"datePublished": 1e999', meta("article:published_time", TIMED)),
    "a date of the far future or past is none": said('"datePublished": ["9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+05:00"]', published=None),
}  # fmt: skip

VISIBLE = {
    "time elements of comments and related articles don't count": Case(
        body="""<aside><time datetime=2026-11-20T08:00Z></time></aside>
            <div class="related-teaser"><time datetime=2026-11-19T08:00Z></time></div>
            <article><h1>Mine opens</h1><time datetime=2026-11-23T12:00Z></time>
            <section id=comments><time datetime=2026-11-24T08:00Z></time></section></article>
            <article><h3>Port closes</h3><time datetime=2026-11-21T08:00Z></time></article>""",
        want={"published": TIMED},
    ),
    "a time that is marked as published comes before one that only comes first": Case(
        body="<h1>Mine opens</h1><time datetime=2026-11-24T08:00Z></time><time pubdate datetime=2026-11-23T12:00Z></time>",
        want={"published": TIMED},
    ),
    "a time that is marked as updated tells of a change": Case(
        body="""<h1>Mine opens</h1><time class="updated" datetime=2026-11-24T08:00Z></time>
            <time class="entry-date published" datetime=2026-11-23T12:00Z></time>""",
        want={"published": TIMED, "updated": "2026-11-24T08:00Z"},
    ),
    "hAtom's updated alone is when it was published": Case(
        body="<h1>Mine opens</h1><time class=updated datetime=2026-11-23T12:00Z></time>",
        want={"published": TIMED},
    ),
    "a time behind the headline comes before one in the page's head": Case(
        body="<p><time datetime=2026-11-24T08:00Z>today</time></p><h1>Mine opens</h1><p><time datetime=2026-11-23T12:00Z></time></p>",
        want={"published": TIMED},
    ),
    "a time element without an attribute is read": Case(
        body="<h1>Mine opens</h1><time>November 23, 2026 12:00 UTC</time>", want={"published": TIMED}
    ),
    "an abbreviation with a title is read": Case(
        body="<h1>Mine opens</h1><abbr class=published title='2026-11-23T12:00:00Z'>today</abbr>",
        want={"published": TIMED},
    ),
    "a date on the page is the last but the address": Case(
        body="<h1>Mine opens</h1><span class=date-published>23 November 2026</span>",
        want={"published": "2026-11-23T00:00Z"},
    ),
}

CASES = {
    **{f"when: {name}": case for group in (TRUST, DISAGREEMENT, VISIBLE) for name, case in group.items()}
}
