"""The first page of the desk: one's accounts and what they wait for, units without one, what happened."""
