"""Errors of the models on this machine, each one sentence that says what to do:

* ModelError
  + NotAModel       the folder holds no model that can be used: files missing or broken, another family
  + NotReady        the model is all right, this machine cannot run it as asked: package, conversion, GPU
  + UnknownCode     a language code that the model does not know, or one missing
  + EmptyText       texts of which a model can read nothing: empty, invisible, or in letters it does not know
  + TooLong         texts longer than the model's window; nothing is ever truncated
"""


class ModelError(Exception):
    """Anything that models/ raises on purpose."""


class NotAModel(ModelError):
    """The folder holds no model that can be used here."""


class NotReady(ModelError):
    """The model cannot be run in the way asked for, on this machine."""


class UnknownCode(ModelError):
    """A language code that the model does not know, or none where it needs one."""


class EmptyText(ModelError):
    """Some texts hold nothing that the model can read; `indices` are their places among those given."""

    def __init__(self, indices: tuple[int, ...]) -> None:
        places = ", ".join(map(str, indices))
        super().__init__(f"The model can read nothing of text {places} (counted from 0): empty, or letters it lacks.")
        self.indices = indices


class TooLong(ModelError):
    """Some texts exceed the window; `tokens` maps their places among those given to their lengths."""

    def __init__(self, tokens: dict[int, int], window: int) -> None:
        lengths = ", ".join(f"text {index} has {length}" for index, length in tokens.items())
        super().__init__(f"The model takes {window} tokens, and {lengths} (counted from 0): split before asking.")
        self.tokens = tokens
        self.window = window
