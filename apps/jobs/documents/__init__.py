"""Documents: their words read out of files, found by PostgreSQL's full-text search, seen with what they are about."""
