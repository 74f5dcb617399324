"""What each page asks of a result, and the answer: a sentence, figures, and what its charts and tables show."""
