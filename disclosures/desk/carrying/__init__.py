"""Last year's account carried over into blank places of a new one: a preview, a choice, and the way back."""
