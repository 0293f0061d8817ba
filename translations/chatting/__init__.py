"""Translating with a chat model: the numbered messages, how answers are read, and what is asked again."""
