"""What can go wrong before the processes run, as one error with a stable code and a sentence for people."""


class UpError(Exception):
    """WorkHub cannot be started; `code` is stable, the text is for the person at the terminal."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
