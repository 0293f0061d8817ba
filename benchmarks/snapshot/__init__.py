"""Snapshots: what two checkouts of the project produce from the same inputs, and every difference."""
