"""What a device says with a tap: when by its own clock, and where."""

from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, Field

# How long a tap may wait in a phone without a signal: a weekend at a site. Older than that, the clock is wrong.
OFFLINE_QUEUE = timedelta(hours=72)


class Position(BaseModel):
    """Where a device was: degrees (WGS 84), and how sure it is, in metres."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    accuracy_m: float | None = Field(None, ge=0, le=1_000_000)


def counted(device_at: datetime | None, *, now: datetime, after: datetime | None) -> datetime:
    """The moment of a tap that counts: the device's, while it is plausible, else the server's.

    Plausible is what is not in the future, not older than the offline queue keeps taps, and not before what the
    person tapped last (`after`), which nothing may precede.
    """
    earliest = max(now - OFFLINE_QUEUE, after) if after else now - OFFLINE_QUEUE
    if device_at is not None and earliest <= device_at <= now:
        return device_at
    return max(now, after) if after else now
