"""The article's own text, and nothing that stands around it or between its paragraphs."""

# ruff: noqa: E501 - pages stand here as publishers write them, and their lines are long

import pytest

from newswatch.sources import markup, prose
from newswatch.sources.metadata import Metadata

SENTENCE = "The ministry said on Monday that the mine in the north would open next year as planned, and that"
PARAGRAPHS = [f"Paragraph {n}. {SENTENCE} nobody would lose a house to it." for n in range(1, 7)]
P = [f"<p>{text}</p>" for text in PARAGRAPHS]
SAID = Metadata(title="Mine opens next year", authors=("Ann Lee",), site_name="The Post", section="Business")


def read(body, said=SAID):
    return prose.paragraphs(markup.tree(f"<html><body>{body}</body></html>".encode()), said)


TEASER = (
    "<div class='{name}'><h3><a href=/x>Another story of the day that has nothing to do with it</a></h3>"
    "<p>What it says in short would make a fine false alert, as it has its own words in it.</p></div>"
)

AROUND = {
    "a menu": "<nav><ul><li><a href=/>Home</a></li><li>Sport</li></ul></nav>{}",
    "a menu without an element of its own": "<ul class=menu>"
    + "<li><a href=/a>Section of it</a></li>" * 30
    + "</ul>{}",
    "a footer": "{}<footer><p>The Post is published by the Post Company, of 1 Harbour Street, since 1893.</p></footer>",
    "an aside": "{}<aside><p>Something else that happened on that day, told at some length here as well.</p></aside>",
    "a cookie notice": "<div id=cookie-banner><p>We value your privacy. We and our partners store things on your device, "
    "such as identifiers, to select advertisements.</p></div>{}",
    "related stories": "{}" + TEASER.format(name="related-articles"),
    "recommended stories": "{}" + TEASER.format(name="c-recirc__list") * 3,
    "a newsletter": "{}<div class=newsletter-signup><p>Get the day in the harbour every morning, free of charge.</p></div>",
    "an author box": "{}<div class=author-bio><p>Ann Lee is the political editor. She has won prizes for it.</p></div>",
    "readers' comments": "{}<div id=comments>"
    + "<p>I think that the minister is quite wrong about all this, my friends.</p>" * 40
    + "</div>",
    "advertisements": "<div class=ad-slot><p>Buy this car today, the best that there has ever been on the road.</p></div>{}",
    "a caption": "<figure><img src=a><figcaption>Ann Olsen, the mayor, at the mine on a cold day.</figcaption></figure>{}",
    "what is hidden": "{}<div style='display: none'><p>Shown to nobody, this text would surprise a reader of alerts.</p></div>",
    "a headline and a byline": "<h1>Mine opens next year</h1><p>By Ann Lee</p><p>23.11.2026 12:30</p>{}",
    "the site's name and section": "<div>The Post</div><div>Business</div>{}",
    "a script": "{}<script>var a = 'A sentence in a script that is as long as a paragraph of it.';</script>",
}


@pytest.mark.parametrize("name", AROUND)
def test_what_stands_around_the_article_is_left_out(name):
    page = AROUND[name].replace("{}", f"<article>{''.join(P)}</article>")
    assert read(page) == PARAGRAPHS


BETWEEN = {
    "a link to another story": "<p><a href=/x>Another story of the day that has nothing to do with it</a></p>",
    "an announced link": "<p>Read more: <a href=/x>Another story of the day</a></p>",
    "an announced link in German": "<p>Lesen Sie auch: <a href=/x>Eine andere Geschichte</a></p>",
    "an announced link in Japanese": "<p>関連記事：<a href=/x>別の記事の見出しはここにある</a></p>",
    "an announced link in Arabic": "<p>اقرأ أيضا: <a href=/x>قصة أخرى من اليوم</a></p>",
    "an announced list": "<h3>Related</h3><ul><li><a href=/x>One more story</a></li><li><a href=/y>And one</a></li></ul>",
    "a label": "<p>Advertisement</p>",
    "a newsletter": "<p>Sign up for our newsletter and get the day's news by e-mail.</p>",
    "a plea": "<p>Follow us on Facebook and Instagram.</p>",
    "rights": "<p>© 2026 The Post. All rights reserved.</p>",
    "a rule": "<p>* * *</p>",
    "an address": "<p>ann.lee@post.example</p>",
}


@pytest.mark.parametrize("name", BETWEEN)
def test_what_stands_between_the_paragraphs_is_left_out(name):
    page = f"<article>{''.join(P[:3])}{BETWEEN[name]}{''.join(P[3:])}</article>"
    assert read(page) == PARAGRAPHS


BELONGS = {
    "a subheading": "<h2>What comes next</h2>",
    "a list": "<ul><li>The mine opens</li><li>The river is moved</li></ul>",
    "a quotation": "<blockquote><p>“Nobody will lose a house,” she said, “and that is a promise.”</p></blockquote>",
    "a paragraph with links": "<p>The <a href=/m>mine</a> near <a href=/l>Lund</a> has been planned for ten years.</p>",
    "a call to action that is news": "<p>Customers who subscribe to the service will pay more, the regulator said.</p>",
    "an error that is news": "<p>In the count there was an error that nobody had noticed until Monday.</p>",
    "what contributed": "<p>Rising prices contributed to this decline, according to the bank in Oslo.</p>",
    "more of something": "<p>More than forty people were hurt.</p>",
    "results": "<p>The results may not be published until Friday, a court ruled.</p>",
    "a table": "<table><tr><td>Copper</td><td>12</td></tr></table>",
}


@pytest.mark.parametrize("name", BELONGS)
def test_what_belongs_to_the_article_stays(name):
    got = read(f"<article>{''.join(P[:3])}{BELONGS[name]}{''.join(P[3:])}</article>")
    assert [text for text in got if text in PARAGRAPHS] == PARAGRAPHS
    words = " ".join(markup.plain(BELONGS[name]).split())
    assert words in " ".join(got)


def test_article_in_pieces_is_read_whole():
    """Advertisements cut it: each piece has a box of its own."""
    piece = "<div class=chunk><div class=body>{}</div></div><div class=ad-slot><p>Buy.</p></div>"
    assert read("<main>" + "".join(piece.format(p) for p in P) + "</main>") == PARAGRAPHS


def test_every_paragraph_in_a_box_with_a_telling_name_is_not_lost():
    assert read("".join(f"<div class=share-text>{p}</div>" for p in P)) == PARAGRAPHS


def test_text_that_the_publisher_marks_is_taken_at_its_word():
    other = "".join(f"<p>Elsewhere {n}. {SENTENCE} so on.</p>" for n in range(20))
    page = f"<div>{other}</div><div itemprop='articleBody'>{''.join(P)}</div>"
    assert read(page) == PARAGRAPHS


def test_mark_without_text_is_passed_over():
    assert (
        read(f"<meta itemprop=articleBody content=x><span itemprop=articleBody></span>{''.join(P)}")
        == PARAGRAPHS
    )


def test_text_in_json_ld_tells_which_paragraphs_are_the_article_s():
    other = "".join(f"<p>Elsewhere {n}. {SENTENCE} so on.</p>" for n in range(4))
    said = Metadata(title="Mine", body=" ".join(PARAGRAPHS))
    got = read(f"<div>{''.join(P)}</div><section><div>{other}</div></section>", said)
    assert got == PARAGRAPHS


def test_beginning_in_json_ld_is_not_all_there_is():
    assert read(f"<article>{''.join(P)}</article>", Metadata(body=PARAGRAPHS[0])) == PARAGRAPHS


def test_breaks_make_paragraphs_where_there_is_no_other_markup():
    assert read(f"<div>{'<br><br>'.join(PARAGRAPHS)}</div>") == PARAGRAPHS


@pytest.mark.parametrize(
    "text",
    [
        "外務省は月曜日、北部の鉱山が予定どおり来年に開業すると発表した。地元の住民は歓迎している。",
        "외무부는 월요일 북부 광산이 예정대로 내년에 문을 연다고 발표했다. 주민들은 환영했다.",
        "قالت الوزارة يوم الاثنين إن المنجم في الشمال سيفتح العام المقبل كما هو مخطط له.",
        "Министерство сообщило в понедельник, что рудник на севере откроется в следующем году.",
    ],
)
def test_text_in_any_script_is_read(text):
    paragraphs = [f"{n}. {text}" for n in range(5)]
    assert read(f"<article>{''.join(f'<p>{p}</p>' for p in paragraphs)}</article>") == paragraphs


@pytest.mark.parametrize(
    "first",
    [
        "At 12:30 a bomb went off in the harbour.",
        "KABUL (Ann Lee) - Forty people were hurt in the harbour on Monday.",
        "The mine opens next year, said Ann Lee, who is the minister for it.",
    ],
)
def test_report_that_begins_with_time_or_name_keeps_its_beginning(first):
    assert read(f"<article><p>{first}</p>{''.join(P)}</article>")[0] == first


def test_last_paragraph_about_the_author_is_left_out():
    page = f"<article>{''.join(P)}<p>Ann Lee is the political editor of The Post and lives in Lund.</p></article>"
    assert read(page) == PARAGRAPHS


def test_brief_is_read_whatever_it_is_made_of():
    assert read("<div>Fire in Lund, nobody hurt</div>") == ["Fire in Lund, nobody hurt"]
    assert read("") == []


@pytest.mark.parametrize(
    "name",
    [
        "post type-post tag-gdpr", "post category-cookies", "hentry comments-open has-comments", "article--comments-enabled",
        "with-comments", "article-paywall", "read-more-content", "has-gallery",
    ],
)  # fmt: skip
def test_article_is_not_taken_for_what_its_class_says_it_is_about(name):
    imprint = (
        "<div class=imprint>"
        + "<p>This website is run by the Post Company, of 1 Harbour Street in Lund.</p>" * 6
        + "</div>"
    )
    headline = "<h1>Mine opens next year</h1>"
    assert read(f"<article class='{name}'>{headline}{''.join(P)}</article>{imprint}") == PARAGRAPHS
    assert (
        read(f"<main>{headline}{''.join(P[:3])}<div class='{name}'>{''.join(P[3:])}</div></main>{imprint}")
        == PARAGRAPHS
    )


@pytest.mark.parametrize(
    "name", ["comments", "commentaires", "leserkommentare", "discussion", "replies", "x7a"]
)
def test_comments_that_are_longer_than_the_article_do_not_take_its_place(name):
    comments = "".join(
        f"<p>Comment {n}: I do not believe a word that the minister says about this mine.</p>"
        for n in range(40)
    )
    got = read(
        f"<h1>Mine opens next year</h1><div class=text>{''.join(P)}</div><div class={name}>{comments}</div>"
    )
    assert [text for text in got if text in PARAGRAPHS] == PARAGRAPHS
    if name != "x7a":
        assert got == PARAGRAPHS


def test_next_article_of_an_endless_page_is_another_one():
    other = "".join(f"<p>Elsewhere {n}. {SENTENCE} so on.</p>" for n in range(9))
    page = f"<article><h1>Mine opens next year</h1>{''.join(P)}</article><article><h1>Another</h1>{other}</article>"
    assert read(page) == PARAGRAPHS


@pytest.mark.parametrize(
    "marked",
    [
        f"<div itemscope itemtype=https://schema.org/Comment><p itemprop=articleBody>{'A reader says what he thinks. ' * 12}</p></div>{{}}",
        f"<div itemprop=articleBody><p>{'The beginning of it, as it is shown. ' * 4}</p></div>{{}}",
        "<div itemprop=articleBody>{}</div>",
    ],
    ids=["a comment", "the beginning", "all of it"],
)
def test_mark_counts_where_it_holds_the_article(marked):
    page = f"<article itemscope itemtype=https://schema.org/NewsArticle><h1>Mine opens next year</h1>{marked}</article>"
    got = read(page.replace("{}", f"<div>{''.join(P)}</div>"))
    assert [text for text in got if text in PARAGRAPHS] == PARAGRAPHS


def test_paragraphs_that_are_marked_one_by_one_are_all_read():
    marked = "".join(f"<div itemprop=articleBody>{p}</div>" for p in P)
    assert read(f"<article itemscope><h1>Mine opens next year</h1>{marked}</article>") == PARAGRAPHS


def test_standfirst_between_headline_and_text_is_the_article_s():
    lead = "The ministry expects no trouble with the neighbours of the mine."
    page = f"<header><h1>Mine opens next year</h1><p class=standfirst>{lead}</p></header><div class=text>{''.join(P)}</div>"
    assert read(f"<main>{page}</main>") == [lead, *PARAGRAPHS]


def test_chinese_paragraphs_weigh_as_much_as_they_say():
    paragraphs = [
        f"第{n}，外务省周一宣布，北部的矿山将于明年按计划开业，当地居民对此表示欢迎。" for n in range(7)
    ]
    legal = "".join(
        f"<p>本网站由示例传媒有限公司运营，地址为示例市示例路一号，版权信息见页底第{n}条。</p>"
        for n in range(3)
    )
    text = "".join(f"<p>{p}</p>" for p in paragraphs)
    got = read(
        f"<div class=m><h1>矿山开业</h1><div class=t>{text}</div></div><div class=legal>{legal}</div>",
        Metadata(title="矿山开业"),
    )
    assert got == paragraphs


LEGAL = (
    "<div class=legal>"
    + "<p>This website is run by the Post Company, of 1 Harbour Street in Lund.</p>" * 4
    + "</div>"
)


@pytest.mark.parametrize(
    "body",
    [
        "".join(f"<div>Part {n}. The minister left.</div>" for n in range(8)),
        "".join(
            f"<section><time>1{n}:00</time><h2>Update {n}</h2><p>Part {n}. Short.</p></section>"
            for n in range(8)
        ),
        "".join(f"<p><b>Why part {n}?</b></p><p>Because.</p>" for n in range(8)),
    ],
    ids=["short lines", "a live page", "questions and answers"],
)
def test_article_of_short_pieces_is_read_whole(body):
    got = read(
        f"<article><h1>Mine opens next year</h1><p>What is known so far of it.</p>{body}</article>{LEGAL}"
    )
    assert all(any(f"part {n}" in text.lower() for text in got) for n in range(8))
    assert not any("Post Company" in text for text in got)


def test_list_behind_the_last_long_paragraph_is_a_part_of_it():
    items = "".join(f"<h2>Place {n}</h2><p>It is by the sea.</p>" for n in range(5))
    got = read(
        f"<article><h1>Mine opens next year</h1><div class=b>{''.join(P)}{items}</div></article>{LEGAL}"
    )
    assert [text for text in got if text not in PARAGRAPHS] == [
        t for n in range(5) for t in (f"Place {n}", "It is by the sea.")
    ]
