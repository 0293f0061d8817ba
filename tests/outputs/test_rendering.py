"""The texts of a version: what a person reads, labelled and harmless."""

from dataclasses import replace

from tests.examples import a_summary, a_translation, an_article, an_edition, untranslated
from wireglot.articles import Block
from wireglot.articles.languages import DetectedLanguage
from wireglot.outputs import Edition, make_edition
from wireglot.outputs.rendering import long_text, short_text, shortened, summary_markdown
from wireglot.summarizers import CUT, NOT_CUT, UNCERTAIN, Summaries, Summary


def test_a_summary_of_a_translation_says_so() -> None:
    page, short = summary_markdown(an_edition()), short_text(an_edition())

    assert "from a machine translation (apertium) of the Swedish original" in page
    assert "from a machine translation (apertium) of the Swedish original" in short
    assert short.startswith("The ferry ran aground.\n")


def test_an_original_in_an_unknown_language_is_named_so() -> None:
    edition = replace(an_edition(), language=DetectedLanguage("und", "unknown"))

    assert "of the original." in short_text(edition)


def test_a_gist_says_so_in_every_text() -> None:
    edition = an_edition(translation=a_translation(gist=True))
    page = summary_markdown(edition)

    assert "state: gist\n" in page
    assert "**State: gist**" in page
    for text in (page, short_text(edition), long_text(edition)):
        assert "from a gist-quality machine translation (apertium) of the Swedish original" in text


def test_every_text_of_a_gist_has_the_original_headline() -> None:
    edition = an_edition(an_article(headline="Färja på grund"), translation=a_translation(gist=True))

    assert "# Ferry aground\n\nOriginal headline: Färja på grund\n\n" in summary_markdown(edition)
    for text in (short_text(edition), long_text(edition)):
        assert "Original headline: Färja på grund." in text
    assert "Original headline" not in short_text(an_edition())


def test_a_headline_that_stayed_is_not_shown_twice() -> None:
    made = a_translation(gist=True)
    edition = an_edition(an_article(headline=made.headline), translation=made)

    assert edition.original_headline == ""
    assert "Original headline" not in summary_markdown(edition) + short_text(edition)


def test_warnings_come_before_the_summary() -> None:
    article = an_article()
    page = summary_markdown(an_edition(article, translation=untranslated(article)))

    assert page.index("Not translated: no engine") < page.index("The ferry ran aground")


def test_accounting_is_shown_in_every_page() -> None:
    assert "4 source sentences: 4 translated, 0 kept as is, 0 failed." in summary_markdown(an_edition())


def test_text_of_the_source_is_no_markup() -> None:
    headline = "<script>alert(1)</script> [x](javascript:y) `z`"
    article = an_article(headline=headline)
    page = summary_markdown(an_edition(article, translation=untranslated(article)))

    assert "<script>" not in page
    assert "\\<script\\>" in page
    assert "\\[x\\]" in page


def test_a_later_version_gives_its_reasons() -> None:
    page = summary_markdown(replace(an_edition(), version=2, reasons=("text changed: 1 sentence",)))

    assert "## Version 2\n\n- text changed: 1 sentence" in page


def test_a_later_version_says_what_changed() -> None:
    page = summary_markdown(replace(an_edition(), version=2, reasons=("source corrected",)), "33 -> 35 hostages")

    assert "## Version 2\n\n33 -\\> 35 hostages. More in changes.md.\n\n- source corrected" in page


def test_an_empty_summary_is_explained() -> None:
    edition = an_edition()
    empty = replace(edition.summaries.short, text="", sentences=())
    edition = replace(edition, summaries=replace(edition.summaries, short=empty, long=empty))

    assert long_text(edition).startswith("(Too short to summarise.)")


def test_a_title_is_cut_between_words() -> None:
    assert shortened("one two three", limit=9) == "one two…"
    assert shortened("一" * 100, limit=10) == "一" * 9 + "…"


def written(**changes: object) -> Edition:
    edition = an_edition()
    short = replace(edition.summaries.short, engine="bart", **changes)  # type: ignore[arg-type]
    return replace(edition, summaries=replace(edition.summaries, short=short))


def test_a_summary_written_by_a_model_says_so() -> None:
    page = short_text(written())

    assert "Short summary written by a language model (bart) from" in page
    assert "Long summary chosen by algorithm (extract)" in page


def test_a_written_summary_says_what_was_checked_and_what_was_not() -> None:
    page = short_text(written())

    assert "wording, numbers, dates, names, quotations, speakers, negations, subjects, superlatives and causes." in page
    assert "Not checked: whether other words mean the same, and what was left out." in page
    assert "compared with" not in short_text(an_edition())


def test_checks_come_below_the_summary_in_words() -> None:
    why = 'one sentence was dropped: the number "35" is not in the source'
    page = summary_markdown(written(checks=("long", why)))

    assert "> Longer than promised: the sentence that says most is shown whole." in page
    assert '> One sentence was dropped: the number "35" is not in the source.' in page
    assert page.index("> Longer") < page.index("## Longer")


def made_with(summaries: Summaries) -> Edition:
    plain = an_edition()
    made = make_edition(
        plain.article, plain.language, a_translation(), summaries, options="to:en", detection="detect|v:1"
    )
    return replace(made, version=1, made_at="2026-01-02T03:04:05Z")


def test_a_flash_says_that_there_is_no_text() -> None:
    flash = an_article(blocks=(Block("heading", ("Färja på grund",)),), full_text=False)

    assert an_edition(flash).state == "doubtful"
    assert an_edition(flash).warnings[0] == "Headline only: the source holds no text of this article yet."


def test_an_uncertain_sentence_is_named_in_every_text() -> None:
    why = "“The mayor resigned …”: its source names who says this"
    uncertain = replace(a_summary(), engine="bart", checks=(f"{UNCERTAIN}{why}",))

    edition = made_with(Summaries(uncertain, uncertain))

    assert edition.state == "doubtful"
    assert edition.warnings[-1] == f"Written by a model and not certain: {why}."
    assert edition.warnings[-1] in short_text(edition)
    assert summary_markdown(edition).count("names who says this") == 1


def test_a_cut_summary_is_named_in_every_text() -> None:
    cut = replace(a_summary(), checks=(CUT,))
    none = Summary("", (), "extract", "extract|v:1", (NOT_CUT,))

    both, missing = made_with(Summaries(cut, cut)), made_with(Summaries(none, cut))

    assert "Short and long summary cut off: a sentence is too long for a summary." in short_text(both)
    assert summary_markdown(both).count("cut off") == 1
    assert short_text(missing).startswith("(No summary.)\n")
    assert "Short summary missing: each sentence is too long" in short_text(missing)
    assert "> Not summarised: each sentence is too long" in summary_markdown(missing)
