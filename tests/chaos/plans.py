"""What is killed when. Process kills are at random moments, server kills at chosen ones."""

from collections.abc import Callable

from tests.chaos.havoc import Havoc

Plan = Callable[[Havoc], None]


def everything(*, redis: list[float], postgres: list[float]) -> Plan:
    """Worker and relay every 2–7 s, web and beat less often; Redis and PostgreSQL at these seconds."""

    def plan(havoc: Havoc) -> None:
        havoc.every(2, 7, lambda: havoc.kill("worker"))
        havoc.every(2, 7, lambda: havoc.kill("relay"))
        havoc.every(7, 15, lambda: havoc.kill("web"))
        havoc.every(7, 15, lambda: havoc.kill("beat"))
        havoc.at(redis, havoc.kill_redis)
        havoc.at(postgres, havoc.crash_postgres)

    return plan


def hung_redis(*, after: float, seconds: float) -> Plan:
    """Redis takes connections and answers nobody for so long."""

    def plan(havoc: Havoc) -> None:
        havoc.at([after], havoc.hang_redis)
        havoc.at([after + seconds], havoc.wake_redis)

    return plan


def nothing(havoc: Havoc) -> None:
    """A quiet run, to compare with."""
