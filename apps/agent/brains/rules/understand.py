"""Puts the rules together: a message in, an Understanding out."""
from apps.agent.understanding import Understanding
def understand(text: str) -> Understanding:
    return Understanding(actions=(), lang="en")
