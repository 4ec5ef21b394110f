"""The bureau's list of a year: who must publish by when, how far each is."""
