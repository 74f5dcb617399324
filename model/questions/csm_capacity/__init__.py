"""How many accounts can one CSM look after, and how many CSMs do we need?"""

from model.questions.csm_capacity.answer import CsmCapacity, ask

__all__ = ["CsmCapacity", "ask"]
