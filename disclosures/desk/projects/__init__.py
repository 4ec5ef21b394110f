"""The projects of an account and their self-evaluation: a list, and a form for each."""
