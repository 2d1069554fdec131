"""All that a service report tells, in its order. What a customer may read comes from here, and nothing else does; a
review page shows the same parts.

A part is given no time and no reader: the same rows make the same report.
"""

from collections.abc import Callable, Iterable, Iterator

from apps.jobs.service_report.checks import answers, photos_of_answers, signatures_of_answers
from apps.jobs.service_report.proof import parts, photos, remarks, signatures
from apps.jobs.service_report.sections import Section
from apps.jobs.service_report.work import Work, visits_made

Part = Callable[[Work], Iterable[Section]]
PHOTOS: tuple[Part, ...] = (photos, photos_of_answers)  # what a review looks for
CONTENTS: tuple[Part, ...] = (visits_made, remarks, answers, parts, *PHOTOS, signatures, signatures_of_answers)


def sections_of(work: Work) -> Iterator[Section]:
    """The parts of a job's report, in order."""
    for part in CONTENTS:
        yield from part(work)


def photo_count(work: Work) -> int:
    """How many photos there are of the work."""
    return sum(len(section.pictures) for part in PHOTOS for section in part(work))
