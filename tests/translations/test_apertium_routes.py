"""Routes through Apertium's modes, worked out on small maps."""

import pytest

from wireglot.translations.engines.apertium import find_route, missing_packages, parse_mode, tables

MODES = [
    *("Cyrl-Latn", "hbs-eng", "eng-hbs_HR"),
    *("eng-cat", "cat-eng", "eng-cat_valencia", "eng-spa", "spa-eng", "en-gl", "gl-en", "en-eo-bytecode"),
    *("fra-cat", "cat-fra", "por-cat", "cat-por", "cat-por_BR", "ita-cat", "ro-es"),
]


@pytest.mark.parametrize(
    ("source", "target", "modes"),
    [
        ("es", "en", "spa-eng"),
        ("es-MX", "en-GB", "spa-eng"),
        ("gl", "en", "gl-en"),
        ("fr", "en", "fra-cat cat-eng"),
        ("pt-BR", "en", "por-cat cat-eng"),
        ("ro", "en", "ro-es spa-eng"),
        ("hr", "en", "hbs-eng"),
        ("sr-Latn", "en", "hbs-eng"),
        ("sr", "en", "Cyrl-Latn hbs-eng"),
        ("en", "fr", "eng-cat cat-fra"),
        ("en", "pt", "eng-cat cat-por"),
        ("en", "pt-BR", "eng-cat cat-por_BR"),
        ("fr", "pt", "fra-cat cat-por"),
    ],
)
def test_the_shortest_route_is_taken(source, target, modes):
    assert find_route(MODES, source, target) == tuple(modes.split())


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("uk", "en"),  # no mode reads it
        ("en", "hr"),  # the only mode is excluded
        ("es", "fr"),  # three steps: spa-eng-cat-fra
        ("en", "sr"),  # Cyrillic is read but never written
        ("es", "es"),
        ("ca-Arab", "en"),  # a script of which the modes know nothing
        ("und", "en"),
        ("", "en"),
    ],
)
def test_where_there_is_no_good_route_there_is_none(source, target):
    assert find_route(MODES, source, target) == ()


def test_equal_routes_are_decided_by_name():
    assert find_route(["por-spa", "spa-eng", "por-cat", "cat-eng"], "pt", "en") == ("por-cat", "cat-eng")


@pytest.mark.parametrize(
    ("installed", "source", "expected"),
    [
        ("", "es", "apertium-eng-spa"),
        ("", "fr", "apertium-fra-cat apertium-eng-cat"),
        ("cat-eng", "fr", "apertium-fra-cat"),
        ("cat-eng fra-cat", "fr", ""),
        ("hbs-eng", "sl", "apertium-hbs-slv"),
        ("hbs-eng", "sr", "apertium-hbs-eng"),
        ("", "uk", ""),
        ("", "sv", ""),
    ],
)
def test_the_packages_for_a_route_are_named(installed, source, expected):
    assert missing_packages(installed.split(), source, "en") == tuple(expected.split())


def test_every_mode_of_the_package_table_is_used():
    modes = [mode for several in tables()["packages"].values() for mode in several]

    assert len(modes) == len(set(modes))
    assert all(parse_mode(mode) for mode in modes)
