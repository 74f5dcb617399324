"""The months of many scenarios at once: what the equations of model/metrics/ are given, and in which order."""
