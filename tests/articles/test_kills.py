"""Kills: notices in many languages, labels before a headline, and ordinary news that begin like one."""

import pytest

from wireglot.articles.reading import SourceFile, read

TEXT = (
    "The bridge at Orrin was closed on Sunday after a lorry hit one of its four pillars, the county said in a "
    "statement. Engineers will inspect it on Tuesday, and traffic is led over the old ford.\n\n"
    "Nobody was hurt. The driver, 54, said that the sun had blinded him.\n"
)


def status(tmp_path, text, name="a.txt"):
    (tmp_path / name).write_text(text, "utf-8")
    return read(SourceFile(tmp_path / name, name)).status


@pytest.mark.parametrize(
    "line",
    [
        *("KILL KILL", "*** STORY KILLED ***", "^KILL^", "BC-Orrin Bridge, KILL", "AFP KILLS STORY", "Item withdrawn"),
        *("This item has been withdrawn.", "dpa is withdrawing the story", "EDS: Please kill the item; it is wrong"),
        *("Editors, please kill Bridge at Orrin closed", "ADVISORY-Orrin bridge story withdrawn", "COPY DELETED"),
        *("DÉPÊCHE ANNULÉE", "MERCI D'ANNULER CETTE DÉPÊCHE", "/// ATTENTION - ANNULE ///", "EFE ANULA EL DESPACHO"),
        *("ANSA ANNULLA LA NOTIZIA", "APA zieht die Meldung zurück", "(Achtung: Die Meldung aus Orrin wird storniert)"),
        *("ИНТЕРФАКС ОТЗЫВАЕТ СООБЩЕНИЕ", "NTB TREKKER MELDINGEN", "TT: UTGÅR", "【撤稿通知】", "新华社取消此稿件"),
    ],
)
def test_a_notice_withdraws_above_and_below_the_text(tmp_path, line):
    assert status(tmp_path, f"{line}\nBridge at Orrin closed\n\n{TEXT}") == "canceled"
    assert status(tmp_path, f"Bridge at Orrin closed\n\n{TEXT}\n{line}\n") == "canceled"


@pytest.mark.parametrize(
    "note", ["Please kill this story", "The item has been withdrawn.", "Bitte Meldung stornieren: zurückgezogen"]
)
def test_a_note_withdraws_the_text(tmp_path, note):
    matter = f'---\ntitle: Bridge at Orrin closed\nednote: "{note}"\n---\n\n{TEXT}'

    assert status(tmp_path, matter, "a.md") == "canceled"


@pytest.mark.parametrize(
    "note", ["This story was not withdrawn", "Story adds that the bill was withdrawn", "Adds names of the men killed"]
)
def test_a_note_that_speaks_of_the_news_withdraws_nothing(tmp_path, note):
    matter = f"---\ntitle: Bridge at Orrin closed\nednote: {note}\n---\n\n{TEXT}"

    assert status(tmp_path, matter, "a.md") == "usable"


@pytest.mark.parametrize(
    "headline",
    [
        *("CANCELLED: ORRIN FAIR", "Kill: a new play opens in Orrin", "RETRACTED: ORRIN STUDY OF FORDS"),
        *("WITHDRAWN: ORRIN MOTION ON TOLLS", "RÜCKRUF: KÄSE AUS ORRIN", "ANULADO: el concierto de Orrin"),
        *("Orrin fair (cancelled)", "THE KILL", "Please kill me, says bard of Orrin", "HOLD: ORRIN FREEZES TOLLS"),
    ],
)
def test_a_label_above_ordinary_news_is_their_headline(tmp_path, headline):
    assert status(tmp_path, f"{headline}\n\n{TEXT}") == "usable"


@pytest.mark.parametrize("headline", ["CANCELLED: ORRIN FAIR", "Kill: a new play opens in Orrin", "KILL: ORRIN BRIDGE"])
def test_a_label_above_a_notice_to_editors_is_a_kill(tmp_path, headline):
    assert status(tmp_path, f"{headline}\n\nEditors: please kill this story. A substitute will follow.") == "canceled"


@pytest.mark.parametrize("label", ["KILL: {}", "WITHDRAWN-{}", "MANDATORY KILL: {}"])
def test_a_certain_label_is_a_kill_above_any_text(tmp_path, label):
    assert status(tmp_path, f"{label.format('Bridge at Orrin to close')}\n\n{TEXT}") == "canceled"


@pytest.mark.parametrize(
    "headline",
    [
        *("[EMBARGOED] Bridge at Orrin closed", "HOLD FOR RELEASE - Bridge at Orrin closed"),
        *("Bridge at Orrin closed - HOLD", "***KILL*** Bridge at Orrin closed", "Bridge at Orrin closed - KILL"),
        *("KILL: ORRIN BRIDGE TO CLOSE", "RETRACTED: Orrin study of fords", "BC-Orrin-Kill"),
    ],
)
def test_a_mark_beside_a_headline_holds_the_text(tmp_path, headline):
    assert status(tmp_path, f"{headline}\n\n{TEXT}") == "withheld"
    if not headline.startswith("BC-"):
        matter = f'---\ntitle: "{headline}"\n---\n\n{TEXT}'
        assert status(tmp_path, matter, "a.md") == "withheld"


@pytest.mark.parametrize("form", ["SPERRFRIST {}: Bridge at Orrin", "Bridge at Orrin (EMBARGOED UNTIL {})"])
def test_an_embargo_beside_a_headline_is_read(tmp_path, form):
    path = tmp_path / "a.txt"
    path.write_text(f"{form.format('1.12.2091')}\n\n{TEXT}", "utf-8")

    assert read(SourceFile(path, "a.txt")).embargoed == "2091-12-01T00:00:00Z"
