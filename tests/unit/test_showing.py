"""Where an answer is shown that takes longer than Slack waits."""

import pytest
from desk import ADA, POLICY, said
from fakes import FakeViews

from newswatch.errors import NewswatchError, SlackAmbiguous, SlackParked, SlackRejected, SlackUrlGone
from newswatch.model import ChannelId, UserId
from newswatch.slack.asked import Action, Asked
from newswatch.slack.showing import MOST_BLOCKS, Showing
from newswatch.slack.views import hints, modal
from newswatch.slack.views.blocks import answer

LATE = "https://hooks.slack.com/1"
FIRST, SECOND = hints.note("Watching lithium."), hints.note("The channel is archived.")


class Screen:
    """What somebody sees: a modal, answers by response_url, direct messages."""

    def __init__(self, *, response=None, message=None, update=None):
        self.views = FakeViews()
        self.view, _ = self.views.open("t1", modal.waiting())
        self.responses, self.messages = [], []
        self._response, self._message, self._update = response, message, update

    def showing(self, *, view="", response_url="", user=ADA, home=""):
        wanted = Asked("x", UserId(user), POLICY, response_url, "0" * 32, Action.RUN, view=view, home=home)
        return Showing(wanted, self, self._respond, self._tell)

    def update(self, view_id, view, known=""):
        if self._update:
            raise self._update
        return self.views.update(view_id, view, known)

    def _respond(self, url, shown, replaces):
        if self._response:
            raise self._response
        self.responses.append((url, shown, replaces))

    def _tell(self, who, shown):
        if self._message:
            raise self._message
        self.messages.append((who, shown))


def test_an_answer_takes_the_place_of_what_the_modal_says():
    screen = Screen()
    screen.showing(view=screen.view, response_url=LATE)(FIRST, False)
    assert said(screen.views.shown[screen.view]) == "Watching lithium."
    assert (screen.responses, screen.messages) == ([], [])


def test_later_answers_stand_below_the_earlier_ones():
    screen = Screen()
    show = screen.showing(view=screen.view)
    show(FIRST, False)
    show(SECOND, False)
    assert said(screen.views.shown[screen.view]) == "Watching lithium.\nThe channel is archived."


def test_of_many_answers_the_newest_are_seen():
    screen = Screen()
    show = screen.showing(view=screen.view)
    many = {**answer("x"), "blocks": answer("x")["blocks"] * 40}
    for _ in range(3):
        show(many, False)
    show(SECOND, False)
    blocks = screen.views.shown[screen.view]["blocks"]
    assert len(blocks) == MOST_BLOCKS
    assert "archived" in blocks[-1]["text"]["text"]


def test_the_modal_still_carries_what_app_home_showed():
    screen = Screen()
    screen.showing(view=screen.view, home='{"tab": "sources"}')(FIRST, False)
    assert screen.views.shown[screen.view]["private_metadata"] == '{"tab": "sources"}'


@pytest.mark.parametrize(("response_url", "by_message"), [("", True), (LATE, False)])
def test_a_closed_modal_is_answered_elsewhere(response_url, by_message):
    screen = Screen()
    screen.views.close(screen.view)
    screen.showing(view=screen.view, response_url=response_url)(FIRST, False)
    assert screen.messages == ([(ADA, FIRST)] if by_message else [])
    assert screen.responses == ([] if by_message else [(LATE, FIRST, False)])


@pytest.mark.parametrize("replaces", [True, False])
def test_what_was_typed_or_pressed_in_a_message_is_answered_there(replaces):
    screen = Screen()
    screen.showing(response_url=LATE)(FIRST, replaces)
    assert screen.responses == [(LATE, FIRST, replaces)]
    assert screen.messages == []


def test_what_nobody_asked_for_is_shown_to_nobody():
    screen = Screen()
    screen.showing(user="")(FIRST, False)
    assert (screen.responses, screen.messages) == ([], [])


TRANSIENT = SlackAmbiguous("connection", "The connection to Slack broke.")
PLACES = {
    "modal": lambda error: (screen := Screen(update=error)).showing(view=screen.view),
    "response": lambda error: Screen(response=error).showing(response_url=LATE),
    "message": lambda error: Screen(message=error).showing(),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_a_later_try_can_do_comes_through(place):
    with pytest.raises(SlackAmbiguous):
        place(TRANSIENT)(FIRST, False)


@pytest.mark.parametrize(
    "error",
    [
        SlackUrlGone("expired_url"),
        SlackRejected("invalid_arguments"),
        SlackParked("cannot_dm_bot", "Slack lets no bot write to a bot.", ChannelId(ADA)),
        NewswatchError("no"),
    ],
    ids=repr,
)
@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_was_done_stays_done_where_the_answer_cannot_be_shown(place, error):
    assert place(error)(FIRST, False) is None
