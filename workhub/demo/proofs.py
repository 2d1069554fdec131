"""What shows that work was done: the times of the last days' taps, and one visit with photos, a part, notes and a
signature.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw

from apps.core.actions.files import keep_file
from apps.jobs.actions import add_note, add_part, add_photo, note_times, take_signature
from apps.jobs.states import Outcome, PhotoKind
from workhub.demo.clock import DAY, MINUTE, Clock
from workhub.demo.people import HANDS_ON
from workhub.demo.timeline import Step, Timeline
from workhub.demo.trips import Trip

TRADES = ("heating", "plumbing")  # where the pictures are a gauge and the part a valve
SIDE = (960, 720)
DIAL = (230, 110, 730, 610)
NEEDLES = {PhotoKind.BEFORE: (640, 500), PhotoKind.AFTER: (480, 170)}
INK = (
    (60, 150),
    (110, 60),
    (140, 160),
    (190, 90),
    (240, 140),
    (300, 70),
    (330, 150),
    (420, 80),
    (520, 120),
    (580, 100),
)


def tell_of_proofs(clock: Clock, timeline: Timeline, trips: list[Trip]) -> None:
    """Put one trip's evidence on the timeline, a few minutes before it ended."""
    trip = max(_fitting(clock, trips), key=lambda one: (one[0], one[1]), default=None)
    if trip is not None:
        _, ended, shown = trip
        for before, step in enumerate(reversed(list(_steps(shown))), start=1):
            timeline.add(ended - before * MINUTE, step)


def write_times(clock: Clock, trips: list[Trip]) -> None:
    """Note what the taps of the last two days tell; nobody has been told of them."""
    for trip in trips:
        began = trip.departed or trip.arrived
        if trip.row is not None and began is not None and clock.now - 2 * DAY < began <= clock.now:
            note_times(trip.visit())


def _fitting(clock: Clock, trips: list[Trip]) -> Iterator[tuple[bool, datetime, Trip]]:
    """Trips that ended well, with a tap: those of whoever one tries things as, before the others."""
    for trip in trips:
        ended, alone = trip.ended, len(trip.people) == 1 and trip.off is None
        tapped = trip.arrived is not None and not trip.said and trip.ends_with is None
        well = trip.outcome == Outcome.COMPLETED and trip.work.kind.trade in TRADES
        if ended is not None and ended < clock.now and alone and tapped and well:
            yield trip.people[0].user.name == HANDS_ON, ended, trip


def _steps(trip: Trip) -> Iterator[Step]:
    """In the order they happen."""

    def said(now: datetime) -> dict[str, Any]:
        return {"actor": trip.member, "now": now, "visit_id": trip.visit_id}

    def brought(now: datetime, name: str, picture: bytes) -> UUID:
        return keep_file(actor=trip.member, now=now, name=name, content=ContentFile(picture)).public_id

    def photo(kind: PhotoKind, caption: str) -> Step:
        return lambda now: add_photo(
            **said(now), file_id=brought(now, f"gauge-{kind}.jpg", gauge(kind)), kind=kind, caption=caption
        )

    yield photo(PhotoKind.BEFORE, "Pressure when I came")
    yield lambda now: add_part(
        **said(now), name="Relief valve 3/4 in, 30 psi", number="RV-34-30", quantity=Decimal(1), unit="pc"
    )
    yield photo(PhotoKind.AFTER, "Pressure with the new valve")
    yield lambda now: add_note(**said(now), text="Shut-off behind the shelf, needs a long key.")
    yield lambda now: add_note(
        **said(now), text="Please look at the gauge once a week: it should stay in the green.", for_customer=True
    )
    yield lambda now: take_signature(
        **said(now), name="Rosa Mendes", role="Caretaker", file_id=brought(now, "signature.png", signature())
    )


def gauge(kind: PhotoKind) -> bytes:
    """A drawn gauge, in the red before and in the green after."""
    picture = Image.new("RGB", SIDE, "#8d8578")
    draw = ImageDraw.Draw(picture)
    for y in range(0, SIDE[1], 90):
        draw.rectangle((0, y, SIDE[0], y + 2), fill="#7a7266")
    draw.rectangle((430, 560, 530, 720), fill="#b07d3a")
    draw.ellipse((210, 90, 750, 630), fill="#2f3437")
    draw.ellipse(DIAL, fill="#f4f1e8")
    draw.arc(DIAL, 135, 315, fill="#2f8f4e", width=34)
    draw.arc(DIAL, 315, 405, fill="#c23b2e", width=34)
    draw.line((480, 360, *NEEDLES[kind]), fill="#1b1f22", width=14)
    draw.ellipse((455, 335, 505, 385), fill="#1b1f22")
    return _saved(picture, "JPEG")


def signature() -> bytes:
    """A drawn signature."""
    picture = Image.new("RGB", (640, 220), "white")
    ImageDraw.Draw(picture).line(INK, fill="#14181a", width=5, joint="curve")
    return _saved(picture, "PNG")


def _saved(picture: Image.Image, kind: str) -> bytes:
    out = BytesIO()
    picture.save(out, kind)
    return out.getvalue()
