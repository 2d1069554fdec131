"""`request.add`: somebody of the staff asks for something."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile

from apps.core.actions.files import keep_file
from apps.core.actor import Actor, Via
from apps.core.errors import BadInput, Clash, NotAllowed, NotHere
from apps.core.models import StoredFile
from apps.crews.actions import add_request
from apps.crews.models import Absence, Member, StaffRequest
from apps.crews.states import AbsenceKind, RequestKind, RequestStatus, Role
from tests.conftest import HOUR, NOW, Cast, audited, events, person
from tests.crews.requesting import FRIDAY, SATURDAY, ask

K = RequestKind
DAY = timedelta(days=1)


def paper(cast: Cast) -> StoredFile:
    return keep_file(actor=cast.field(), now=NOW, name="offer.pdf", content=ContentFile(b"%PDF-1.7"))


def test_it_waits_under_the_next_number(cast: Cast) -> None:
    first, second = ask(cast), ask(cast, kind=K.PURCHASE)
    assert [r.code for r in (first, second)] == ["SR-1", "SR-2"]
    assert (first.requester, first.status, first.asked_back) == (cast.ana, RequestStatus.PENDING, False)


def test_who_may_not_ask_is_refused(cast: Cast) -> None:
    watcher = person("Rita Olsen", Role.READ_ONLY)
    with pytest.raises(NotAllowed):
        add_request(actor=Actor(watcher, Via.API), now=NOW, kind=K.OTHER, text="Boots")
    assert [e.code for e in audited("request.add", "refused")] == ["not_allowed"]


def test_nobody_asks_with_somebody_elses_file(cast: Cast) -> None:
    file = paper(cast)
    with pytest.raises(NotHere):
        ask(cast, actor=cast.outsider(), kind=K.PURCHASE, file_ids=(file.public_id,))
    assert not StaffRequest.objects.exists()


def test_a_file_goes_with_it_once(cast: Cast) -> None:
    file = paper(cast)
    made = ask(cast, kind=K.PURCHASE, file_ids=(file.public_id, file.public_id))
    assert [kept.file for kept in made.files.all()] == [file]


@pytest.mark.parametrize(
    ("kind", "given", "missing"),
    [
        (K.TIME_OFF, {"start": None, "end": None}, {"start", "end"}),
        (K.TIME_OFF, {"end": None}, {"end"}),
        (K.SICK_LEAVE, {}, {"start"}),
        (K.OVERTIME, {}, {"start", "hours"}),
        (K.PURCHASE, {"amount": None, "text": ""}, {"amount", "text"}),
        (K.ACCESS, {"text": "  "}, {"text"}),
        (K.OTHER, {}, {"text"}),
    ],
)
def test_what_a_kind_needs_is_asked_for_in_a_sentence_each(
    cast: Cast, kind: RequestKind, given: dict[str, Any], missing: set[str]
) -> None:
    with pytest.raises(BadInput) as refused:
        ask(cast, kind=kind, **given)
    told = refused.value.details["fields"]
    assert (set(told), refused.value.code) == (missing, "request_incomplete")
    assert all(sentence.startswith("Say ") and sentence.endswith(".") for sentence in told.values())


@pytest.mark.parametrize(
    ("kind", "given", "code"),
    [
        (K.TIME_OFF, {"amount": Decimal(3)}, "not_for_this_kind"),
        (K.TIME_OFF, {"end": FRIDAY}, "times_out_of_order"),
        (K.TIME_OFF, {"start": datetime(2026, 3, 6)}, "time_zone_missing"),  # noqa: DTZ001
        (K.TIME_OFF, {"start": NOW - 2 * DAY, "end": NOW - DAY}, "time_is_over"),
        (K.TIME_OFF, {"end": FRIDAY.replace(year=2926)}, "year_out_of_range"),
        (K.OVERTIME, {"start": NOW, "hours": Decimal(25)}, "out_of_range"),
        (K.PURCHASE, {"amount": Decimal(0)}, "out_of_range"),
    ],
)
def test_what_cannot_be_is_refused(cast: Cast, kind: RequestKind, given: dict[str, Any], code: str) -> None:
    with pytest.raises(BadInput) as refused:
        ask(cast, kind=kind, **given)
    assert refused.value.code == code


def test_sick_leave_holds_at_once_and_for_the_day_when_nobody_knows_how_long(cast: Cast) -> None:
    made = ask(cast, kind=K.SICK_LEAVE, start=NOW)
    absence = Absence.objects.get()
    assert (absence.member, absence.kind, absence.request) == (cast.ana.member, AbsenceKind.SICK, made)
    assert (absence.start, absence.end) == (NOW, datetime.fromisoformat("2026-03-03T00:00:00-05:00"))
    assert [e.subject_id for e in events("absence.added")] == [absence.public_id]


def test_the_day_ends_on_the_clock_of_who_is_sick(cast: Cast) -> None:
    Member.objects.filter(pk=cast.ana.member.pk).update(timezone="America/Los_Angeles")
    made = ask(cast, kind=K.SICK_LEAVE, start=NOW)
    assert made.end == datetime.fromisoformat("2026-03-03T00:00:00-08:00")


def test_somebody_who_is_no_member_has_no_absence(cast: Cast) -> None:
    ask(cast, actor=cast.office(), kind=K.SICK_LEAVE, start=NOW)
    assert not Absence.objects.exists()


def test_the_same_days_twice_are_a_clash(cast: Cast) -> None:
    ask(cast)
    with pytest.raises(Clash) as refused:
        ask(cast, start=FRIDAY + HOUR, end=SATURDAY + DAY)
    assert (refused.value.code, "SR-1" in refused.value.message) == ("asked_already", True)
    ask(cast, start=SATURDAY, end=SATURDAY + DAY)


@pytest.mark.parametrize(
    ("kind", "given", "until"),
    [
        (K.TIME_OFF, {}, FRIDAY),
        (K.TIME_OFF, {"start": NOW - HOUR, "end": NOW + HOUR}, NOW + HOUR),
        (K.TIME_OFF, {"start": NOW + 60 * DAY, "end": NOW + 61 * DAY}, NOW + 14 * DAY),
        (K.SICK_LEAVE, {"start": NOW}, NOW + 14 * DAY),
        (K.OVERTIME, {"start": NOW - DAY, "hours": Decimal(2)}, NOW + 14 * DAY),
    ],
)
def test_until_when_it_waits(cast: Cast, kind: RequestKind, given: dict[str, Any], until: datetime) -> None:
    assert ask(cast, kind=kind, **given).expires_at == until


def test_it_is_told_with_its_kind(cast: Cast) -> None:
    made = ask(cast)
    assert [(e.subject_id, e.payload) for e in events("request.added")] == [(made.public_id, {"kind": "time_off"})]
    assert len(audited("request.add")) == 1
