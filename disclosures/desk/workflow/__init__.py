"""The pages of the workflow: where an account stands, its steps, signatures, comments and changes."""
