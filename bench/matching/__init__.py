"""The topic index beside its peers, at its bounds, and what it costs to build, load and change."""
