"""A walk through everything that can be typed and pressed, and all that is shown on the way."""

import json
from collections import deque

from desk import INITIAL, standing

from newswatch.model import ChannelId
from newswatch.slack.front import reply_to
from newswatch.slack.requests import Event, Press, Shortcut, Submission, Suggestion, View

MOST = 600
"""Presses of a walk: enough for every kind of button in every kind of answer."""
HOOK = "https://hooks.slack.com/5"
HOME = "H1"


class Crawl:
    """Somebody who tries everything: types commands, and presses whatever is shown, each button once."""

    def __init__(self, desk, who, where):
        self.desk, self.who, self.where = desk, who, where
        self.seen = []
        """Everything that was shown: answers, modals, App Home."""
        self._waiting = deque()
        self._pressed = set()
        self._shown = len(desk.shown)
        self._turns = 0

    def types(self, *texts):
        """Type commands, where modals can be shown and where they cannot."""
        for text in texts:
            self.desk.views.expired = True
            self.desk.types(text, who=self.who, where=self.where)
            self.desk.views.expired = False
            if reply := self.desk.opens(text, who=self.who, where=self.where):
                self._note(reply, None)
            self._look()

    def presses(self, action, value):
        """Press a button that somebody made by hand."""
        self._does(self._press(action, value, None))

    def opens_home(self, state="{}"):
        what = {"user": self.who, "tab": "home", "view": {"private_metadata": state}}
        self._does(Event("app_home_opened", "T1", "A1", f"Ev{self._turn()}", what))

    def suggests(self, *texts):
        """Type into the menu of sources, letter by letter."""
        for text in texts:
            for end in range(1, len(text) + 1):
                reply = reply_to(self.desk.front, Suggestion(self.who, "T1", "A1", "sources", text[:end]))
                self.seen.append(reply)

    def chooses(self, message):
        """Choose the shortcut of a message."""
        turn = self._turn()
        self._does(Shortcut("like_this", self.who, "T1", "A1", self.where, message, HOOK, f"t{turn}"))

    def says(self, text):
        """Send the bot a direct message."""
        what = {"user": self.who, "channel": "D0HER", "channel_type": "im", "text": text}
        self._does(Event("message", "T1", "A1", f"Ev{self._turn()}", what))

    def walks(self):
        """Press all that is shown, until nothing new comes."""
        for _ in range(MOST):
            if not self._waiting:
                return
            element, view = self._waiting.popleft()
            values = [element.get("value", ""), *(each["value"] for each in element.get("options", ()))]
            for value in values:
                self._does(self._press(element["action_id"], value, view))

    def sends(self):
        """Send every form that is open."""
        for id_ in list(self.desk.views.shown):
            self._does(Submission(self.who, "T1", "A1", self._view(id_)))

    def texts(self):
        """Return all that was shown as text."""
        return "\n".join(json.dumps(each, ensure_ascii=False) for each in self.seen)

    def _turn(self):
        self._turns += 1
        return self._turns

    def _press(self, action, value, view):
        channel, hook = (ChannelId(""), "") if view else (self.where, HOOK)
        turn = self._turn()
        return Press(
            action,
            value,
            self.who,
            "T1",
            "A1",
            channel,
            f"{turn}.5",
            False,
            hook,
            f"t{turn}",
            self._now(view),
        )

    def _now(self, view):
        """Return a view as it is by now, as far as it is still there."""
        return self._view(view.id) if view and view.id in self.desk.views.shown else view

    def _does(self, request):
        if reply := reply_to(self.desk.front, request):
            self._note(reply.get("view", reply), None)
        self.desk.works()
        self._look()

    def _view(self, id_):
        views = self.desk.views
        shown = views.home[self.who] if id_ == HOME else views.shown[id_]
        return View(
            id_,
            views.hashes.get(id_, "h"),
            id_ == HOME,
            shown.get("callback_id", ""),
            shown.get("private_metadata", ""),
            {
                block["block_id"]: {block["element"]["action_id"]: standing(block["element"], INITIAL)}
                for block in shown["blocks"]
                if block["type"] == "input"
            },
            shown["blocks"],
        )

    def _look(self):
        """Note what is shown by now, and what can be pressed there."""
        for answer in self.desk.shown[self._shown :]:
            self._note(answer, None)
        self._shown = len(self.desk.shown)
        for id_, shown in list(self.desk.views.shown.items()):
            self._note(shown, self._view(id_))
        if self.who in self.desk.views.home:
            self._note(self.desk.views.home[self.who], self._view(HOME))

    def _note(self, shown, view):
        if shown in self.seen:
            return
        self.seen.append(shown)
        for block in shown.get("blocks", ()):
            elements = (*block.get("elements", ()), block.get("accessory") or {}, block.get("element") or {})
            for element in elements:
                # Text that is no button of ours is made of strangers' words.
                if "action_id" not in element:
                    continue
                kind = (element["action_id"].partition(".")[0], element.get("value", ""), view is None)
                if kind not in self._pressed:
                    self._pressed.add(kind)
                    self._waiting.append((element, view))
