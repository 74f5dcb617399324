"""Are these customers worth buying?"""

from model.questions.unit_economics.answer import UnitEconomics, ask

__all__ = ["UnitEconomics", "ask"]
