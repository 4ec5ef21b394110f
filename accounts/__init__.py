"""What a final account (决算) is: figures, editions, units, subjects. Not logins.

Knows nothing of how an account becomes a public report: that is `disclosures`.
"""
