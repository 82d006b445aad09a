"""What grows with the number of sources, topics and channels."""
