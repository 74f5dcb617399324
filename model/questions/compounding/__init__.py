"""How do onboarding, retention and expansion compound?"""

from model.questions.compounding.answer import Compounding, ask

__all__ = ["Compounding", "ask"]
