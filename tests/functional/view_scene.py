"""Views as an app may build them, for the tests of the stand-in."""


def plain(text):
    return {"type": "plain_text", "text": text}


def option(value, **more):
    return {"text": plain(value.title()), "value": value, **more}


def section(text="x", **more):
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(action_id="go", **more):
    return {"type": "button", "action_id": action_id, "text": plain("Go"), **more}


def actions(*elements, **more):
    return {"type": "actions", "block_id": "acts", "elements": list(elements) or [button()], **more}


def asks(element, **more):
    """Return an input block that is called as its element."""
    return {
        "type": "input",
        "block_id": element.get("action_id", "unnamed"),
        "label": plain("Say"),
        "element": element,
        **more,
    }


def text_input(action_id="name", **more):
    return {"type": "plain_text_input", "action_id": action_id, **more}


def menu(kind="static_select", action_id="pick", **more):
    offered = {"options": [option("red"), option("green")]} if "static" in kind else {}
    return {"type": kind, "action_id": action_id, **offered, **more}


def modal(*blocks, **more):
    shown = list(blocks) or [section()]
    return {"type": "modal", "title": plain("Topic"), "submit": plain("Save"), "blocks": shown, **more}


def home(*blocks, **more):
    return {"type": "home", "blocks": list(blocks) or [section()], **more}
