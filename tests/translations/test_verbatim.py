"""Addresses and names of files go past a model."""

from collections.abc import Sequence

import pytest

from wireglot.translations.verbatim import translate_around_addresses


def upper(sentences: Sequence[str]) -> list[str | None]:
    """A model that changes every small letter; sufficient to see that none of an address reaches it."""
    return [text.upper() for text in sentences]


@pytest.mark.parametrize(
    ("sentence", "translation"),
    [
        ("filen heter faktura_maj.pdf.exe.", "FILEN HETER faktura_maj.pdf.exe."),
        ("kör C:\\hamn\\kopia.exe nu", "KÖR C:\\hamn\\kopia.exe NU"),
        ("hamn-west.exempel och /etc/hamn/lista", "hamn-west.exempel OCH /etc/hamn/lista"),
        ("请看harbour.example网站", "请看 harbour.example 网站"),
        ("se https://a.example/x=[1] (eller hamn.example)", "SE https://a.example/x=[1] (ELLER hamn.example)"),
        ("filen <kopia> saknas 😢🚢.", "FILEN <kopia> SAKNAS 😢🚢."),
        ("inget här", "INGET HÄR"),
    ],
)
def test_addresses_stay_as_they_are(sentence: str, translation: str) -> None:
    assert translate_around_addresses([sentence], upper) == [translation]


def test_a_sentence_that_loses_a_placeholder_is_translated_as_it_is() -> None:
    def without_placeholders(sentences: Sequence[str]) -> list[str | None]:
        return [None if not text else text.replace("XQ1X", "it").replace("Se", "See") for text in sentences]

    answers = translate_around_addresses(["Se lista.txt!", "", "Se hit."], without_placeholders)

    assert answers == ["See lista.txt!", None, "See hit."]
