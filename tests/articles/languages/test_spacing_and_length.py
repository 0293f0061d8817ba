"""Joining sentences and measuring texts, in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.languages import join_sentences, known_languages, length_in_words, parse_tag

# The first sentence of the Universal Declaration of Human Rights, 12 words in English.
DECLARATION = {
    "en": "All human beings are born free and equal in dignity and rights.",
    "bo": "འགྲོ་བ་མིའི་རིགས་རྒྱུད་ཡོངས་ལ་སྐྱེས་ཙམ་ཉིད་ནས་ཆེ་མཐོངས་དང༌། ཐོབ་ཐངགི་རང་དབང་འདྲ་མཉམ་དུ་ཡོད་ལ།",
    "fi": "Kaikki ihmiset syntyvät vapaina ja tasavertaisina arvoltaan ja oikeuksiltaan.",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "km": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "lo": "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ, ສິດທິ, ເສລີພາບ ແລະ ຄວາມສະເໝີພາບເທົ່າທຽມກັນ",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
    "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền.",
    "zh": "人人生而自由，在尊严和权利上一律平等。",
}


def test_only_chinese_and_japanese_join_without_a_space() -> None:
    joined = {tag for tag in known_languages() if join_sentences(["A.", "B."], tag) == "A.B."}

    assert {parse_tag(tag).language for tag in joined} == {"zh", "ja", "yue", "wuu"}


@pytest.mark.parametrize(
    ("sentences", "tag", "text"),
    [
        (["今天。", "明天。"], "zh-Hant-HK", "今天。明天。"),
        (["今天。", "明天。"], "und", "今天。明天。"),
        (["Kyō.", "Ashita."], "ja-Latn", "Kyō. Ashita."),
        (["Today.", "Then."], "", "Today. Then."),
        (["วันนี้", "พรุ่งนี้"], "th", "วันนี้ พรุ่งนี้"),
        ([], "en", ""),
    ],
)
def test_sentences_join_by_language_then_by_script(sentences: list[str], tag: str, text: str) -> None:
    assert join_sentences(sentences, tag) == text


@pytest.mark.parametrize(("tag", "text"), DECLARATION.items())
def test_the_same_sentence_has_about_the_same_length(tag: str, text: str) -> None:
    assert 0.6 * 12 < length_in_words(text, tag) < 1.6 * 12
    assert 0.6 * 12 < length_in_words(text) < 1.7 * 12


def test_an_english_word_counts_one_and_a_quoted_name_too() -> None:
    assert length_in_words("Two words", "en") == 2
    assert length_in_words("", "en") == 0
    assert length_in_words("OpenAI 今天", "zh") == pytest.approx(1 + 2 / 1.71)


@given(st.text(), st.sampled_from(known_languages()))
def test_a_longer_text_is_never_shorter(text: str, tag: str) -> None:
    assert 0 <= length_in_words(text, tag) <= length_in_words(f"{text} {text}", tag)
