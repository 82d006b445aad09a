"""Sources: bytes in, entries and articles out. Only ``fetch`` talks to the network."""
