"""The run as Prefect and Dask carry it out and show it: tasks, workers, parameters, artifacts, events, logs."""
