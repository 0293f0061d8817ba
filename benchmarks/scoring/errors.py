"""What keeps a score from being taken."""


class NoData(LookupError):
    """The folder does not hold what was to be scored."""
