"""What the tests of the page share."""

from datetime import UTC, datetime

from infra.laptop.slack.content import from_args

NOW = datetime(2019, 5, 6, 16, 4, tzinfo=UTC)
ADA, POLICY, NEWS, QUIET = "U0ADA", "C0POLICY", "C0NEWS", "C0QUIET"
BOT = "U0NEWSWATCH"


def say(workspace, channel=POLICY, **args):
    return workspace.post(channel, BOT, from_args(args), thread_ts=args.get("thread_ts", ""))


def mrkdwn(text, **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text, **more}}


def plain(text):
    return {"type": "plain_text", "text": text}


def option(text, value="", **more):
    return {"text": plain(text), "value": value or text.lower(), **more}


def button(text, action_id="", **more):
    return {"type": "button", "action_id": action_id or text.lower(), "text": plain(text), **more}


def actions(*elements, block_id="acts"):
    return {"type": "actions", "block_id": block_id, "elements": list(elements)}


def asks(label, kind="plain_text_input", *, name="", **more):
    """Return an input block; what an input block has itself is told from what its element has."""
    own = {key: more.pop(key) for key in ("optional", "dispatch_action", "hint") if key in more}
    name = name or label.lower()
    element = {"type": kind, "action_id": name, **more}
    return {"type": "input", "block_id": name, "label": plain(label), "element": element, **own}


def modal(*blocks, title="Topic", submit="Save", **more):
    sends = {"submit": plain(submit)} if submit else {}
    return {"type": "modal", "title": plain(title), "blocks": list(blocks), **sends, **more}


def home(*blocks):
    return {"type": "home", "blocks": list(blocks)}


def open_modal(page, workspace, *blocks, **more):
    """Open a modal for Ada, and return its view and its dialog."""
    view = modal(*blocks, **more)
    shown = workspace.modals.open(workspace.modals.trigger(ADA, channel=POLICY), view)
    dialog = page.get_by_role("dialog", name=view["title"]["text"])
    dialog.wait_for()
    return shown, dialog


def sent_values(app):
    """Return what the app was told that the inputs hold, by block, without their types."""
    values = app.payload()["view"]["state"]["values"]
    held = {block: next(iter(elements.values())) for block, elements in values.items()}
    return {block: next(v for k, v in value.items() if k != "type") for block, value in held.items()}
