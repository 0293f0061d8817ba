"""Models: weights on this machine and where they come from, seq2seq runtimes, and a client for chat servers."""

from wireglot.models.engine_registry import EngineError, EngineRegistry, UnknownEngine, UnusableEngine

__all__ = ["EngineError", "EngineRegistry", "UnknownEngine", "UnusableEngine"]
