"""Pages made to hurt, by hand and by chance: ``make fuzz``."""
