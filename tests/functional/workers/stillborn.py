"""A worker that does not come up."""

raise SystemExit(1)
