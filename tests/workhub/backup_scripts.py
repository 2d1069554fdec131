"""What an installation under test runs: something to back up, and a look at what came back."""

FILL = """
import django; django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("prepare", verbosity=0)
call_command("demo_data", jobs=20)
from apps.agent.actions import send_message
from apps.core.actor import Actor, Via
from apps.core.relay import fast
from apps.crews.models import User
from apps.jobs.actions import report_incident
from django.db import connection
with connection.cursor() as cursor:  # feed rows get transaction ids that a fresh PostgreSQL will not reach soon
    for _ in range(4000):
        cursor.execute("SELECT pg_current_xact_id()")
ana = Actor(User.objects.get(email="ana@example.com"), Via.PORTAL)
report_incident(actor=ana, now=timezone.now(), severity="critical", title="Smell of gas")
fast.drain(timezone.now())
send_message(actor=ana, now=timezone.now(), text="finished, but I smell gas by the meter")
"""
LOOK = """
import json, django; django.setup()
from django.test import Client
from django.utils import timezone
from apps.core import feed
from apps.core.actor import Actor, Via
from apps.core.models import Delivery, FeedEntry
from apps.crews.models import User
from apps.jobs.actions import add_job
from apps.jobs.models import Job, Site
from django.db.models import Max
from apps.core.relay import fast

def client(name):
    found = Client(headers={"host": "localhost"})
    found.force_login(User.objects.get(email=f"{name}@example.com"))
    return found

dana = Actor(User.objects.get(email="dana@example.com"), Via.ADMIN)
highest = Job.objects.aggregate(Max("number"))["number__max"]
cursor = client("dana").get("/api/v1/feed").json()["cursor"]
kept = FeedEntry.objects.filter(audience__in=dana.audiences).count()
before = client("dana").get("/api/v1/feed", {"cursor": "0.0"}).json()
job = add_job(actor=dana, now=timezone.now(), site_id=Site.objects.first().public_id, title="After the restore")
fast.drain(timezone.now())
after = client("dana").get("/api/v1/feed", {"cursor": cursor}).json()
print(json.dumps({
    "pages": [client("ana").get("/portal/").status_code, client("dana").get("/admin/").status_code,
              client("dana").get(f"/admin/jobs/job/{job.pk}/change/").status_code],
    "feed_kept": [len(before["items"]), kept],
    "feed_new": [item["subject_id"] == str(job.public_id) for item in after["items"]],
    "old_cursor": client("dana").get("/api/v1/feed", {"cursor": "99999.1"}).json().get("code"),
    "number_goes_on": job.number > highest,
    "slow": sorted(set(Delivery.objects.filter(lane="slow").values_list("state", "last_error"))),
    "agent": sorted(Delivery.objects.filter(lane="agent").values_list("state", flat=True)),
}))
"""
