"""Block Kit, from model objects to the dictionaries that Slack takes. Pure."""
