"""One file a page: its question, its sentence, its charts. No arithmetic."""
