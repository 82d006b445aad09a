"""Fetching over HTTP: the only package under ``sources`` that knows requests and the network."""

from newswatch.sources.fetch.fetcher import Fetcher, Limits
from newswatch.sources.fetch.session import look_up

__all__ = ["Fetcher", "Limits", "look_up"]
