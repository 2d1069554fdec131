"""How well messages are understood: labelled cases in, figures out. No files, no database, no network."""

from apps.agent.evaluation.cases import BadCase, Case, Reader, read_cases
from apps.agent.evaluation.figures import Figures, Score
from apps.agent.evaluation.predictions import Prediction
from apps.agent.evaluation.scoring import Evaluation, evaluate

__all__ = ["BadCase", "Case", "Evaluation", "Figures", "Prediction", "Reader", "Score", "evaluate", "read_cases"]
