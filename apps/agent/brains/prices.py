"""What calls cost, by the prices that are set."""

from decimal import ROUND_UP, Decimal

from django.conf import settings

from apps.agent.brains.base import Spent


def cost_of(spent: Spent) -> int | None:
    """Millionths of a dollar, rounded up; None when no price is set for the model.

    GROQ_PRICES has dollars per million tokens, which is millionths of a dollar per token: in, in that the provider
    had read before, out.
    """
    prices: tuple[Decimal, Decimal, Decimal] | None = settings.GROQ_PRICES.get(spent.model)
    if prices is None:
        return None
    fresh, known, out = prices
    cost = (spent.tokens_in - spent.tokens_cached) * fresh + spent.tokens_cached * known + spent.tokens_out * out
    return int(cost.to_integral_value(ROUND_UP))
