"""Measurements against peers, each in one run and as ratios. Asserted by nothing, kept in docs/measurements.md."""
