"""What somebody is told who has pressed a button of an alert."""

from newswatch.model import (
    ChannelId,
    is_channel,
)
from newswatch.slack.views.blocks import Answer, answer, run_button, take_back_button
from newswatch.slack.views.kit import Block
from newswatch.slack.views.mrkdwn import code, shown
from newswatch.slack.views.phrases import listed, named
from newswatch.usecases.findings import Said, SettingsChanged

SITE_CHARS = 80
OVERTAKEN = "You have said otherwise of it since then, and that counts."
UNKNOWN = "That story, or its topics, are not known any more."


def said(found: Said, *more: Block | None) -> Answer:
    """Return that somebody's word was heard.

    Args:
        found: what they said.
        more: further buttons.
    """
    if not found.counts:
        return answer(OVERTAKEN)
    if found.relevant is None:
        return answer("Taken back.")
    if not found.topics:
        return answer(UNKNOWN)
    names = listed([named(topic) for topic in found.topics])
    noted = "👍 Noted as relevant" if found.relevant else "👎 Noted as not relevant"
    return answer(f"{noted} for {names}.", [take_back_button(found.story_id), *more])


def muted(outlet: str, where: ChannelId, found: SettingsChanged) -> Answer:
    """Return that an outlet is muted where somebody does not want it.

    Args:
        outlet: its site.
        where: a channel, or a person.
        found: what came of it.
    """
    here, command = ("here", "set here") if is_channel(where) else ("for you", "set me")
    already = "" if found.seq else " already"
    return answer(
        f"🔇 *{shown(outlet, SITE_CHARS)}* is{already} muted {here}. What only it carries is not posted; "
        "what others carry too is, and leads with one of them.",
        [run_button("Unmute", f"{command} unmute {outlet}"), run_button("All that is muted", command)],
    )


def unmutable(outlet: str) -> Answer:
    """Return that something cannot be muted."""
    return answer(f"{code(outlet, SITE_CHARS)} is no site that can be muted.")
