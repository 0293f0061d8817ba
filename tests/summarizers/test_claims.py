"""Claims that a model adds or changes: each fault as models make it, and true sentences that have none."""

import pytest

from tests.summarizers.bridge_story import BRIDGE, FAULTS, TEXT
from wireglot.articles import Article, Block, SentenceRef
from wireglot.summarizers import SummaryInput
from wireglot.summarizers.abstractive import Draft
from wireglot.summarizers.abstractive.review import ReviewedSentence, review


def reviewed(sentence: str, *numbers: int) -> ReviewedSentence:
    """The review of one sentence that cites these, from 1."""
    draft = Draft((sentence,), (tuple(SentenceRef(0, number - 1) for number in numbers),))
    return review(draft, TEXT, "short").sentences[0]


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_refused(name: str) -> None:
    sentence, numbers, why = FAULTS[name]

    assert any(why in fault for fault in reviewed(sentence, *numbers).faults), reviewed(sentence, *numbers)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("The Tove bridge was shut on Friday because of cracks in a cable, Lena Ask said.", (1,)),
        ("Chief engineer Lena Ask said the Tove bridge was shut because of cracks in a cable.", (1,)),
        ("Inspectors found 14 cracks and two cranes are on their way to the island.", (2,)),
        ("Nobody fell into the water, said the lifeboat crew.", (4,)),
        ('Chief engineer Lena Ask told the council: "Cars will not cross before Easter."', (1, 3)),
        ("Halden has been asked for help by Mayor Jonas Rehn.", (6,)),
        ("Lena Ask had warned of the cable in spring, and cars will not cross before Easter.", (1, 3, 8)),
        ("Prosecutors accuse the contractor of bribes.", (9,)),
    ],
)
def test_a_true_sentence_is_not_refused(sentence: str, numbers: tuple[int, ...]) -> None:
    assert reviewed(sentence, *numbers).faults == ()


@pytest.mark.parametrize(
    ("sentence", "numbers", "why"),
    [
        ("The Tove bridge was shut on Friday evening because of cracks in a cable.", (1,), "names who says this"),
        ("The repairs cost 300,000 kronor.", (5,), "less certain"),
        ("Two trains are on their way to the island.", (2,), 'does not have the word "trains"'),
        ("Two cranes are on their way to the bridge.", (2,), 'another word in the place of "bridge"'),
        ("Inspectors found 14 cracks, and cranes are coming over the water.", (2,), "in other words"),
        ("Lena Ask had warned of the cable in spring.", (1, 8), 'does not name "Lena Ask" here'),
        ("The cable was weak when Halden was warned of it, she said.", (7, 11), 'does not name "Halden" here'),
    ],
)
def test_what_may_be_wrong_is_a_doubt(sentence: str, numbers: tuple[int, ...], why: str) -> None:
    result = reviewed(sentence, *numbers)

    assert result.faults == ()
    assert any(why in doubt for doubt in result.doubts), result


def test_a_copied_sentence_has_neither_fault_nor_doubt() -> None:
    assert [(one.faults, one.doubts) for one in (reviewed(BRIDGE[n], n + 1) for n in (0, 1, 3, 4, 5, 6))] == [
        ((), ())
    ] * 6


def test_a_copied_quotation_keeps_its_marks() -> None:
    article = (*BRIDGE, '"We will not wait for a second ferry."')
    blocks = (Block("paragraph", article),)
    text = SummaryInput(Article("a", "a", "", "Bridge shut", blocks), "en", blocks, "en")
    refs = ((SentenceRef(0, 9),),)

    (sentence,) = review(Draft(("We will not wait for a second ferry.,.",), refs), text, "short").sentences

    assert sentence.text == article[-1]
    assert sentence.faults


def test_a_copied_sentence_still_needs_what_it_points_to() -> None:
    assert reviewed(BRIDGE[7], 8).faults == ("it depends on a sentence that is missing",)


def test_a_sentence_may_point_to_the_one_shown_before_it() -> None:
    refs = ((SentenceRef(0, 6),), (SentenceRef(0, 7),))
    first, second = review(Draft((BRIDGE[6], BRIDGE[7]), refs), TEXT, "short").sentences

    assert first.faults == second.faults == ()


def test_reported_speech_needs_its_source() -> None:
    article = (
        "Die Firma Veldt habe alles gewusst, sagte die Ingenieurin Lena Ask am Freitag dem Stadtrat von Halden.",
        "Sie habe den Riss im Kabel schon im Frühjahr gemeldet.",
    )
    blocks = (Block("paragraph", article),)
    text = SummaryInput(Article("a", "a", "", "", blocks), "de", blocks, "de")
    cited = ((SentenceRef(0, 0),),)
    alone, named = (
        review(Draft((sentence,), cited), text, "short").sentences[0].faults
        for sentence in (
            "Die Firma Veldt habe alles gewusst.",
            "Die Firma Veldt habe alles gewusst, sagte die Ingenieurin Lena Ask.",
        )
    )

    assert alone == ("it does not say who speaks",)
    assert named == ()
