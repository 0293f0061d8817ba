"""A chat server that is configured and cannot be used: what a run and its editions say about it.

The client checks the server once a run (models/chat/client.py), so this costs no article any time.
"""

from wireglot.articles.languages import same_language
from wireglot.flows.options import Options
from wireglot.models import chat
from wireglot.summarizers import Summaries
from wireglot.translations import Translation, is_preferred

CHAT = "chat"


def chat_fault(options: Options) -> str:
    """Why the chat server that the user configured cannot be used, "" when it can or the options do not ask for it."""
    return chat.server_fault() if {"auto", CHAT} & {options.translator, options.summarizer} else ""


def chat_warnings(language: str, translation: Translation, summaries: Summaries, options: Options) -> tuple[str, ...]:
    """A warning when the chat server should have made a part of an edition: why it did not, and what did instead."""
    instead = []
    if options.translator == "auto" and _should_translate(language, translation):
        instead.append(f"translation by {translation.engine}" if translation.engine != "none" else "no translation")
    if options.summarizer == "auto" and not summaries.short.signature.startswith(f"{CHAT}|"):
        instead.append(f"summaries by {summaries.short.engine}")
    fault = chat_fault(options).rstrip(".") if instead else ""
    return (
        (f"A chat server is configured and could not be used. {fault}. Instead: {', '.join(instead)}.",)
        if fault
        else ()
    )


def _should_translate(language: str, translation: Translation) -> bool:
    """Whether `auto` would have preferred the chat server to the engine of this translation."""
    if not chat.language_label(language) or same_language(language, translation.to):
        return False
    return is_preferred(CHAT, language, translation.to, over=translation.signature)
