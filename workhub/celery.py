"""The Celery app: settings from Django, tasks from the apps, a quick way to stop."""

import os
import warnings
from importlib import import_module

from celery import Celery
from celery.exceptions import SecurityWarning
from celery.signals import setup_logging, worker_init, worker_shutdown, worker_shutting_down
from django.conf import settings

# Tasks are JSON only, so that root's usual danger (pickle) is not there; a bare machine may have no other user.
warnings.filterwarnings("ignore", category=SecurityWarning)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "workhub.settings")
app = Celery("workhub")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def leave_logging_alone(**_: object) -> None:
    """The settings say how lines look; that somebody listens here keeps Celery from adding its own."""


@worker_shutting_down.connect
def wake_the_consumer(**_: object) -> None:
    """End the consumer's blocking read with a task that does nothing: a stop then takes 1.6 s, not 60 (settings.md).
    Runs that a second does not end stop between two steps.
    """
    import_module("apps.core.relay.slow").stopping.set()
    import_module("apps.agent.driver").let_go()
    app.send_task("apps.core.tasks.nothing", queue="celery", retry=False, expires=5)


@worker_shutdown.connect
def finish_what_is_in_hand(**_: object) -> None:
    """The pool's threads have been waited for; the minder's are the same kind of work."""
    import_module("apps.core.relay.minder").finish()


@worker_init.connect
def warm_up(**_: object) -> None:
    """Load LangGraph, and what asks Groq, before the first message comes: half a second nobody should wait for."""
    import_module("apps.agent.driver")
    import_module("apps.core.relay.minder").start()
    if settings.GROQ_API_KEY:
        import_module("apps.agent.brains.groq_brain")
