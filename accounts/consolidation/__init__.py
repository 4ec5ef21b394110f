"""汇总: a department's figures as the sum of its units', less what one unit paid another. Pure.

`records` is what is known of a sum, `adding` makes it, `eliminating` knows the payments between units,
`proposing` says what it would change in the department's account, `telling` what has happened since.
"""
