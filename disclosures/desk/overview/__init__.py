"""One account at a glance: who acts next; what is done, open or in question, in the report's order."""
