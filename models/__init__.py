"""Models: weights on this machine and where they come from, seq2seq runtimes, and a client for chat servers."""
