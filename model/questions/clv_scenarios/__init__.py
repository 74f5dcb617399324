"""What is a customer, and a CSM"s book, worth over the horizon? Of the segment in view."""

from model.questions.clv_scenarios.answer import ClvScenarios, ask

__all__ = ["ClvScenarios", "ask"]
