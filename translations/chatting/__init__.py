"""Translation by a chat model, as engine `chat` uses it: messages and answers, and the batches they are sent in."""
