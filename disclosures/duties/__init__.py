"""Who must publish by when: the bureau's list of a year, its dates, reminders, and what was done of it."""
