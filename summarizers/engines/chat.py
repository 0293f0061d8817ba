"""Engine `chat`: a language model behind any server that speaks OpenAI's protocol writes the summaries.

Ready where WIREGLOT_CHAT_URL and WIREGLOT_CHAT_MODEL (and WIREGLOT_CHAT_KEY, where the server requires one) name a
server that answers. It writes in the reader's language and cites the sentences that it used. Its drafts are reviewed
as those of any writer (summarizers/abstractive). The article's text leaves this machine where the server is another.
"""

from collections.abc import Sequence

from wireglot.models import InvalidSettings, chat
from wireglot.models.chat import ChatLimits, ChatServer
from wireglot.summarizers import abstractive
from wireglot.summarizers.abstractive.chat_messages import prompt_digest
from wireglot.summarizers.abstractive.chat_writer import ChatWriter
from wireglot.summarizers.engine import INSTRUCTED
from wireglot.summarizers.summary import Summaries, SummaryInput

VERSION = 1  # raise it when the same answers would become other drafts, or an article is requested in another way


class Engine:
    """Both summaries of an article in one exchange, in the language in which the reader gets it."""

    name = "chat"
    rank = INSTRUCTED

    def __init__(self, limits: ChatLimits | None = None) -> None:
        self._limits = limits

    def signature(self, language: str, output_language: str) -> str | None:
        server = chat.available_server() if chat.language_label(output_language) else None
        return _signature(server, language, output_language) if server else None

    def install_hint(self, language: str, output_language: str) -> str:
        ready = self.signature(language, output_language) is not None
        return "" if ready or not chat.language_label(output_language) else chat.SETUP_HINT

    def summarize(self, texts: Sequence[SummaryInput]) -> tuple[Summaries, ...]:
        """Raises InvalidSettings when no server is set; where one fails, `extract` makes the summaries."""
        server = ChatServer.from_environment()
        if server is None:
            raise InvalidSettings(f"No chat server is set; {chat.SETUP_HINT}")
        writer = ChatWriter(server, self._limits)
        outcomes: dict[SummaryInput, Summaries] = {}
        for pair in dict.fromkeys((text.language, text.output_language) for text in texts):
            batch = [text for text in texts if (text.language, text.output_language) == pair]
            signature = _signature(server, *pair)
            made = abstractive.write_summaries(writer, batch, engine=self.name, signature=signature)
            outcomes |= zip(batch, made, strict=True)
        return tuple(outcomes[text] for text in texts)


def _signature(server: ChatServer, language: str, output_language: str) -> str:
    prompt = f"window:{server.window}|prompt:{prompt_digest(output_language)}|v:{VERSION}"
    return f"chat|{server.signature}|{prompt}|{abstractive.signature(language, output_language)}"
