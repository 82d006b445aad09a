"""What is a copy of what, and that nothing else is."""

import json
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newswatch.model import ArticleId
from newswatch.stories import copies as module
from newswatch.stories.copies import HEADED, SIZE, Copies, sample_of

FUNCTIONS = Path(__file__).parents[2] / "functions"


def prose(seed, sentences, vocabulary=3_000):
    """Return sentences that have hardly a run of three words in common with those of another seed."""
    chance = random.Random(seed)
    return [
        " ".join(
            f"w{int(vocabulary * chance.random() ** 2)}" for _ in range(chance.randint(12, 20))
        ).capitalize()
        + "."
        for _ in range(sentences)
    ]


def article(seed, paragraphs=10, each=3):
    said = prose(seed, paragraphs * each)
    return "\n\n".join(" ".join(said[at : at + each]) for at in range(0, len(said), each))


def known(**texts):
    copies = Copies()
    for name, text in texts.items():
        copies.put(ArticleId(name), sample_of(*text) if isinstance(text, tuple) else sample_of(text))
    return copies


def edited(text, part, seed=1):
    """Return a text in which every so many words are others."""
    chance = random.Random(seed)
    return " ".join("instead" if chance.random() < part else word for word in text.split(" "))


STORY = article(1)
TITLE = "Ministers agree on fishing quotas for the northern sea"
OTHER_TITLE = "Trawlers may catch less cod from January"


# --- What is a copy ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("the same", STORY),
        ("trimmed to the first two of ten paragraphs", "\n\n".join(STORY.split("\n\n")[:2])),
        ("trimmed to two in the middle", "\n\n".join(STORY.split("\n\n")[4:6])),
        ("lightly edited", edited(STORY, 0.05)),
        ("edited throughout", edited(STORY, 0.12)),
        ("with paragraphs in another order", "\n\n".join(sorted(STORY.split("\n\n")))),
        ("between other boilerplate", f"LONDON (Reuters) - {STORY}\n\n{' '.join(prose(2, 6))}"),
        ("in capitals and with other punctuation", STORY.upper().replace(".", " —")),
        ("updated by three paragraphs", f"{article(3, 3)}\n\n{STORY}"),
    ],
)
@pytest.mark.parametrize("title", [TITLE, OTHER_TITLE])
def test_a_copy_is_found(name, text, title):
    copies = known(story=(STORY, TITLE), stranger=(article(4), "Stocks fall in Tokyo"))

    found = copies.nearest(sample_of(text, title))

    assert found is not None, name
    assert found[0] == "story"
    assert 0 < found[1] <= 1


def test_the_original_of_a_trimmed_article_is_found_as_well():
    copies = known(short=("\n\n".join(STORY.split("\n\n")[:2]), TITLE))

    assert copies.nearest(sample_of(STORY, TITLE)) is not None


def test_an_update_that_is_mostly_new_is_found_by_its_title():
    update = f"{article(5, 8)}\n\n" + "\n\n".join(STORY.split("\n\n")[:3])
    copies = known(story=(STORY, TITLE))

    assert copies.nearest(sample_of(update, f"UPDATE 2 {TITLE}")) is not None
    assert copies.nearest(sample_of(update, OTHER_TITLE)) is None


def test_a_copy_of_a_very_long_text_is_found():
    text = article(6, 100)
    copies = known(story=(text, TITLE))

    assert copies.nearest(sample_of(edited(text, 0.05), OTHER_TITLE)) is not None


@pytest.mark.parametrize(
    "alphabet",
    [
        "的一是不了人我在有他这中大来上国个到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文",
        "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん日本国会議員政府東京大阪",
        "กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮ",
        "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오",
    ],
)
def test_scripts_without_spaces_have_copies_and_strangers(alphabet):
    def text(seed):
        chance = random.Random(seed)
        words = ["".join(random.Random(n).choices(alphabet, k=2)) for n in range(800)]
        return "。".join(
            "".join(words[int(800 * chance.random() ** 2)] for _ in range(15)) for _ in range(25)
        )

    copies = known(story=text(1))
    trimmed = text(1)[:300]
    changed = "".join("一" if n % 40 == 7 else char for n, char in enumerate(text(1)))

    assert copies.nearest(sample_of(trimmed)) is not None
    assert copies.nearest(sample_of(changed)) is not None
    assert copies.nearest(sample_of(text(2))) is None


# --- What is not ---------------------------------------------------------------------------


def test_an_article_that_quotes_two_sentences_of_another_is_no_copy():
    quoted = " ".join(STORY.split(". ")[3:5])
    copies = known(story=(STORY, TITLE))

    assert copies.nearest(sample_of(f"{article(7, 6)}\n\n{quoted}.", OTHER_TITLE)) is None
    assert copies.nearest(sample_of(f"{article(7, 6)}\n\n{quoted}.")) is None


WEATHER = """Today it will be {b} in {a} with highs of {c} degrees and lows of {d} degrees. Winds will
blow from the {e} at {f} kilometres an hour. Tomorrow will bring more of the same, with a
chance of rain of {g} per cent."""
STOCKS = """Shares of {a} closed at {c} dollars, {b} by {d} per cent, in trading of {f} million. The
index of all shares ended the day at {g} points. Analysts expect earnings of {e} cents a
share in the coming quarter."""
OBITUARY = """{a} {b}, {c}, of {e}, passed away peacefully on Sunday surrounded by family. Visitation
will be held from {d} to {f} at {e} Funeral Home. In lieu of flowers, donations may be
made to the {g} Hospice."""
MATCH = """Full-time: {a} {c}, {b} {d}. Goals by {e} in the {f} minute and {g} in stoppage time. The
referee blew the whistle after five added minutes. Both teams meet again next month in the
return leg of the tie."""
LIVE = """Follow our live coverage of {a}. Stay with us for reaction from {b} and {c}. This page
updates by itself: there is no need to refresh. You can send your questions to our
reporters by email, or on social media."""
PAYWALL = """{a} says {b} is {c}. {d} disagrees about {e}. Subscribe to read the rest of this article.
Subscribers have unlimited access to all our journalism on every device. Already a
subscriber? Log in to continue reading. Try it for one month at a reduced price, and
cancel at any time before your trial ends."""
TEMPLATES = [
    ("Weather in {a}", WEATHER),
    ("{a} shares: closing prices", STOCKS),
    ("Obituary: {a} {b}", OBITUARY),
    ("{a} {c}-{d} {b}", MATCH),
    ("{a}: live updates", LIVE),
    ("{a} and the {b} of {c}", PAYWALL),
]


@pytest.mark.parametrize(("title", "text"), TEMPLATES)
def test_short_texts_by_template_are_no_copies_of_each_other(title, text):

    def filled(number):
        chance = random.Random(number)
        fields = {field: f"{field}{chance.randrange(10_000)}" for field in "abcdefg"}
        return title.format(**fields), text.format(**fields)

    copies = Copies()
    for number in range(40):
        headed, said = filled(number)
        assert copies.nearest(sample_of(said, headed)) is None
        copies.put(ArticleId(str(number)), sample_of(said, headed))

    headed, said = filled(7)
    assert copies.nearest(sample_of(said, headed)) == ("7", 1.0)


@pytest.mark.parametrize("text", ["", " ", "…", "Breaking", "More soon.", "Subscribe to read", "新闻"])
def test_a_text_of_next_to_nothing_is_no_copy_even_of_itself(text):
    copies = known(one=(text, "Breaking news"))

    assert copies.nearest(sample_of(text, "Breaking news")) is None


def test_boilerplate_of_an_outlet_makes_no_copies():
    boilerplate = " ".join(prose(8, 3))
    texts = [f"{article(100 + n, 3)}\n\n{boilerplate}" for n in range(200)]
    copies = Copies()
    for n, text in enumerate(texts):
        sample = sample_of(text, " ".join(prose(500 + n, 1)))
        assert copies.nearest(sample) is None
        copies.put(ArticleId(str(n)), sample)


def test_long_boilerplate_makes_no_copies_once_many_have_it():
    boilerplate = " ".join(prose(8, 14))
    copies = Copies()
    for n in range(60):
        copies.put(ArticleId(str(n)), sample_of(f"{article(200 + n, 8)}\n\n{boilerplate}"))

    assert copies.nearest(sample_of(f"{article(9, 8)}\n\n{boilerplate}")) is None
    assert copies.nearest(sample_of(f"{article(230, 8)}\n\n{boilerplate}"))[0] == "30"


def test_what_hundreds_carry_is_still_a_copy():
    copies = Copies()
    for n in range(400):
        text = f"{' '.join(prose(1_000 + n, 2))}\n\n{edited(STORY, 0.02, n)}"
        if n:
            assert copies.nearest(sample_of(text, f"Headline {n} of an outlet")) is not None
        copies.put(ArticleId(str(n)), sample_of(text, f"Headline {n} of an outlet"))


# --- Which one, and what is left -------------------------------------------------------------


def test_the_most_alike_is_told_and_of_equals_the_first_by_id():
    copies = known(c=edited(STORY, 0.1), b=STORY, a=STORY)

    assert copies.nearest(sample_of(STORY)) == ("a", 1.0)
    copies.drop("a")
    assert copies.nearest(sample_of(STORY)) == ("b", 1.0)


def test_what_is_dropped_is_not_found_and_unknown_ids_are_ignored():
    copies = known(a=STORY, b=STORY)

    copies.drop(ArticleId("a"))
    copies.drop(ArticleId("a"))
    copies.drop(ArticleId("never"))

    assert len(copies) == 1
    assert copies.nearest(sample_of(STORY)) == ("b", 1.0)


def test_what_is_put_again_is_there_once_as_it_is_now():
    copies = known(a=STORY)

    copies.put(ArticleId("a"), sample_of(article(9)))

    assert len(copies) == 1
    assert copies.nearest(sample_of(STORY)) is None
    assert copies.nearest(sample_of(article(9))) == ("a", 1.0)


POOL = [sample_of(edited(article(n % 6, 4), 0.1 * (n % 3), n), f"Title {n % 6}") for n in range(24)]


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40), st.integers(0, 23)), max_size=80), st.randoms())
def test_only_what_is_there_counts_not_how_it_came_there(steps, chance):
    copies, left = Copies(), {}
    for is_put, name, which in steps:
        if is_put:
            copies.put(ArticleId(str(name)), POOL[which])
            left[str(name)] = POOL[which]
        else:
            copies.drop(ArticleId(str(name)))
            left.pop(str(name), None)
    fresh = Copies()
    for name in chance.sample(sorted(left), len(left)):
        fresh.put(ArticleId(name), left[name])

    assert [copies.nearest(sample) for sample in POOL] == [fresh.nearest(sample) for sample in POOL]


def test_very_many_are_all_found_and_all_dropped(monkeypatch):
    """The index grows, here at fewer articles than it would."""
    monkeypatch.setattr(module, "_PLACES", 1 << 12)
    monkeypatch.setattr(module, "_FULL", 0.1)
    samples = {str(n): sample_of(article(3_000 + n, 3)) for n in range(150)}
    copies = Copies()
    for name, sample in samples.items():
        assert copies.nearest(sample) is None
        copies.put(ArticleId(name), sample)

    for name, sample in samples.items():
        assert copies.nearest(sample) == (name, 1.0)
        copies.drop(ArticleId(name))
        assert copies.nearest(sample) is None


# --- Samples -----------------------------------------------------------------------------------


def test_a_sample_is_the_same_in_every_process():
    code = (
        "import sys, json\nfrom newswatch.stories.copies import sample_of\n"
        "print(sample_of(*json.load(sys.stdin)).hex())"
    )
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONPATH": str(FUNCTIONS), "PYTHONHASHSEED": seed},
            input=json.dumps([STORY, TITLE]),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }

    assert said == {sample_of(STORY, TITLE).hex()}


def test_a_sample_does_not_change_from_version_to_version():
    """Samples are stored for days: other hashes would make strangers of copies."""
    text = "The quick brown fox jumps over the lazy dog."

    assert sample_of(text, "A fox").hex() == PINNED


PINNED = "000243bee6e0d7db2c5441dfae8edbd8e7aae96117bc6eda00ed1dd769ed7df482fc"


@pytest.mark.parametrize("words", [0, 2, 3, 10, 63, 64, 65, 66, 67, 500, 5_000, 25_000])
def test_a_sample_is_small_whatever_the_length(words):
    chance = random.Random(words)
    text = " ".join(f"w{chance.randrange(10**9)}" for _ in range(words))

    assert len(sample_of(text, " ".join(f"t{n}" for n in range(100)))) <= 2 + 2 * HEADED + 4 * SIZE * 1.6


def test_texts_of_300_kb_take_milliseconds():
    for text in (article(10, 2_000)[:300_000], "字" * 100_000, "a " * 150_000):
        begun = time.process_time()
        sample = sample_of(text)
        took_s = time.process_time() - begun

        assert took_s < 0.1
        assert len(sample) < 1_000


def test_lone_surrogates_are_no_matter():
    assert sample_of("a \ud800b c d", "\udfff")


# --- Real edits ----------------------------------------------------------------------------------


def test_the_edits_of_the_corpus_are_found(corpus):
    lines = (corpus / "stories" / "near_duplicates.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    random.Random(3).shuffle(rows)
    label = {row["id"]: row["label"] for row in rows}
    copies = Copies()
    found = right = 0
    for row in rows:
        sample = sample_of(row["text"], row["title"])
        alike = [label[other] == row["label"] for other, _ in copies.alike(sample)]
        found, right = found + len(alike), right + sum(alike)
        copies.put(ArticleId(row["id"]), sample)
    true = sum(n * (n - 1) // 2 for n in Counter(label.values()).values())

    assert 2 * right / (found + true) >= 0.95
