"""Entering figures: what a clerk types or pastes, and the sheet it is typed into. Pure."""
