"""What the office fills in to ask for something, and to name a substitute."""

from django import forms
from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.core.admin.fields import date_input, moment_input
from apps.core.admin.forms import ArgumentsForm
from apps.crews.selectors import deciding_people
from apps.crews.states import RequestKind


class RequestForm(ArgumentsForm):
    """All that any kind of request may need; which of it this one does, the rules say when it is sent."""

    def add_fields(self) -> None:
        """With a word on what belongs to which kind."""
        super().add_fields()
        self.initial["kind"] = RequestKind.OTHER
        self.fields["kind"].help_text = _(
            "Time off and sick leave take from and until, overtime its day and hours, a purchase its amount."
        )
        self.fields["text"].required = True
        for name in ("start", "end"):
            told = self.fields[name].label
            self.fields[name] = forms.DateTimeField(label=told, required=False, widget=moment_input())


class SubstitutionForm(ArgumentsForm):
    """Who stands in, from when until when; for oneself unless an administrator says otherwise."""

    def add_fields(self) -> None:
        """Only people who may decide, oneself last, and today as the first day."""
        super().add_fields()
        own = self.actor.user.pk if self.actor.user else 0
        for name in ("substitute_id", "user_id"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
            is_own = ExpressionWrapper(Q(pk=own), output_field=BooleanField())
            field.queryset = deciding_people().order_by(is_own, "name")
        self.fields["user_id"].help_text = _("Empty: you yourself.")
        for name in ("since", "until"):
            self.fields[name].widget = date_input()
        self.initial["since"] = self.initial["until"] = timezone.localdate()
