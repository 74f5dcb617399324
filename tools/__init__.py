"""What keeps generated files fresh: docs, golden results, pictures."""
