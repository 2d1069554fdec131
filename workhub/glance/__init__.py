"""The parts of the office's start page; each reads with a fixed number of queries."""
