"""An edition as text for a terminal: each summary sentence with its evidence in the original language."""

from wireglot.articles.languages import language_name
from wireglot.outputs import Edition, accounting_line, check_in_words, how_made, summary_text
from wireglot.summarizers import LEDE_BOILERPLATE, Summary, SummarySentence


def edition_text(edition: Edition) -> str:
    """Headline, state and warnings, short and long with their evidence, and how it was made."""
    if not edition.shown:
        return _hidden_text(edition)
    article = edition.article
    original = f"  ({article.headline})" if edition.translation and article.headline else ""
    parts = [
        f"{edition.headline or '(no headline)'}{original}",
        f"{article.id} v{edition.version}, {language_name(edition.language.tag)}, {edition.state}, {edition.made_at}",
        *(f"! {warning}" for warning in edition.warnings),
        "SHORT",
        _summary(edition, edition.summaries.short),
        "LONG",
        _summary(edition, edition.summaries.long),
        _lost_lede(edition.summaries.long),
        how_made(edition),
        accounting_line(edition),
        f"Source: {article.named_source}",
    ]
    return "\n".join(filter(None, parts))


def _lost_lede(long: Summary) -> str:
    """Why the article's lede is not in the long summary; "" where it is, and where it is no news."""
    return f"  (Without the first sentence: {long.lede}.)" if long.lede not in ("", LEDE_BOILERPLATE) else ""


def _hidden_text(edition: Edition) -> str:
    about = f"{edition.article.id} v{edition.version}, {edition.state}, {edition.made_at}"
    return "\n".join([f"({edition.state})", about, f"! {edition.hidden_reason}"])


def _summary(edition: Edition, summary: Summary) -> str:
    if not summary.sentences:
        return f"  {summary_text(summary)}"
    rows = [_sentence_with_evidence(edition, sentence) for sentence in summary.sentences]
    return "\n".join([*rows, *(f"  ! {check_in_words(check)}" for check in summary.checks)])


def _sentence_with_evidence(edition: Edition, sentence: SummarySentence) -> str:
    """The sentence, and below it its doubts and the source sentences that it rests on, with their positions.

    When the summary sentence is the source sentence itself, only its position is added.
    """
    blocks = edition.article.blocks
    evidence = [(f"[{b},{s}]", blocks[b].sentences[s]) for b, s in sentence.evidence]
    doubts = [f"      ! {doubt}" for doubt in sentence.doubts]
    if [text for _, text in evidence] == [sentence.text]:
        return "\n".join([f"  {evidence[0][0]} {sentence.text}", *doubts])
    return "\n".join([f"  {sentence.text}", *doubts, *(f"      {position} {text}" for position, text in evidence)])
