"""How well articles are joined to stories, and at what cost."""
