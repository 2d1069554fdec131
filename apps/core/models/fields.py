"""Column types PostgreSQL has and Django does not name."""

from typing import Any

from django.db import models


class TransactionIdField(models.Field[int, int]):
    """`xid8`: the id of the transaction that wrote the row, filled by the database."""

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "xid8"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> int | None:
        """psycopg hands xid8 over as text."""
        return None if value is None else int(value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002
        """PostgreSQL casts text to xid8, but not integers."""
        return value if value is None or hasattr(value, "as_sql") else str(value)


class CurrentTransactionId(models.Func):
    """`pg_current_xact_id()`, the default of such a column."""

    function = "pg_current_xact_id"
    arity = 0
    output_field = TransactionIdField()
