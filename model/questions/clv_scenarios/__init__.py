"""What is a customer worth, and a CSM's book of business? Of the segment in view."""

from model.questions.clv_scenarios.answer import ClvScenarios, ask

__all__ = ["ClvScenarios", "ask"]
