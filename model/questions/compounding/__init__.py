"""What do onboarding, retention and expansion do together?"""

from model.questions.compounding.answer import Compounding, ask

__all__ = ["Compounding", "ask"]
