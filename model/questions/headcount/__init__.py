"""What does one more or one fewer CSM change?"""

from model.questions.headcount.answer import Headcount, ask

__all__ = ["Headcount", "ask"]
