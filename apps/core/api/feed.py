"""What changed for me: the way to follow along without reading everything again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import ConfigDict, Field

from apps.core import feed
from apps.core.api.asking import actor_of

router = Router(tags=["Following changes"])


class FeedItemOut(Schema):
    """Something changed; read it again under your own permission."""

    name: str
    subject_type: str
    subject_id: UUID
    at: datetime


class FeedOut(Schema):
    """A page of the feed. `more`: ask again at once, there is or will shortly be more behind the cursor."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "items": [
                        {
                            "name": "visit.started",
                            "subject_type": "visit",
                            "subject_id": "6f1c2a34-7b0d-4e19-8c55-2d9e4b7f1a60",
                            "at": "2026-03-02T14:31:02.881930Z",
                        }
                    ],
                    "cursor": "8123.4711",
                    "more": False,
                }
            ]
        }
    )

    items: list[FeedItemOut]
    cursor: str
    more: bool


class FeedAsked(Schema):
    """Where to go on."""

    cursor: str = Field("", description="The `cursor` of the answer before.")


@router.get("/feed", response=FeedOut, operation_id="read_feed", summary="What changed for me since a cursor")
def read_feed(request: HttpRequest, asked: Query[FeedAsked]) -> Any:
    """At most 200 changes, oldest first. Without a cursor: where the feed stands now, and nothing else."""
    if not asked.cursor:
        return feed.FeedPage(items=[], cursor=feed.now_cursor(), more=False)
    return feed.since(asked.cursor, actor_of(request).audiences)
