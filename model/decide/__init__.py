"""Decide: seek a target, compare scenarios, rank inputs, and know how sure the answer is."""
