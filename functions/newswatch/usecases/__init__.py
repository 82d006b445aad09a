"""What Newswatch does, one module per verb; adapters come in through ``ports``."""
