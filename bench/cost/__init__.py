"""What a day of Newswatch costs: the real handlers on a clock of their own, all that is billed counted."""
