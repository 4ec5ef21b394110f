"""Help beside the work: read from the edition and the rules, written nowhere else."""
