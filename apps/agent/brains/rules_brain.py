"""The brain without a network: rules and trained weights for language, rules for planning. Always there."""

from apps.agent.brains.base import Answer, Plan, PlanRequest
from apps.agent.brains.rules_plan import plan
from apps.agent.brains.trained.reading import understand
from apps.agent.brains.trained.weights import weights
from apps.agent.states import Brain
from apps.agent.understanding import Understanding

VERSION = "rules-2"


class RulesBrain:
    """Understands by rules and weights, plans by rules."""

    kind = Brain.RULES

    def triage(self, text: str) -> Answer[Understanding]:
        """What a message means, by rules and weights together; the version names both."""
        return Answer(understand(text), model=f"{VERSION}-{weights().head.version}")

    def plan(self, request: PlanRequest) -> Answer[Plan]:
        """Which commands follow, by the table in `rules_plan`."""
        return Answer(plan(request), model=VERSION)
