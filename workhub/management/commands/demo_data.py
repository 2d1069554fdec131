"""`manage.py demo_data`: a believable company to try WorkHub with."""

from datetime import datetime
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from apps.crews.models import User
from workhub.demo.load import JOBS, NotEmpty, load
from workhub.demo.people import PASSWORD, email_of

SHOWN = ("Ada Brandt", "Dana Reyes", "Marcus Bell", "Ana Silva", "Ray Lombardi")


class Command(BaseCommand):
    """Loads the company in one transaction and prints how to sign in."""

    help = "Loads a believable company: people, crews, customers, two weeks of work. Nothing is sent while it loads."

    def add_arguments(self, parser: CommandParser) -> None:
        """The seed, the size, the moment, and what to do with what is there."""
        parser.add_argument("--seed", type=int, default=1, help="Another seed, another two weeks. Default: 1.")
        parser.add_argument("--jobs", type=int, default=JOBS, help=f"How many jobs in all. Default: {JOBS}.")
        parser.add_argument("--now", default="", help="The moment to load for, ISO 8601. Default: this minute.")
        parser.add_argument("--if-empty", action="store_true", help="Do nothing when there are people already.")
        parser.add_argument("--reset", action="store_true", help="EMPTY all of WorkHub's tables first.")
        parser.add_argument(
            "--yes-really", action="store_true", help="Allow --reset without WORKHUB_DEBUG=1. Never in production."
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load, unless it would harm something."""
        if options["if_empty"] and User.objects.exists():
            self.stdout.write("There are people already: no demo data loaded.")
            return
        _refuse_harm(reset=options["reset"], sure=options["yes_really"])
        try:
            load(seed=options["seed"], jobs=options["jobs"], now=_moment(options["now"]), reset=options["reset"])
        except NotEmpty:
            raise CommandError(
                "There are people in this database already. --if-empty leaves them alone, --reset removes them and "
                "everything else."
            ) from None
        self._print_people()

    def _print_people(self) -> None:
        """Who to sign in as, and links that do it where they are allowed."""
        self.stdout.write(f"\nSign in at {_site()}/accounts/login/ (password of everybody: {PASSWORD})\n\n")
        for user in User.objects.filter(email__in=[email_of(n) for n in SHOWN]).order_by("id"):
            self.stdout.write(f"  {user.get_role_display():<14} {user.name:<14} {user.email:<22} {PASSWORD}")
            link = _one_click(user)
            if link:
                self.stdout.write(f"  {'':<14} {link}")
        self.stdout.write("")


def _refuse_harm(*, reset: bool, sure: bool) -> None:
    """Known passwords have no place in production; neither has emptying tables. Elsewhere it takes intent."""
    if settings.PRODUCTION:
        raise CommandError("Demo people have a password everybody can read: demo data is never loaded in production.")
    if reset and not (settings.DEBUG or sure):
        raise CommandError("--reset empties all of WorkHub's tables. With WORKHUB_DEBUG off it needs --yes-really.")


def _moment(text: str) -> datetime:
    if not text:
        return timezone.now().replace(second=0, microsecond=0)
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        raise CommandError(f"{text} is no moment. Write it as 2026-03-02T10:00:00-05:00.")
    moment = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
    return moment.replace(second=0, microsecond=0)


def _site() -> str:
    return f"http://127.0.0.1:{settings.ENV.PORT}"


def _one_click(user: User) -> str:
    """A link that signs in by one click, only on one's own machine; empty where there is none."""
    if not settings.DEBUG:
        return ""
    try:
        sign_in_link = import_module("workhub.demo_sign_in").sign_in_link
    except ModuleNotFoundError:
        return ""
    return f"{_site()}{sign_in_link(user)}"
