"""What shows that work was done: photos and files, signatures, times, parts, notes."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record, StoredFile
from apps.crews.models import Member
from apps.jobs.models.incidents import Incident
from apps.jobs.models.visits import Visit
from apps.jobs.states import PhotoKind, TimeKind


class Photo(Record):
    """A photo or another file that goes with a visit or an incident. A photo is kept as it was drawn anew."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, null=True, blank=True, related_name="photos")
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, null=True, blank=True, related_name="photos")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("when"), max_length=8, choices=PhotoKind, default=PhotoKind.OTHER)
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    original_sha256 = models.CharField(max_length=64, help_text="Of what was brought, before it was drawn anew.")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField(_("added"))
    taken_back_because = models.CharField(_("taken back because"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(visit__isnull=False) ^ Q(incident__isnull=False), name="photo_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return self.caption or str(self.file)


class Signature(Record):
    """Who signed what, or why nobody did. `sha256` is that of `signed_text`, which says what lay before them."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="signatures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    signed_at = models.DateTimeField(_("signed"))
    signed_text = models.TextField(_("what was signed"), blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    refused_because = models.CharField(_("not signed because"), max_length=500, blank=True)
    taken_back_because = models.CharField(
        _("taken back because"), max_length=500, blank=True, default="", db_default=""
    )
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=(~Q(name="") & ~Q(sha256="") & Q(refused_because=""))
                | (~Q(refused_because="") & Q(sha256="", file__isnull=True)),
                name="signature_or_why_not",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.refused_because


class TimeEntry(Record):
    """A stretch of a member's time on a visit: tapped, or entered by hand. Times nobody noted have no entry."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="times")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="times", verbose_name=_("member"))
    kind = models.CharField(_("kind"), max_length=8, choices=TimeKind)
    started_at = models.DateTimeField(_("from"))
    ended_at = models.DateTimeField(_("until"), null=True, blank=True, help_text=_("Empty: it still runs."))
    tapped_at = models.DateTimeField(null=True, editable=False, help_text="The tap it began with; NULL: by hand.")
    corrected = models.BooleanField(_("corrected"), default=False)

    class Meta:
        ordering = ["started_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")), name="time_in_order"
            ),
            models.UniqueConstraint(fields=["visit", "member", "kind", "tapped_at"], name="time_tapped_once"),
        ]
        indexes = [models.Index(fields=["member", "started_at"], name="time_of_member")]

    def __str__(self) -> str:
        return f"{self.member} {self.get_kind_display()}"


class TimeCorrection(Record):
    """What an entry was before and after somebody corrected it, and why; never changed."""

    entry = models.ForeignKey(TimeEntry, on_delete=models.PROTECT, related_name="corrections")
    before = models.JSONField()
    after = models.JSONField()
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.reason


class Part(Record):
    """Material used on a visit, as people name it. What was noted by mistake is taken back, and stays to be read."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="parts")
    name = models.CharField(_("name"), max_length=160)
    quantity = models.DecimalField(_("quantity"), max_digits=10, decimal_places=3)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    number = models.CharField(_("part number"), max_length=80, blank=True)
    serial = models.CharField(_("serial number"), max_length=120, blank=True)
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    taken_back_because = models.CharField(_("taken back because"), max_length=500, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(quantity__gt=0), name="part_quantity")]

    def __str__(self) -> str:
        return self.name

    @property
    def amount(self) -> str:
        """How much of it: 2.5 m."""
        return f"{self.quantity.normalize():f} {self.unit}".strip()


class VisitNote(Record):
    """A remark on a visit, for the company only or for the customer as well; never changed."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="remarks")
    text = models.TextField(_("text"), max_length=4000)
    for_customer = models.BooleanField(_("for the customer"), default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:60]
