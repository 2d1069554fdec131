"""Learns the weights of `apps.agent.brains.trained` from the corpus. Needs scikit-learn, which only developers have."""
