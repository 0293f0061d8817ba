"""`wireglot serve`: the Prefect server that it uses, and the deployments of the desks.

Nothing is imported here: `server` must run before Prefect is imported, and `deployments` imports it.
"""
