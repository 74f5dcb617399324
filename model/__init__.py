"""The economics of customer success, as equations: scenario in, figures out."""

from model.engine.batch import Batch
from model.engine.simulate import run, run_batch
from model.result import BatchResult, Result
from model.scenario import Scenario

__version__ = "0.1.0"
__all__ = ["Batch", "BatchResult", "Result", "Scenario", "__version__", "run", "run_batch"]
