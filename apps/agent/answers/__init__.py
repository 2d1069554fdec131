"""Answers to questions from what WorkHub knows, each with where it is from; and plans that the office asks for.

Nothing here writes, and nothing that is read is followed: what people wrote into notes and documents is quoted. Each
reader asks the selectors as the person who asks.
"""

from apps.agent.answers.responding import Response, respond

__all__ = ["Response", "respond"]
