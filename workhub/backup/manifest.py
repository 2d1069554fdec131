"""What a backup says of itself."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from workhub.backup.figures import Figure


class Entry(BaseModel):
    """One member of the archive: its size in bytes and its SHA-256."""

    bytes: int
    sha256: str


class Manifest(BaseModel):
    """Versions, every table's figures in the dump's own snapshot, and the checksum of everything in the archive."""

    format: Literal[1] = 1
    made_at: datetime
    workhub: str
    migrations: list[str]
    """`app.name` of every applied migration."""
    postgresql: int
    """The server's major version."""
    pg_dump: int
    """The major version of the program that made the dump."""
    schemas: list[str]
    tables: dict[str, Figure]
    database: Entry
    files: dict[str, Entry]
    """By path below the folder of files."""

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(figure.rows for figure in self.tables.values())
