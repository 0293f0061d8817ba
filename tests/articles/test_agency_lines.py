"""Lines of news agencies: metadata that protect, name and number a text, and never its headline or text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wireglot.articles.reading import SourceFile, read
from wireglot.articles.reading.agency_lines import read_agency_lines

TEXT = (
    "The bridge at Orrin was closed on Sunday after a lorry hit one of its four pillars, the county said in a "
    "statement. Engineers will inspect it on Tuesday, and traffic is led over the old ford.\n\n"
    "Nobody was hurt. The driver, 54, said that the sun had blinded him.\n"
)


def article(tmp_path, head, name="a.txt"):
    (tmp_path / name).write_text(f"{head}\n\n{TEXT}", "utf-8")
    return read(SourceFile(tmp_path / name, name))


@pytest.mark.parametrize(
    "line",
    [
        *("EMBARGOED UNTIL 06:00 GMT, MONDAY 2 APRIL 2091", "Embargoed until 2 April 2091, 06:00 GMT"),
        *("EMBARGO: 2 April 2091, 07:00 CET", "HOLD FOR RELEASE UNTIL 6 A.M. GMT APR. 2, 2091"),
        *(
            "SPERRFRIST: 2. April 2091, 6.00 Uhr",
            "SOUS EMBARGO JUSQU'AU 2 AVRIL 2091 À 6H",
            "*** EMBARGO 2091-04-02 06:00 ***",
        ),
    ],
)
def test_a_line_sets_an_embargo_and_is_no_headline(tmp_path, line):
    found = article(tmp_path, f"{line}\n\nBridge at Orrin closed")

    assert (found.embargoed, found.headline) == ("2091-04-02T06:00:00Z", "Bridge at Orrin closed")
    assert found.agency_lines == (line.strip("* ") if line.startswith("*") else line,)


@pytest.mark.parametrize(
    "line",
    [
        "HOLD FOR RELEASE",
        "NOT FOR PUBLICATION",
        "EMBARGOED",
        "EMBARGOED UNTIL THE COURT HAS RULED",
        "Sperrfrist: Montag früh",
    ],
)
def test_a_line_holds_the_text_when_it_names_no_certain_time(tmp_path, line):
    found = article(tmp_path, f"{line}\n\nBridge at Orrin closed")

    assert (found.status, found.headline) == ("withheld", "Bridge at Orrin closed")


def test_the_reason_of_a_hold_does_not_repeat_the_headline(tmp_path):
    found = article(tmp_path, "EMBARGOED: Bridge at Orrin closed")

    assert found.status == "withheld"
    assert "Orrin" not in found.hold


@pytest.mark.parametrize(
    "line",
    [
        *("EMBARGOED UNTIL\n06:00 GMT, 2 APRIL 2091", "EMBARGOED UNTIL 06:00 GMT,\n2 APRIL 2091"),
        *("Please note: strict embargo until 2 April 2091, 06:00 GMT", "+++ SPERRFRIST 2.4.2091 06:00 +++"),
        "Embargoed until 06:00 GMT 2 April 2091 - not for earlier use in any medium",
        "Transmission of material in this release is embargoed until 6 a.m. (GMT) 2 April 2091.",
        *("NOT FOR PUBLICATION OR BROADCAST BEFORE 0600 GMT, 2 APRIL 2091", "FOR USE/PUBLICATION AFTER 6AM 2 APR 2091"),
        *("(Sperrfrist: 2. April 2091, 6 Uhr)", "Achtung: Sperrfrist 2. April 2091, 6.00 Uhr"),
        *("NO PUBLICAR HASTA EL 2 DE ABRIL DE 2091, 6:00", "禁发至2091年4月2日06:00", "報道解禁 2091年4月2日午前6時"),
    ],
)
def test_usual_lines_set_an_embargo_above_or_below_the_text(tmp_path, line):
    above, below, foot = (
        article(tmp_path, f"{line}\nBridge at Orrin closed"),
        article(tmp_path, f"Bridge at Orrin closed\n{line}"),
        article(tmp_path, f"Bridge at Orrin closed\n\n{TEXT}\n{line}"),
    )

    assert {found.headline for found in (above, below)} == {"Bridge at Orrin closed"}
    assert {found.embargoed for found in (above, below)} == {"2091-04-02T06:00:00Z"}
    assert foot.headline == "Bridge at Orrin closed"


@pytest.mark.parametrize(
    "line",
    [
        *('"EMBARGOED UNTIL 2 APRIL 2091"', "Bitte Sperrfrist beachten: 2. April 2091", "Release: 2 April 2091"),
        *("【解禁】2091年4月2日", "2091年4月2日前禁止发布", "À NE PAS DIFFUSER AVANT LE 2 AVRIL 2091"),
        "The embargo lifts on 2 April 2091.",
    ],
)
def test_a_line_of_an_embargo_and_its_day_alone_is_one(tmp_path, line):
    found = article(tmp_path, f"{line}\nBridge at Orrin closed")

    assert (found.embargoed, found.headline) == ("2091-04-02T00:00:00Z", "Bridge at Orrin closed")


@pytest.mark.parametrize("line", ["(Sperrfrist: 2. April 2091)", "Sous embargo jusqu'au 2 avril 2091", "LEGAL HOLD"])
def test_the_last_line_protects_in_any_case(line):
    found = read_agency_lines(f"Bridge at Orrin closed\n\n{TEXT}\n{line}")

    assert [mark.kind for mark in found.marks] == ["hold" if line == "LEGAL HOLD" else "embargo"]
    assert found.text.strip().endswith("blinded him.")


@pytest.mark.parametrize(
    "line",
    [
        *(
            "EMBARGOED TO 0001 TUESDAY APRIL 2",
            "EMBARGOED UNTIL 2000 GMT APR. 2",
            "(EDS: EMBARGOED UNTIL 2100 GMT APR. 2)",
        ),
        *("$adv02\nFor release Monday, April 2, and thereafter", "$adv02", "^EDS: HOLD FOR RELEASE AT 6 A.M. APR. 2"),
        *(
            "Please respect the embargo: Monday, 6 a.m.",
            "ON HOLD PENDING LEGAL",
            "Nur intern - nicht zur Veröffentlichung",
        ),
        *("EMBARGO MARDI 6H00", "DRAFT - DO NOT PUBLISH", "HOLD FOR SUNDAY", "Advance for Tuesday, April 2"),
        *("CONFIDENTIAL - NOT FOR RELEASE", "DO NOT USE UNTIL ADVISED", "HOLD - LEGAL CHECK", "SPERRFRIST: Redebeginn"),
        *("This report is embargoed until Monday.", "nicht zur Veröffentlichung bestimmt", "EMBARGOED UNTIL"),
    ],
)
def test_usual_lines_hold_a_text_until_its_source_says_more(tmp_path, line):
    found = article(tmp_path, f"{line}\nBridge at Orrin closed")

    assert (found.status, found.headline) == ("withheld", "Bridge at Orrin closed")


@pytest.mark.parametrize(
    "line", ["EMBARGOED UNTIL 6AM 2 APR 2091: Mayor Ash resigns", "(Embargoed until 6am 2 Apr 2091) Mayor Ash resigns"]
)
def test_a_headline_after_the_end_of_an_embargo_stays(tmp_path, line):
    found = article(tmp_path, line)

    assert (found.embargoed, found.headline) == ("2091-04-02T06:00:00Z", "Mayor Ash resigns")


def test_a_note_that_protects_does_not_take_the_headline_below(tmp_path):
    found = article(tmp_path, "EDITORS: THIS STORY IS EMBARGOED UNTIL THE VERDICT IN ORRIN\nMayor Ash resigns")

    assert (found.status, found.headline) == ("withheld", "Mayor Ash resigns")
    assert "ORRIN" not in found.hold


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("KILL: Bridge at Orrin to close for a year", "a.txt"),
        ("# KILL: Bridge at Orrin to close", "a.md"),
        ("MANDATORY KILL\n\nBridge at Orrin closed", "a.txt"),
        ("BC-ORRIN-BRIDGE-KILL", "a.txt"),
        ("WITHDRAWN-Bridge at Orrin to close", "a.txt"),
        ("Bridge at Orrin\n\nEditors: please kill the story sent at 0612 GMT. A kill is mandatory.", "a.txt"),
    ],
)
def test_a_kill_is_read_from_its_lines(tmp_path, head, name):
    found = article(tmp_path, head, name)

    assert (found.status, found.agency_lines, found.note) == ("canceled", (), "")


@pytest.mark.parametrize(
    ("head", "version"),
    [
        ("BC-ORRIN-BRIDGE-3RD LEDE-URGENT", "3"),
        ("BC-Orrin-Bridge, 2nd Ld-Writethru,0250", "2"),
        ("r a BC-ORRIN 04-02 0412\n1st Ld", "1"),
        ("XYZ-1204-URGENT\npont-Orrin-accident", ""),
        ("dpa 0412 4 vm 118\nVerkehr/Unfall/Orrin/\n(Zusammenfassung)", ""),
        ("URGENT", ""),
        ("Priority: 4", ""),
        ("BC-AP-EU--Orrin Bridge,2nd Ld-Writethru", "2"),
        ("FRS0412 4 I 0210 FRA /AFP-AB12", ""),
        ("EFE 0412 02-04-2031", ""),
        ("1 TRANSPORT Orrin", ""),
        ("ZCZC\nr i", ""),
        ("ACCIDENTE PUENTE (Ampliación)", ""),
        ("МОСТ-ОРРИН-АВАРИЯ", ""),
        ("МОСТ-АВАРИЯ", ""),
        ("NTN0412 4 MAN URGENTE\nPUENTE-CIERRE", ""),
        ("FRA0042 4 GI 0210 IRL / AFP-KR12\nPont-Orrin-accident PREV", ""),
        ("ZCZC0412/SXA\nXIN04120\nR EST S0A QBXB", ""),
        ("ORRIN-BRO 2 (NTN)", ""),
        ("(ANSA)", ""),
        ("BREAKING NEWS", ""),
        ("FOR IMMEDIATE RELEASE", ""),
    ],
)
def test_a_slugline_is_no_headline_and_gives_the_version(tmp_path, head, version):
    found = article(tmp_path, f"{head}\nBridge at Orrin closed")

    assert (found.headline, found.source_version, found.status) == ("Bridge at Orrin closed", version, "usable")
    assert found.agency_lines == tuple(head.split("\n"))


@pytest.mark.parametrize(
    ("head", "note"),
    [
        ("EDS: ADDS quotes in graf 3.", "ADDS quotes in graf 3"),
        (
            "Eds: Updates throughout with the statement of the county and with quotes of\nthe driver. Adds photos.",
            "Adds photos",
        ),
        ("/// ATTENTION - AJOUTE bilan ///", "ATTENTION - AJOUTE bilan"),
        ("CORRECTION", "CORRECTION"),
        ("(Adds quotes, paragraphs 3-5)", "Adds quotes, paragraphs 3-5"),
        ("CORRECTION: In April 2 story, corrects the driver's age in para 3", "corrects the driver's age"),
    ],
)
def test_notes_to_editors_become_the_note(tmp_path, head, note):
    found = article(tmp_path, f"{head}\n\nBridge at Orrin closed")

    assert found.headline == "Bridge at Orrin closed"
    assert note in found.note


def test_a_correction_in_a_sentence_is_the_note_only(tmp_path):
    note = "CORRECTION: The number of people hurt is 12, not 14."
    found = article(tmp_path, f"Bridge at Orrin closed\n\n{note}")

    assert (found.headline, found.note) == ("Bridge at Orrin closed", note)
    assert found.blocks[0].sentences[0].startswith("The bridge at Orrin")


def test_the_words_after_a_correction_label_stay_the_headline(tmp_path):
    found = article(tmp_path, "CORRECTION: Bridge at Orrin closed for two days, not three")

    assert found.headline == "Bridge at Orrin closed for two days, not three"


def test_bylines_marks_and_time_groups_are_no_text(tmp_path):
    lines = [
        "^By JO ASH=",
        "^Orrin Post=",
        "___",
        "(STORY CAN END HERE. OPTIONAL MATERIAL FOLLOWS)",
        "ja/tm/kl",
        "021412 Apr 31",
    ]
    found = article(
        tmp_path,
        "\n".join(["^Bridge at Orrin closed<", *lines[:2], TEXT, *lines[2:4], "It was built in 1907.", *lines[4:]]),
    )

    text = " ".join(sentence for _, sentence in found.sentences())
    assert found.headline == "Bridge at Orrin closed"
    assert not [line for line in lines if line.strip("^=_") and line.strip("^=") in text]
    assert "It was built in 1907." in text


@pytest.mark.parametrize(
    "headline",
    [
        *(
            "Embargo on grain lifted",
            "EMBARGO ON GRAIN LIFTED",
            "Embargo until 2040 for oil, ministers say",
            "Embargo: la bataille du pétrole",
            "Embargoed until 2099, the files of Orrin name twelve spies.",
            "Sperrfrist für Studie verletzt",
            "Advance for women in Orrin",
            "EMBARGO IN FORCE MONDAY",
            "Embargo lifted Monday",
        ),
        *("Kill Bill returns", "KILL BILL RETURNS", "Killed in action: three named", "Hold the line, minister says"),
        *("Cancelled: ten festivals you will miss", "DRAFT: Lions pick first", "Correction: what we got wrong"),
        *(
            "Drei-Länder-Treffen",
            "BC-based firm wins contract",
            "PM-ELECT VOWS REFORM",
            "G20 SUMMIT OPENS IN ORRIN",
            "M8 SHUT",
            "FLASH FLOOD KILLS TWO",
            "Not before time",
        ),
    ],
)
def test_headlines_with_such_words_stay_headlines(tmp_path, headline):
    found = article(tmp_path, headline)

    assert (found.headline, found.status, found.embargoed, found.agency_lines) == (headline, "usable", "", ())


@given(st.text(alphabet=st.sampled_from("ABKILEMRGOSabc-:/()_^<=. \n0123"), max_size=120))
def test_every_line_stays_or_is_kept_as_one_of_the_agency(text):
    found = read_agency_lines(text)

    letters = sorted(filter(str.isalnum, found.text + "".join(found.lines)))
    assert letters == sorted(filter(str.isalnum, text)) or found.notes


def test_what_an_agency_adds_at_the_foot_is_no_text(tmp_path):
    foot = ["((jo.ash@agency.example; +44 20 7000 0000))", "# Notizblock", "## Orte", "* Brücke, Orrin", "（完）"]
    (tmp_path / "a.txt").write_text("\n\n".join(["Bridge at Orrin closed", TEXT.strip(), *foot]), "utf-8")
    found = read(SourceFile(tmp_path / "a.txt", "a.txt"))

    assert " ".join(sentence for _, sentence in found.sentences()).endswith("had blinded him.")


def test_a_plan_addressed_to_editors_is_its_own_text(tmp_path):
    (tmp_path / "a.txt").write_text("BC-ADVISORY-ORRIN\n\nEditors: the bridge story will move at 1500 GMT.", "utf-8")
    found = read(SourceFile(tmp_path / "a.txt", "a.txt"))

    assert "the bridge story will move" in " ".join(sentence for _, sentence in found.sentences())
    assert found.agency_lines == ("BC-ADVISORY-ORRIN",)


def test_the_names_of_editors_are_text(tmp_path):
    line = "Editors: Ann Roe and Tom Orr run the daily."
    (tmp_path / "a.txt").write_text(f"Bridge at Orrin closed\n\n{TEXT}\n{line}\n\n{TEXT}", "utf-8")

    assert line in " ".join(sentence for _, sentence in read(SourceFile(tmp_path / "a.txt", "a.txt")).sentences())
