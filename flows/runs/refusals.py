"""The errors that a run raises on purpose: each says in a sentence why it cannot run, and what to do."""

from wireglot.articles.reading import ReadingError
from wireglot.flows.options import InvalidOptions
from wireglot.flows.runs.in_flight import ClusterUnusable
from wireglot.flows.runs.runner import OutputsNotWritable
from wireglot.outputs import OtherSchema

REFUSALS = (InvalidOptions, ReadingError, OutputsNotWritable, OtherSchema, ClusterUnusable)
