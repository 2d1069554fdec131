"""People in the API: users, members, crews, what they can do, when they work, and oneself."""

from ninja import Router

from apps.crews.api import (
    absences,
    attendance,
    certificates,
    crews,
    me,
    members,
    requests,
    shifts,
    skills,
    substitutions,
    users,
)

router = Router()
for part in (
    *(me, users, members, crews, skills, certificates),
    *(shifts, absences, attendance, requests, substitutions),
):
    router.add_router("", part.router)
