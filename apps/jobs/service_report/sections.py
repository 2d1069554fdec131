"""What a part of a service report is made of; which parts there are, and in which order, stands in `contents`."""

from dataclasses import dataclass

from apps.core.models import StoredFile

LONGEST_TEXT = 20_000  # characters of one text; a note holds no more
MOST_ROWS = 500  # of one table
MOST_PICTURES = 50  # in a whole report, signatures aside


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture, and what is written under it; `always` shown, however many others there are."""

    file: StoredFile
    caption: str = ""
    always: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One part: a heading, then facts, a text, a table and pictures, as far as there are any. Plain texts only.

    Attributes:
        facts: pairs of a word and a value.
        head, rows: a table.
    """

    title: str
    facts: tuple[tuple[str, str], ...] = ()
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[Picture, ...] = ()
