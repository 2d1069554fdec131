"""The portal's message box: what one says to the agent, what it did, why, and how to take it back."""

from apps.agent.portal.correcting import correct, kept_corrections
from apps.agent.portal.views import box, decide, log, news, send, talk

__all__ = ["box", "correct", "decide", "kept_corrections", "log", "news", "send", "talk"]
