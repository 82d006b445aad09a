"""What an operator switches on in the environment: YES, REPLACE, SECRETS."""


def is_on(word: str) -> bool:
    """Return whether a word switches something on: 1, yes or true."""
    return word.strip().lower() in {"1", "yes", "true"}
