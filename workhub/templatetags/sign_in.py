"""For the pages about how one signs in."""

import re
from typing import Any

from django import template
from django.utils.translation import gettext as _

from apps.crews.models import User
from workhub import second_step

register = template.Library()
# The first that is found counts: browsers call themselves by their rivals' names as well.
BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


@register.filter
def device(user_agent: str) -> str:
    """A browser's own description, for people: “Firefox on Windows”; a program's name as it stands."""
    browser = next((name for sign, name in BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or re.split(r"[/ ]", user_agent, maxsplit=1)[0][:40] or _("Something that gave no name")


@register.simple_tag
def is_second_step_owed(user: Any) -> bool:
    """Whether this person must set up a second step before anything else."""
    return isinstance(user, User) and second_step.is_owed(user)
