"""Skills that work asks for, as jobs and templates mention them."""

from ninja import Schema

from apps.core.api.shapes import NameOut
from apps.jobs.models import JobSkill, TemplateSkill


class RequiredOut(Schema):
    """A skill that somebody on each visit must hold, on the visit's day, at this level or above."""

    skill: NameOut
    level: int

    @classmethod
    def of(cls, needed: JobSkill | TemplateSkill) -> "RequiredOut":
        """The requirement; its skill is at hand."""
        return cls(skill=NameOut.of(needed.skill), level=needed.level)
