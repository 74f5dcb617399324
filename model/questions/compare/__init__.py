"""Which scenario, and why do they differ?"""
