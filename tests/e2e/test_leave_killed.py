"""Relay and worker are killed again and again while leave is approved: it is written down, told and acted on once."""

import os
import signal
import threading
import time

import pytest

from tests.e2e.processes import Product
from tests.e2e.test_worker_killed import _wait

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(240)]

# Eight people of one crew ask for the day of their visit off, and their manager says yes to all.
WORK = """
from datetime import timedelta
from django.utils import timezone
from apps.core.actor import Actor, Via
from apps.crews.actions import add_crew, add_request, add_user, approve_request, join_crew, manage_crew
from apps.jobs.actions import add_customer, add_job, add_site, plan_visit
now, clock = timezone.now(), Actor.clock()
day = now.replace(microsecond=0) + timedelta(days=3)
mona = add_user(actor=clock, now=now, email="mona@example.com", name="Mona Lind", role="manager", invite=False)
adele = Actor(add_user(actor=clock, now=now, email="adele@example.com", name="Adele Brandt", role="administrator",
                     invite=False), Via.ADMIN)
crew = add_crew(actor=clock, now=now, name="Killed")
manage_crew(actor=adele, now=now, crew_id=crew.public_id, user_id=mona.public_id)
customer = add_customer(actor=clock, now=now, name="Kill of leave")
site = add_site(actor=clock, now=now, customer_id=customer.public_id, name="Elm St", address="7 Elm St")
job = add_job(actor=clock, now=now, site_id=site.public_id, title="Pump")
asked = []
for n in range(8):
    user = add_user(actor=clock, now=now, email=f"kim{n}@example.com", name=f"Kim {n}", role="technician", invite=False)
    join_crew(actor=clock, now=now, crew_id=crew.public_id, member_id=user.member.public_id,
              since=timezone.localdate())
    plan_visit(actor=clock, now=now, job_id=job.public_id, planned_start=day, planned_end=day + timedelta(hours=1),
               member_ids=[user.member.public_id])
    asked.append(add_request(actor=Actor(user, Via.PORTAL), now=now, kind="time_off", start=day - timedelta(hours=2),
                             end=day + timedelta(hours=5)))
for request in asked:
    approve_request(actor=Actor(mona, Via.ADMIN), now=timezone.now(), request_id=request.public_id)
"""
ASKED = "crews_staffrequest r JOIN crews_user u ON u.id = r.requester_id AND u.email LIKE 'kim%%'"
HIT = "jobs_visit v JOIN jobs_job j ON j.id = v.job_id JOIN jobs_site s ON s.id = j.site_id AND s.name = 'Elm St'"
TOLD = "notifications_notification n JOIN crews_user u ON u.id = n.recipient_id"
# What there is, eight of each: no more and no less.
EIGHT = [
    f"{ASKED} WHERE r.status = 'approved'",
    f"{ASKED} JOIN crews_absence a ON a.request_id = r.id AND a.cancelled_at IS NULL",
    f"{HIT} WHERE v.replan_because LIKE '%%is on leave%%'",
    f"{HIT} JOIN core_event e ON e.subject_id = v.public_id AND e.name = 'visit.plan_broken'",
    f"{TOLD} WHERE n.kind = 'request.approved' AND u.email LIKE 'kim%%'",
    f"{TOLD} WHERE n.kind = 'request.added' AND u.email = 'mona@example.com'",
]


def test_leave_is_acted_on_once_whatever_is_killed(workhub: Product) -> None:
    done = threading.Event()
    killer = threading.Thread(target=_kill, args=(workhub, done))
    killer.start()
    try:
        workhub.run("shell", "-v0", code=WORK, seconds=120)
        time.sleep(4)
    finally:
        done.set()
        killer.join()
    _wait(lambda: all(_number(workhub, of) >= 8 for of in EIGHT), 90)
    time.sleep(3)  # for what would come twice
    assert [_number(workhub, of) for of in EIGHT] == [8] * len(EIGHT)


def _number(workhub: Product, of: str) -> int:
    return int(workhub.one(f"SELECT count(*) FROM {of}"))


def _kill(workhub: Product, done: threading.Event) -> None:
    while not done.wait(0.7):
        for words in ("manage.py relay", "-A workhub worker"):
            for pid in workhub.pids(words):
                os.kill(pid, signal.SIGKILL)
