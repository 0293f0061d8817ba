"""Engine `chat`: a language model behind any server that speaks OpenAI's protocol writes the summaries.

Ready where WIREGLOT_CHAT_URL and WIREGLOT_CHAT_MODEL (and WIREGLOT_CHAT_KEY, where the server wants one) name a
server that answers. It writes in the reader's language and names the sentences that it used. What it wrote is
believed no more than any writer's: summarizers/writing judges it. The article's text leaves this machine where the
server is another one.
"""

from collections.abc import Sequence

from wireglot.models import InvalidSettings, chat
from wireglot.models.chat import ChatLimits, ChatServer
from wireglot.summarizers import writing
from wireglot.summarizers.chatting import messages
from wireglot.summarizers.chatting.writer import ChatWriter
from wireglot.summarizers.engine import INSTRUCTED
from wireglot.summarizers.summary import Summaries, SummaryInput

# Changes when the same answers would be read into other drafts, or the same article asked for in another way.
READING = 1


class Engine:
    """Both summaries of an article in one exchange, in the language in which the reader reads it."""

    name = "chat"
    rank = INSTRUCTED

    def __init__(self, limits: ChatLimits | None = None) -> None:
        self._limits = limits

    def signature(self, language: str, told: str) -> str | None:
        server = chat.available_server() if _named(told) else None
        return _signature(server, language, told) if server else None

    def install_hint(self, language: str, told: str) -> str:
        needless = not _named(told) or self.signature(language, told) is not None
        return "" if needless else chat.SETUP_HINT

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """:raises InvalidSettings: when no server is set; one that fails is no error, `extract` tells its texts."""
        server = ChatServer.from_environment()
        if server is None:
            raise InvalidSettings(f"No chat server is set; {chat.SETUP_HINT}")
        writer = ChatWriter(server, self._limits)
        made: dict[SummaryInput, Summaries] = {}
        for pair in dict.fromkeys(map(_pair, texts)):
            some = [text for text in texts if _pair(text) == pair]
            signature = _signature(server, *pair)
            told = writing.tell(writer, some, engine=self.name, signature=signature, language=_told_language)
            made |= zip(some, told, strict=True)
        return tuple(made[text] for text in texts)


def _signature(server: ChatServer, source: str, told: str) -> str:
    prompt = f"window:{server.window}|prompt:{messages.digest(told)}|v:{READING}"
    return f"chat|{server.signature}|{prompt}|{writing.signature(source, told)}"


def _pair(text: SummaryInput) -> tuple[str, str]:
    return text.language, text.output_language


def _told_language(text: SummaryInput) -> str:
    return text.output_language


def _named(tag: str) -> bool:
    return bool(chat.language_label(tag))
