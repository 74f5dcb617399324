"""What does one CSM more or fewer do?"""

from model.questions.headcount.answer import HeadCount, ask

__all__ = ["HeadCount", "ask"]
