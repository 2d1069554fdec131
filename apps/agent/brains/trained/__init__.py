"""Weights trained from the corpus beside the rules: what they see, what they weigh, what they conclude (ADR 0024).

Plain Python, no network; trained by `manage.py train_agent_model` (`apps.agent.training`).
"""
