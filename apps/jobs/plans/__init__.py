"""Maintenance plans: their lives, the rules of recurrence, and how both are said. Knows no tables."""
