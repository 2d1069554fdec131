"""Everything the company has, in one file that another WorkHub reads: moving house, not a backup (docs/OPERATE.md)."""
