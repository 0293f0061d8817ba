"""Encodings of pages: UTF-8 before any declaration, then the header, then the page's own."""

import pytest

from wireglot.articles.reading.pages import is_page, read_page

NORWEGIAN = (
    "Havnen i Vårnes ble stengt på mandag etter at stormen ødela førti båter og tok halve nordre brygge, "
    "sier havnevesenet."
)
RUSSIAN = (
    "Порт Варна закрыли в понедельник: шторм повредил сорок лодок и разрушил половину северного причала, "
    "сообщили власти."
)
JAPANESE = (
    "月曜日、嵐で四十隻の船が壊れ、北の桟橋の半分が流されたため、港は閉鎖されたと港湾当局は発表した。"
    "けが人はいなかったという。"
)


def page(text, charset):
    head = f'<head><meta charset="{charset}"></head>'
    return f"<!doctype html><html>{head}<body><article><p>{text}</p></article></body></html>"


def read(content, **options):
    return " ".join(block.text for block in read_page(content, "page", **options).text.blocks)


@pytest.mark.parametrize(
    ("text", "declared", "encoding", "header"),
    [
        (NORWEGIAN, "iso-8859-1", "utf-8", "iso-8859-1"),
        (RUSSIAN, "windows-1251", "utf-8", ""),
        (NORWEGIAN, "iso-8859-1", "cp1252", ""),
        (RUSSIAN, "windows-1251", "cp1251", ""),
        (RUSSIAN, "utf-8", "cp1251", "windows-1251"),
        (RUSSIAN, "no-such-encoding", "cp1251", ""),
        (JAPANESE, "shift_jis", "cp932", ""),
        (JAPANESE, "EUC-JP", "euc_jp", "x-unknown"),
        (JAPANESE, "utf-8", "utf-8-sig", "shift_jis"),
        (RUSSIAN, "utf-16", "utf-16", ""),
    ],
)
def test_the_text_is_read_whatever_the_page_declares(text, declared, encoding, header):
    content = page(text, declared).encode(encoding)

    assert is_page(content)
    assert text in read(content, charset=header)


def test_one_broken_character_does_not_break_the_others():
    content = page(NORWEGIAN * 3, "utf-8").encode().replace("ø".encode(), b"\xf8", 1)

    assert "førti båter" in read(content)


@pytest.mark.parametrize(
    "content", [b"Harbour shut\n\n<html> is a tag.", b"<p>Harbour shut</p>", b"", b"{}", b"<rss></rss>"]
)
def test_other_files_are_no_pages(content):
    assert not is_page(content)
