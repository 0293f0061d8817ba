"""A credit to a news agency is not confused with the text, or with abbreviations in brackets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles import credit_start, is_agency_credit


@pytest.mark.parametrize(
    "text",
    [
        "Ingen skadades.| (TT)",
        "Ingen skadades.| (tt)",
        "Ingen skadades.| /TT-AFP",
        "Der Fahrer wurde leicht verletzt.| (dpa/lno)",
        "Der Fahrer wurde leicht verletzt| (dpa/lno).",
        "Le séisme n'a pas fait de victimes| (AFP).",
        "El incendio no causó heridos.| © EFE",
        "Nobody was hurt.| (Reporting by Ann Roe; editing by Tom Orr)",
        "Nobody was hurt.| (KD)",
        "Ingen kom til skade.| /ritzau/",
        "Nikt nie ucierpiał.| (PAP)",
        "Никто не пострадал.| (ТАСС)",
        "町長が三日発表した。|（共同）",
        "该中心将于明年三月开放。|（新华社）",
        "아무도 다치지 않았다.| (연합뉴스)",
        "لم يصب أحد.| (رويترز)",
        "किसी को चोट नहीं आई।| (भाषा)",
        "|(AFP)",
        "|(dpa/bb)",
        "Ingen skadades.| (Slut)",
        "该中心将于明年三月开放。|（完）",
        "该中心将于明年三月开放。|（记者张三）",
    ],
)
def test_a_credit_ends_the_text_before_it(text):
    before, credit = text.split("|")

    assert credit_start(before + credit) == len(before)


@pytest.mark.parametrize(
    "text",
    [
        "said the World Health Organization (WHO).",
        "according to Agence France-Presse (AFP).",
        "sagte er der Deutschen Presse-Agentur (dpa).",
        "Nobody was hurt. (See page 4)",
        "Talks were held between the EU/NATO.",
        "The minister comes from Berlin (SPD).",
        "Nobody was hurt. (Finland came second.)",
        "Ingen skadades. (Endast tre kom.)",
        "Nobody was hurt. (Ending years of doubt, he said.)",
        "Nobody was hurt. (Agencies had warned of it.)",
        "In the SPD nobody objected. (SPD)",
        "NATO agreed at once. (NATO/EU)",
        "The team won by three goals (3-0).",
        "Nobody was hurt.",
        "",
    ],
)
def test_what_only_looks_like_a_credit_is_text(text):
    assert credit_start(text) == len(text)


@pytest.mark.parametrize("line", ["(TT)", "tt", "dpa/lno", "TT-AFP", "AFP, Reuters", "© AFP", "（共同）", "رويترز"])
def test_a_line_of_agencies_is_a_credit(line):
    assert is_agency_credit(line)


@pytest.mark.parametrize("line", ["Ann Roe/TT", "WHO", "The agency", "Foto: TT", ""])
def test_a_line_of_other_names_is_no_agency_credit(line):
    assert not is_agency_credit(line)


@given(st.text(alphabet="ab.。()（）/© ATFP共", max_size=40))
def test_a_credit_starts_within_the_text(text):
    assert 0 <= credit_start(text) <= len(text)
