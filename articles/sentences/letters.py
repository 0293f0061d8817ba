"""What a letter's case can tell, and where it tells nothing."""


def is_georgian(letter: str) -> bool:
    """Georgian writes no capitals in running text, yet Unicode calls its letters lower case."""
    return "\u10d0" <= letter <= "\u10ff"


def has_case(letter: str) -> bool:
    """Whether a sentence in this letter's script starts with a capital."""
    return letter.lower() != letter.upper() and not is_georgian(letter)
