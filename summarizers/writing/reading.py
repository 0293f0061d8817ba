"""What a writer reads of a text: its paragraphs, in the language that it writes; never a heading or boilerplate."""

from wireglot.articles.languages import same_language
from wireglot.summarizers.summary import SummaryInput

Paragraphs = tuple[tuple[str, ...], ...]


def paragraphs(text: SummaryInput, language: str) -> Paragraphs:
    """The sentences of each paragraph, told where `language` is the telling's, else the article's own."""
    blocks = text.blocks if same_language(language, text.output_language) else text.article.blocks
    return tuple(block.sentences for block in blocks if block.kind == "paragraph")
