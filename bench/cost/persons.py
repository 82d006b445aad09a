"""What people do in Slack on a working day: lists, questions, votes, and a morning of trying queries."""

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

from bench.cost.before import channels, people
from bench.cost.house import House
from bench.slack_scene import named
from infra.laptop.slack.refusal import Refusal

COMMANDS_A_TOPIC, VOTES_A_TOPIC, HOMES_A_TOPIC, TESTS_A_TOPIC = 0.4, 0.4, 0.2, 0.06
"""A day: of 200 topics 80 commands, 80 presses, 40 looks at App Home, 12 queries that are tried."""
LINES = (
    "list", "list", "show topic-{n}", "show topic-{n}", "history topic-{n}", "status", "help", "sources",
    "pause topic-{n} for 1h", "resume topic-{n}", "urgent topic-{n}", "why topic-{n}",
)  # fmt: skip
TESTS = (
    'test "central bank" AND (rates OR inflation)', "test (strike OR walkout) AND NOT football",
    "test minister NEAR/5 resign*", "test lithium AND (mine OR mining)", "test quake OR earthquake OR tremor",
)  # fmt: skip
TEST_HOURS, OFFICE_HOURS = (7.0, 13.0), (7.0, 19.0)


class Persons:
    """Everybody in the workspace."""

    def __init__(self, house: House, topics: int, seed: int) -> None:
        self._house, self._topics, self._rng = house, topics, Random(f"{seed} persons")
        self.done = 0
        self.refused: list[str] = []

    def plan(self) -> None:
        """Have everybody do what they will do from now on."""
        midnight = self._house.begins.replace(hour=0, minute=0)
        for share, hours, act in (
            (COMMANDS_A_TOPIC, OFFICE_HOURS, self._types),
            (VOTES_A_TOPIC, OFFICE_HOURS, self._votes),
            (HOMES_A_TOPIC, OFFICE_HOURS, self._looks_at_home),
            (TESTS_A_TOPIC, TEST_HOURS, self._tries),
        ):
            for _ in range(max(1, round(share * self._topics))):
                at = midnight + timedelta(hours=self._rng.uniform(*hours))
                deed = self._doing(act)
                if at >= self._house.begins:
                    self._house.at(at, deed)

    def _doing(self, act: Callable[[str, str], None]) -> Callable[[], None]:
        person, channel = self._rng.choice(people()), self._rng.choice(channels())

        def do() -> None:
            self.done += 1
            try:
                act(person, channel)
            except Refusal as no:
                self.refused.append(f"{act.__name__}: {no.code} {no.extra}"[:200])

        return do

    def _types(self, person: str, channel: str) -> None:
        line = self._rng.choice(LINES).format(n=self._rng.randrange(self._topics))
        self._house.chat.clients.type_command(person, channel, f"/watch {line}")

    def _tries(self, person: str, channel: str) -> None:
        self._house.chat.clients.type_command(person, channel, f"/watch {self._rng.choice(TESTS)}")

    def _looks_at_home(self, person: str, _channel: str) -> None:
        self._house.chat.clients.open_home(person)

    def _votes(self, person: str, channel: str) -> None:
        chat = self._house.chat
        told = [each for each in chat.workspace.messages(channel) if any(_buttons(each.blocks))]
        if told:
            message = self._rng.choice(told[-20:])
            action = self._rng.choice(sorted(_buttons(message.blocks)))
            chat.clients.press(person, channel, message.ts, *named(message.blocks, action))


def _buttons(blocks: Any) -> set[str]:
    return {
        str(element["action_id"])
        for block in blocks
        for element in block.get("elements", ())
        if element.get("type") == "button" and "url" not in element
    }
