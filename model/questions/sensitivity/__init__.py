"""What matters, and what must be true?"""
