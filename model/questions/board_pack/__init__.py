"""What do I show them? What a CFO will attack first, and the pack that is taken away."""
