"""Reads of checklists: each takes the actor and fails closed; and the sheets of a visit that is in sight."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from apps.core.actor import Actor
from apps.core.files import files_of
from apps.core.models import StoredFile
from apps.core.selectors import sees_all
from apps.jobs.checklists.items import Item, read_items
from apps.jobs.checklists.sheets import Line, Sheet, shown
from apps.jobs.models import (
    AnswerFile,
    Checklist,
    ChecklistAnswer,
    ChecklistRun,
    ChecklistVersion,
    Job,
    JobTemplate,
    Visit,
)
from apps.jobs.selectors import visits_visible_to
from apps.jobs.states import VisitStatus

UNDONE = frozenset({VisitStatus.PARTIAL, VisitStatus.UNABLE, VisitStatus.CANCELLED})
CHECKLIST_WORDS = ("name", "description")  # where a search looks


def checklists_visible_to(actor: Actor) -> QuerySet[Checklist]:
    """The office and its programs: every one. Field staff read those of their visits on the visits."""
    everything = sees_all(actor) or actor.may("crew.oversee")
    return Checklist.objects.all() if everything else Checklist.objects.none()


def runs_visible_to(actor: Actor) -> QuerySet[ChecklistRun]:
    """Those of the visits in sight."""
    return ChecklistRun.objects.filter(visit__in=visits_visible_to(actor))


@files_of
def files_of_answers(actor: Actor) -> QuerySet[StoredFile]:
    """The photos and signatures on the visits in sight."""
    kept = AnswerFile.objects.filter(answer__run__visit__in=visits_visible_to(actor))
    return StoredFile.objects.filter(pk__in=kept.values("file"))


def published(checklist: Checklist) -> ChecklistVersion | None:
    """The version that new visits answer."""
    return checklist.versions.exclude(published_at=None).order_by("-number").first()


def draft_of(checklist: Checklist) -> ChecklistVersion | None:
    """The version that is being written."""
    return checklist.versions.filter(published_at=None).first()


def checklists_of(job: Job) -> QuerySet[Checklist]:
    """What visits of a job answer: what was put on the job, and what was put on the template it was made from."""
    own = Q(pk__in=job.checklists.values("checklist"))
    if job.template_id is not None:
        own |= Q(pk__in=JobTemplate.objects.filter(pk=job.template_id).values("checklists__checklist"))
    return Checklist.objects.filter(own, versions__published_at__isnull=False).distinct().order_by("pk")


Begun = tuple[Checklist, ChecklistVersion, ChecklistRun | None, ChecklistRun | None]  # its run, and what it carries


def sheets_of(visit: Visit) -> list[Sheet]:
    """The checklists of a visit with their answers. The caller has checked that the visit is in sight.

    What was begun stays, whatever is taken off the job later; a retired one is not begun any more.
    """
    runs = {run.checklist_id: run for run in visit.checklist_runs.select_related("checklist", "form")}
    fresh = [one for one in checklists_of(visit.job) if one.retired_at is None and one.pk not in runs]
    carried = earlier_runs(visit, fresh)
    sheets: list[Begun] = [(run.checklist, run.form, run, run.carries) for run in runs.values()]
    for checklist in fresh:
        before = carried.get(checklist.pk)
        form = before.form if before is not None else published(checklist)
        if form is not None:
            sheets.append((checklist, form, None, before))
    answers = _answers([run for _c, _f, run, before in sheets for run in (run, before) if run is not None])
    return [_sheet(*sheet, answers) for sheet in sorted(sheets, key=lambda sheet: sheet[0].pk)]


def earlier_runs(visit: Visit, checklists: Iterable[Checklist]) -> dict[int, ChecklistRun]:
    """What a follow-up visit goes on with: by checklist the last run before it, when that visit ended undone."""
    wanted = [one.pk for one in checklists]
    if not wanted or visit.sequence == 1:
        return {}
    runs = ChecklistRun.objects.filter(
        visit__job=visit.job_id, visit__sequence__lt=visit.sequence, checklist__in=wanted
    ).select_related("visit", "form")
    last = {run.checklist_id: run for run in runs.order_by("visit__sequence")}
    return {pk: run for pk, run in last.items() if run.visit.status in UNDONE}


Answers = dict[int, dict[str, list[ChecklistAnswer]]]  # by run, then by item, the newest first


def _answers(runs: list[ChecklistRun]) -> Answers:
    """The answers of these runs and of those that they carry on."""
    wanted, level = set[int](), {run.pk for run in runs}
    while level:
        wanted |= level
        above = ChecklistRun.objects.filter(carried_on_by__in=level)
        level = set(above.values_list("pk", flat=True)) - wanted
    found: Answers = defaultdict(lambda: defaultdict(list))
    rows = ChecklistAnswer.objects.filter(run__in=wanted).select_related("answered_by", "run__visit__job", "incident")
    for answer in rows.prefetch_related("files__file").order_by("-pk"):
        found[answer.run_id][answer.item].append(answer)
    return found


def _sheet(
    checklist: Checklist,
    form: ChecklistVersion,
    run: ChecklistRun | None,
    before: ChecklistRun | None,
    answers: Answers,
) -> Sheet:
    items = read_items(form.items)
    lines = {item.key: _line(item, run, before, answers) for item in items}
    values = {key: line.answer.value for key, line in lines.items() if line.answer is not None}
    seen = [lines[item.key] for item in shown(items, values)]
    hidden = frozenset(lines) - {line.item.key for line in seen}
    return Sheet(checklist, form, tuple(seen), run, hidden)


def _line(item: Item, run: ChecklistRun | None, before: ChecklistRun | None, answers: Answers) -> Line:
    own = list(answers[run.pk][item.key]) if run is not None else []
    past = _carried(item, before, answers)
    # A fault is looked at again on the next visit: its answer does not count there.
    good = [] if not past or past[0].failed or not _says(past[0]) else past
    counts = own[0] if own else good[0] if good else None
    files = tuple(one.file.public_id for one in counts.files.all()) if counts is not None else ()
    older = tuple(one for one in (*own, *past) if one is not counts)
    return Line(item, counts, files, older, carried=counts is not None and not own)


def _carried(item: Item, before: ChecklistRun | None, answers: Answers) -> list[ChecklistAnswer]:
    found: list[ChecklistAnswer] = []
    while before is not None:
        found += answers[before.pk][item.key]
        before = before.carries
    return found


def _says(answer: ChecklistAnswer) -> bool:
    return bool(answer.value) or bool(answer.files.all())
