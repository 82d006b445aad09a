"""Logging: keys, not sentences; never an event's body, a token, a response_url or a URL's userinfo."""

from aws_lambda_powertools import Logger

logger = Logger(service="newswatch")
