"""Errors of the chat client, drawn once so that nobody has to search:

* ChatFailed            one plain sentence; never holds the key
  + BadSettings         one of the variables WIREGLOT_CHAT_... cannot be meant
  + ServerFailed        it is the server: no other request would do better now
    + ServerLate        it had not answered when the time was up
  + RequestRefused      it is the request: the server did not take it; a smaller one may do
  + AnswerUnusable      it is the answer: no text can be read from it
    + AnswerCutOff      it ended at the token limit; a smaller piece may do
"""


class ChatFailed(Exception):
    """No usable answer; str() is a plain sentence for the reader."""


class BadSettings(ChatFailed):
    """One of the variables WIREGLOT_CHAT_... cannot be meant; says which and why, without the key."""


class ServerFailed(ChatFailed):
    """The server cannot be reached, does not let us in, lacks the model, or stays busy."""


class ServerLate(ServerFailed):
    """The server had not answered when the time was up."""


class RequestRefused(ChatFailed):
    """The server is well and did not take this request, as one that is too long for its model."""


class AnswerUnusable(ChatFailed):
    """The server answered, and no text can be read from it."""


class AnswerCutOff(AnswerUnusable):
    """The answer ended at the token limit, so that its end is missing."""
