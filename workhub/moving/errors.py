"""What keeps a company from moving."""


class MovingError(Exception):
    """The sentence says what is wrong and what to do."""
