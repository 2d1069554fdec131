"""What can happen in telling people."""

from apps.core.events import event

NOTIFIED = event("notification.made")
READ = event("notification.read")
EMAIL_QUEUED = event("email.queued")
