"""Answering a checklist on a visit; and what keeps the visit from ending as done."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from apps.core.actions.pictures import drawn_ahead
from apps.core.actor import Actor
from apps.core.commands import Risk, command
from apps.core.errors import BadInput, DomainError, IllegalTransition, NotHere
from apps.core.models import StoredFile
from apps.core.outbox import emit
from apps.core.rows import create, save
from apps.jobs.actions.incidents import report_incident
from apps.jobs.actions.taking import refuse_ended, take_visit
from apps.jobs.checklists.evidence import brought, kept, to_draw
from apps.jobs.checklists.reading import earlier_runs, sheets_of
from apps.jobs.checklists.reading_answers import Given, read_answer, wrong
from apps.jobs.checklists.sheets import Line, Sheet, in_the_way
from apps.jobs.events import CHECKLIST_ANSWERED, CHECKLIST_FAILED
from apps.jobs.models import AnswerFile, ChecklistAnswer, ChecklistRun, Incident, Visit
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import ItemKind, Severity, VisitStatus


class NotComplete(DomainError):
    """The visit cannot end as done: something that must be checked is missing, or failed. `missing` says what."""

    code = "checklist_missing"


def _draw_ahead(actor: Actor, told: dict[str, Any]) -> AbstractContextManager[None]:
    seen = visits_visible_to(actor).filter(public_id=told["visit_id"]) if told["file_ids"] else Visit.objects.none()
    sheet = _sheet(visit, told["checklist_id"]) if (visit := seen.select_related("job").first()) else None
    line = _line(sheet, told["item"]) if sheet else None
    return drawn_ahead(actor, to_draw(told["file_ids"], line)[: line.item.most] if line else [])


@command("checklist.answer", title="Answer an item of a checklist", risk=Risk.REVERSIBLE, ahead=_draw_ahead)
def answer_checklist(
    *,
    actor: Actor,
    now: datetime,
    visit_id: UUID,
    checklist_id: UUID,
    item: str,
    answer: str = "",
    file_ids: tuple[UUID, ...] = (),
) -> ChecklistRun:
    """Write down one answer on a visit. The newest counts, those before stay readable. The first one begins the
    checklist there, on the version that is published then.

    Args:
        item: its key.
        answer: as text: `yes`, `no`; `pass`, `fail`, `na`; a choice; `1.5`; `2026-03-31`; words. Empty, without
            files: what was answered before is taken back.
        file_ids: all photos, or the signature, that the item consists of.

    Raises:
        NotHere: no such visit, no such checklist on it, no such file; NotAllowed; IllegalTransition: the visit has
        ended or was never sent. BadInput: the item is not shown, or the answer does not fit it.
    """
    visit, _job = take_visit(actor, visit_id)
    actor.require("checklist.answer")
    sheet = _sheet(visit, checklist_id)
    if sheet is None:
        raise NotHere
    line = _line(sheet, item)
    files = brought(actor, file_ids, line)
    _refuse_closed(visit)
    if line is None:
        raise _not_shown(sheet, item)
    given = read_answer(line.item, answer, len(files))
    files = kept(actor, now, files, line)
    if not (given.value or files or line.answer):
        raise wrong(_("Say something first."))
    run = sheet.run or _begin(sheet, visit, now)
    if _says_the_same(line, given, files):
        return run
    incident = _incident(line, given, visit, actor, now)
    _write(run, line, given, files, incident, actor, now)
    save(run, now=now, fields=[])
    emit(CHECKLIST_ANSWERED, actor=actor, subject=visit, now=now, checklist=str(checklist_id), item=item)
    if given.failed:
        told = {"checklist": str(checklist_id), "item": item, "follow_up": line.item.follow_up}
        emit(CHECKLIST_FAILED, actor=actor, subject=visit, now=now, **told)
    return run


def refuse_incomplete(visit: Visit) -> None:
    """Refuse to end a visit as done while its checklists say otherwise.

    Raises:
        NotComplete: with everything that is left, one line each.
    """
    lines = in_the_way(sheets_of(visit))
    if lines:
        told = " ".join(lines[:5]) + (" " + _("And more.") if len(lines) > 5 else "")
        raise NotComplete(_("This is left to do: %(lines)s") % {"lines": told}, missing=lines)


def _sheet(visit: Visit, checklist_id: UUID) -> Sheet | None:
    return next((one for one in sheets_of(visit) if one.checklist.public_id == checklist_id), None)


def _line(sheet: Sheet, item: str) -> Line | None:
    return next((one for one in sheet.lines if one.item.key == item), None)


def _refuse_closed(visit: Visit) -> None:
    refuse_ended(visit)
    if visit.status == VisitStatus.DRAFT:
        raise IllegalTransition(_("This visit was not sent yet. Send it first."), status=visit.status)


def _not_shown(sheet: Sheet, item: str) -> BadInput:
    if item in sheet.hidden:
        text = _("This item is not asked for, as things stand. Look at the answers before it.")
        return BadInput(text, code="item_hidden", fields={"item": text})
    text = _("There is no such item in this checklist. Load the page again.")
    return BadInput(text, fields={"item": text})


def _begin(sheet: Sheet, visit: Visit, now: datetime) -> ChecklistRun:
    before = earlier_runs(visit, [sheet.checklist]).get(sheet.checklist.pk)
    return create(ChecklistRun, now=now, visit=visit, checklist=sheet.checklist, form=sheet.form, carries=before)


def _says_the_same(line: Line, given: Given, files: list[StoredFile]) -> bool:
    stands = line.answer
    if stands is None or line.carried:
        return False
    return stands.value == given.value and set(line.files) == {one.public_id for one in files}


def _incident(line: Line, given: Given, visit: Visit, actor: Actor, now: datetime) -> Incident | None:
    """The incident that a fault opens; the one that stands where it was a fault before."""
    if not given.failed or not line.item.incident:
        return None
    if line.answer is not None and line.answer.incident is not None:
        return line.answer.incident
    said = _("%(item)s: %(answer)s") % {"item": line.item.text, "answer": f"{given.value} {line.item.unit}".strip()}
    title = _("Check failed: %(item)s") % {"item": line.item.text}
    return report_incident(
        actor=actor,
        now=now,
        severity=Severity(line.item.incident),
        title=title[:200],
        description=said,
        visit_id=visit.public_id,
    )


def _write(
    run: ChecklistRun,
    line: Line,
    given: Given,
    files: list[StoredFile],
    incident: Incident | None,
    actor: Actor,
    now: datetime,
) -> None:
    written = create(
        ChecklistAnswer,
        now=now,
        run=run,
        item=line.item.key,
        value=given.value,
        number=given.number,
        failed=given.failed,
        asset=run.visit.job.asset if line.item.kind == ItemKind.READING else None,
        incident=incident,
        answered_by_id=actor.user.pk if actor.user else None,
        answered_at=now,
    )
    for one in files:
        create(AnswerFile, now=now, answer=written, file=one)
