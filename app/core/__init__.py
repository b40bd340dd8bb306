"""The business: pure dataclasses and functions. Standard library only; no files, clock or web."""
