"""Front pages and archives as different systems build them, each with what surrounds a list in the wild."""

from dataclasses import dataclass, field

SITE = "https://www.herald.example"

HEADLINES = [
    ("minister-opens-new-bridge-over-the-leith", "Minister opens new bridge over the Leith"),
    ("council-votes-to-keep-libraries-open", "Council votes to keep all libraries open"),
    ("storm-leaves-thousands-without-power", "Storm leaves thousands without power in the north"),
    ("harbour-expansion-delayed-until-autumn", "Harbour expansion delayed until the autumn"),
    ("trains-to-run-every-ten-minutes", "Trains to run every ten minutes from next year"),
    ("hospital-reports-record-waiting-times", "Hospital reports record waiting times again"),
    ("university-wins-grant-for-battery-research", "University wins grant for battery research"),
    ("farmers-protest-over-new-water-rules", "Farmers protest over new water rules"),
    ("museum-returns-mask-to-its-owners", "Museum returns mask to its rightful owners"),
    ("police-recover-stolen-paintings", "Police recover paintings stolen in 1998"),
]

_SECTIONS = [
    "Politics", "Business", "Economy", "Climate", "Science", "Health", "Culture", "Sport", "Travel", "Food",
    "Opinion", "Local",
]  # fmt: skip


def navigation() -> str:
    """Sixty links of a mega menu, some of whose texts are as long as headlines."""
    items = [f'<li><a href="/{name.lower()}">{name}</a></li>' for name in _SECTIONS]
    items += [
        f'<li><a href="/{name.lower()}/{sub}">{name} {label}</a></li>'
        for name in _SECTIONS
        for sub, label in (
            ("analysis", "analysis"),
            ("video-and-audio", "in video and audio"),
            ("archive", "archive"),
        )
    ]
    items += [f'<li><a href="/topics/topic-{n}">All about topic number {n}</a></li>' for n in range(12)]
    return f'<nav class="site-nav"><ul>{"".join(items)}</ul></nav>'


MOST_READ = """
<aside class="most-read"><h2>Most read</h2><ol>
<li><a href="/2019/05/06/recipe-for-the-best-pancakes">Recipe for the best pancakes ever</a></li>
<li><a href="/2019/05/07/how-to-sleep-in-summer">How to sleep in the heat of a summer night</a></li>
<li><a href="/2019/05/08/ten-walks-along-the-coast">Ten walks along the coast for children</a></li>
</ol></aside>"""

AROUND_TOP = (
    '<header class="masthead"><a href="/">The Herald</a>'
    '<ul class="languages"><li><a href="/de/">Deutsch</a></li>'
    f'<li><a href="/fr/">Français</a></li></ul>'
    f'<a href="/subscribe/offer-2026">Subscribe now for one pound a week</a>'
    f"</header>{navigation()}"
)
AROUND_BOTTOM = (
    '<div class="pagination"><a href="/news/page/1">1</a>'
    '<a href="/news/page/2">2</a><a href="/news/page/3">Next page of '
    "older stories</a></div>"
    f'{MOST_READ}<footer><a href="/about/our-editorial-standards-2024">Our editorial standards and values</a>'
    '<a href="/privacy-policy-and-cookie-notice">Privacy policy and cookie notice</a>'
    '<a href="/jobs/work-with-us-at-the-herald">Work with us at the Herald</a></footer>'
)


@dataclass(frozen=True)
class ListPage:
    """A page and what it lists."""

    html: str
    urls: list[str]
    titles: list[str] = field(default_factory=lambda: [title for _, title in HEADLINES])
    url: str = f"{SITE}/news"


def whole(main: str, lang: str = "en") -> str:
    return (
        f'<!doctype html><html lang="{lang}"><head>'
        f'<title>News - The Herald</title></head><body class="page has-nav">'
        f'{AROUND_TOP}<main id="content">{main}</main>{AROUND_BOTTOM}</body></html>'
    )


def _addresses(shape: str) -> list[str]:
    return [shape.format(slug=slug, n=n, site=SITE) for n, (slug, _) in enumerate(HEADLINES, 4301)]


def cards() -> ListPage:
    """A lead, then cards in two sizes: picture and headline are links of their own."""
    urls = _addresses("{site}/news/{slug}-{n}")
    parts = []
    for at, (url, (_, title)) in enumerate(zip(urls, HEADLINES, strict=True)):
        kind = "lead" if at == 0 else "card card--large" if at < 4 else "card card--small"
        tag = "h1" if at == 0 else "h2" if at < 4 else "h3"
        parts.append(
            f'<div class="{kind}"><a class="card__image" href="{url}">'
            f'<img data-src="/img/{at}.jpg" alt=""></a>'
            f'<div class="card__body"><a class="kicker" href="/politics">Politics</a>'
            f'<{tag} class="card__title">'
            f'<a href="{url}?utm_source=front">{title}</a></{tag}>'
            f'<p class="card__summary">What it means for those who live nearby, and what'
            f" comes next, in brief.</p>"
            f'<time datetime="2026-03-{at + 1:02}T08:30:00+01:00">today</time>'
            f'<a href="{url}#comments">12 comments</a></div></div>'
        )
    return ListPage(whole("".join(parts)), urls)


def whole_card_links() -> ListPage:
    """One link around each whole card, in a soup of div."""
    urls = _addresses("{site}/a/{slug}")
    parts = [
        f'<div class="css-x1"><div class="css-x2"><a class="css-x3" href="{url}">'
        f'<div><img src="/i/{n}.webp" alt="Photo"></div>'
        f'<div class="css-x4"><h3>{title}</h3>'
        f"<p>Several sentences of a summary that goes on for a while here.</p>"
        f"<span>5 min read</span></div></a></div></div>"
        for n, (url, (_, title)) in enumerate(zip(urls, HEADLINES, strict=True))
    ]
    return ListPage(whole(f'<div class="css-x0">{"".join(parts)}</div>'), urls)


def plain_list() -> ListPage:
    """ul and li, nothing more, dates in the addresses."""
    urls = [f"{SITE}/2026/03/{n:02}/{slug}" for n, (slug, _) in enumerate(HEADLINES, 1)]
    items = "".join(
        f'<li><a href="{url}">{title}</a></li>' for url, (_, title) in zip(urls, HEADLINES, strict=True)
    )
    return ListPage(whole(f"<h1>Latest news</h1><ul>{items}</ul>"), urls)


def table() -> ListPage:
    """A government's register: a table in a form around the whole page, numbers for addresses."""
    urls = _addresses("{site}/press/Release.aspx?id={n}")
    rows = "".join(
        f"<tr><td>{n} March 2026</td><td>"
        f'<a href="Release.aspx?id={4300 + n}">{title}</a></td><td>Ministry</td></tr>'
        for n, (_, title) in enumerate(HEADLINES, 1)
    )
    html = whole(
        f"<h1>Press releases</h1><table><tr><th>Date</th><th>Title</th><th>By</th></tr>{rows}</table>"
    )
    html = html.replace("<body", "<body><form").replace("</body>", "</form></body>")
    return ListPage(html, urls, url=f"{SITE}/press/List.aspx")


def definition_list() -> ListPage:
    urls = _addresses("{site}/releases/{n}")
    items = "".join(
        f'<dt>{n} March 2026</dt><dd><a href="{url}">{title}</a></dd>'
        for n, (url, (_, title)) in enumerate(zip(urls, HEADLINES, strict=True), 1)
    )
    return ListPage(whole(f"<dl>{items}</dl>"), urls)


def headings_and_paragraphs() -> ListPage:
    """Flat: a heading with the link, a paragraph after it, no element around the two."""
    urls = _addresses("{site}/stories/{slug}.html")
    items = "".join(
        f'<h2><a href="/stories/{slug}.html">{title}</a></h2><p class="meta">Posted on March {n}, 2026</p>'
        f"<p>The summary of number {n}, which is long enough to be one of an article.</p>"
        for n, (slug, title) in enumerate(HEADLINES, 1)
    )
    return ListPage(whole(items), urls)


def wordpress() -> ListPage:
    """A WordPress archive: classes differ from post to post, headlines lead on as "Continue reading"."""
    urls = _addresses("{site}/2026/03/{slug}/")
    items = "".join(
        f'<article id="post-{n}" class="post-{n} post type-post status-publish format-standard hentry '
        f'category-{"local" if n % 2 else "politics"} tag-t{n}">'
        f'<header class="entry-header"><h2 class="entry-title">'
        f'<a href="{url}" rel="bookmark">{title}</a></h2><div class="entry-meta"><span class="posted-on">'
        f'<a href="{url}">'
        f'<time class="entry-date" datetime="2026-03-{n:02}T10:00:00+00:00">March {n}, 2026</time></a>'
        f'</span> by <a href="{SITE}/author/jane-doe/">Jane Doe</a>'
        f'</div></header><div class="entry-content"><p>'
        f"What happened, in two lines of an excerpt that WordPress has cut off in the mid [&hellip;]</p>"
        f"</div>"
        f'<a class="more-link" href="{url}">Continue reading <span>{title}</span></a>'
        f'<footer><a href="{SITE}/category/local/" rel="category tag">Local</a></footer></article>'
        for n, (url, (_, title)) in enumerate(zip(urls, HEADLINES, strict=True), 1)
    )
    return ListPage(whole(items), urls, url=f"{SITE}/category/local/")


def read_more() -> ListPage:
    """The headline is no link; "Read more" is."""
    urls = _addresses("{site}/node/{n}")
    items = "".join(
        f'<div class="views-row"><h3>{title}</h3>'
        f"<p>It was announced on Monday that it would be so from now on.</p>"
        f'<a class="btn" href="{url}">Read more</a></div>'
        for url, (_, title) in zip(urls, HEADLINES, strict=True)
    )
    return ListPage(whole(items), urls)


def japanese() -> ListPage:
    titles = [
        "首相が新しい橋の開通式に出席し演説した",
        "市議会は図書館の存続を全会一致で決定",
        "台風で北部の数千世帯が停電している",
        "港の拡張工事は秋まで延期される見通し",
        "来年から電車は十分おきに運行されます",
    ]
    urls = [f"{SITE}/articles/k{n}000{n}" for n in range(1, 6)]
    items = "".join(
        f'<div class="item"><a href="{url}">{title}</a><span class="date">2026年3月{n}日</span></div>'
        for n, (url, title) in enumerate(zip(urls, titles, strict=True), 1)
    )
    return ListPage(whole(items, "ja"), urls, titles)


def sections() -> ListPage:
    """Five sections of two, each in a markup of its own."""
    urls = _addresses("{site}/2026/mar/04/{slug}")
    pairs = [(url, title) for url, (_, title) in zip(urls, HEADLINES, strict=True)]
    parts = []
    for n, name in enumerate(_SECTIONS[:5]):
        items = "".join(
            f'<li><h3><a href="{url}">{title}</a></h3></li>' for url, title in pairs[2 * n : 2 * n + 2]
        )
        parts.append(
            f'<section class="s-{name}"><h2>'
            f'<a href="/{name.lower()}">{name}</a></h2><ul>{items}</ul></section>'
        )
    return ListPage(whole("".join(parts)), urls, url=f"{SITE}/")


def elementor() -> ListPage:
    """Everything is a widget, as page builders have it."""
    urls = _addresses("{site}/{slug}/")
    items = "".join(
        f'<article class="elementor-post elementor-grid-item post-{n}"><div class="elementor-post__text">'
        f'<h3 class="elementor-post__title"><a href="{url}">{title}</a></h3></div></article>'
        for n, (url, (_, title)) in enumerate(zip(urls, HEADLINES, strict=True))
    )
    return ListPage(
        whole(f'<div class="elementor-widget elementor-widget-posts sidebar-none">{items}</div>'),
        urls,
        url=f"{SITE}/blog",
    )


PAGES = {
    made.__name__: made
    for made in (
        cards, whole_card_links, plain_list, table, definition_list, headings_and_paragraphs, wordpress,
        read_more, japanese, sections, elementor,
    )
}  # fmt: skip
