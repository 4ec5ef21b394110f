"""Entering figures: the printed table with an input in every cell, saved cell by cell."""
