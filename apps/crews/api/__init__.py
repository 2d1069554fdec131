"""People in the API: users, members, crews, shifts, absences, and oneself."""

from ninja import Router

from apps.crews.api import absences, crews, me, members, shifts, users

router = Router()
for part in (me, users, members, crews, shifts, absences):
    router.add_router("", part.router)
