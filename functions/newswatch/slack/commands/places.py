"""``set <place> [<setting> <value>]``: how is delivered in a channel, to a person, in the workspace."""

import difflib
from collections.abc import Sequence

from newswatch.model import UserId
from newswatch.slack.commands import delivering, telling, typed
from newswatch.slack.commands.telling import OFF
from newswatch.slack.commands.wanted import Command, Managers, Mute, Place, PlaceSet, PlaceShow, Wrong

OF_TOPICS = frozenset({"urgent", "mention", "channel", "name", "sources", "outlets", "thread", "prefer"})
MANAGERS = "managers"
MUTING = ("mute", "unmute")
AROUND = " `'\"“”‘’"
"""What may stand around a site."""
OF_PLACES = (*delivering.OF_PLACES, *MUTING)
WHAT = f"What can be set for a place: {', '.join(OF_PLACES)}; for the workspace also {MANAGERS}."
EVERYBODY = frozenset({"default", "everybody", "everyone", "all"})
MOST_MANAGERS = 20
"""Of a workspace: who is refused is told who they are."""


def place(word: str) -> Place | None:
    """Return the place that a word is; None for a topic."""
    if channel := typed.channel_id(word):
        return Place(channel)
    match typed.keyword(typed.hyphened(typed.meant(word))):
        case "here":
            return Place()
        case "me":
            return Place(me=True)
        case "workspace":
            return Place(workspace=True)
    found = typed.PLAIN_CHANNEL.fullmatch(word)
    return Place(unknown_channel=found[1]) if found else None


def parse(where: Place, words: Sequence[str], text: str) -> Command:  # noqa: PLR0911 - a mistake each
    """Return what is wanted of a place by the words after it; ``text`` is the whole of it."""
    if not words:
        return PlaceShow(where)
    before = f"set {spell(where)}"
    setting = typed.keyword(words[0])
    if setting in delivering.OF_PLACES:
        found = delivering.parse(before, setting, words[1:], of_topic=False)
        return found if isinstance(found, Wrong) else PlaceSet(where, found)
    if setting == MANAGERS:
        found_managers = managers(words[1:])
        if where.workspace or isinstance(found_managers, Wrong):
            return found_managers
        meant = f"set workspace {delivering.spell(found_managers.setting, of_topic=False)}"
        return Wrong("Managers are those of the workspace.", (meant, "set workspace", "help set"))
    if setting in MUTING:
        return muting(where, setting, words[1:])
    if setting in OF_TOPICS:
        problem = f"The setting {setting} is a topic’s: set <topic> {setting}. {WHAT}"
        return Wrong(problem, (before, "help set"))
    near = difflib.get_close_matches(setting[:20], (*OF_PLACES, MANAGERS), n=1, cutoff=0.6)
    right = [f"{before} {each} {' '.join(words[1:])}" for each in near]
    complete = [
        text
        for text, each in zip(right, near, strict=True)
        if not isinstance(parse(where, [each, *words[1:]], text), Wrong)
    ]
    return Wrong(
        f"There is no setting {typed.quoted(words[0])}. {WHAT}",
        (*complete, before, "help set", *typed.watching(text)),
    )


def muting(where: Place, setting: str, values: Sequence[str]) -> PlaceSet | Wrong:
    """Return what ``mute`` or ``unmute`` with these words wants of a place."""
    said = typed.link(" ".join(values).strip(AROUND)).strip(AROUND)
    site = telling.site_of(typed.keyword(said))
    if not site:
        problem = f"{typed.quoted(said)} is no site: an" if said else "An"
        return Wrong(
            f"{problem} outlet is muted by the site of its pages, as in {MUTING[0]} voanews.com.",
            (f"set {spell(where)}", "help mute"),
        )
    if where.workspace:
        text = delivering.spell(Mute(site, setting == MUTING[0]), of_topic=False)
        problem = "Outlets are muted in a channel, or for oneself."
        return Wrong(problem, (f"set here {text}", f"set me {text}"))
    return PlaceSet(where, Mute(site, setting == MUTING[0]))


def managers(values: Sequence[str]) -> PlaceSet | Wrong:
    """Return what ``set workspace managers`` with these words wants, as they came."""
    said = " ".join(values)
    people = tuple(dict.fromkeys(map(UserId, typed.PERSON.findall(said))))
    others = [
        word
        for word in map(typed.keyword, typed.words(typed.PERSON.sub(" ", said).replace(",", " ")))
        if word != "and"
    ]
    workspace, me = Place(workspace=True), "me" in others
    if not people and len(others) == 1 and others[0] in OFF | EVERYBODY:
        return PlaceSet(workspace, Managers())
    if len(people) + me > MOST_MANAGERS:
        return Wrong(f"A workspace has {MOST_MANAGERS} managers at most.", (f"set workspace {MANAGERS} off",))
    if set(others) - {"me"} or not (people or me):
        wrong = [word for word in others if word != "me"]
        problem = f"Slack knows nobody called {typed.quoted(wrong[0])}: " if wrong else ""
        return Wrong(
            f"{problem}managers are people of the workspace, as in managers me @ann; or off.",
            (f"set workspace {MANAGERS} me", f"set workspace {MANAGERS} off"),
        )
    return PlaceSet(workspace, Managers(people, me))


def spell(where: Place) -> str:
    """Return the word that is a place."""
    if where.channel:
        return f"<#{where.channel}>"
    if where.me or where.workspace:
        return "me" if where.me else "workspace"
    return f"#{where.unknown_channel}" if where.unknown_channel else "here"
