"""What is a customer, and a CSM"s book, worth over the horizon? Of the segment in view."""

from model.questions.clv_scenarios.answer import Worth, ask

__all__ = ["Worth", "ask"]
