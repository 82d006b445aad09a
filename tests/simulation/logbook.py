"""What the product writes to its log while it runs here, and what must never stand there."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("newswatch", "slack_sdk", "infra.laptop.slack")


class Logbook(logging.Handler):
    """Keeps records; their text is made only when somebody looks."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)

    def texts(self) -> Iterator[str]:
        """Yield everything that a line of the log would hold, the causes of errors included."""
        for record in self.records:
            told = {name: value for name, value in vars(record).items() if name not in _OURS}
            yield f"{record.getMessage()} {told}"
            error = record.exc_info[1] if record.exc_info else None
            while error is not None:
                yield f"{error!r} {error}"
                error = error.__cause__ or error.__context__


_OURS = frozenset(vars(logging.makeLogRecord({})).keys() - {"msg", "args"})


@contextmanager
def kept(book: Logbook) -> Iterator[None]:
    """Have the product's log written into a book, and nowhere else."""
    loggers = [logging.getLogger(name) for name in NAMES]
    before = [(logger.handlers[:], logger.propagate, logger.level) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [book], False
    try:
        yield
    finally:
        for logger, (handlers, propagate, level) in zip(loggers, before, strict=True):
            logger.handlers, logger.propagate = handlers, propagate
            logger.setLevel(level)
