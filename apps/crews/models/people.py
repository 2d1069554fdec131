"""People: users sign in, members work in the field."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.core.models import Record
from apps.crews.states import FIELD_ROLES, OFFICE_ROLES, RIGHTS, SEES_ALL, Role, whom_to_ask


class UserManager(BaseUserManager["User"]):
    """Finds people by email, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with that email."""
        return self.get(email__iexact=username)

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """For `createsuperuser`, on an installation without people. Everything else goes through `user.add`."""
        from django.utils import timezone  # noqa: PLC0415  (the command line is a surface: it reads the clock)

        now = timezone.now()
        fields = {"name": email.split("@")[0], "created_at": now, "updated_at": now, **fields}
        user = self.model(email=self.normalize_email(email), role=Role.ADMINISTRATOR, is_superuser=True, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin, Record):
    """Somebody who signs in, by email. The role says what they may do."""

    email = models.EmailField(_("email"), max_length=254)
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=Role)
    language = models.CharField(_("language"), max_length=10, default="en")
    is_active = models.BooleanField(_("active"), default=True)
    sign_ins_ended = models.PositiveIntegerField(_("times all sign-ins were ended"), default=0, db_default=0)

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_office(self) -> bool:
        """Whether this person works in the office: its pages let them in."""
        return self.role in OFFICE_ROLES

    @property
    def is_field(self) -> bool:
        """Whether this person works in the field: the portal is for them."""
        return self.role in FIELD_ROLES

    @property
    def sees_all(self) -> bool:
        """Whether this person's sight is not limited to their own rows or their crews'."""
        return self.role in SEES_ALL

    @property
    def only_looks(self) -> bool:
        """Whether this person looks at everything and changes nothing."""
        return self.role == Role.READ_ONLY

    @property
    def is_program(self) -> bool:
        """Whether this is a program: it comes through the API, with a token, and has no pages."""
        return self.role == Role.API_CLIENT

    @property
    def is_staff(self) -> bool:
        """Whether the admin lets this person in."""
        return self.is_active and self.is_office

    def get_session_auth_hash(self) -> str:
        """What a session must match to be good: the password, and that sign-ins were not ended since."""
        return self._since(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same, for sessions from before the secret key changed."""
        return map(self._since, super().get_session_auth_fallback_hash())

    def _since(self, of_password: str) -> str:
        return f"{of_password}.{self.sign_ins_ended}" if self.sign_ins_ended else of_password

    def may(self, right: str) -> bool:
        """Whether the role includes a right."""
        return right in RIGHTS.get(self.role, frozenset())

    def why_not(self, right: str) -> str:
        """That the role does not include a right, and whom to ask."""
        return whom_to_ask(right)

    def get_full_name(self) -> str:
        """The name, as Django's own pages ask for it."""
        return self.name

    def get_short_name(self) -> str:
        """The first name."""
        return self.name.split(" ")[0]


class Member(Record):
    """A field worker. The user is who signs in; the member is who is sent."""

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="member")
    phone = models.CharField(_("phone"), max_length=40, blank=True, help_text=_("Colleagues see it."))
    private_phone = models.CharField(
        _("private phone"),
        max_length=40,
        blank=True,
        default="",
        db_default="",
        help_text=_("Only they themselves and who is responsible for them."),
    )
    title = models.CharField(_("trade"), max_length=80, blank=True)
    timezone = models.CharField(
        _("time zone"), max_length=60, blank=True, default="", db_default="", help_text=_("Empty: the company's.")
    )
    hourly_cost = models.DecimalField(
        _("cost per hour"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        help_text=_("In the company's currency."),
    )

    class Meta:
        ordering = ["user__name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hourly_cost__isnull=True) | models.Q(hourly_cost__gte=0), name="member_cost"
            )
        ]

    def __str__(self) -> str:
        return self.user.name


class Invitation(Record):
    """A link by email that lets somebody choose how they sign in. Only a hash of its secret is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("valid until"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.user}"
