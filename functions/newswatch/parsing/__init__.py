"""Parsing within bounds: a process of its own reads what was fetched, and may be lost with it.

Nothing is imported here: the process, which is ``child``, loads this package too.
"""
