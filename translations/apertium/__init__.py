"""Apertium as engine `apertium` uses it: modes and routes, its text stream, child processes, batches of sentences."""
