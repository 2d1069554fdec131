"""What somebody fills in on a phone to ask for something: a short form for each kind."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.core.actor import Actor
from apps.core.errors import BadInput, DomainError
from apps.core.file_fields import KeptFilesField
from apps.core.years import refuse_other_years
from apps.crews.models import User
from apps.crews.request_rules import whole_days, zone_of
from apps.crews.states import RequestKind

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

K = RequestKind


def _of_a_year_one_can_mean(day: date) -> None:
    """Before the days are put together: at the ends of the calendar there is no day after."""
    try:
        refuse_other_years(day=day)
    except BadInput as error:
        raise forms.ValidationError(error.message, code=error.code) from None


def _day(label: "StrOrPromise", *, required: bool = True, help_text: "StrOrPromise" = "") -> forms.DateField:
    picker = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    check = [_of_a_year_one_can_mean]
    return forms.DateField(label=label, required=required, widget=picker, help_text=help_text, validators=check)


def _clock(label: "StrOrPromise") -> forms.TimeField:
    picker = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=picker)


def _number(label: "StrOrPromise", *, most: int, step: str) -> forms.DecimalField:
    box = forms.NumberInput(attrs={"inputmode": "decimal", "step": step, "min": step})
    return forms.DecimalField(label=label, max_value=most, max_digits=12, decimal_places=2, widget=box)


class AskForm(forms.Form):
    """What every kind has: words and files. The rules of a kind are the command's; here they are asked for."""

    kind: RequestKind
    label: "StrOrPromise" = gettext_lazy("What for")
    needs_text = False
    text = forms.CharField(required=False, strip=True, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: Any = None, files: Any = None, *, actor: Actor, requester: User) -> None:
        self.requester = requester
        super().__init__(data, files, label_suffix="")
        self.fields["text"].label = self.label
        self.fields["text"].required = self.needs_text
        self.fields["text"].widget.attrs["data-draft"] = f"request-{self.kind}"
        self.fields["file_ids"] = KeptFilesField(
            actor=actor, required=False, label=_("Photos or papers"), help_text=_("Pictures and PDFs.")
        )

    def arguments(self) -> dict[str, Any]:
        """What was filled in, as the command takes it."""
        files = [str(one) for one in self.cleaned_data["file_ids"]]
        return {"kind": self.kind.value, "text": self.cleaned_data["text"], "file_ids": files, **self.own()}

    def own(self) -> dict[str, Any]:
        """What only this kind has."""
        return {}

    def refuse(self, error: DomainError) -> None:
        """Put the sentences where they belong."""
        names = {"start": "first", "end": "last"}
        for name, sentence in error.details.get("fields", {}).items():
            field = names.get(name, name)
            self.add_error(field if field in self.fields else None, str(sentence))


class _Days(AskForm):
    """From a day until a day, or for some hours of one."""

    first = _day(gettext_lazy("From"))
    last = _day(gettext_lazy("Until"), required=False, help_text=gettext_lazy("The last day. Empty: one day."))
    field_order = ("first", "last", "begins", "ends", "text", "file_ids")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(self.field_order)

    def own(self) -> dict[str, Any]:
        """Midnight to midnight of the requester's days, unless hours were given."""
        first, last = self.cleaned_data["first"], self.cleaned_data.get("last") or self.cleaned_data["first"]
        zone = zone_of(self.requester)
        start, end = whole_days(first, last, zone)
        begins, ends = self.cleaned_data.get("begins"), self.cleaned_data.get("ends")
        start = datetime.combine(first, begins or time.min, tzinfo=zone) if begins else start
        end = datetime.combine(last, ends, tzinfo=zone) if ends else end
        return {"start": start, "end": end}


class TimeOffForm(_Days):
    """Days off, or some hours of a day."""

    kind = K.TIME_OFF
    label = gettext_lazy("Anything to add")
    begins = _clock(gettext_lazy("Only from (time)"))
    ends = _clock(gettext_lazy("Only until (time)"))


class SickLeaveForm(_Days):
    """Sick from a day on; today unless told otherwise."""

    kind = K.SICK_LEAVE
    label = gettext_lazy("Anything to add")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["first"] = timezone.localdate(timezone=zone_of(self.requester))
        self.fields["last"].help_text = _("The last day, as far as you know. Empty: one day.")


class OvertimeForm(AskForm):
    """Hours on a day."""

    kind = K.OVERTIME
    label = gettext_lazy("What you do in that time")
    first = _day(gettext_lazy("Day"))
    hours = _number(gettext_lazy("Hours"), most=24, step="0.25")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["first"] = timezone.localdate(timezone=zone_of(self.requester))
        self.order_fields(("first", "hours", "text", "file_ids"))

    def own(self) -> dict[str, Any]:
        """The day by its midnight."""
        day = self.cleaned_data["first"]
        return {"start": whole_days(day, day, zone_of(self.requester))[0], "hours": self.cleaned_data["hours"]}


class AccessForm(AskForm):
    """A key, a code, a system."""

    kind = K.ACCESS
    label = gettext_lazy("What you need access to, and until when")
    needs_text = True


class PurchaseForm(AskForm):
    """Something to buy."""

    kind = K.PURCHASE
    label = gettext_lazy("What is to be bought")
    needs_text = True
    amount = _number(gettext_lazy("About how much it costs"), most=10**9, step="0.01")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.order_fields(("text", "amount", "file_ids"))

    def own(self) -> dict[str, Any]:
        """The amount."""
        return {"amount": self.cleaned_data["amount"]}


class OtherForm(AskForm):
    """Whatever else."""

    kind = K.OTHER
    label = gettext_lazy("What you ask for")
    needs_text = True


FORMS: dict[str, type[AskForm]] = {
    form.kind.value: form for form in (TimeOffForm, SickLeaveForm, OvertimeForm, PurchaseForm, AccessForm, OtherForm)
}
