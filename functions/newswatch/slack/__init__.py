"""Slack: requests in, messages out. ``views`` turns model objects into Block Kit."""
