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
    "history": ("Who changed a topic, and how.", ("history venezuela-talks",)),
    "test": ("Try a query or a topic on the last 7 days.", ("test lithium AND (mine OR mining)",)),
    "why": (
        "Why an article was posted, or was not, clause by clause; and the other articles of its story.",
        (
            "why https://www.theguardian.com/world/2026/mar/02/talks",
            "why https://www.theguardian.com/world/2026/mar/02/talks venezuela-talks",
        ),
    ),
    "set": (
        (
            "Where a topic posts, how it is called, and which sources it listens to. How it tells stories: "
            "when so many outlets carry them; with further coverage in the message alone (edit), in its "
            "thread, too (reply), or in messages of its own (each); and which outlet it leads with."
        ),
        (
            "set venezuela-talks channel here",
            "set venezuela-talks name Talks on Venezuela",
            "set venezuela-talks sources tag:wires",
            "set venezuela-talks sources all",
            "set venezuela-talks outlets 3",
            "set venezuela-talks outlets off",
            "set venezuela-talks thread reply",
            "set venezuela-talks thread edit",
            "set venezuela-talks prefer reuters.com bbc.co.uk tag:wires",
            "set venezuela-talks prefer off",
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
    if word in VERBS:
        does, examples = VERBS[word]
        return answer(f"*{word}*: {does}", *(_line(example) for example in examples), _buttons())
    unknown = []
    if word:
        near = difflib.get_close_matches(word[:WORD_CHARS], (*VERBS, "query"), n=1, cutoff=0.5)
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
