"""Uncertain: draws from the ranges of inputs, and what they say of figures, verdicts and cash."""
