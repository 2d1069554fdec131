"""What members can do."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router
from pydantic import ConfigDict

from apps.core.api.asking import actor_of
from apps.core.api.commanding import show_how
from apps.core.api.details import one
from apps.core.api.history import add_history
from apps.core.api.nouns import noun
from apps.core.api.paging import Listing, Order, narrowed, page
from apps.core.api.shapes import RecordOut, example, record
from apps.core.api.times import Moment
from apps.core.searching import with_words
from apps.crews.models import Skill
from apps.crews.selectors import SKILL_WORDS, skills_visible_to

router = Router()
SKILL = noun("skill", "skills", "Skills")
BY_NAME = Order("name")
GAS_FITTING = "d4a6f0b8-3c17-4e52-9b8d-0f7e1c5a2d63"
KNOWN = {"name": "Gas fitting", "description": "Gas lines and appliances up to 200,000 BTU"}
show_how({"skill.add": KNOWN, "skill.change": {"skill_id": GAS_FITTING, **KNOWN, "version": 3}})


class SkillOut(RecordOut):
    """Something work can ask for and members can hold."""

    model_config = ConfigDict(json_schema_extra=example(id=GAS_FITTING, **KNOWN))

    name: str
    description: str

    @classmethod
    def of(cls, skill: Skill) -> "SkillOut":
        """The skill."""
        return cls(**record(skill), name=skill.name, description=skill.description)


class SkillFilters(Listing):
    """Which skills."""

    q: str = Field("", max_length=200, description="Words of the name or of what it covers.")
    updated_since: Moment | None = None


@router.get("/skills", **SKILL.listing(SkillOut))
def list_skills(request: HttpRequest, asked: Query[SkillFilters]) -> HttpResponse:
    """By name: the office all of them, a member those they hold."""
    rows = with_words(skills_visible_to(actor_of(request)), asked.q, SKILL_WORDS)
    return page(request, narrowed(rows, updated_at__gte=asked.updated_since), asked, BY_NAME, SkillOut.of)


@router.get("/skills/{id}", **SKILL.detail(SkillOut))
def read_skill(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002
    """One skill."""
    return one(request, skills_visible_to(actor_of(request)), id, SkillOut.of)


add_history(router, SKILL, skills_visible_to)
