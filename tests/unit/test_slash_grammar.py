"""What ``/watch …`` means."""

from datetime import timedelta

import pytest

from newswatch.model import ThreadPolicy
from newswatch.slack.commands import (
    Add,
    Edit,
    Export,
    Help,
    History,
    Import,
    Improve,
    List,
    Listen,
    Misses,
    Missing,
    Move,
    New,
    Order,
    Outlets,
    Pause,
    Prefer,
    Remove,
    Rename,
    Resume,
    SetList,
    SetRemove,
    SetSave,
    SetShow,
    Show,
    SourceAdd,
    SourceChange,
    SourceList,
    SourceSet,
    SourceShow,
    Status,
    Thread,
    Undo,
    Unsure,
    Why,
    Wrong,
    parse_command,
)
from newswatch.slack.commands import Test as Try  # pytest collects what is called Test
from newswatch.slack.moments import Moment

NAME_IS = "The name of a saved set has letters, digits, - and _, and at most 40 of them."
NO_EQUALS = "Between the name of a saved set and its query stands an = with blanks around it."
FOR_SETTINGS = "A query that others use by name is saved by sets; set is for settings."
SET = (
    "What can be set: channel, name, sources, outlets, thread, prefer, when, quiet, cap, snooze, tz, urgent, "
    "mention."
)
COUNT = "A story is told when so many outlets carry it: from 1 to 10; off is the same as 1."
THREADS = (
    "The setting thread is edit (further coverage changes the message), reply (it is told in the thread, "
    "too, at most every 30 minutes) or each (each article has a message of its own)."
)
LEAD = "What messages lead with are sites and tags, best first, as in reuters.com tag:wires; or off."
RANKS = "A rank is a number from 1, the best, to 99, or off."
TABLE = {
    # A text that starts with no verb is a query.
    "venezuela": Add("venezuela"),
    "  venezuela  ": Add("venezuela"),
    "(pompeo OR lavrov) AND venezuela": Add("(pompeo OR lavrov) AND venezuela"),
    '"add" AND list': Add('"add" AND list'),
    "<#C1|energy> grid": Add("<#C1|energy> grid"),
    "#cop30 summit": Add("#cop30 summit"),
    "adding": Add("adding"),
    "lists of things": Add("lists of things"),
    "listing": Add("listing"),
    "-football goal": Add("-football goal"),
    "me": Add("me"),
    "Ministers\nmeet": Add("Ministers\nmeet"),
    "AT&amp;T": Add("AT&amp;T"),
    "/watch venezuela": Add("venezuela"),
    "/WATCH  list": List(),
    "/watchdog": Add("/watchdog"),
    # With a name, for a lone = is no part of the query language.
    "Venezuela talks = pompeo AND venezuela": Add("pompeo AND venezuela", "Venezuela talks"),
    # add, with a place and a name.
    "add venezuela": Add("venezuela"),
    "ADD venezuela": Add("venezuela"),
    "add\tvenezuela": Add("venezuela"),
    "add\u00a0venezuela": Add("venezuela"),
    "add\nvenezuela": Add("venezuela"),
    "a\u200bdd venezuela": Add("venezuela"),
    "add   venezuela  ": Add("venezuela"),
    "add Venezuela talks = pompeo AND venezuela": Add("pompeo AND venezuela", name="Venezuela talks"),
    "add  Talks \n and\u00a0more  =  pompeo ": Add("pompeo", name="Talks and more"),
    "add\u00a0Talks\u00a0=\u00a0pompeo": Add("pompeo", name="Talks"),
    "add a = b = c": Add("b = c", name="a"),
    "add a =b": Add("a =b"),
    "add =US AND x": Add("=US AND x"),
    "add a=b": Add("a=b"),
    "add = x": Add("x"),
    "add AT&amp;T &lt;x&gt; = tariff": Add("tariff", name="AT&T <x>"),
    "add &amp;amp; = x": Add("x", name="&amp;"),
    "add <#C1|policy> <@U1|ada> <https://a.example|a.example> = x": Add(
        "x",
        name="@ada a.example",
        channel="C1",
    ),
    "add Ada's = x": Add("x", name="Ada's"),
    # A name holds no quotation mark and no parenthesis: what stands there is a query.
    'add "a = b"': Add('"a = b"'),
    'add x "a = b"': Add('x "a = b"'),
    "add “a = b”": Add("“a = b”"),
    "add (a = b)": Add("(a = b)"),
    "add <#C2|energy> grid": Add("grid", channel="C2"),
    "add <#C2> grid": Add("grid", channel="C2"),
    "add <#C2|> grid": Add("grid", channel="C2"),
    "add <#G2|private> Grid = power": Add("power", "Grid", "G2"),
    "add <#C2|energy>grid": Add("grid", channel="C2"),
    "add <#C2|energy> <#C3|policy>": Add("<#C3|policy>", channel="C2"),
    "add <#C2|energy> #cop30 summit": Add("#cop30 summit", channel="C2"),
    "add <#C2|energy> me": Add("me", channel="C2"),
    "add me grid": Add("grid", me=True),
    "add ME Grid = power": Add("power", "Grid", me=True),
    "add me": Add("me"),
    "add me = x": Add("x", name="me"),
    "add media": Add("media"),
    "add grid <#C2|energy>": Add("grid <#C2|energy>"),
    "add #cop30 summit": Add("summit", unknown_channel="cop30"),
    "add #cop30 Summit = un": Add("un", "Summit", unknown_channel="cop30"),
    "add #énergie-2 grid": Add("grid", unknown_channel="énergie-2"),
    "add #cop30": Add("#cop30"),
    "add #cop30 = summit": Add("summit", name="#cop30"),
    "add #cop30 OR summit": Add("#cop30 OR summit"),
    "add #cop30 order": Add("order", unknown_channel="cop30"),
    "add #(a) b": Add("#(a) b"),
    "add list": Add("list"),
    "add export ban": Add("export ban"),
    "add": Missing("add", "query"),
    "add  ": Missing("add", "query"),
    "add <#C2|energy>": Missing("add", "query"),
    "add <#C2|energy> ": Missing("add", "query"),
    "add Name =": Missing("add", "query"),
    "add =": Missing("add", "query"),
    # Alone, or with what they take.
    "": Help(),
    "   ": Help(),
    "/watch": Help(),
    "?": Help(),
    "help": Help(),
    "HELP": Help(),
    "help queries": Help("queries"),
    "help me find it": Help("me"),
    "list": List(),
    " List ": List(),
    "list here": List(),
    "list mine": List("mine"),
    "list ME": List("mine"),
    "LIST Paused": List("paused"),
    "list all": List("all"),
    "list broken": List("broken"),
    "list <#C1|policy>": List("C1"),
    "list Lithium": List("Lithium"),
    "list AT&amp;T": List("AT&T"),
    "list #nowhere": Wrong("Slack knows no channel #nowhere that you can see.", ("list", "list all")),
    "list of demands": Unsure("list", "list of demands"),
    "status": Status(),
    "new": New(),
    " New\n": New(),
    "new york": Add("new york"),
    "new AND deal": Add("new AND deal"),
    "STATUS\n": Status(),
    "status of the union": Unsure("status", "status of the union"),
    "undo": Undo(),
    "undo 12": Undo(12),
    "undo #12": Undo(12),
    "undo 0": Unsure("undo", "undo 0"),
    "undo brexit": Unsure("undo", "undo brexit"),
    "undo 9999999999999": Unsure("undo", "undo 9999999999999"),
    # What takes a topic.
    "show venezuela-talks": Show("venezuela-talks"),
    "show `venezuela-talks`": Show("venezuela-talks"),
    "show Venezuela  talks": Show("Venezuela-talks"),
    "show <https://a.example|a.example>": Show("a.example"),
    "show": Missing("show", "topic"),
    "show ``": Missing("show", "topic"),
    "Remove tariffs": Remove("tariffs"),
    "remove": Missing("remove", "topic"),
    "resume tariffs": Resume("tariffs"),
    "resume": Missing("resume", "topic"),
    "history tariffs": History("tariffs"),
    "history": Missing("history", "topic"),
    "edit tariffs": Edit("tariffs"),
    "edit tariffs tariff OR toll": Edit("tariffs", "tariff OR toll"),
    "edit tariffs Tolls = tariff OR toll": Edit("tariffs", "tariff OR toll", "Tolls"),
    "edit tariffs Tolls =": Edit("tariffs", name="Tolls"),
    "edit tariffs = toll": Edit("tariffs", "toll"),
    "edit tariffs =": Edit("tariffs"),
    "edit": Missing("edit", "topic"),
    # pause, and until when.
    "pause t": Pause("t"),
    "pause": Missing("pause", "topic"),
    "pause t for 3d": Pause("t", Moment(timedelta(days=3))),
    "pause t for 3 days": Pause("t", Moment(timedelta(days=3))),
    "pause t FOR 2H": Pause("t", Moment(timedelta(hours=2))),
    "pause t for 1w": Pause("t", Moment(timedelta(weeks=1))),
    "pause t for 90m": Pause("t", Moment(timedelta(minutes=90))),
    "pause t 3d": Pause("t", Moment(timedelta(days=3))),
    "pause t until fri": Pause("t", Moment(day="fri")),
    "pause t until Friday": Pause("t", Moment(day="fri")),
    "pause t tomorrow": Pause("t", Moment(day="tomorrow")),
    "pause t until 2026-12-01": Pause("t", Moment(day="2026-12-01")),
    "pause t until fri 08:00": Pause("t", Moment(day="fri", time="08:00")),
    "pause t until 18:00": Pause("t", Moment(time="18:00")),
    "pause Venezuela talks until fri": Pause("Venezuela-talks", Moment(day="fri")),
    "pause for for 3d": Pause("for", Moment(timedelta(days=3))),
    **{
        f"pause t {clause}": Wrong(
            f"“{clause}” is no time that a pause can have: for 3d, or until fri; a year at most.",
            ("pause t", "pause t for 3d"),
        )
        for clause in ("for", "for ever", "for 0d", "for 367d", "until", "until whenever", "talks", "for -3d")
    },
    # test takes anything.
    "test lithium AND (mine OR mining)": Try("lithium AND (mine OR mining)"),
    "test a = b": Try("a = b"),
    "test": Missing("test", "query"),
    # set
    "set": Missing("set", "topic"),
    "set t": Missing("set t", "setting"),
    "set t channel <#C1|policy>": Move("t", ("C1",)),
    "set t channel <#C1|policy> <#G2>, me and here": Move("t", ("C1", "G2"), me=True, here=True),
    "set t channels <#C1|policy><#C2>": Move("t", ("C1", "C2")),
    "set t channel <#C1> <#C1>": Move("t", ("C1",)),
    "set t CHANNEL Me": Move("t", me=True),
    "set t channel #nowhere": Move("t", unknown_channel="nowhere"),
    "set t channel nowhere": Move("t", unknown_channel="nowhere"),
    "set t channel": Wrong("Which channel? It is missing.", ("set t channel here", "set t channel me")),
    "set t channel <@U2|bob>": Wrong(
        "“@bob” is no channel: a topic posts to channels, or to you.",
        ("set t channel here", "set t channel me"),
    ),
    "set t channel " + "<#C1> " * 11: Wrong(
        "A topic posts to 10 places at most.", ("set t channel here", "set t channel me")
    ),
    "set t name New &amp; better": Rename("t", "New & better"),
    "set Venezuela talks name Talks": Rename("Venezuela-talks", "Talks"),
    "set t name": Wrong("The new name is missing.", ("help set",)),
    "set t sources tag:wires": Listen("t", ("wires",)),
    "set t sources tag:wires, TAG:Local tag:wires": Listen("t", ("wires", "local")),
    "set t sources all": Listen("t"),
    "set t sources wires": Wrong(
        "Sources are chosen by their tags, as in tag:wires, or all of them.",
        ("set t sources tag:wires", "set t sources all"),
    ),
    "set t sources": Wrong(
        "Sources are chosen by their tags, as in tag:wires, or all of them.", ("set t sources all",)
    ),
    "set t outlets 3": Outlets("t", 3),
    "set t OUTLET 10": Outlets("t", 10),
    "set t outlets 1": Outlets("t", 1),
    "set t outlets off": Outlets("t", 1),
    "set Factory outlets outlets 2": Outlets("Factory-outlets", 2),
    "set Factory outlets name Shops": Rename("Factory-outlets", "Shops"),
    "set outlets outlets 2": Outlets("outlets", 2),
    **{
        f"set t outlets{said}": Wrong(COUNT, ("set t outlets 3", "set t outlets off"))
        for said in ("", " 0", " -1", " three", " 2.5", " 3 or 4", " ٣")
    },
    **{
        f"set t outlets {said}": Wrong(COUNT, ("set t outlets 10", "set t outlets off"))
        for said in (11, 9999)
    },
    "set t thread reply": Thread("t", ThreadPolicy.REPLY),
    "set t threads EACH": Thread("t", ThreadPolicy.EACH),
    "set t thread edit": Thread("t", ThreadPolicy.EDIT),
    "set t thread replies": Wrong(THREADS, ("set t thread reply", "set t thread edit", "set t thread each")),
    **{
        f"set t thread{said}": Wrong(
            THREADS, ("set t thread edit", "set t thread reply", "set t thread each")
        )
        for said in ("", " on", " off", " at most")
    },
    "set t prefer reuters.com": Prefer("t", ("reuters.com",)),
    "set t prefer <http://reuters.com|reuters.com>, <http://bbc.co.uk|bbc.co.uk>,TAG:Wires": Prefer(
        "t", ("reuters.com", "bbc.co.uk", "tag:wires")
    ),
    "set t prefer <https://www.Reuters.com/world/?a&amp;b>": Prefer("t", ("reuters.com",)),
    "set t prefer m.bbc.co.uk &gt; www.bbc.co.uk then `ap.org`": Prefer("t", ("bbc.co.uk", "ap.org")),
    "set t prefer https://süd.example:8080/": Prefer("t", ("xn--sd-xka.example",)),
    "set t prefer off": Prefer("t"),
    "set t prefer none": Prefer("t"),
    "set t prefer Reuters and bbc.co.uk": Prefer("t", ("reuters", "bbc.co.uk"), "reuters"),
    "set t prefer bbc.co.uk, wires off": Prefer("t", ("bbc.co.uk", "wires", "off"), "wires"),
    "set t prefer AT&amp;T": Prefer("t", ("at&t",), "at&t"),
    "set t prefer": Wrong(LEAD, ("set t prefer off",)),
    "set t prefer a.example <@U2|bob>": Wrong(f"“@bob” is no site. {LEAD}", ("set t prefer a.example",)),
    "set t prefer <mailto:ada@news.example|ada@news.example>": Wrong(
        f"“mailto:ada@news.example” is no site. {LEAD}", ("set t prefer off",)
    ),
    "set t prefer " + " ".join(f"{n}.a.example b{n}.example" for n in range(11)): Wrong(
        "A topic prefers 10 sites and tags at most.",
        ("set t prefer a.example " + " ".join(f"b{n}.example" for n in range(9)),),
    ),
    "set t chanel here": Wrong(
        f"There is no setting chanel. {SET}",
        ("set t channel here", "help set", "add set t chanel here"),
    ),
    "set t outlest 3": Wrong(
        f"There is no setting outlest. {SET}", ("set t outlets 3", "help set", "add set t outlest 3")
    ),
    "set the record straight": Wrong(
        f"There is no setting record. {SET}",
        ("help set", "add set the record straight"),
    ),
    # source
    "source": Wrong(
        "After source comes add, list, show, history, revert, set, pause, resume or remove.",
        ("source list", "help source"),
    ),
    "source add https://a.example/feed": SourceAdd("https://a.example/feed"),
    "source add <https://a.example/feed>": SourceAdd("https://a.example/feed"),
    "source add <https://a.example/?a=1&amp;b=2|a.example> tag:wires": SourceAdd(
        "https://a.example/?a=1&b=2", ("wires",)
    ),
    "source add tag:Wires <https://a.example/f> tag:local": SourceAdd(
        "https://a.example/f", ("wires", "local")
    ),
    "source add <http://a.example/feed|a.example/feed>": SourceAdd("https://a.example/feed"),
    "source add <http://a.example/feed|http://a.example/feed>": SourceAdd("http://a.example/feed"),
    "source add a.example/feed": SourceAdd("https://a.example/feed"),
    "source add a.example:8080/feed": SourceAdd("https://a.example:8080/feed"),
    "source add feed://a.example/feed": SourceAdd("https://a.example/feed"),
    "source add feed:http://a.example/feed": SourceAdd("http://a.example/feed"),
    "source add feed://https://a.example/feed": SourceAdd("https://a.example/feed"),
    "source add `https://a.example/feed`": SourceAdd("https://a.example/feed"),
    "source add": Missing("source add", "address"),
    **{
        f"source add {what}": Wrong(
            f"“{what.split()[0]}” is no address on the web.", (*idea, "source list", "help source")
        )
        for what, idea in {
            "bloomberg": ('source add news:"bloomberg"',),
            "climate tax": ('source add news:"climate tax"',),
            "javascript:alert(1)": (),
            "ftp://a.example/": (),
            "ada@a.example": (),
            "tag:wires": (),
            "...": (),
            'news:""': (),
        }.items()
    },
    "source add <mailto:a@b.example|a@b.example>": Wrong(
        "“a@b.example” is no address on the web.", ("source list", "help source")
    ),
    "source add a.example wires": Wrong(
        "After the address come only tags, as in tag:wires, and then a selector, as in selector h2 a.",
        ("source add https://a.example",),
    ),
    **dict.fromkeys(
        (
            'source add news:"climate tax" tag:eu',
            "source add news:“climate tax” tag:eu",
            "source add tag:eu News: “climate  tax”",
        ),
        SourceAdd('news:"climate tax"', ("eu",)),
    ),
    "source add news:climate lang:DE-at tag:eu": SourceAdd('news:"climate" lang:de-at', ("eu",)),
    "source add news:climate": SourceAdd('news:"climate"'),
    'source add news:"AT&amp;T"': SourceAdd('news:"AT&T"'),
    "source add news:climate tax": Wrong(
        "After the address come only tags, as in tag:wires, and then a selector, as in selector h2 a.",
        ('source add news:"climate tax"',),
    ),
    **dict.fromkeys(
        (
            "source add @ada@social.example",
            "source add <@U1|ada>@social.example",
            "source add @<mailto:ada@social.example|ada@social.example>",
            "source add @ada@<http://social.example|social.example>",
        ),
        SourceAdd("https://social.example/@ada"),
    ),
    **dict.fromkeys(("source add r/news", "source add /r/news/"), SourceAdd("https://www.reddit.com/r/news")),
    "source add a.example tag:x selector div.story &gt; a[href^=“/news/”]": SourceAdd(
        "https://a.example", ("x",), 'div.story > a[href^="/news/"]'
    ),
    "source add a.example selector `<http://article.news|article.news> h2`": SourceAdd(
        "https://a.example", (), "article.news h2"
    ),
    **{
        f"source add a.example selector{css}": Wrong(
            "A CSS selector of the links to articles is missing, as in selector main h2 a.",
            ("source add https://a.example",),
        )
        for css in ("", " `", " a { color: red }", " &lt;a&gt;", " " + "a " * 200)
    },
    "source add a.example b.example": Wrong(
        "One address at a time.", ("source add https://a.example", "source add https://b.example")
    ),
    "source list": SourceList(),
    "source list failing": SourceList("failing"),
    "source list Broken": SourceList("failing"),
    "source list paused": SourceList("paused"),
    "source list gone": SourceList("gone"),
    "source list tag:Wires": SourceList("tag:wires"),
    "source list Voice of  America": SourceList("Voice of America"),
    "source show <http://a.example|a.example>": SourceShow("a.example"),
    "source show <https://a.example/?a&amp;b>": SourceShow("https://a.example/?a&b"),
    "source show Voice of America": SourceShow("Voice of America"),
    "source show": Missing("source show", "source"),
    "Source Pause bbc": SourceChange("pause", "bbc"),
    "source resume bbc": SourceChange("resume", "bbc"),
    "source remove bbc": SourceChange("remove", "bbc"),
    "source remove": Missing("source remove", "source"),
    "source set": Missing("source set", "source"),
    "source set bbc": Missing("source set bbc", "source setting"),
    "source set bbc name BBC  News &amp; more": SourceSet("bbc", name="BBC News & more"),
    "source set bbc name": Wrong("The new name is missing.", ("help source", "source show bbc")),
    "source set BBC Sport tags tag:Wires, tag:eu": SourceSet("BBC Sport", tags=("wires", "eu")),
    "source set bbc tags none": SourceSet("bbc", tags=()),
    "source set bbc tags wires": Wrong(
        "Tags are written as in tag:wires, or none for none.",
        ("source set bbc tags tag:wires", "source set bbc tags none"),
    ),
    "source set <https://a.example/?a&amp;b> every 30m": SourceSet(
        "https://a.example/?a&b", every=(1800, 1800)
    ),
    "source set bbc every 30 minutes to 6h": SourceSet("bbc", every=(1800, 21_600)),
    "source set bbc every 30m-1d": SourceSet("bbc", every=(1800, 86_400)),
    "source set bbc interval auto": SourceSet("bbc", every=(0, 0)),
    "source set bbc every 6h to 30m": Wrong(
        "The shorter interval comes first.", ("source set bbc every 30m to 6h",)
    ),
    **{
        f"source set bbc every{said}": Wrong(
            f"“{said.strip()}” is no interval: 30m, 2h or 1d, from one to another, or auto.",
            ("source set bbc every 2h", "source set bbc every 1h to 6h", "source set bbc every auto"),
        )
        for said in ("", " often", " 0m", " 10s", " 1h to 2h to 3h", " 1h to", " fri 08:00")
    },
    "source set bbc urgent on": SourceSet("bbc", urgent=True),
    "source set bbc urgent Off": SourceSet("bbc", urgent=False),
    "source set bbc text off": SourceSet("bbc", full_text=False),
    "source set bbc text": Wrong(
        "The setting text is on or off.", ("source set bbc text on", "source set bbc text off")
    ),
    "source set bbc rank 1": SourceSet("bbc", rank=1),
    "source set bbc rank #99": SourceSet("bbc", rank=99),
    "source set bbc rank off": SourceSet("bbc", rank=0),
    **{
        f"source set bbc rank{said}": Wrong(RANKS, ("source set bbc rank 1", "source set bbc rank off"))
        for said in ("", " 0", " 100", " first", " 1 2")
    },
    "source set Front rank news rank 2": SourceSet("Front rank news", rank=2),
    "source set full text news every 2h": SourceSet("full text news", every=(7200, 7200)),
    "source set bbc selector h2 &gt; a": SourceSet("bbc", selector="h2 > a"),
    "source set bbc selector none": SourceSet("bbc", selector=""),
    "source set bbc selector": Wrong(
        "A CSS selector of the links to articles is missing, as in selector main h2 a.",
        ("source set bbc selector none",),
    ),
    "source set bbc header X-Key: hush": Wrong(
        "A secret header is set on the command line only: what is typed in Slack is kept, and read.",
        ("help source", "source show bbc"),
    ),
    "source set bbc colour red": Wrong(
        "There is no setting colour. What can be set: name, tags, every, urgent, text, rank, selector.",
        ("help source", "source set bbc every auto"),
    ),
    "source edit bbc name BBC": Wrong(
        "After source comes add, list, show, history, revert, set, pause, resume or remove.",
        ("source set bbc name BBC", "source list", "add source edit bbc name BBC"),
    ),
    "source https://a.example/feed": Wrong(
        "After source comes add, list, show, history, revert, set, pause, resume or remove.",
        ("source add https://a.example/feed", "source list", "add source https://a.example/feed"),
    ),
    "source lits": Wrong(
        "After source comes add, list, show, history, revert, set, pause, resume or remove.",
        ("source list", "add source lits"),
    ),
    "source delete bbc": Wrong(
        "After source comes add, list, show, history, revert, set, pause, resume or remove.",
        ("source remove bbc", "source list", "add source delete bbc"),
    ),
    "source code leak": Wrong(
        "After source comes add, list, show, history, revert, set, pause, resume or remove.",
        ("source list", "add source code leak"),
    ),
    # sets
    "sets": SetList(),
    "Sets list": SetList(),
    "sets all": SetList(),
    "sets competitors": SetShow("competitors"),
    "sets Competitors": SetShow("competitors"),
    "sets set:competitors": SetShow("competitors"),
    "sets @competitors": SetShow("competitors"),
    "sets <@U2|competitors>": SetShow("competitors"),
    "sets `ev-makers`": SetShow("ev-makers"),
    "sets show competitors": SetShow("competitors"),
    "sets show list": SetShow("list"),
    "sets show": Missing("sets show", "set"),
    "sets show show": SetShow("show"),
    "sets competitors:3": SetShow("competitors"),
    "sets competitors = tesla OR byd": SetSave("competitors", "tesla OR byd"),
    "sets GRÖSSE = AT&amp;T | byd": SetSave("grösse", "AT&amp;T | byd"),
    "sets 電気自動車 = byd": SetSave("電気自動車", "byd"),
    "sets competitors:3 = tesla": SetSave("competitors", "tesla", 3),
    "/watch sets competitors:3 = tesla": SetSave("competitors", "tesla", 3),
    "sets @competitors = tesla": SetSave("competitors", "tesla"),
    "sets a\n=\nb OR c": SetSave("a", "b OR c"),
    "sets a = b = c": SetSave("a", "b = c"),
    "sets remove = tesla": SetSave("remove", "tesla"),
    "sets remove competitors": SetRemove("competitors"),
    "sets remove set:competitors": SetRemove("competitors"),
    "sets remove remove": SetRemove("remove"),
    "sets remove": Missing("sets remove", "set"),
    "sets competitors =": Missing("sets competitors =", "query"),
    "sets competitors:2 =": Missing("sets competitors:2 =", "query"),
    "sets remove EV makers": Wrong(NAME_IS, ("sets remove ev-makers", "sets", "add sets remove EV makers")),
    "sets show EV makers": Wrong(NAME_IS, ("sets show ev-makers", "sets", "add sets show EV makers")),
    "sets a&amp;b": Wrong(NAME_IS, ("sets", "help sets", "add sets a&amp;b")),
    "sets EV makers = tesla OR byd": Wrong(
        f"Before = stands the name of the saved set. {NAME_IS}",
        ("sets ev-makers = tesla OR byd", "help sets"),
    ),
    "sets AT&amp;T = tesla": Wrong(
        f"Before = stands the name of the saved set. {NAME_IS}", ("sets at-t = tesla", "help sets")
    ),
    "sets add evs = tesla": Wrong(
        f"Before = stands the name of the saved set. {NAME_IS}", ("sets evs = tesla", "help sets")
    ),
    "sets = tesla": Wrong(f"Before = stands the name of the saved set. {NAME_IS}", ("help sets",)),
    f"sets {'x' * 41} = tesla": Wrong(
        f"Before = stands the name of the saved set. {NAME_IS}", (f"sets {'x' * 40} = tesla", "help sets")
    ),
    "sets competitors a OR b": Wrong(
        NO_EQUALS,
        ("sets competitors = a OR b", "sets show competitors", "help sets", "add sets competitors a OR b"),
    ),
    "sets competitors=a OR b": Wrong(
        NO_EQUALS, ("sets competitors = a OR b", "help sets", "add sets competitors=a OR b")
    ),
    "sets competitors=tesla": Wrong(
        NO_EQUALS, ("sets competitors = tesla", "help sets", "add sets competitors=tesla")
    ),
    "sets us =US OR =USA": Wrong(
        NO_EQUALS, ("sets us = US OR =USA", "sets us = =US OR =USA", "help sets", "add sets us =US OR =USA")
    ),
    "sets add competitors a OR b": Wrong(
        NO_EQUALS, ("sets competitors = a OR b", "help sets", "add sets add competitors a OR b")
    ),
    "sets delete competitors": Wrong(
        "A saved set is removed by sets remove.",
        ("sets remove competitors", "sets", "add sets delete competitors"),
    ),
    "set competitors = a OR b": Wrong(
        FOR_SETTINGS, ("sets competitors = a OR b", "help set", "add set competitors = a OR b")
    ),
    "set EV makers = tesla OR byd": Wrong(
        FOR_SETTINGS, ("sets ev-makers = tesla OR byd", "help set", "add set EV makers = tesla OR byd")
    ),
    "set t name A = B": Rename("t", "A = B"),
    # Why an article was posted or was not, for one topic or for all.
    "why https://news.example/a": Why("https://news.example/a"),
    "why <https://news.example/a?b=1&amp;c=2>": Why("https://news.example/a?b=1&c=2"),
    "Why <http://news.example/a|news.example/a> lithium": Why("https://news.example/a", "lithium"),
    "why <https://news.example/a|https://news.example/a> Lithium mining": Why(
        "https://news.example/a", "Lithium-mining"
    ),
    "why lithium <https://news.example/a>": Why("https://news.example/a", "lithium"),
    "why": Missing("why", "article"),
    "why did lavrov resign": Wrong(
        "“did” is no address of an article.", ("help why", "add why did lavrov resign")
    ),
    "misses t": Misses("t"),
    "improve t": Improve("t"),
    "improve our schools": Unsure("improve our-schools", "improve our schools"),
    "Misses lithium mining": Misses("lithium-mining"),
    "misses": Missing("misses", "topic"),
    # Duties are imported, and goods exported: with words behind them, these verbs may be a query.
    "import": Import(),
    "Import": Import(),
    "import https://a.example/feeds.opml": Import("https://a.example/feeds.opml"),
    "import <https://a.example/feeds.opml>": Import("https://a.example/feeds.opml"),
    "import <http://a.example/feeds.opml|a.example/feeds.opml>": Import("https://a.example/feeds.opml"),
    "import duties": Unsure("import", "import duties"),
    "import https://a.example/ https://b.example/": Unsure(
        "import", "import https://a.example/ https://b.example/"
    ),
    "imports": Add("imports"),
    "export": Export(),
    "export ban": Unsure("export", "export ban"),
    "exports": Add("exports"),
    # A slip of the finger, where the command that was meant would work.
    "remvoe venezuela": Unsure("remove venezuela", "remvoe venezuela"),
    "lits": Unsure("list", "lits"),
    "lsit mine": Unsure("list mine", "lsit mine"),
    "shwo tariffs": Unsure("show tariffs", "shwo tariffs"),
    "puase tariffs for 3 days": Unsure("pause tariffs for 3 days", "puase tariffs for 3 days"),
    "eidt tariffs": Unsure("edit tariffs", "eidt tariffs"),
    "eidt tariffs Tolls = toll": Unsure("edit tariffs Tolls = toll", "eidt tariffs Tolls = toll"),
    "stauts": Unsure("status", "stauts"),
    "hlep": Unsure("help", "hlep"),
    "tset lithium AND mine": Unsure("test lithium AND mine", "tset lithium AND mine"),
    "addd <#C1|policy> oil": Unsure("add <#C1|policy> oil", "addd <#C1|policy> oil"),
    "sett t name Talks": Unsure("set t name Talks", "sett t name Talks"),
    "soruce list": Unsure("source list", "soruce list"),
    "sources list": Unsure("source list", "sources list"),
    "sources": Unsure("source list", "sources"),
    "feeds": Unsure("source list", "feeds"),
    "delete tariffs": Unsure("remove tariffs", "delete tariffs"),
    "rm tariffs": Unsure("remove tariffs", "rm tariffs"),
    "unwatch tariffs": Unsure("remove tariffs", "unwatch tariffs"),
    "mute tariffs until fri": Unsure("pause tariffs until fri", "mute tariffs until fri"),
    "unmute tariffs": Unsure("resume tariffs", "unmute tariffs"),
    "unpause tariffs": Unsure("resume tariffs", "unpause tariffs"),
    "ls": Unsure("list", "ls"),
}
QUERIES = """
shoe
shoes for sale
shows about cooking
and
ads
ad spending
dad jokes
sea levels
get well
west bank
text messages
best buy
lost ark
last week
exit polls
remote work
cause celebre
statue
snow storm
statue of liberty
hell
delete
delete facebook account
mute swans dying
new york
stop brexit
start ups
track record
feeds cattle
sources say
resumes talks again
paused production
lists
helps ukraine
tested positive
""".strip().split("\n")


@pytest.mark.parametrize(("text", "expected"), TABLE.items(), ids=map(ascii, TABLE))
def test_what_a_text_asks_for(text, expected):
    assert parse_command(text) == expected


@pytest.mark.parametrize("text", QUERIES)
def test_words_of_the_news_are_no_slips_of_verbs(text):
    assert parse_command(text) == Add(text)


NEAREST = {
    text: command.nearest if isinstance(command, Wrong) else (command.nearest,)
    for text, command in TABLE.items()
    if isinstance(command, Wrong | Unsure)
}


@pytest.mark.parametrize(("text", "nearest"), NEAREST.items(), ids=map(ascii, NEAREST))
def test_what_is_suggested_works_as_it_stands(text, nearest):
    assert nearest
    for suggestion in nearest:
        assert isinstance(parse_command(suggestion), Order), suggestion
