"""What a writer wrote is judged, asked for once more, cut, or told by `extract`; nothing false is shown unmarked."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tiny.digests import FERRY, FERRY_DIGEST, FIRE, SPANISH, Paragraphs
from wireglot.articles.article import Article, Block, SentenceRef
from wireglot.articles.languages import length_in_words
from wireglot.summarizers import FROM_TEASER, TOO_SHORT, SummaryInput, load
from wireglot.summarizers.writing import Draft, NoDraft, Request, signature, tell

SHORT = FERRY_DIGEST[:2]
FALSE = "The forest fire killed 4711 people in Paris, the president said on Friday."
SPANISH_SENTENCE = "Los bomberos rescataron a nueve personas que habían subido al tejado de un almacén."


def text(paragraphs: Paragraphs = FERRY, name: str = "ferry", **more: object) -> SummaryInput:
    blocks = (Block("heading", ("What happened",)), *(Block("paragraph", some) for some in paragraphs))
    return SummaryInput(Article(name, name, name, "", blocks, **more), "en", blocks, "en")  # type: ignore[arg-type]


class Scripted:
    """A writer that hands out what is on its list, first for the first asking: all that `tell` sees of a model."""

    def __init__(self, *tries: dict[str, Draft | NoDraft | Exception]) -> None:
        self.tries = list(tries)
        self.asked: list[tuple[Request, ...]] = []

    def write(self, requests):
        self.asked.append(tuple(requests))
        script = self.tries[1] if any(request.faults for request in requests) else self.tries[0]
        answers = [script[request.length] for request in requests]
        for answer in answers:
            if isinstance(answer, Exception):
                raise answer
        return tuple(answers)


GOOD = {"short": Draft(SHORT), "long": Draft(FERRY_DIGEST)}


def told(writer, *texts: SummaryInput):
    return tell(writer, texts or [text()], engine="writer", signature="writer|v:1", language=lambda one: "en")


def extracted(one: SummaryInput):
    return load("extract").summarize([one])[0]


def test_a_sound_draft_is_shown_as_it_is_and_asked_for_once():
    writer = Scripted(GOOD)

    (made,) = told(writer)

    assert made.short.text == " ".join(SHORT)
    assert made.long.text == " ".join(FERRY_DIGEST)
    assert {(one.engine, one.signature, one.checks, one.language) for one in (made.short, made.long)} == {
        ("writer", "writer|v:1", (), "en")
    }
    assert len(writer.asked) == 1


def test_every_sentence_leads_back_to_its_places():
    (made,) = told(Scripted(GOOD))

    assert made.short.sentences[0].evidence == (SentenceRef(1, 0),)
    assert all(one.evidence for one in (*made.short.sentences, *made.long.sentences))


def test_both_lengths_of_all_texts_are_asked_together():
    writer = Scripted(GOOD)

    told(writer, text(), text(name="again"))

    assert [(one.text.article.id, one.length) for one in writer.asked[0]] == [
        ("ferry", "short"),
        ("ferry", "long"),
        ("again", "short"),
        ("again", "long"),
    ]


def test_a_fault_is_named_when_the_draft_is_asked_for_again():
    first = {"short": Draft((FALSE,)), "long": Draft(FERRY_DIGEST)}
    writer = Scripted(first, GOOD)

    (made,) = told(writer)

    ((again,),) = writer.asked[1:]
    assert again.length == "short"
    assert FALSE in again.faults[0]
    assert made.short.text == " ".join(SHORT)
    assert made.short.checks == ()


def test_a_false_sentence_is_left_out_and_the_summary_says_so():
    long = {"short": Draft(SHORT), "long": Draft((*FERRY_DIGEST[:4], FALSE))}

    (made,) = told(Scripted(long, long))

    assert [one.text for one in made.long.sentences] == list(FERRY_DIGEST[:4])
    assert [check.partition(": ")[0] for check in made.long.checks] == ["a sentence was left out"]


def test_where_nothing_true_is_left_extract_tells_and_says_why():
    false = {"short": Draft((FALSE,)), "long": Draft(FERRY_DIGEST)}

    (made,) = told(Scripted(false, false))

    assert replace(made.short, checks=(), signature="") == replace(extracted(text()).short, checks=(), signature="")
    assert (made.short.engine, made.short.signature) == ("extract", "writer|v:1")
    assert made.short.checks[-1].startswith("told by extract: ")
    assert made.long.engine == "writer"


def test_the_better_of_two_faulty_drafts_is_shown():
    first = GOOD | {"long": Draft((*FERRY_DIGEST[:4], FALSE))}
    second = GOOD | {"long": Draft((*FERRY_DIGEST[:4], FALSE, FALSE.replace("4711", "1147")))}

    (made,) = told(Scripted(first, second))

    assert len(made.long.sentences) == 4
    assert len(made.long.checks) == 1


@pytest.mark.parametrize(
    ("sentences", "why"),
    [
        (FERRY_DIGEST[:2], "it has 2 sentences, at least 3 are wanted"),
        ((*FERRY_DIGEST[:3], *FERRY_DIGEST[:2]), "it says again what a sentence before it says"),
        (
            (*FERRY_DIGEST[:3], SPANISH_SENTENCE, FERRY_DIGEST[0][:40]),
            "it does not read as the language of the article",
        ),
        ((*FERRY_DIGEST[:3], "Паром сел на мель у Сандхамна в понедельник."), "letters that the article is not"),
        ((*FERRY_DIGEST[:3], "The ferry ran the ferry ran the ferry ran aground."), "it repeats itself"),
        ((*FERRY_DIGEST[:3], "The company has cancelled all its sailings to the"), "its end is missing"),
    ],
)
def test_a_draft_is_refused_for_its_form_as_well(sentences, why):
    faulty = GOOD | {"long": Draft(sentences)}

    (made,) = told(Scripted(faulty, faulty))

    assert made.long.engine == "extract"
    assert why in made.long.checks[-1]


def test_a_draft_that_is_too_long_loses_its_last_sentences_after_two_tries():
    long = GOOD | {"short": Draft((*SHORT, *FERRY_DIGEST[2:]))}
    writer = Scripted(long, long)

    (made,) = told(writer)

    assert [one.text for one in made.short.sentences] == list(SHORT)
    assert made.short.checks == ("a sentence was left out: it does not fit the length",)
    assert "it has 5 sentences, at most 2 are wanted" in writer.asked[1][0].faults


def test_a_writer_that_has_nothing_is_replaced_and_its_reason_shown():
    nothing = {"short": NoDraft("the server did not answer"), "long": NoDraft("the server did not answer")}

    (made,) = told(Scripted(nothing, nothing))

    assert made.short.checks[-1] == made.long.checks[-1] == "told by extract: the server did not answer"
    assert made.short.text == extracted(text()).short.text


def test_a_draft_after_a_failure_is_taken():
    nothing = {"short": NoDraft("the server was busy"), "long": NoDraft("the server was busy")}

    (made,) = told(Scripted(nothing, GOOD))

    assert made.long.text == " ".join(FERRY_DIGEST)
    assert made.long.checks == ()


def test_a_writer_that_breaks_on_one_text_still_tells_the_others():
    class Breaks(Scripted):
        def write(self, requests):
            if any(request.text.article.id == "bad" for request in requests):
                raise MemoryError("too much")
            return super().write(requests)

    good, bad = told(Breaks(GOOD), text(), text(name="bad"))

    assert good.long.text == " ".join(FERRY_DIGEST)
    assert bad.long.checks[-1] == "told by extract: the writer failed (MemoryError: too much)"
    assert bad.long.text == extracted(text()).long.text


def test_a_writer_that_loses_a_draft_is_noticed():
    class Loses(Scripted):
        def write(self, requests):
            return super().write(requests)[1:]

    (made,) = told(Loses(GOOD))

    assert "2 drafts were wanted" not in made.long.text
    assert "1 drafts were wanted, it gave 0" in made.long.checks[-1]


def test_two_sentences_in_one_are_counted_as_two():
    writer = Scripted(GOOD | {"short": Draft((" ".join(FERRY_DIGEST[:2]),))})

    (made,) = told(writer)

    assert [one.text for one in made.short.sentences] == list(SHORT)


def test_a_teaser_and_a_short_article_are_never_shortened_by_a_writer():
    writer = Scripted(GOOD)
    teaser, brief = text(full_text=False), text(FERRY[:1])

    of_teaser, of_brief = told(writer, teaser, brief)

    assert [request.text.article.blocks for some in writer.asked for request in some] == []
    assert of_teaser.short.text == extracted(teaser).short.text
    assert FROM_TEASER in of_teaser.short.checks
    assert of_teaser.long.checks[-1] == "told by extract: only the beginning of the article is there"
    assert of_brief.long.checks[-1] == "told by extract: the article is hardly longer than a summary of it"


def test_an_article_that_says_nothing_has_no_reason_but_that():
    (made,) = told(Scripted(GOOD), text(()))

    assert made.short.checks == made.long.checks == (TOO_SHORT,)
    assert made.short.signature == "writer|v:1"


def test_the_original_is_what_a_summary_in_its_language_is_held_against():
    original = tuple(Block("paragraph", some) for some in SPANISH)
    english = tuple(Block("paragraph", some) for some in FIRE)
    one = SummaryInput(Article("a", "a", "a", "", original), "es", english, "en")
    spanish = Draft(tuple(block[0] for block in SPANISH))
    writer = Scripted({"short": Draft(SPANISH[0][:1]), "long": spanish})

    (made,) = tell(writer, [one], engine="writer", signature="writer|v:1", language=lambda text: text.language)

    assert made.long.text == " ".join(spanish.sentences)
    assert made.long.language == "es"
    assert [one.evidence for one in made.long.sentences] == [(SentenceRef(n, 0),) for n in range(4)]


def test_chinese_is_told_without_spaces_between_sentences():
    paragraphs = tuple(
        (f"第{n}区的居民说，去年夏天的洪水冲毁了学校旁边的那座旧石桥，修复工作将持续到秋天。",) for n in "一二三四五六"
    )
    blocks = tuple(Block("paragraph", some) for some in paragraphs)
    one = SummaryInput(Article("a", "a", "a", "", blocks), "zh", blocks, "zh")
    writer = Scripted(
        {"short": Draft(paragraphs[0]), "long": Draft(paragraphs[0])}, {"short": NoDraft("no"), "long": NoDraft("no")}
    )

    (made,) = tell(writer, [one], engine="writer", signature="w|v:1", language=lambda text: "zh")

    assert made.short.text == paragraphs[0][0]
    assert " " not in made.long.text


def test_the_signature_names_all_that_decides_what_is_shown():
    assert [part.partition(":")[0] for part in signature("en", "en").split("|")] == ["writing", "facts", "extract"]


WRITTEN = st.lists(st.sampled_from((*FERRY_DIGEST, FALSE, SPANISH_SENTENCE, "", "…", "and so")), max_size=7)


@settings(max_examples=30, deadline=None)
@given(st.lists(WRITTEN, min_size=4, max_size=4))
def test_whatever_is_written_what_is_shown_keeps_the_promises(drafts):
    first, second = ({"short": Draft(tuple(a)), "long": Draft(tuple(b))} for a, b in (drafts[:2], drafts[2:]))

    (made,) = told(Scripted(first, second))

    for summary, most, full in ((made.short, 2, 40), (made.long, 5, 110)):
        assert 1 <= len(summary.sentences) <= most
        assert sum(length_in_words(one.text, summary.language) for one in summary.sentences) <= full
        assert all(one.evidence and one.text[-1] == "." for one in summary.sentences)
        assert summary.text == " ".join(one.text for one in summary.sentences)
        assert summary.engine == "writer" or summary.checks[-1].startswith("told by extract: ")
        assert {one.text for one in summary.sentences}.isdisjoint((FALSE, SPANISH_SENTENCE))
    assert length_in_words(made.long.text, made.long.language) >= 60


def test_a_draft_has_a_citation_for_each_sentence_or_none():
    with pytest.raises(ValueError, match="2 sentences want as many citations"):
        Draft(SHORT, ((SentenceRef(0, 0),),))


def test_trouble_of_the_moment_is_tried_again_by_the_next_run_and_a_refusal_is_not():
    class Silent:
        def __init__(self, passing):
            self.passing = passing

        def write(self, requests):
            return tuple(NoDraft("the server is busy", passing=self.passing) for _ in requests)

    passing, lasting = (
        tell(Silent(kind), [text()], engine="writer", signature="writer|v:1", language=lambda one: "en")[0]
        for kind in (True, False)
    )

    assert passing.short.signature == load("extract").signature("en", "en")
    assert lasting.short.signature == "writer|v:1"
    assert passing.short.checks[-1] == lasting.short.checks[-1] == "told by extract: the server is busy"
