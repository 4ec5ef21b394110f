"""The pages of those who work here. Nobody else learns that they are there."""
