"""Claims: what a page says of itself, each kind of statement read by a module of its own.

``metadata`` puts them in their order of trust.
"""
