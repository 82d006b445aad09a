"""The ids of what can be pressed: what a press means is read from the beginning of its ``action_id``."""

RUN = "run"
"""The value is the text of a command, as after ``/watch``."""
LATEST = "latest"
"""The value is the id of a topic whose newest stories are wanted in its channel."""
