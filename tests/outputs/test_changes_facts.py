"""Numbers and names that changed: as an editor would list them, in every script."""

import pytest

from wireglot.articles import SentenceRef
from wireglot.outputs.changes.facts import Fact, changed_facts
from wireglot.outputs.changes.sentences import SentenceChange, SourceSentence
from wireglot.outputs.changes.words import word_diff


def changed(
    old: str, new: str, translations: tuple[str, str] = ("", ""), kind: str = "paragraph", block: int = 0
) -> SentenceChange:
    ref = SentenceRef(block, 0)
    before, after = (SourceSentence(ref, kind, *texts) for texts in zip((old, new), translations, strict=True))
    return SentenceChange("changed", before, after, word_diff(old, new))


def fact_texts(old: str, new: str, language: str = "en", kind: str = "paragraph") -> list[str]:
    return [fact.text for fact in changed_facts([changed(old, new, kind=kind)], language, language)]


@pytest.mark.parametrize(
    ("old", "new", "language", "fact"),
    [
        ("33 hostages were freed", "35 hostages were freed", "en", "33 -> 35 hostages"),
        ("It rose 1.5 percent", "It rose 15 percent", "en", "1.5 -> 15 percent"),
        ("open at 11:00 today", "open at 11:30 today", "en", "11:00 -> 11:30 today"),
        ("They won 2-1 there", "They won 3-1 there", "en", "2-1 -> 3-1 there"),
        ("cost $33 million in all", "cost $35 million in all", "en", "$33 million -> $35 million"),
        ("cost 3 million crowns", "cost 3 billion crowns", "en", "3 million -> 3 billion crowns"),
        ("The three boats sank", "The four boats sank", "en", "three -> four boats"),
        ("The 35-year-old man", "The 36-year-old man", "en", "35 -> 36-year-old"),
        ("The storm killed 10", "The storm killed 12", "en", "killed 10 -> 12"),
        ("mellan 11 och 14 miljoner", "mellan 12 och 14 miljoner", "sv", "11 -> 12 och 14 miljoner"),
        ("den 3 mars kom", "den 4 april kom", "sv", "3 mars -> 4 april"),
        ("около 18 тыс. человек", "около 28 тыс. человек", "ru", "18 тыс. -> 28 тыс. человек"),
        ("救出35名人质", "救出38名人质", "zh", "35 -> 38名人质"),
        ("三人死亡", "四人死亡", "zh", "三 -> 四人死亡"),
        ("来場者は21万6000人だった", "来場者は22万6000人だった", "ja", "21万6000 -> 22万6000人"),
        ("ตัวประกัน 33 คนถูกจับ", "ตัวประกัน 35 คนถูกจับ", "th", "33 -> 35 คน"),
        ("मौतें ३३ लोग", "मौतें ३५ लोग", "hi", "३३ -> ३५ लोग"),
        ("قتل ٣٣ شخصا", "قتل ٣٥ شخصا", "ar", "٣٣ -> ٣٥ شخصا"),
        ("said Anna Ek today", "said Anna Berg today", "en", "Anna Ek -> Anna Berg"),
        ("Jan Ek sade nej", "Per Ek sade nej", "sv", "Jan Ek -> Per Ek"),
        ("заявил Павел Ермилин", "заявил Павел Ермолин", "ru", "Павел Ермилин -> Павел Ермолин"),
    ],
)
def test_a_changed_fact_is_shown_with_the_word_beside_it(old: str, new: str, language: str, fact: str) -> None:
    assert fact_texts(old, new, language) == [fact]


@pytest.mark.parametrize(
    ("old", "new", "language"),
    [
        ("thirty-three men died", "33 men died", "en"),
        ("Of 12 boats 3 sank", "3 of 12 boats sank", "en"),
        ("1.500 Boote kamen", "1500 Boote kamen", "de"),
        ("Ein Hund kam", "Ein Wolf kam", "de"),
        ("Mayor Lind said so", "The mayor said so", "en"),
        ("He is here", "She is here", "en"),
        ("Sprickor upptäcktes", "Skador upptäcktes", "sv"),
        ("THE PORT IS CLOSED", "THE PORT IS OPEN", "en"),
    ],
)
def test_what_stayed_or_is_no_name_is_no_fact(old: str, new: str, language: str) -> None:
    assert fact_texts(old, new, language) == []


def test_capitals_of_a_title_are_no_names() -> None:
    old, new = "Storm Closes Varn Harbour", "Storm Shuts Varn Harbour"

    assert fact_texts(old, new, kind="headline") == []


def test_a_number_without_counterpart_came_or_went() -> None:
    found = changed_facts([changed("12 dead, police said", "12 dead and 3 hurt, police said")], "en", "en")

    assert found == (Fact("number", "", "3", "", " hurt", (), (SentenceRef(0, 0),)),)


def test_a_fact_of_two_sentences_is_listed_once() -> None:
    both = [changed("33 hostages freed", "35 hostages freed"), changed("All 33 hostages", "All 35 hostages", block=4)]

    (fact,) = changed_facts(both, "en", "en")

    assert (fact.text, fact.evidence) == ("33 -> 35 hostages", (SentenceRef(0, 0), SentenceRef(4, 0)))


def test_a_fact_is_translated_and_keeps_its_original() -> None:
    translations = ("Some 12,000 litres ran out.", "Some 15,000 litres ran out.")

    (fact,) = changed_facts([changed("Unos 12.000 litros.", "Unos 15.000 litros.", translations)], "es", "en")

    assert fact.text == "12,000 -> 15,000 litres"
    assert fact.original == ("12.000", "15.000")


def test_a_number_lost_in_translation_stays_original() -> None:
    translations = ("The whole crew was saved.", "All of the crew were saved.")

    (fact,) = changed_facts([changed("33 personer räddades", "35 personer räddades", translations)], "sv", "en")

    assert fact.text == "33 -> 35 personer"


def test_a_number_only_in_the_new_translation_has_its_word() -> None:
    translations = ("The whole crew was saved.", "35 people were saved.")

    (fact,) = changed_facts([changed("33 personer räddades", "35 personer räddades", translations)], "sv", "en")

    assert fact.text == "33 -> 35 people"


def test_replaced_facts_come_before_new_ones() -> None:
    found = changed_facts([changed("33 dead", "33 dead, 5 hurt"), changed("by 12 boats", "by 14 boats")], "en", "en")

    assert [fact.text for fact in found] == ["12 -> 14 boats", "5 hurt"]


def test_the_time_in_a_byline_is_no_fact() -> None:
    assert fact_texts("Updated at 14:05", "Updated at 15:40", kind="byline") == []
