"""Summarising with a chat model: numbered sentences out, JSON with those numbers back, long articles part by part."""
