"""Sentences join to the text again, end where a reader expects, and take linear time in any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.sentences import families, split_sentences, split_text
from wireglot.articles.sentences.borders import BLANK
from wireglot.articles.sentences.families import detect_family

# Every kind of character that the rules examine, including lone surrogates and invisible characters, in any order.
KINDS = st.text(
    st.sampled_from(
        " \n\t.!?…。！？।۔؟።:;,\"'“”„«»()「」『』–-39٣aBzÉßяЖαΩ中かア한국असمنאბქ་།กຂ"
        "\u200b\u200f\u202b\u2069\ufeff\xa0\ud800😢"
    )
)


@given(st.text(st.characters(exclude_categories=())) | KINDS)
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(split_text(text)) == text


@given(KINDS)
def test_no_piece_and_no_sentence_is_empty(text: str) -> None:
    assert all(split_text(text))
    assert all(sentence == sentence.strip() != "" for sentence in split_sentences(text))


def test_blank_contains_all_white_space() -> None:
    assert {chr(code) for code in range(0x11000) if chr(code).isspace()} <= set(BLANK)


@given(KINDS)
def test_sentences_contain_every_word_of_the_text(text: str) -> None:
    unseen = str.maketrans("", "", BLANK)

    assert "".join(split_sentences(text)).translate(unseen) == text.translate(unseen)


@given(st.lists(KINDS, min_size=2, max_size=4))
def test_no_sentence_contains_a_line_end(lines: list[str]) -> None:
    assert not any("\n" in sentence for sentence in split_sentences("\n".join(lines)))


@pytest.mark.parametrize("text", ["", " ", "\n \t\n", "\u200b", "\ufeff \u200f\n"])
def test_a_text_without_visible_characters_is_empty(text: str) -> None:
    assert split_sentences(text) == ()


def test_white_space_belongs_to_the_sentence_before_it() -> None:
    assert split_text("  One.  Two.\n\nThree ") == ("  One.  ", "Two.\n\n", "Three ")


@pytest.mark.parametrize(
    "text",
    [
        "See www.Site.Com and file.Names now",
        "Le site LinkedIn et la société FranceAgriMer paient les tacosEtCo",
        "- Paris - La ville attend",
        "Ils vont de Lyon - Paris - Le Havre",
        "The U.S. President and Mr. Smith met at 5 p.m. ET",
        "Es begann am 3. Mai",
        "Schůze bude 12. května",
        "Das kostet z. B. 3.5 Mio. Euro",
        "ارتفع 3.5 متر",
        '"Why?" she asked',
        "He waited... and waited",
        "(sic!) it says",
        "Odd (?) Foo",
        "「はい。」と言った",
        "ཆུ་བྱུང་ན། མི་འགྲོ",
    ],
)
def test_one_sentence_is_not_split(text: str) -> None:
    assert split_sentences(text) == (text,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("word. “Next” one", ["word.", "“Next” one"]),
        ("Er ging.“ Sie blieb.", ["Er ging.“", "Sie blieb."]),
        ("Il part. » Elle reste.", ["Il part. »", "Elle reste."]),
        ("Fin. ¿Quién? ¡Nadie!", ["Fin.", "¿Quién?", "¡Nadie!"]),
        ("Ja. – Nej. – Jo.", ["Ja.", "– Nej.", "– Jo."]),
        ("Great! 😢 Next one.", ["Great!", "😢 Next one."]),
        ("Great!😢 Next one.", ["Great!😢", "Next one."]),
        ("It ended.The men left.", ["It ended.", "The men left."]),
        ("Le parti vend.Endetté depuis mai, il paie.", ["Le parti vend.", "Endetté depuis mai, il paie."]),
        ("Le parti vend.Endetté, le maire paie.", ["Le parti vend.", "Endetté, le maire paie."]),
        (
            "Il paie 12 millions d'eurosDéjà en mai, il payait.",
            ["Il paie 12 millions d'euros", "Déjà en mai, il payait."],
        ),
        (
            "La porte ferme.- Deux ponts -Pour passer, on nage.",
            ["La porte ferme.", "- Deux ponts -", "Pour passer, on nage."],
        ),
        ('Qui paie?- "Personne" - "Nous", dit-elle.', ["Qui paie?", '- "Personne" -', '"Nous", dit-elle.']),
        ("Die Liste: 5. Der Rest.", ["Die Liste: 5.", "Der Rest."]),
        ("مرحبا.\u200f وداعا.", ["مرحبا.", "وداعا."]),
        ("一。“二。”三！", ["一。", "“二。”", "三！"]),
        ('一。"二。"三', ["一。", '"二。"', "三"]),
        ("He is gone. iPhone sales fell.", ["He is gone.", "iPhone sales fell."]),
        ("Line one\nline two", ["Line one", "line two"]),
    ],
)
def test_sentences_end_where_a_reader_expects(text: str, expected: list[str]) -> None:
    assert list(split_sentences(text)) == expected


@pytest.mark.parametrize("mark", list("؟۔।॥።។။"))
def test_a_mark_of_one_script_needs_no_space(mark: str) -> None:
    assert split_text(f"अब{mark}तब") == (f"अब{mark}", "तब")


QUOTATION_MARKS = ["“”", "„“", "„”", "«»", "»«", "””", '""', "‘’", "''", "「」", "『』"]


@given(
    st.sampled_from(QUOTATION_MARKS),
    st.lists(st.sampled_from(["We go.", "Who pays?", "Never!", "It is late…", "Don't wait."]), min_size=1, max_size=4),
    st.sampled_from(["He said: {}", "{} he said.", "The play {} opens today.", "It ended. {} She left."]),
)
def test_no_border_leaves_a_short_quotation_open(marks: str, sentences: list[str], frame: str) -> None:
    text = frame.format(marks[0] + " ".join(sentences) + marks[1])

    for sentence in split_sentences(text):
        assert (marks[0] + sentences[0] in sentence) == (sentences[-1] + marks[1] in sentence)


@pytest.mark.parametrize("marks", QUOTATION_MARKS)
def test_a_long_quotation_is_split_into_its_sentences(marks: str) -> None:
    first, last = "We lost the pier and both boats in one night, and nobody came.", "We will build them again."
    quotation = f"{marks[0]}{first} {last}{marks[1]}"

    assert split_sentences(f"It ended. {quotation} She left.") == (
        "It ended.",
        marks[0] + first,
        last + marks[1],
        "She left.",
    )


@given(KINDS)
def test_no_sentence_begins_with_a_mark_that_only_closes(text: str) -> None:
    for line in text.splitlines():
        assert not any(sentence[0] in "」』》）】" for sentence in split_sentences(line)[1:])


def test_a_mark_that_nothing_closes_holds_no_sentences_together() -> None:
    assert split_sentences('He said "we go. They left. Nobody spoke.') == (
        'He said "we go.',
        "They left.",
        "Nobody spoke.",
    )


def test_thai_is_split_at_spaces_by_length() -> None:
    clause = "น้ำท่วมถนนสายหลักของเมืองตั้งแต่เช้ามืด "
    pieces = split_text(clause * 30)

    assert "".join(pieces) == clause * 30
    assert all(piece.endswith(" ") for piece in pieces)
    assert max(map(len, pieces)) <= 4 * len(clause)


def test_thai_keeps_numbers_with_their_words() -> None:
    text = "น้ำท่วมถนนสายหลักของเมืองตั้งแต่เช้ามืด 30 คัน " * 10

    assert not any(piece.startswith("30") for piece in split_text(text))


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("Mannen gick inte till huset och sov", "nordic"),
        ("Der Mann ging nach Hause und schlief", "german"),
        ("Мъжът се прибра и заспа, защото беше късно", "balkan"),
        ("12 345", "common"),
    ],
)
def test_frequent_words_indicate_the_family(text: str, family: str) -> None:
    assert detect_family(text).name == family


def test_a_text_in_two_languages_uses_both_tables() -> None:
    german = "Das Haus der Familie ist nach dem Brand nicht mehr zu retten. " * 60
    english = "The house of the family has been lost to the fire. " * 60

    assert len(split_text(german + "Am 3. Platz war es still. " + english + "He was 3. Nobody came. " + english)) == 183


def test_every_family_has_words_of_its_own() -> None:
    tables = families()
    alone = {names[0] for names in tables.words.values() if len(names) == 1}

    assert alone == set(tables.by_name) - {"common"}


# A pattern that looks back or ahead repeatedly takes quadratic time on these: minutes.
@pytest.mark.parametrize(
    "unit", [".", " ", "A. ", "1. a ", '. " ', '。"', "α; ", '."', "\u200b.", "ab.The ", "ก ", "abcdE", "abcdEf"]
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = (unit * 120_000)[:120_000]

    assert "".join(split_text(text)) == text


@pytest.mark.parametrize(
    "sentence",
    [
        '그는 "왜? 몰라."라고 말했다.',
        "وہ بولے، ”کیا ہوا؟ کچھ نہیں۔“",
        "a. The pier closes",
        "b. El puerto cierra",
        "а. Порт закрыт",
    ],
)
def test_quotations_and_letters_of_lists_are_kept_whole(sentence: str) -> None:
    assert split_sentences(sentence) == (sentence,)
