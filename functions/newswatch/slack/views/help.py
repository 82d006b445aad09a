"""What can be typed."""

import difflib

from newswatch.slack.views import mrkdwn
from newswatch.slack.views.blocks import Answer, answer, run_button

WORD_CHARS = 40

# Each verb: what it does, and examples that work as they stand but for the topic's handle.
VERBS: dict[str, tuple[str, tuple[str, ...]]] = {
    "add": (
        "Watch for something, here or in another channel or by direct message; with a name before ` = `.",
        (
            "venezuela AND (pompeo OR lavrov)",
            "add Venezuela talks = pompeo AND venezuela",
            "add me lithium AND (mine OR mining)",
        ),
    ),
    "new": ("Write a topic in a form, which shows what it would have brought.", ("new",)),
    "list": (
        "What is watched here, by you, or everywhere; what is paused or in trouble; what has a word in it.",
        ("list", "list mine", "list all", "list paused", "list lithium"),
    ),
    "show": ("Everything about a topic. The beginning of its handle is enough.", ("show venezuela-talks",)),
    "edit": (
        "Give a topic another query, or another name with it; alone it shows what to copy.",
        ("edit venezuela-talks", "edit venezuela-talks (pompeo OR lavrov) AND venezuela"),
    ),
    "pause": (
        "Stop posting for a while, or until it is resumed. What comes in until then is not posted.",
        ("pause venezuela-talks for 3d", "pause venezuela-talks until fri 08:00", "pause venezuela-talks"),
    ),
    "resume": ("End a pause.", ("resume venezuela-talks",)),
    "remove": ("Stop watching. It can be undone.", ("remove venezuela-talks",)),
    "undo": ("Take back your last change, or the one with a number.", ("undo", "undo 12")),
    "history": (
        "Who changed a topic, how a channel or the workspace is told, a source, or a set, and how.",
        (
            "history venezuela-talks",
            "history venezuela-talks before 66",
            "history here",
            "history workspace",
            "source history guardian",
            "sets history competitors",
        ),
    ),
    "revert": (
        (
            "Have a topic as one of its changes left it; how a channel, the workspace or you (me) are told, "
            "a source, or a set likewise. The number is that of the change, in its history."
        ),
        (
            "revert venezuela-talks 12",
            "revert here 12",
            "revert workspace 12",
            "source revert guardian 12",
            "sets revert competitors 12",
        ),
    ),
    "own": (
        (
            "Become the owner of a topic whose owner has left the workspace, and be told when something is "
            "wrong with it. Members of its channels can, and the workspace’s admins."
        ),
        ("own venezuela-talks",),
    ),
    "test": ("Try a query or a topic on the last 7 days.", ("test lithium AND (mine OR mining)",)),
    "why": (
        "Why an article was posted, or was not, clause by clause; and the other articles of its story.",
        (
            "why https://www.theguardian.com/world/2026/mar/02/talks",
            "why https://www.theguardian.com/world/2026/mar/02/talks venezuela-talks",
        ),
    ),
    "misses": (
        "What came nearest to a topic in the last 14 days without being told, and what it lacked.",
        ("misses venezuela-talks",),
    ),
    "improve": (
        "An edit of a topic, by what people said of its stories with 👍 and 👎, and what it would have done.",
        ("improve venezuela-talks",),
    ),
    "set": (
        (
            "How a topic is called, where it posts, which sources it hears, how and when it tells stories, "
            "and when a channel, the workspace or you (me) are told. What a topic sets goes before what its "
            "channel sets, and that before the workspace. More of each: `/watch help when`, `quiet`, `cap`, "
            "`urgent`, `mention`, `snooze`, `tz`, `outlets`, `thread`, `prefer`, `mute`, `managers`."
        ),
        (
            "set venezuela-talks when daily 08:00",
            "set venezuela-talks quiet 22:00-07:00",
            "set venezuela-talks channel here",
            "set venezuela-talks name Talks on Venezuela",
            "set venezuela-talks sources tag:wires",
            "set venezuela-talks outlets 3",
            "set here",
            "set here cap 20/h",
            "set workspace tz Europe/Madrid",
            "set workspace managers me",
        ),
    ),
    "source": (
        "What is read, for everybody in this workspace: any address with news behind it.",
        (
            "source add https://www.theguardian.com/world tag:wires",
            'source add news:"climate tax"',
            "source add r/worldnews",
            "source add @Mastodon@mastodon.social",
            "source add https://news.example selector main h2 a",
            "source list",
            "source list failing",
            "source show guardian",
            "source history guardian",
            "source revert guardian 12",
            "source set guardian every 30m to 6h",
            "source set guardian urgent on",
            "source set guardian text off",
            "source set guardian tags tag:wires tag:uk",
            "source set guardian rank 1",
            "source pause guardian",
            "source remove guardian",
        ),
    ),
    "import": (
        "Bring in a list of feeds: a file (OPML, or an address a line), or its address. Folders become tags.",
        ("import", "import https://example.org/feeds.opml"),
    ),
    "export": ("All sources as a file (OPML) that any feed reader takes.", ("export",)),
    "sets": (
        "Queries that topics use by name. Who changes one changes every topic that uses it.",
        (
            "sets",
            "sets competitors = tesla OR byd",
            "sets competitors",
            "sets history competitors",
            "sets revert competitors 12",
            "sets remove competitors",
            "set:competitors AND recall",
        ),
    ),
    "status": ("How Newswatch is, and what is missing for it to work.", ("status",)),
    "help": (
        "This, or more about one command; what a query can say.",
        ("help", "help pause", "help query"),
    ),
}
# What ``set`` takes, as ``VERBS`` has it.
SETTINGS: dict[str, tuple[str, tuple[str, ...]]] = {
    "when": (
        (
            "When a topic, or a channel’s topics, are delivered: as they come in, hourly, daily or weekly. "
            "What has waited comes as one message. Times are the channel’s (`/watch help tz`)."
        ),
        (
            "set venezuela-talks when daily 08:00",
            "set venezuela-talks when weekly mon 08:00",
            "set venezuela-talks when hourly",
            "set venezuela-talks when instant",
            "set venezuela-talks when default",
            "set here when daily 08:00",
        ),
    ),
    "quiet": (
        (
            "Hours of each day, and whole days, on which nothing new is posted; it comes as one message "
            "afterwards. A topic’s are in addition to its channel’s."
        ),
        (
            "set here quiet 22:00-07:00",
            "set here quiet 22:00-07:00 sat,sun",
            "set venezuela-talks quiet weekends",
            "set me quiet off",
            "set workspace quiet default",
        ),
    ),
    "cap": (
        (
            "How many messages there may be: of a topic in a day, of a channel in any 60 minutes. More than "
            "that wait and come as one message. Nothing is dropped."
        ),
        (
            "set venezuela-talks cap 50/d",
            "set venezuela-talks cap off today",
            "set venezuela-talks cap off",
            "set here cap 20/h",
            "set here cap default",
        ),
    ),
    "urgent": (
        "Messages of an urgent topic do not wait for those of others: they have a cap of their own.",
        ("set venezuela-talks urgent on", "set venezuela-talks urgent off"),
    ),
    "mention": (
        (
            "Whom a topic’s messages mention: who is active (here), the whole channel, or a user group "
            "(@editors). Never in quiet hours."
        ),
        (
            "set venezuela-talks mention here",
            "set venezuela-talks mention channel",
            "set venezuela-talks mention off",
        ),
    ),
    "mute": (
        (
            "Outlets not to be heard in a channel, or by direct message: what only they carry is "
            "not posted. What others carry too is, and leads with one of them."
        ),
        ("set here mute voanews.com", "set here unmute voanews.com", "set me mute voanews.com", "set here"),
    ),
    "snooze": (
        (
            "Post nothing for a while. What comes in until then comes as one message afterwards; what comes "
            "in while a topic is paused never does."
        ),
        (
            "set venezuela-talks snooze 3h",
            "set venezuela-talks snooze until fri",
            "set here snooze tomorrow 09:00",
            "set venezuela-talks snooze off",
        ),
    ),
    "tz": (
        (
            "The time zone of times: a topic’s own, else its channel’s, else the workspace’s. Who sets a "
            "time where there is none sets their own with it."
        ),
        ("set here tz Europe/Madrid", "set workspace tz America/New_York", "set venezuela-talks tz default"),
    ),
    "managers": (
        (
            "Who changes sources, saved sets and the workspace’s settings: everybody, or these people "
            "(me @ann @bob) and the workspace’s admins alone. Topics are changed by their owners, members of "
            "their channels, and admins."
        ),
        (
            "set workspace managers me",
            "set workspace managers off",
            "set workspace",
            "history workspace",
        ),
    ),
    "outlets": (
        "Tell a story when so many outlets carry it.",
        ("set venezuela-talks outlets 3", "set venezuela-talks outlets off"),
    ),
    "thread": (
        (
            "What further coverage of a story does: change the message (edit), be told in its thread, too "
            "(reply), or have messages of its own (each)."
        ),
        (
            "set venezuela-talks thread reply",
            "set venezuela-talks thread each",
            "set venezuela-talks thread edit",
        ),
    ),
    "prefer": (
        "Which outlets messages lead with, best first.",
        ("set venezuela-talks prefer reuters.com bbc.co.uk tag:wires", "set venezuela-talks prefer off"),
    ),
}
QUERY = frozenset({"query", "queries", "language", "search", "syntax"})
# What a query can say, in as many rows as fit on a phone.
LANGUAGE = (
    ("venezuela talks", "both words occur, in title or text; so does `AND`. Case and accents don’t matter"),
    ("(pompeo OR lavrov) AND venezuela", "one of them, and the other word"),
    ('"secretary of state"', "these words side by side"),
    ("lavrov NEAR/8 talks", "at most 8 words apart; `ONEAR/8` in this order"),
    ("sanction*", "words that begin so"),
    ("~merge", "merge, merged, merging …"),
    ("=US", "exactly these letters"),
    ("NOT football", "it does not occur; `-football` is the same"),
    ("atleast:3(tariff*)", "at least 3 times"),
    ("title:lithium", "only in the title; also `lead:` and `body:`"),
    ("site:reuters.com", "from there; also `source:` `author:` `section:` `url:` `tag:`"),
    ("lang:en", "in this language"),
    ("set:competitors", "what a saved set stands for, see `/watch help sets`"),
)
BUTTONS = ("list", "source list", "status", "help query")


def usage(word: str = "") -> Answer:
    """Return what can be typed, or more about one verb."""
    if word in QUERY:
        return _language()
    if word in VERBS or word in SETTINGS:
        does, examples = VERBS[word] if word in VERBS else SETTINGS[word]
        return answer(f"*{word}*: {does}", *(_line(example) for example in examples), _buttons())
    unknown = []
    if word:
        near = difflib.get_close_matches(word[:WORD_CHARS], (*VERBS, *SETTINGS, "query"), n=1, cutoff=0.5)
        also = f" Did you mean `/watch help {near[0]}`?" if near else ""
        unknown = [f"There is no command “{mrkdwn.shown(word, WORD_CHARS)}”.{also}"]
    return answer(
        *unknown,
        "*Newswatch* posts news to Slack when it matches what you watch for.",
        *(f"{_line(examples[0])}  {does}" for does, examples in VERBS.values()),
        _buttons(),
    )


def _language() -> Answer:
    return answer(
        "*What a query can say*",
        *(f"{mrkdwn.code(query, WORD_CHARS)}  {means}" for query, means in LANGUAGE),
        "AND and OR side by side need parentheses. To try a query on the last 7 days: `/watch test …`",
        [run_button(command, command) for command in ("help add", "help sets")],
    )


def _line(example: str) -> str:
    return f"`/watch {example}`"


def _buttons() -> list[dict[str, object] | None]:
    return [run_button(command, command) for command in BUTTONS]
