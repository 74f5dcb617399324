"""How much cash does growth take, and how fast can we afford to grow?"""

from model.questions.cash_trough.answer import CashTrough, ask

__all__ = ["CashTrough", "ask"]
