"""A query for stories like an article."""

import gzip
import json
from types import SimpleNamespace

import builders
import pytest
from desk import Desk
from desk import said as texts_of
from hostile import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from newswatch.errors import PageError
from newswatch.query import evaluate, parse
from newswatch.query.vocabulary import Vocabulary
from newswatch.slack.views import likeness as views
from newswatch.slack.views import topic_form
from newswatch.sources import article as pages
from newswatch.usecases.likeness import Proposal, proposed


def news(title, text="", language="en"):
    return SimpleNamespace(title=title, text=text, language=language)


def query_like(one, days=()):
    found = proposed(one, days)
    return found.query if found else ""


MINE = news(
    "Kestrel Basin lithium mine wins approval",
    "Regulators on Monday approved the lithium mine in Kestrel Basin. The mine would be the largest in the "
    "state. Lithium prices have slid. Groups said that the Kestrel Basin project threatens water.",
)
MEETING = news(
    "Top US, Russian Diplomats Meet Amid Venezuela Tensions",
    "Secretary of State Mike Pompeo met with his counterpart, Sergey Lavrov, amid tensions over a crisis in "
    "Venezuela. Pompeo was asked how far apart they are on Venezuela. Lavrov told reporters that their talks "
    "had been constructive, and warned Pompeo that intervention in Venezuela would be unjustified.",
)
HEATING = (
    "Der Bundestag hat am Freitag das Heizungsgesetz beschlossen. Robert Habeck sagte, das Gesetz sei "
    "ein wichtiger Schritt. Die Opposition kritisierte Habeck. Das Heizungsgesetz soll im Januar in Kraft "
    "treten. Der Bundesrat muss dem Gesetz zustimmen."
)
GAME = news(
    "Anthony Lynn: “We needed to win this game”",
    "The Chargers lost. Anthony Lynn spoke after the loss. Lynn said that the Chargers had to be better. "
    "Nobody doubts Lynn.",
)


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (MINE, '"Kestrel Basin" AND (lithium OR mine)'),
        (MEETING, "Venezuela AND (Pompeo OR Lavrov)"),
        # A surname that many have is asked for with the first name.
        (GAME, '"Anthony Lynn" AND Chargers'),
    ],
)
def test_it_asks_for_what_an_article_is_about(one, expected):
    assert query_like(one) == expected


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        (
            "zh", "国足世界杯预选赛不敌日本队",
            "中国队在世界杯预选赛中以0比7不敌日本队。国足主教练说,日本队更强。国足将对阵沙特队。世界杯预选赛还有多轮。",
            "国足 AND (世界杯预选赛 OR 日本队)",
        ),
        (
            "ko", "삼성전자 3분기 영업이익 급증",
            "삼성전자가 3분기 영업이익이 크게 늘었다고 밝혔다. 삼성전자는 반도체 부문에서 영업이익을 냈다.",
            "삼성전자 AND 영업이익",
        ),
        (
            "de", "Bundestag beschließt Heizungsgesetz nach langem Streit",
            HEATING,
            "~Heizungsgesetz AND (~Habeck OR ~Gesetz)",
        ),
        (
            "ru", "Лавров встретился с Помпео",
            "Лавров и Помпео встретились в понедельник. Лавров сказал, что переговоры были полезными.",
            "~Лавров AND ~Помпео",
        ),
    ],
)  # fmt: skip
def test_other_languages_and_scripts(language, title, text, expected):
    assert query_like(news(title, text, language)) == expected


def test_capitals_of_a_headline_make_no_names():
    one = news("Kestrel Mine Wins Approval", "The mine at Kestrel was approved, and the mine opens.")
    assert query_like(one) == "Kestrel AND mine"


@pytest.mark.parametrize(
    ("why", "title", "text", "expected"),
    [
        (
            "titles are left out, and surnames that many have are made whole",
            "Bell denies talks over harbour",
            "Minister Carol Bell denied it. Mr Bell runs Quillhaven. Carol Bell left Quillhaven.",
            '"Carol Bell" AND Quillhaven',
        ),
        (
            "first names are no subject beside the surname",
            "Drozdowski signs for Harrowgate",
            "Tomasz Drozdowski signed for Harrowgate. Drozdowski left Harrowgate. Tomasz was cheered.",
            "Drozdowski AND Harrowgate",
        ),
        (
            "forms of a word are one",
            "Fewer otters in the Wendle",
            "In the Wendle, an otter was seen. All otters had left the Wendle; an otter came back.",
            "Wendle AND ~otters",
        ),
        (
            "countries and who lives there are one",
            "Zubrovian ferry sinks",
            "A ferry sank off Zubrovia. Zubrovian police said the ferry had left Zubrovia late.",
            "Zubrovian AND ferry",
        ),
        (
            "what is written with a hyphen stays together",
            "New Q-drive train unveiled in Marlow",
            "The Q-drive train was shown in Marlow. A Q-drive train is quiet, and Marlow has the train.",
            "Q-drive AND (Marlow OR train)",
        ),
        (
            "two words of every day tell something side by side",
            "Water price rises",
            "The water price rises. A water price is set by law, and the water price was low.",
            '"water price"',
        ),
        (
            "what the headline is furnished with is no subject",
            "Podcast: Okonedo on glaciers",
            "Our podcast has Marit Okonedo on glaciers. The podcast asks Okonedo which glaciers shrink.",
            "Okonedo AND glaciers",
        ),
        (
            "headings within the text are no names",
            "Seven gifts for cooks",
            "Best Gifts For Keen Cooks\nA saffron grinder for cooks.\nBest Gifts For Keen Cooks\nGrind it.",
            "cooks AND",
        ),
        (
            "players and winners are names, however many there are",
            "Wins for Tresco and Brill",
            "Results: Tresco, Ado, Brill, Kemp. Tresco beat Kemp. Brill beat Orr and Ado. Tresco, Brill.",
            "Tresco AND Brill",
        ),
    ],
)  # fmt: skip
def test_it_asks_as_one_would(why, title, text, expected):
    assert query_like(news(title, text)).startswith(expected), why


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "Premier League clubs vote on spending",
            "Premier League clubs voted. The Premier League asked its clubs. Champions League was first.",
            '"Premier League" AND clubs',
        ),
        ("Premier League clubs vote", "", '"Premier League" AND'),
        (
            "Pan Am returns to the skies",
            "Pan Am returned to the skies. Pan Am will fly.",
            '"Pan Am" AND skies',
        ),
        (
            "General Mills and Gen Z",
            "General Mills wants Gen Z to eat cereal. Gen Z does not, General Mills said. Mills cooks.",
            '"General Mills" AND "Gen Z"',
        ),
        (
            "Don Quixote opens in Madrid",
            "Don Quixote opened in Madrid. The ballet Don Quixote is danced in Madrid.",
            '"Don Quixote" AND Madrid',
        ),
        (
            "Judge Judy sues network",
            "Judge Judy has sued a network. Judge Judy, born Judy Sheindlin, sues. Judge Judy ran for years.",
            '"Judge Judy" AND',
        ),
        (
            "St Louis floods leave streets under water",
            "Floods in St Louis left streets under water. St Louis had rain. The floods of St Louis fell.",
            '"St Louis" AND floods',
        ),
        (
            "Tapestry shares rise on Coach deal",
            "Tapestry, which owns Coach, said sales of Coach rose. Shares of Tapestry rose. Coach sells.",
            "Tapestry AND Coach",
        ),
        (
            "Prime Minister Rishi Sunak resigns",
            "Prime Minister Rishi Sunak resigned. Sunak said sorry. The Prime Minister left.",
            '"Rishi Sunak" AND resigns',
        ),
        (
            "Brezny arrives in Marlow",
            "Deputy Prime Minister Ota Brezny saw Marlow. The Deputy Prime Minister left; Brezny slept.",
            "Brezny AND Marlow",
        ),
        (
            "Court hears Corran ferry case",
            "Attorney General Ilka Drozdowski sued. The Attorney General saw the Corran ferry. He left.",
            "Corran AND ferry",
        ),
        (
            "Macron names cabinet",
            "President Macron named a cabinet. President Macron said so. The President left the cabinet.",
            "Macron AND cabinet",
        ),
        ("Mr Bean returns", "Mr Bean is back. Rowan plays Mr Bean again; Mr Bean is old.", '"Mr Bean" AND'),
    ],
)
def test_titles_go_where_a_person_follows_and_stay_in_names(title, text, expected):
    assert query_like(news(title, text)).startswith(expected)


def test_titles_are_those_of_the_language():
    title = "Don Quiroga visita Marlow"
    text = "Llegó don Quiroga a Marlow. En Marlow, Don Quiroga habló. Quiroga volvió a Marlow con Quiroga."
    assert "Don" not in query_like(news(title, text, "es"))
    text = "Then Don Quiroga left Marlow, and Don Quiroga came to Marlow. In Marlow Don Quiroga spoke."
    assert '"Don Quiroga"' in query_like(news("Don Quiroga sees Marlow", text))


@pytest.mark.parametrize("word", ["Eleven", "Forty", "Dozens", "Stood"])
def test_numbers_and_small_words_at_the_beginning_of_a_sentence_are_no_subject(word):
    text = f"A ferry left Corran. {word} sailors of Corran slept. {word} ferry hands sang at Corran."
    assert word.lower() not in query_like(news("Corran ferry sails", text)).lower()


def test_what_is_beside_a_name_with_a_capital_is_a_part_of_it():
    one = news(
        "Ransomware locks Tarn Valley's power company out",
        "The cooperative of Tarn Valley fell to ransomware. The valley slept; the valley woke.",
    )
    assert query_like(one).startswith('"Tarn Valley" AND')


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        ("ru", "Россия и Украина обменялись пленными", "", "~Украина AND ~пленными"),
        (
            "de", "Polizei warnt vor Betrügern",
            "Die Polizei in Köln warnt vor Betrügern. In Köln sei man betrogen worden, so die Polizei.",
            "~Betrügern AND ~Polizei",
        ),
        ("de", "Polizei warnt vor Betrügern", "", "~Betrügern AND ~Polizei"),
        ("en", "Watch: man rescues dog from river", "", "dog AND river"),
    ],
)  # fmt: skip
def test_what_is_done_comes_last(language, title, text, expected):
    assert query_like(news(title, text, language)).startswith(expected)


def test_who_is_prince_of_a_place_is_not_meant_by_it():
    one = news(
        "Kate and William visit Wales",
        "The Prince and Princess of Wales visited Wales. Kate and William saw it. William was delighted.",
    )
    assert query_like(one) == "Wales AND William"


def test_compass_words_make_no_whole_names():
    one = news(
        "Bell signs for Harrowgate",
        "North Bell is far. In North Bell, Bell signed for Harrowgate. Bell left Harrowgate, Bell said.",
    )
    assert query_like(one) == "Harrowgate AND Bell"


def test_without_anything_telling_the_two_rarest_words_are_asked_for():
    one = news("The people of the city want law", "The people of the city want law. All people want it.")
    assert proposed(one) == Proposal("law AND city", is_vague=True)


def test_words_of_other_inflections_share_how_common_they_are():
    assert proposed(news("Gobiernos", "", "es")) == Proposal("~Gobiernos", is_vague=True)
    assert proposed(news("Zafiros", "", "es")) == Proposal("~Zafiros", is_vague=True)
    assert query_like(news("Gobiernos y zafiros", "", "es")) == "~zafiros AND ~Gobiernos"


def test_endings_of_verbs_make_no_subject():
    one = news(
        "Council rejects plan for Ashby tower",
        "The council rejected the Ashby tower. It is to reject any tower, rejects roofs and rejected Ashby.",
    )
    assert "reject" not in query_like(one)


def test_an_address_in_a_headline_is_no_name():
    one = news(
        "Nine bakers by Brotzeit.de", "The baker Ilka Sommerfeldt bakes. Ilka Sommerfeldt won. Bakers came."
    )
    assert "Brotzeit" not in query_like(one)


def test_who_tells_it_is_no_subject():
    one = news(
        "Landslide closes Corran pass",
        "A landslide closed the Corran pass. Drivers told Velmont and Reuters. Velmont saw it; Reuters did.",
    )
    one.authors = ("Pia Velmont",)
    assert query_like(one) == "Corran AND (landslide OR pass)"


@pytest.mark.parametrize(
    ("language", "title", "text", "expected"),
    [
        # Small words of languages of which little is known.
        (
            "it", "Chiude la funivia di Valtorna",
            "La funivia di Valtorna chiude negli ultimi giorni. Negli anni la funivia va a Valtorna.",
            "Valtorna AND ~funivia",
        ),
        (
            "ru", "Плотина в Залесске закрыта",
            "Плотина в Залесске закрыта. Сих пор у плотины ждал Залесск. Сих дней плотину ждал Залесск.",
            "~Залесске AND ~Плотина",
        ),
        (
            "es", "La ministra Ibarrola dimite por el caso Zafiro",
            "La ministra Ibarrola dimitió. El caso Zafiro afecta a Ibarrola. El caso Zafiro es falso.",
            "Ibarrola AND Zafiro",
        ),
        ("ko", "도마뱀부대를 보는 이유", "도마뱀부대는 작다. 도마뱀부대를 보는 사람이 많다.", "도마뱀부대"),
    ],
)  # fmt: skip
def test_it_asks_as_one_would_in_other_languages(language, title, text, expected):
    assert query_like(news(title, text, language)).startswith(expected)


EVERYDAY = [
    (
        "Police: Man arrested after stabbing in Leeds",
        "Police said a man was arrested after a stabbing in Leeds. Police in Leeds know the man arrested.",
        "en",
    ),
    (
        "Polizei warnt vor Betrügern",
        "Die Polizei in Köln warnt vor Betrügern. In Köln seien Senioren betrogen worden, so die Polizei.",
        "de",
    ),
    (
        "El Gobierno aprueba la ley de vivienda",
        "El Gobierno aprobó la ley de vivienda. La ley de vivienda es histórica. El PP votará en contra.",
        "es",
    ),
]


def test_what_tells_little_is_said_to():
    vague = proposed(
        news("How to work better at home", "You can work better at home. Work is good, home is best.")
    )
    assert vague is not None
    assert vague.is_vague
    for title, text, language in EVERYDAY:
        found = proposed(news(title, text, language))
        assert found is not None
        assert found.is_vague, found.query
    sure = proposed(MINE)
    assert sure is not None
    assert not sure.is_vague


@pytest.mark.parametrize("is_vague", [True, False])
def test_the_answer_says_whether_much_else_is_found(is_vague):
    article = builders.article(title="How to work better")
    shown = views.like(article, "work AND better", "look", "watch", is_vague=is_vague)
    assert (views.VAGUE in json.dumps(shown["blocks"])) == is_vague


def proposing(desk, title):
    """Have somebody choose the shortcut of a message with the link of an article."""
    article = builders.article(title=title, text="")
    desk.store.article_at = lambda spellings: article
    desk.chooses({"text": f"<{article.url}>"})


def test_the_modal_says_it_until_the_query_is_edited():
    desk = Desk()
    proposing(desk, "Is it time to buy gold")
    assert texts_of(desk.modal()).count(views.VAGUE) == 1
    texts = [block.get("label", block.get("text"))["text"] for block in desk.modal()["blocks"][:2]]
    assert texts == [views.VAGUE, "What to watch for"]
    desk.clicks(topic_form.MORE)
    desk.clicks("Preview again")
    assert views.VAGUE in texts_of(desk.modal())
    desk.clicks("Preview again", query="lithium")
    assert views.VAGUE not in texts_of(desk.modal())


def test_the_modal_says_nothing_of_what_tells_enough():
    desk = Desk()
    proposing(desk, "Kestrel Basin gets a lithium mine")
    assert "Kestrel Basin" in json.dumps(desk.modal())
    assert views.VAGUE not in texts_of(desk.modal())


def test_beside_two_words_of_every_day_there_is_a_third():
    one = news(
        "Trump talks of trade and tax",
        "Trump spoke of trade and tax. Trade needs tax, Trump said. Trump left.",
    )
    assert query_like(one) == "Trump AND trade AND tax"


def test_what_is_in_the_news_every_day_these_days_gives_way():
    assert query_like(MEETING).startswith("Venezuela AND")
    talk = SimpleNamespace(title="", text="Venezuela and the crisis")
    other = SimpleNamespace(title="", text="the weather")
    month = [Vocabulary.of([*[talk] * 600, *[other] * 400])] * 30
    assert query_like(MEETING, month).startswith("Pompeo AND")
    assert query_like(MEETING, [Vocabulary("")]) == query_like(MEETING)


def test_beside_a_word_of_every_day_there_is_no_choice():
    one = news("Trump speaks about trade", "Trump spoke about trade, and about trade alone. Trump left.")
    assert query_like(one) == "Trump AND trade"


def test_headline_alone_and_a_single_word_are_enough():
    assert query_like(news("Lithium slides")) == "Lithium AND slides"
    assert query_like(news("Lithium")) == "Lithium"


@pytest.mark.parametrize("one", [news(""), news("1 2 3", "4"), news("!", "…"), news("the of and")])
def test_nothing_to_ask_for_is_an_empty_query(one):
    assert query_like(one) == ""


@pytest.mark.parametrize("text", TEXTS)
def test_whatever_it_says_the_query_is_one_and_holds_for_it(text):
    for one in (news(text, text), news(text), news("", text), news(f"Lavrov {text}", f"AND OR NOT {text}")):
        query = query_like(one)
        assert not query or evaluate(parse(query), one) is not None


ALPHABET = "aB c.,'\"-()*~=: AND OR NOT lithium Москва 国足 ไทย \u0301\u200d𠀀é"


@given(
    st.text(ALPHABET, max_size=60), st.text(ALPHABET, max_size=200), st.sampled_from(["en", "ru", "zh", ""])
)
def test_it_holds_for_the_article_itself(title, text, language):
    one = news(title, text, language)
    query = query_like(one)
    if query:
        assert parse(query).canonical == query
        assert evaluate(parse(query), one) is not None


def test_real_articles(corpus):
    """Each query holds for its article, for the others that tell the same news, and for few besides."""
    truth = json.loads((corpus / "articles" / "ground-truth.json").read_text())
    read = []
    for name, said in truth.items():
        html = gzip.decompress((corpus / "articles" / "html" / f"{name}.html.gz").read_bytes())
        try:
            read.append(pages.read(html, said["url"]))
        except PageError:
            continue
    brought = []
    for page in read:
        query = parse(query_like(page))
        held = [other.title for other in read if evaluate(query, other) is not None]
        assert page.title in held
        brought.append(len(held))
    assert max(brought) <= 6
    stadia = [page for page in read if "Stadia" in page.title]
    pairs = [(one, other) for one in stadia for other in stadia]
    caught = sum(evaluate(parse(query_like(one)), other) is not None for one, other in pairs)
    assert (len(stadia), caught) >= (4, 12)
