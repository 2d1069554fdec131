"""Times from taps: what was not tapped is unknown."""

from datetime import timedelta

import pytest

from apps.jobs.evidence.timing import Stretch, Tap, overlap, stretches
from apps.jobs.states import TimeKind
from tests.conftest import HOUR, NOW

T, W, B = TimeKind.TRAVEL, TimeKind.WORK, TimeKind.BREAK


@pytest.mark.parametrize(
    ("taps", "told"),
    [
        ([], []),
        ([("departed", 0)], [(T, 0, None)]),
        ([("departed", 0), ("started", 1), ("completed", 3)], [(T, 0, 1), (W, 1, 3)]),
        (
            [("started", 0), ("paused", 1), ("resumed", 2), ("completed", 3)],
            [(W, 0, 1), (B, 1, 2), (W, 2, 3)],
        ),
        ([("departed", 0), ("completed", 2)], [(T, 0, 2)]),
        ([("dispatched", 0), ("completed", 2)], []),
        ([("started", 0), ("cancelled", 1)], [(W, 0, 1)]),
        ([("started", 0), ("completed", 1), ("reopened", 5), ("completed", 6)], [(W, 0, 1)]),
        ([("started", 2), ("paused", 1)], [(W, 2, 2), (B, 1, None)]),
    ],
)
def test_what_taps_tell(taps: list[tuple[str, float]], told: list[tuple[TimeKind, float, float | None]]) -> None:
    found = stretches(Tap(f"visit.{event}", NOW + hours * HOUR) for event, hours in taps)
    assert found == [
        Stretch(kind, NOW + start * HOUR, None if end is None else NOW + end * HOUR) for kind, start, end in told
    ]


@pytest.mark.parametrize(
    ("one", "other", "do"),
    [((0, 2), (1, 3), True), ((0, 1), (1, 2), False), ((0, None), (3, 4), True), ((0, None), (6, 7), False)],
)
def test_times_that_lie_on_each_other(
    one: tuple[float, float | None], other: tuple[float, float | None], do: bool
) -> None:
    first, second = (
        Stretch(W, NOW + start * HOUR, None if end is None else NOW + end * HOUR) for start, end in (one, other)
    )
    assert overlap(first, second, NOW + timedelta(hours=5)) is do
