"""Inputs of the model fitted to the user's own data."""
