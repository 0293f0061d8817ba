"""IPTC 7901 and ANPA: messages between control characters, one or many in a file."""

from pathlib import Path

from wireglot.articles.reading import SourceFile, read, read_all

TEXT = "The ferry Marisol ran aground off Torvik on Monday with 33 people on board, the coast guard said."
MORE = "Nobody was hurt. Two tugs pulled the ferry free in the evening, and it is being inspected in the port."


def message(number="0412", head="", text=f"Ferry runs aground off Torvik\n\n{TEXT}\n\n{MORE}\n"):
    header = f"\x01kda{number} 4 vm 118 kd 0412\n{head}\n"
    return f"{header}\x02{text}\x03051412 Nov 26\n\x04".replace("\n", "\r\n")


def source(text, encoding="utf-8"):
    return SourceFile(Path("wire.iptc"), "./wire.iptc", text.encode(encoding))


def test_a_message_is_read_without_its_controls():
    article = read(source(message(head="ferry-torvik/")))

    assert article.headline == "Ferry runs aground off Torvik"
    assert [" ".join(block.sentences) for block in article.blocks] == [TEXT, MORE]
    assert article.agency_lines == ("kda0412 4 vm 118 kd 0412", "ferry-torvik/", "051412 Nov 26")


def test_a_file_of_messages_is_several_articles():
    contents = read_all(source(message("0412") + message("0413")))

    assert [article.uri for article in contents.articles] == ["./wire.iptc//kda0412", "./wire.iptc//kda0413"]


def test_a_legacy_encoding_is_read():
    text = message(text=f"Fähre läuft vor Törvik auf Grund\n\nDie Fähre lief am Montag auf Grund. {TEXT}\n")

    assert read(source(text, "iso-8859-1")).headline == "Fähre läuft vor Törvik auf Grund"


def test_lines_of_the_agency_in_a_message_protect_it():
    held = read(source(message(text=f"HOLD FOR RELEASE\n\nFerry runs aground\n\n{TEXT}\n")))
    killed = read(source(message(text="MANDATORY KILL\n\nKill the story on the ferry.\n")))

    assert (held.status, killed.status) == ("withheld", "canceled")


def test_bold_and_colours_of_a_chat_are_no_message():
    text = f"Ferry runs \x02aground\x02 off Torvik\n\n{TEXT}\n\n\x0304{MORE}\x03\n"

    assert read(source(text)).headline == "Ferry runs aground off Torvik"
    assert read(source("Паром сел на мель\n\nĀ ʂ Ω.\n" + TEXT, "utf-16")).uri == "./wire.iptc"


def test_anpa_marks_of_headline_and_byline_are_read():
    head = "\x16\x16\x01a0123 KDX-\r\nBC-FERRY-2nd Ld\x02^Ferry runs aground off Torvik<\r\n"
    credits = "^By ANN LUND<\r\n^Kerrow Desk<\r\n"
    article = read(source(f"{head}{credits}{TEXT}\r\n\r\n{MORE}\r\n\x03"))

    assert (article.headline, article.source_version) == ("Ferry runs aground off Torvik", "2")
    assert [" ".join(block.sentences) for block in article.blocks] == [TEXT, MORE]
