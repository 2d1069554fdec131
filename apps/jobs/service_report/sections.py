"""The parts a service report is made of. What a customer may read comes from here, and nothing else does.

Whoever keeps something a report should tell (answers, photos, parts, a signature) registers a provider with
`report_section`; a review page shows the same parts.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from apps.core.models import StoredFile
from apps.jobs.models import Job

LONGEST_TEXT = 20_000  # characters of one text; a note holds no more
MOST_ROWS = 500  # of one table
MOST_PICTURES = 50  # in a whole report


@dataclass(frozen=True, slots=True)
class Picture:
    """A kept picture, and what is written under it."""

    file: StoredFile
    caption: str = ""


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


Provider = Callable[[Job], Iterable[Section]]
_providers: list[tuple[int, str, Provider]] = []
_shows_photos: set[str] = set()


def report_section(*, place: int, photos: bool = False) -> Callable[[Provider], Provider]:
    """Register what makes sections of a job's report, of what the customer may read. Given no time and no reader: the
    same rows make the same report.

    Args:
        place: the lower, the earlier; the work itself has 10.
        photos: whether its pictures are the photos a review looks for.
    """

    def declare(provider: Provider) -> Provider:
        _providers.append((place, provider.__qualname__, provider))
        if photos:
            _shows_photos.add(provider.__qualname__)
        return provider

    return declare


def sections_of(job: Job) -> Iterator[Section]:
    """The parts of a job's report, in order."""
    for _place, _name, provider in sorted(_providers, key=lambda one: one[:2]):
        yield from provider(job)


def photo_count(job: Job) -> int | None:
    """How many photos there are of the work; None while nothing keeps any."""
    if not _shows_photos:
        return None
    found = [provider(job) for _place, name, provider in _providers if name in _shows_photos]
    return sum(len(section.pictures) for sections in found for section in sections)
