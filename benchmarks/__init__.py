"""Measurements against peers, each in one run and as ratios: docs/measurements.md. Nothing is asserted."""
