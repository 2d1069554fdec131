"""Backups in one file, and back: the database in one snapshot, the files, and a manifest that can be checked."""
