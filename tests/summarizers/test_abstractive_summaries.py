"""Drafts are reviewed, requested once more, cut, or replaced by `extract`; nothing false is shown unmarked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tiny.digests import FERRY, FERRY_DIGEST, SPANISH, Paragraphs
from wireglot.articles import Article, Block, SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.summarizers import FROM_TEASER, TOO_SHORT, SummaryInput, load
from wireglot.summarizers.abstractive import Draft, NoDraft, Request, signature, write_summaries

SHORT = FERRY_DIGEST[:2]
FALSE = "The forest fire killed 4711 people in Paris, the president said on Friday."
SPANISH_SENTENCE = "Los bomberos rescataron a nueve personas que habían subido al tejado de un almacén."


def text(paragraphs: Paragraphs = FERRY, name: str = "ferry", **more: object) -> SummaryInput:
    blocks = (Block("heading", ("What happened",)), *(Block("paragraph", some) for some in paragraphs))
    return SummaryInput(Article(name, name, name, "", blocks, **more), "en", blocks, "en")  # type: ignore[arg-type]


class Scripted:
    """A writer that returns the drafts it was given, the second set once faults are named: enough of a model here."""

    def __init__(self, *scripts: dict[str, Draft | NoDraft | Exception]) -> None:
        self.scripts = list(scripts)
        self.asked: list[tuple[Request, ...]] = []

    def write(self, requests):
        self.asked.append(tuple(requests))
        script = self.scripts[1] if any(request.faults for request in requests) else self.scripts[0]
        answers = [script[request.length] for request in requests]
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return tuple(answers)


GOOD = {"short": Draft(SHORT), "long": Draft(FERRY_DIGEST)}


def summaries(writer, *texts: SummaryInput):
    return write_summaries(writer, texts or [text()], engine="writer", signature="writer|v:1")


def extracted(one: SummaryInput):
    return load("extract").summarize([one])[0]


def test_a_draft_without_faults_is_shown_unchanged():
    writer = Scripted(GOOD)

    (made,) = summaries(writer)

    assert made.short.text == " ".join(SHORT)
    assert made.long.text == " ".join(FERRY_DIGEST)
    assert {(one.engine, one.signature, one.checks, one.language) for one in (made.short, made.long)} == {
        ("writer", "writer|v:1", (), "en")
    }
    assert len(writer.asked) == 1


def test_every_sentence_has_its_evidence():
    (made,) = summaries(Scripted(GOOD))

    assert made.short.sentences[0].evidence == (SentenceRef(1, 0),)
    assert all(one.evidence for one in (*made.short.sentences, *made.long.sentences))


def test_all_drafts_are_requested_together():
    writer = Scripted(GOOD)

    summaries(writer, text(), text(name="again"))

    assert [(one.text.article.id, one.length) for one in writer.asked[0]] == [
        ("ferry", "short"),
        ("ferry", "long"),
        ("again", "short"),
        ("again", "long"),
    ]


def test_the_second_request_names_the_faults():
    first = {"short": Draft((FALSE,)), "long": Draft(FERRY_DIGEST)}
    writer = Scripted(first, GOOD)

    (made,) = summaries(writer)

    ((again,),) = writer.asked[1:]
    assert again.length == "short"
    assert FALSE in again.faults[0]
    assert made.short.text == " ".join(SHORT)
    assert made.short.checks == ()


def test_a_false_sentence_is_left_out_with_a_check():
    long = {"short": Draft(SHORT), "long": Draft((*FERRY_DIGEST[:4], FALSE))}

    (made,) = summaries(Scripted(long, long))

    assert [one.text for one in made.long.sentences] == list(FERRY_DIGEST[:4])
    assert [check.partition(": ")[0] for check in made.long.checks] == ["a sentence was left out"]


def test_extract_replaces_a_draft_with_nothing_true():
    false = {"short": Draft((FALSE,)), "long": Draft(FERRY_DIGEST)}

    (made,) = summaries(Scripted(false, false))

    assert replace(made.short, checks=(), signature="") == replace(extracted(text()).short, checks=(), signature="")
    assert (made.short.engine, made.short.signature) == ("extract", "writer|v:1")
    assert made.short.checks[-1].startswith("made by extract: ")
    assert made.long.engine == "writer"


def test_the_better_of_two_faulty_drafts_is_shown():
    first = GOOD | {"long": Draft((*FERRY_DIGEST[:4], FALSE))}
    second = GOOD | {"long": Draft((*FERRY_DIGEST[:4], FALSE, FALSE.replace("4711", "1147")))}

    (made,) = summaries(Scripted(first, second))

    assert len(made.long.sentences) == 4
    assert len(made.long.checks) == 1


@pytest.mark.parametrize(
    ("sentences", "why"),
    [
        (FERRY_DIGEST[:2], "it has 2 sentences, the minimum is 3"),
        ((*FERRY_DIGEST[:3], *FERRY_DIGEST[:2]), "it repeats an earlier sentence"),
        ((*FERRY_DIGEST[:3], SPANISH_SENTENCE, FERRY_DIGEST[0][:40]), "it is in Spanish, not in English"),
        ((*FERRY_DIGEST[:3], "Паром сел на мель у Сандхамна в понедельник."), "it is in Russian, not in English"),
        ((*FERRY_DIGEST[:3], "The ferry ran the ferry ran the ferry ran aground."), "it repeats itself"),
        ((*FERRY_DIGEST[:3], "The company has cancelled all its sailings to the"), "it is incomplete"),
    ],
)
def test_a_draft_is_refused_for_faults_of_form(sentences, why):
    faulty = GOOD | {"long": Draft(sentences)}

    (made,) = summaries(Scripted(faulty, faulty))

    assert made.long.engine == "extract"
    assert why in made.long.checks[-1]


def test_a_draft_that_stays_too_long_loses_its_end():
    long = GOOD | {"short": Draft((*SHORT, *FERRY_DIGEST[2:]))}
    writer = Scripted(long, long)

    (made,) = summaries(writer)

    assert [one.text for one in made.short.sentences] == list(SHORT)
    assert made.short.checks == ("a sentence was left out: it does not fit the length",)
    assert "it has 5 sentences, the maximum is 2" in writer.asked[1][0].faults


def test_a_writer_without_drafts_is_replaced_with_its_reason():
    nothing = {"short": NoDraft("the server did not answer"), "long": NoDraft("the server did not answer")}

    (made,) = summaries(Scripted(nothing, nothing))

    assert made.short.checks[-1] == made.long.checks[-1] == "made by extract: the server did not answer"
    assert made.short.text == extracted(text()).short.text


def test_a_draft_after_a_failure_is_used():
    nothing = {"short": NoDraft("the server was busy"), "long": NoDraft("the server was busy")}

    (made,) = summaries(Scripted(nothing, GOOD))

    assert made.long.text == " ".join(FERRY_DIGEST)
    assert made.long.checks == ()


def test_a_text_on_which_a_writer_fails_spoils_no_other():
    class Breaks(Scripted):
        def write(self, requests):
            if any(request.text.article.id == "bad" for request in requests):
                raise MemoryError("too much")
            return super().write(requests)

    good, bad = summaries(Breaks(GOOD), text(), text(name="bad"))

    assert good.long.text == " ".join(FERRY_DIGEST)
    assert bad.long.checks[-1] == "made by extract: the writer failed (MemoryError: too much)"
    assert bad.long.text == extracted(text()).long.text


def test_a_writer_that_loses_a_draft_is_detected():
    class Loses(Scripted):
        def write(self, requests):
            return super().write(requests)[1:]

    (made,) = summaries(Loses(GOOD))

    assert "2 drafts expected" not in made.long.text
    assert "1 drafts expected, 0 returned" in made.long.checks[-1]


def test_two_sentences_in_one_count_as_two():
    writer = Scripted(GOOD | {"short": Draft((" ".join(FERRY_DIGEST[:2]),))})

    (made,) = summaries(writer)

    assert [one.text for one in made.short.sentences] == list(SHORT)


def test_teasers_and_short_articles_are_not_sent_to_a_writer():
    writer = Scripted(GOOD)
    teaser, brief = text(full_text=False), text(FERRY[:1])

    of_teaser, of_brief = summaries(writer, teaser, brief)

    assert [request.text.article.blocks for some in writer.asked for request in some] == []
    assert of_teaser.short.text == extracted(teaser).short.text
    assert FROM_TEASER in of_teaser.short.checks
    assert of_teaser.long.checks[-1] == "made by extract: only the beginning of the article is available"
    assert of_brief.long.checks[-1] == "made by extract: the article is hardly longer than a summary of it"


def test_an_empty_article_has_only_the_check_too_short():
    (made,) = summaries(Scripted(GOOD), text(()))

    assert made.short.checks == made.long.checks == (TOO_SHORT,)
    assert made.short.signature == "writer|v:1"


def test_a_summary_is_never_in_another_language_than_the_text():
    """The reader gets Portuguese; the writer keeps to the Spanish original, which differs little."""
    portuguese = (
        "A cheia deixou sem luz 1.200 casas de Valdeara na noite de segunda-feira, informou a câmara municipal.",
        "Os bombeiros resgataram nove pessoas que tinham subido ao telhado de um armazém junto ao rio.",
        "O rio Arlo subiu quatro metros em duas horas e rompeu o dique que protege o polígono industrial de Arlo.",
        "A confederação tinha avisado de manhã de chuvas muito fortes em toda a bacia alta e pediu cuidado.",
        "Duas pontes ficaram cortadas e os comboios para a costa não voltarão a circular antes de quinta-feira.",
        "As escolas abrirão na quarta-feira, salvo as três que continuam sem água potável no bairro velho.",
        "O governo regional promete ajudas para as famílias afetadas e uma nova defesa contra as cheias.",
        "A presidente da câmara pede que o dinheiro chegue desta vez antes do próximo inverno.",
    )
    blocks = tuple(Block("paragraph", (sentence,)) for sentence in portuguese)
    original = tuple(Block("paragraph", (sentence,)) for paragraph in SPANISH for sentence in paragraph)
    one = SummaryInput(Article("a", "a", "a", "", original), "es", blocks, "pt")
    spanish = Draft(tuple(paragraph[0] for paragraph in SPANISH))

    (made,) = summaries(Scripted(*[{"short": Draft(spanish.sentences[:1]), "long": spanish}] * 2), one)

    for summary in (made.short, made.long):
        assert summary.engine == "extract"
        assert summary.language == "pt"
        assert "it is in Spanish, not in Portuguese" in summary.checks[-1]


def test_chinese_has_no_spaces_between_sentences():
    paragraphs = tuple(
        (f"第{n}区的居民说，去年夏天的洪水冲毁了学校旁边的那座旧石桥，修复工作将持续到秋天。",) for n in "一二三四五六"
    )
    blocks = tuple(Block("paragraph", some) for some in paragraphs)
    one = SummaryInput(Article("a", "a", "a", "", blocks), "zh", blocks, "zh")
    writer = Scripted(
        {"short": Draft(paragraphs[0]), "long": Draft(paragraphs[0])}, {"short": NoDraft("no"), "long": NoDraft("no")}
    )

    (made,) = write_summaries(writer, [one], engine="writer", signature="w|v:1")

    assert made.short.text == paragraphs[0][0]
    assert " " not in made.long.text


def test_the_signature_covers_facts_and_extract():
    assert [part.partition(":")[0] for part in signature("en", "en").split("|")] == ["abstractive", "facts", "extract"]


WRITTEN = st.lists(st.sampled_from((*FERRY_DIGEST, FALSE, SPANISH_SENTENCE, "", "…", "and so")), max_size=7)


@settings(max_examples=30, deadline=None)
@given(st.lists(WRITTEN, min_size=4, max_size=4))
def test_any_drafts_give_summaries_within_the_rules(drafts):
    first, second = ({"short": Draft(tuple(a)), "long": Draft(tuple(b))} for a, b in (drafts[:2], drafts[2:]))

    (made,) = summaries(Scripted(first, second))

    for summary, most, full in ((made.short, 2, 40), (made.long, 5, 110)):
        assert 1 <= len(summary.sentences) <= most
        assert sum(length_in_words(one.text, summary.language) for one in summary.sentences) <= full
        assert all(one.evidence and one.text[-1] == "." for one in summary.sentences)
        assert summary.text == " ".join(one.text for one in summary.sentences)
        assert summary.engine == "writer" or summary.checks[-1].startswith("made by extract: ")
        assert {one.text for one in summary.sentences}.isdisjoint((FALSE, SPANISH_SENTENCE))
    assert length_in_words(made.long.text, made.long.language) >= 60


def test_a_draft_has_a_citation_for_each_sentence_or_none():
    with pytest.raises(ValueError, match="2 sentences need as many citations"):
        Draft(SHORT, ((SentenceRef(0, 0),),))


def test_only_a_temporary_failure_is_tried_again():
    class Silent:
        def __init__(self, passing):
            self.passing = passing

        def write(self, requests):
            return tuple(NoDraft("the server is busy", temporary=self.passing) for _ in requests)

    passing, lasting = (
        write_summaries(Silent(kind), [text()], engine="writer", signature="writer|v:1")[0] for kind in (True, False)
    )

    assert passing.short.signature == load("extract").signature("en", "en")
    assert lasting.short.signature == "writer|v:1"
    assert passing.short.checks[-1] == lasting.short.checks[-1] == "made by extract: the server is busy"
