"""Engine `chat`: a chat model on any server that speaks OpenAI's protocol: llama.cpp, Ollama, vLLM, a paid service.

Ready where WIREGLOT_CHAT_URL and WIREGLOT_CHAT_MODEL (and WIREGLOT_CHAT_KEY, where the server needs one) name a server
that answers. The article's sentences leave this machine where the server is another one.
"""

from collections.abc import Sequence

from wireglot.models import InvalidSettings, chat
from wireglot.models.chat import ChatLimits, ChatServer, language_label
from wireglot.translations.chatting import batches, messages
from wireglot.translations.engine import NEURAL, EngineFailed, format_hint

# Raise it when the same answers would be read as other translations.
VERSION = 1
NOTE = (
    "A language model translated this: it can read smoothly where it is wrong; "
    "check the original before relying on a detail."
)


class Engine:
    """Sends numbered sentences to the model; a sentence that cannot be matched to its answer has failed."""

    name = "chat"
    rank = NEURAL

    def __init__(self, limits: ChatLimits = batches.LIMITS) -> None:
        self._limits = limits

    def signature(self, source: str, target: str) -> str | None:
        server = chat.available_server() if _have_names(source, target) else None
        if server is None:
            return None
        return f"chat|{server.signature}|prompt:{messages.prompt_digest(source, target)}|v:{VERSION}"

    def translate(self, sentences: Sequence[str], source: str, target: str) -> tuple[str | None, ...]:
        try:
            server = ChatServer.from_environment()
        except InvalidSettings as error:
            raise EngineFailed(str(error)) from error
        if server is None:
            raise EngineFailed(f"no chat server is set; {chat.SETUP_HINT}")
        if not _have_names(source, target):
            raise EngineFailed(f"{source} -> {target}: one of the languages has no name for the prompt")
        return tuple(batches.translate(server, sentences, source, target, self._limits))

    def note(self, source: str, target: str) -> str:
        return NOTE

    def fault(self) -> str:
        return chat.server_fault()

    def install_hint(self, source: str, target: str) -> str:
        needless = not _have_names(source, target) or self.signature(source, target) is not None
        return "" if needless else format_hint(source, chat.SETUP_HINT)


def _have_names(source: str, target: str) -> bool:
    return bool(language_label(source) and language_label(target))
