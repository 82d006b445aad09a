"""How outlets tell of an event: in words of their own, by copying, trimming and editing, and again later."""

import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from random import Random

from day.events import Event
from day.outlets import Outlet
from day.wording import chosen, lines, worded
from day.world import World

SHORTEST, MEDIAN, LONGEST = 85, 230, 620
"""Words of an article before boilerplate; half of what newsrooms publish is within a factor of 1.8."""
SPREAD = 0.55
GENERAL = lines("headlines.txt")
"""Headlines that a kind of event does not decide."""
TAILS = lines("tails.txt")
"""What editors hang on a headline; it says little of the story."""
TAILED, GENERALLY = 0.35, 0.19
"""The shares of headlines with such an ending, and of headlines that a kind does not decide. So, of pairs of
headlines of one story, as many share a telling word, and as many headlines share none, as in the corpus."""
OFTEN = 0.65
"""How often a line of a column is printed."""
SIGNATURES = lines("signatures.txt")
"""With which outlets end their columns."""
SYNONYMS: Mapping[str, Sequence[str]] = {
    "said": ("stated", "explained"), "about": ("around", "roughly"), "people": ("persons", "residents"),
    "because": ("since",), "but": ("yet",), "after": ("following",), "will": ("is going to",),
    "many": ("numerous",), "however": ("though",), "work": ("efforts",), "experts": ("specialists",),
    "killed": ("left dead",), "began": ("started",), "near": ("close to",), "must": ("has to",),
    "week": ("seven days",), "officials": ("authorities",), "company": ("firm",), "percent": ("per cent",),
    "day": ("date",), "still": ("yet",), "which": ("that",), "several": ("a number of",), "last": ("past",),
}  # fmt: skip
"""What a desk changes in a copy."""


class Telling(StrEnum):
    """How an article came to be."""

    OWN = "in own words"
    SYNDICATED = "syndicated"
    TRIMMED = "trimmed copy"
    EDITED = "edited copy"
    BRIEF = "one sentence"
    UPDATE = "update"
    DAILY = "daily"


@dataclass(frozen=True)
class Article:
    """One article, or a new version of one that is known by its address."""

    story: int
    """The true one."""
    outlet: Outlet
    url: str
    title: str
    text: str
    """Paragraphs, an empty line between two."""
    published: datetime
    telling: Telling
    of: str = ""
    """The address of what it copies or updates."""


Line = tuple[str, str]
"""A template, and the seed of its wording: an update keeps both where only a number has changed."""


@dataclass(frozen=True)
class Draft:
    """An article before its facts are filled in."""

    headline: Line
    paragraphs: tuple[tuple[Line, ...], ...]

    def revised(self, event: Event, rng: Random) -> "Draft":
        """Return what its newsroom makes of it some hours later."""
        headline = _headline(event, rng) if rng.random() < 0.7 else self.headline
        used = {template for paragraph in self.paragraphs for template, _ in paragraph}
        more = [one for block in event.kind.sentences for one in block if one not in used]
        more = rng.sample(more + list(lines("around.txt")), rng.randint(2, 4))
        kept = list(self.paragraphs)
        if len(kept) > 3 and rng.random() < 0.4:
            kept.pop(rng.randrange(1, len(kept)))
        kept.insert(rng.randint(1, len(kept)), tuple(_line(event, one, rng) for one in more))
        return Draft(headline, tuple(kept))


def drafted(
    event: Event,
    outlet: Outlet,
    world: World,
    rng: Random,
    *,
    brief: bool = False,
    beside: Sequence[Event] = (),
) -> Draft:
    """Return an article about an event; a briefing tells in a sentence each of those beside it."""
    kind = event.kind
    if kind.section == "daily":
        return _column(event, outlet, rng, beside)
    headline = _headline(event, rng)
    opening = _line(event, rng.choice(kind.openings), rng)
    if brief:
        return Draft(headline, ((opening,),))
    length = min(LONGEST, max(SHORTEST, rng.lognormvariate(0, SPREAD) * MEDIAN))
    many = 1 + (length > 110) + (length > 180) + (length > 300)
    told = [one for block in kind.sentences for one in rng.sample(block, min(len(block), many))]
    told += world.background(event.scene, kind.section) if rng.random() < 0.5 else ()
    rng.shuffle(told)
    # "Other facts first": the reaction or the figures before what happened.
    told.insert(rng.random() < 0.15, "")
    body = [_line(event, one, rng) if one else opening for one in told]
    words = sum(_words(line, event) for line in body)
    around = lines("around.txt")
    around = [*rng.sample(around, len(around)), *rng.sample(around, len(around))]
    while around and words < length:
        line = _line(event, around.pop(), rng)
        body.insert(rng.randint(2, len(body)), line)
        words += _words(line, event)
    return Draft(headline, _paragraphs(body, rng))


def _column(event: Event, outlet: Outlet, rng: Random, beside: Sequence[Event]) -> Draft:
    """Return what an outlet fills in day by day: its own words, of which only the facts change."""
    kind, house = event.kind, Random(f"{outlet.host} {event.kind.name}")
    headline, opening = (
        chosen(house.choice(kind.headlines), house),
        chosen(house.choice(kind.openings), house),
    )
    pool = [
        chosen(one, house)
        for block in kind.sentences
        for one in house.sample(block, house.randint(len(block) // 3, len(block) * 2 // 3))
    ]
    house.shuffle(pool)
    # Not every line is there each time.
    told = [one for one in pool if rng.random() < OFTEN]
    signature = chosen(house.choice(SIGNATURES), house).replace("{outlet}", outlet.name)
    snippets = [(worded(rng.choice(one.kind.openings), one.known(event.at), rng), "") for one in beside]
    lines_ = [_line(event, opening, rng), *snippets, *(_line(event, one, rng) for one in (*told, signature))]
    return Draft(_line(event, headline, rng), _paragraphs(lines_, house))


def rendered(
    draft: Draft,
    event: Event,
    outlet: Outlet,
    at: datetime,
    telling: Telling,
    *,
    number: str = "",
    before: Article | None = None,
) -> Article:
    """Return the article with the facts as they are known at a time."""
    facts = event.known(at)
    title = _cased(_filled(draft.headline, facts), outlet)
    text = "\n\n".join(" ".join(_filled(line, facts) for line in paragraph) for paragraph in draft.paragraphs)
    url = before.url if before else _url(outlet, number, title)
    return Article(event.id, outlet, url, title, text, at, telling, before.url if before else "")


def copied(
    source: Article, event: Event, telling: Telling, outlet: Outlet, *, at: datetime, number: str, rng: Random
) -> Article:
    """Return another outlet's copy of an article, with that outlet's boilerplate."""
    paragraphs = source.text.split("\n\n")
    if telling is Telling.TRIMMED:
        paragraphs = _trimmed(paragraphs, rng.uniform(0.35, 0.75))
    elif telling is Telling.EDITED:
        paragraphs = _edited(paragraphs, event, at, rng)
    if rng.random() < 0.5:
        paragraphs[0] = f"{event.scene.city.upper()} ({source.outlet.name}) - {paragraphs[0]}"
    for template in rng.sample(lines("boilerplate.txt"), rng.randint(0, 4)):
        said = worded(template, {"outlet": outlet.name, "agency": source.outlet.name}, rng)
        paragraphs.insert(rng.choice((0, len(paragraphs), len(paragraphs))), said)
    title = source.title.removesuffix(f" - {source.outlet.name}")
    if rng.random() < 0.5:
        title = _filled(_headline(event, rng), event.known(at))
    title = _cased(title, outlet)
    url = _url(outlet, number, title)
    return replace(
        source, outlet=outlet, url=url, title=title, text="\n\n".join(paragraphs),
        published=max(at, source.published + timedelta(minutes=1)), telling=telling, of=source.url,
    )  # fmt: skip


def _trimmed(paragraphs: Sequence[str], share: float) -> list[str]:
    """Return the first paragraphs: a share of the words, and no fewer than a short article has."""
    wanted = max(SHORTEST, share * sum(len(one.split()) for one in paragraphs))
    kept: list[str] = []
    for paragraph in paragraphs:
        if sum(len(one.split()) for one in kept) >= wanted:
            break
        kept.append(paragraph)
    return kept


def _edited(paragraphs: Sequence[str], event: Event, at: datetime, rng: Random) -> list[str]:
    """Return the paragraphs with some words replaced, a sentence gone, one put in, perhaps two swapped."""
    found = [
        " ".join(_synonym(word, rng) if rng.random() < 0.5 else word for word in paragraph.split(" "))
        for paragraph in paragraphs
    ]
    if len(found) > 3:
        found.pop(rng.randrange(1, len(found)))
        if rng.random() < 0.3:
            n = rng.randrange(1, len(found))
            found.insert(n, found.pop())
    said = worded(rng.choice(lines("around.txt")), event.known(at), rng)
    found.insert(rng.randint(1, len(found)), said)
    return found


def _synonym(word: str, rng: Random) -> str:
    bare = word.rstrip(",.")
    return rng.choice(SYNONYMS[bare]) + word[len(bare) :] if bare in SYNONYMS else word


def _headline(event: Event, rng: Random) -> Line:
    if rng.random() < GENERALLY:
        return _line(event, rng.choice(GENERAL).replace("{tag}", event.kind.tag), rng)
    tail = rng.choice(TAILS) if rng.random() < TAILED else ""
    return _line(event, rng.choice(event.kind.headlines) + tail, rng)


def _line(event: Event, template: str, rng: Random) -> Line:
    """Return a line worded at random; but what somebody said is the same words wherever it is told."""
    return template, f"{event.id} {template}" if template.startswith('"') else f"{rng.random()}"


def _filled(line: Line, facts: Mapping[str, str]) -> str:
    return worded(line[0], facts, Random(line[1]))


def _paragraphs(body: Sequence[Line], rng: Random) -> tuple[tuple[Line, ...], ...]:
    found, n = [], 0
    while n < len(body):
        many = rng.randint(1, 3)
        found.append(tuple(body[n : n + many]))
        n += many
    return tuple(found)


def _words(line: Line, event: Event) -> int:
    return len(_filled(line, event.facts).split())


def _cased(title: str, outlet: Outlet) -> str:
    if outlet.title_case:
        title = re.sub(r"(?<![\w'’-])[a-z](?=\w{3})", lambda found: found[0].upper(), title)
    return f"{title} - {outlet.name}" if outlet.signs else title


def _url(outlet: Outlet, number: str, title: str) -> str:
    slug = "-".join(re.findall(r"[a-z0-9]+", title.lower())[:6])
    return f"https://{outlet.host}/2026/03/02/{zlib.crc32(f'{outlet.host} {number}'.encode()):08x}-{slug}"
