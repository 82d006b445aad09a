"""A worker that says that it is ready, and never reads what it is asked."""

import os
import signal

from newswatch.parsing import wire

os.write(1, wire.frame(wire.READY))
signal.pause()
