"""The run itself, without Prefect: batches, what failed, what is tried again, and its end."""
