"""The matrix itself: what it speaks of exists, and it can fail."""

import pytest

from apps.crews.states import Role
from tests.access import url_map
from tests.access.people import ASKING
from tests.access.rows import Lists, Reads, Runs, Tells
from tests.access.rows_api import ROWS
from tests.access.rows_api import suggestion as operation_row
from tests.access.rows_pages import OFFICE, PAGES, Acts, Office, Page
from tests.access.sight import SIGHT, Whose
from tests.access.test_api import OPERATIONS
from tests.access.world import World

# Rows of colleagues whose pages are not here yet. At the merge this becomes empty, and stays so.
AHEAD_IS_FINE = False
BY_ROWS_ONLY = {"approver"}  # lines that rows name, of no kind of their own


def kinds() -> set[str]:
    told = {row.kind for row in ROWS.values() if isinstance(row, Lists | Reads | Tells | Runs)}
    told |= {row.kind for rows in PAGES.values() for row in rows if isinstance(row, Page | Acts)}
    return (told | {row.kind for row in OFFICE.values() if isinstance(row, Office)}) - {""}


def test_every_kind_is_in_the_table_of_sight_and_in_the_world(world: World) -> None:
    assert kinds() - set(SIGHT) == set()
    assert {thing.sight for thing in world.things} - set(SIGHT) == set()
    assert set(SIGHT) - {thing.sight for thing in world.things} - BY_ROWS_ONLY == set()


def test_every_role_asks() -> None:
    assert {role for role, _crew, _managed in ASKING.values()} == set(Role)


@pytest.mark.parametrize("name", ["tom", "lea", "mia"])
def test_there_are_visits_of_every_sort_for_those_whose_sight_has_bounds(world: World, name: str) -> None:
    sorts = {whose for whose, _thing in world.examples(world.people[name], "visit")}
    own = set() if name == "mia" else {Whose.OWN}
    assert sorts >= {Whose.CREW, Whose.OTHER} | own


def test_rows_are_of_what_exists() -> None:
    gone = sorted((set(ROWS) - set(OPERATIONS)) | (set(PAGES) - set(url_map.addresses())))
    gone += sorted(set(OFFICE) - set(url_map.office_kinds()))
    if AHEAD_IS_FINE:
        print("rows without a page:", *gone, sep="\n  ")
        return
    assert not gone, "take out the rows of what does not exist any more"


def test_a_new_page_is_told_the_row_to_write() -> None:
    assert not url_map.has_row("portal/tools/<uuid:tool_id>/")
    assert (
        url_map.suggestion("portal/tools/<uuid:tool_id>/") == 'PAGES: "portal/tools/<uuid:tool_id>/": [Page("tool")],'
    )
    assert url_map.suggestion("admin/jobs/tool/") == 'OFFICE: "jobs.tool": Office("tool"),'
    assert operation_row("GET /tools/{id}") == '"GET /tools/{id}": Reads("tool"),'
    assert operation_row("POST /commands/visit.start") == '"POST /commands/visit.start": Runs("visit"),'
