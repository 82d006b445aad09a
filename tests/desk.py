"""A workspace with Slack's two functions on fakes: what people type and press, and what they are shown."""

import itertools

from fakes import (
    CountingEntropy,
    DirectParser,
    FakeFetcher,
    FakeFinder,
    FakeLists,
    FakePeople,
    FakeQueues,
    FakeRobots,
    FakeStore,
    FakeViews,
    FixedDeadline,
    FrozenClock,
)

from newswatch.model import Article, ArticleId, Channel, ChannelId, SourceId, UserId
from newswatch.secret_headers import SsmHeaders
from newswatch.slack.absent import NoFinder, NoPeople
from newswatch.slack.asked import Asked, decode
from newswatch.slack.commander import Commander
from newswatch.slack.front import Front, reply_to
from newswatch.slack.requests import Press, Shortcut, SlashCommand, Submission, Suggestion, View
from newswatch.slack.routes import answer, carry_out
from newswatch.slack.showing import Showing
from newswatch.slack.suggestions import Menu
from newswatch.usecases.kept import keeping
from newswatch.usecases.polls import Collector

ADA, BOB, EVE = UserId("U0ADA"), UserId("U0BOB"), UserId("U0EVE")
POLICY, ENERGY, BOARD, OLD = (
    ChannelId("C0POLICY"),
    ChannelId("C0ENERGY"),
    ChannelId("C0BOARD"),
    ChannelId("C0OLD"),
)
DIRECT = ChannelId("D0ADA")
FEED = "https://news.example/rss"


class Desk:
    """A workspace with Slack's two functions: what people type, and what they are shown."""

    def __init__(self):
        self.store, self.queues, self.clock = FakeStore(), FakeQueues(), FrozenClock()
        self.people = FakePeople(
            rooms=[
                Channel(POLICY, "policy", joined=True),
                Channel(ENERGY, "energy"),
                Channel(BOARD, "board", private=True),
                Channel(OLD, "old", archived=True, joined=True),
            ],
            members={POLICY: {ADA, BOB}, ENERGY: {ADA}, BOARD: {ADA}, OLD: {ADA}},
        )
        self.finder = FakeFinder()
        self.ids = itertools.count(1)
        self._clicked = {}
        shared = (self.store, self.queues, self.clock, CountingEntropy())
        self.views = FakeViews()
        self.quick = Commander(*shared, NoPeople(), NoFinder(), "/token", self.views)
        self.collector = Collector(
            store=self.store,
            queues=self.queues,
            fetcher=FakeFetcher(),
            parser=DirectParser(),
            robots=FakeRobots(),
            secrets=SsmHeaders({}.get, "/sources/"),
            clock=self.clock,
            entropy=CountingEntropy(),
            wait=lambda seconds: self.clock.advance(seconds=seconds),
        )
        self.lists = FakeLists()
        self.slow = Commander(
            *shared,
            self.people,
            self.finder,
            "/token",
            self.views,
            FixedDeadline(),
            self.collector,
            self.lists,
            keeping(self.store, self.clock),
            self.people.identity,
        )
        self.front = Front(self.quick, self.views, Menu(self.store, self.clock), self._respond)
        self.shown = []
        """Every answer by message, oldest first."""
        self.told = []
        """To whom there were direct messages."""

    def types(self, text, who=ADA, where=POLICY, request="", *, follow=True):
        """Have somebody type a command; return the text of all answers."""
        begun = len(self.shown)
        asked = Asked(text, who, where, "https://hooks.slack.com/1", request or f"{next(self.ids):032x}")
        self.shown.append(answer(self.quick, asked))
        if follow:
            self.works()
        return "\n".join(shown["text"] for shown in self.shown[begun:])

    def presses(self, label, who=ADA, where=POLICY, request=""):
        """Have somebody press a button of the newest answer that has it; return what they are shown."""
        begun = len(self.shown)
        button = self._clicked.get(request) or next(
            button
            for shown in reversed(self.shown)
            for button in buttons(shown)
            if button["text"]["text"] == label
        )
        if request:
            # Delivered again, it is the same press, whatever is shown by then.
            self._clicked[request] = button
        press = Press(
            button["action_id"], button["value"], who, "T1", "A1", where, request or f"{next(self.ids)}.1",
            ephemeral=True, response_url="https://hooks.slack.com/2", trigger_id="",
        )  # fmt: skip
        reply_to(self.front, press)
        self.works()
        return "\n".join(shown["text"] for shown in self.shown[begun:])

    # --- Modals and App Home ----------------------------------------------------------------

    def opens(self, text, who=ADA, where=POLICY, *, works=True):
        """Have somebody type a command where modals can be shown; return what is said in the reply."""
        typed = SlashCommand(
            "/watch", text, who, "", where, "T1", "A1", "https://hooks.slack.com/1", f"t{next(self.ids)}"
        )
        reply = reply_to(self.front, typed)
        if works:
            self.works()
        return reply

    def modal(self):
        """Return the modal that was opened last."""
        return list(self.views.shown.values())[-1]

    def clicks(self, label, who=ADA, *, home=False, works=True, **typed):
        """Have somebody press what has this label in the modal that was opened last, or in App Home."""
        view = self._view(home=home, who=who, **typed)
        element = next(
            each
            for block in view.blocks
            for each in (*block.get("elements", ()), block.get("accessory") or {})
            if isinstance(each.get("text"), dict) and each["text"]["text"] == label
        )
        self.presses_in(view, element["action_id"], element.get("value", ""), who)
        if works:
            self.works()

    def presses_in(self, view, action_id, value, who=ADA):
        press = Press(
            action_id, value, who, "T1", "A1", ChannelId(""), "", ephemeral=False, response_url="",
            trigger_id=f"t{next(self.ids)}", view=view,
        )  # fmt: skip
        return reply_to(self.front, press)

    def sends(self, who=ADA, *, works=True, **typed):
        """Have somebody send the modal that was opened last, with this in its inputs; return the reply."""
        reply = reply_to(self.front, Submission(who, "T1", "A1", self._view(who=who, **typed)))
        if reply and reply.get("response_action") == "update":
            self.views.update(list(self.views.shown)[-1], reply["view"])
        if works:
            self.works()
        return reply

    def suggests(self, action_id, text):
        return reply_to(self.front, Suggestion(ADA, "T1", "A1", action_id, text))["options"]

    def chooses(self, message, who=ADA, where=POLICY, callback="like_this"):
        """Have somebody choose the shortcut of a message."""
        trigger = f"t{next(self.ids)}"
        reply_to(self.front, Shortcut(callback, who, "T1", "A1", where, message, "", trigger))
        self.works()

    def _view(self, *, who, home=False, **typed):
        id_ = "H1" if home else list(self.views.shown)[-1]
        shown = self.views.home[who] if home else self.views.shown[id_]
        values = {}
        for block in shown["blocks"]:
            if block["type"] == "input":
                name = block["element"]["action_id"]
                given = typed.get(name, INITIAL)
                values[block["block_id"]] = {name: standing(block["element"], given)}
        return View(
            id_,
            "h0" if home else self.views.hashes[id_],
            home,
            shown.get("callback_id", ""),
            shown.get("private_metadata", ""),
            values,
            shown["blocks"],
        )

    def works(self):
        """Let ``command`` work off its queue."""
        while self.queues.commands:
            self.carries_out(self.queues.commands.pop(0))

    def carries_out(self, body):
        asked = decode(body)
        carry_out(self.slow, asked, Showing(asked, self.views, self._respond, self._tell))

    def _respond(self, _url, shown, _replaces):
        self.shown.append(shown)

    def _tell(self, who, shown):
        self.told.append(who)
        self.shown.append(shown)

    def topic(self, handle):
        return self.store.topic_by_handle(handle)

    def notices(self):
        """The channels with a notice in their outbox, oldest first."""
        return [post.channel for post in self.store._posts.values() if post.change]

    def reads(self, title):
        n = len(self.store.articles_of(self.clock.now())) + 1
        at = self.clock.now()
        url = f"https://news.example/{title.replace(' ', '-')}-{n}"
        self.store.save_article(Article(ArticleId(f"{n:016x}"), url, title, "", at, SourceId("s1")), [])


def buttons(shown):
    return [
        element
        for block in shown["blocks"]
        for element in (*block.get("elements", ()), block.get("accessory", {}))
        if element.get("type") == "button"
    ]


def labels(shown):
    return [button["text"]["text"] for button in buttons(shown)]


INITIAL = object()
"""In place of what somebody types: what stands in an input already."""


def standing(element, given):
    """Return what Slack says of an input in which this was typed or chosen."""
    kind = element["type"]
    match kind:
        case "plain_text_input" | "number_input":
            return {"type": kind, "value": element.get("initial_value") if given is INITIAL else given}
        case "timepicker":
            return {"type": kind, "selected_time": element.get("initial_time") if given is INITIAL else given}
        case "multi_conversations_select":
            chosen = element.get("initial_conversations", []) if given is INITIAL else given
            return {"type": kind, "selected_conversations": chosen}
        case "checkboxes" | "multi_static_select" | "multi_external_select":
            chosen = (
                element.get("initial_options", [])
                if given is INITIAL
                else [{"value": each} for each in given]
            )
            return {"type": kind, "selected_options": chosen}
    chosen = element.get("initial_option") if given is INITIAL else {"value": given}
    return {"type": kind, "selected_option": chosen}


def said(view):
    """Return the text of a modal or App Home, a line for each text in it."""
    return "\n".join(_texts(view["blocks"]))


def _texts(value):
    if isinstance(value, list):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name == "text" and isinstance(each, str):
                yield each
            elif name not in {"value", "action_id", "block_id"}:
                yield from _texts(each)
