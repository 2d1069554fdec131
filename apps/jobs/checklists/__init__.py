"""Checklists: what their items are, what an answer must be like, what is shown, what is missing."""
