"""Newswatch: reads the news for a team and posts what it asked for to Slack, once."""

__version__ = "0.1.0"
