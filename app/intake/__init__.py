"""Answers that come from outside: CSV now; other tools' exports and sealed answers later."""
