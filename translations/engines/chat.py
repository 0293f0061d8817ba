"""A chat model as translator, by any server that speaks OpenAI's protocol: llama.cpp, Ollama, vLLM, a paid service.

Ready where WIREGLOT_CHAT_URL and WIREGLOT_CHAT_MODEL (and WIREGLOT_CHAT_KEY, where the server wants one) name a
server that answers. The article's sentences leave this machine where the server is another one.
"""

from collections.abc import Sequence

from wireglot.models import InvalidSettings, chat
from wireglot.models.chat import ChatLimits, ChatServer, language_label
from wireglot.translations.chatting import messages
from wireglot.translations.chatting.asking import LIMITS, ask
from wireglot.translations.engine import NEURAL, EngineFailed

# Changes when the same answers would be read into other translations.
READING = 1


class Engine:
    """Numbered sentences to the model and back; what it cannot number is refused."""

    name = "chat"
    rank = NEURAL
    quality = (
        "A language model translated this: it can read smoothly where it is wrong; "
        "check the original before relying on a detail."
    )

    def __init__(self, limits: ChatLimits = LIMITS) -> None:
        self._limits = limits

    def signature(self, source: str, target: str) -> str | None:
        server = chat.available_server() if _named(source, target) else None
        if server is None:
            return None
        return f"chat|{server.signature}|prompt:{messages.digest(source, target)}|v:{READING}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        try:
            server = ChatServer.from_environment()
        except InvalidSettings as error:
            raise EngineFailed(str(error)) from error
        if server is None:
            raise EngineFailed(f"no chat server is set; {chat.SETUP_HINT}")
        if not _named(source, target):
            raise EngineFailed(f"{source} -> {target}: one of the languages has no name that a model could be told")
        return tuple(ask(server, sentences, source, target, self._limits))

    def install_hint(self, source: str, target: str) -> str:
        needless = not _named(source, target) or self.signature(source, target) is not None
        return "" if needless else chat.SETUP_HINT


def _named(source: str, target: str) -> bool:
    return bool(language_label(source) and language_label(target))
