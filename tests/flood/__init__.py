"""A flood of matches through the real store, queues, notify and dispatch, on a clock of its own."""
