"""The brain without a network: rules for language, rules for planning. Always there."""

from apps.agent.brains.base import Answer, Plan, PlanRequest
from apps.agent.brains.rules import understand
from apps.agent.brains.rules_plan import plan
from apps.agent.states import Brain
from apps.agent.understanding import Understanding

VERSION = "rules-1"


class RulesBrain:
    """Understands and plans by rules alone."""

    kind = Brain.RULES

    def triage(self, text: str) -> Answer[Understanding]:
        """What a message means, by the rules of `apps.agent.brains.rules`."""
        return Answer(understand(text), model=VERSION)

    def plan(self, request: PlanRequest) -> Answer[Plan]:
        """Which commands follow, by the table in `rules_plan`."""
        return Answer(plan(request), model=VERSION)
