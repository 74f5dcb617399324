"""What does one CSM more or fewer do?"""

from model.questions.headcount.answer import Headcount, ask

__all__ = ["Headcount", "ask"]
