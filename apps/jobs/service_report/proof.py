"""What shows that the work was done, in the report: remarks for the customer, parts, photos, signatures."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from apps.core.markup import zone_of
from apps.core.moments import clock
from apps.jobs.models import Part, Photo, Signature, VisitNote
from apps.jobs.service_report.sections import Picture, Section
from apps.jobs.service_report.work import Work, day_told
from apps.jobs.states import ENDED_ON_SITE


def _of(work: Work) -> Q:
    return Q(visit__job=work.job, visit__status__in=ENDED_ON_SITE)


def remarks(work: Work) -> Iterator[Section]:
    """What was written for the customer; what is for the company only stays there."""
    notes = VisitNote.objects.filter(_of(work), for_customer=True).order_by("id")
    if told := [note.text for note in notes]:
        yield Section(_("Remarks"), text="\n\n".join(told))


def parts(work: Work) -> Iterator[Section]:
    """Material used, without what was taken back."""
    used = Part.objects.filter(_of(work), taken_back_because="").order_by("id")
    rows = tuple((part.name, part.amount, part.number, part.serial) for part in used)
    if rows:
        yield Section(_("Parts"), head=(_("Part"), _("Quantity"), _("Number"), _("Serial number")), rows=rows)


def photos(work: Work) -> Iterator[Section]:
    """Photos of the visits, without what was taken back."""
    kept = Photo.objects.filter(_of(work), taken_back_because="", file__content_type__startswith="image/")
    shown = tuple(
        Picture(photo.file, " · ".join(filter(None, (str(photo.get_kind_display()), photo.caption))))
        for photo in kept.select_related("file").order_by("id")
    )
    if shown:
        yield Section(_("Photos"), pictures=shown)


def signatures(work: Work) -> Iterator[Section]:
    """Who signed what was done, or why nobody did, without what was taken back."""
    standing = Signature.objects.filter(_of(work), taken_back_because="")
    for one in standing.select_related("file").order_by("id"):
        yield _refused(one, work) if one.refused_because else _signed(one, work)


def _signed(one: Signature, work: Work) -> Section:
    who = ", ".join(filter(None, (one.name, one.role)))
    facts = ((_("Signed by"), who), (_("When"), _moment(one, work)))
    return Section(_("Signature"), facts=facts, pictures=(Picture(one.file, always=True),) if one.file else ())


def _refused(one: Signature, work: Work) -> Section:
    facts = ((_("Nobody signed because"), one.refused_because), (_("When"), _moment(one, work)))
    return Section(_("Signature"), facts=facts)


def _moment(one: Signature, work: Work) -> str:
    zone = zone_of(work.job.site.timezone)
    return f"{day_told(one.signed_at, zone)} {clock(one.signed_at, zone)}"
