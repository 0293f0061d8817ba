"""Whether the source lets its text be used: keys, values and statuses in all spellings, and doubt that holds."""

import pytest

from wireglot.articles.reading import SourceFile, read

TEXT = (
    "The bridge at Orrin was closed on Sunday after a lorry hit a pillar, the county said. "
    "Engineers will inspect it on Tuesday, and traffic is led over the old ford until then.\n\n"
    "Nobody was hurt. The driver, 54, said that the sun had blinded him.\n"
)


def article(tmp_path, matter):
    path = tmp_path / "a.md"
    path.write_text(f"---\ntitle: Bridge at Orrin closed\n{matter}\n---\n\n{TEXT}", "utf-8")
    return read(SourceFile(path, "a.md"))


@pytest.mark.parametrize(
    "key",
    [
        *("embargo", "Embargo", "EMBARGOED", "embargo_until", "embargoedUntil", "embargoed-until", "embargo date"),
        *("release", "releaseTime", "hold_until", "not-before", "Sperrfrist", "press_embargo", '"embargo"'),
    ],
)
def test_an_embargo_is_read_under_every_usual_key(tmp_path, key):
    assert article(tmp_path, f"{key}: 2 April 2091, 06:00 CET").embargoed == "2091-04-02T05:00:00Z"


@pytest.mark.parametrize(
    ("value", "end"),
    [
        ("2091-04-02 06:00 # Monday", "2091-04-02T06:00:00Z"),
        ("2091-04-02T24:00:00Z", "2091-04-03T00:00:00Z"),
        ("Not before 06:00 on 2 April 2091", "2091-04-02T06:00:00Z"),
        ("02/04/2091", "2091-04-02T00:00:00Z"),  # 4 February or 2 April: the later
        ("2. April 2091, 6 Uhr", "2091-04-02T06:00:00Z"),
        ("[2091-04-01, 2091-04-02]", "2091-04-02T00:00:00Z"),
        ("{until: 2091-04-02, reason: a court}", "2091-04-02T00:00:00Z"),
        (">\n  2 April 2091\n  06:00", "2091-04-02T06:00:00Z"),
    ],
)
def test_the_end_of_an_embargo_is_read_in_usual_forms(tmp_path, value, end):
    found = article(tmp_path, f"embargo: {value}")

    assert (found.embargoed, found.status) == (end, "usable")


@pytest.mark.parametrize(
    "value", ["Monday 6am", "2634-04-02", "06:00 CET", "2000 GMT Dec. 1", "1 Dec 2091 evening", "tomorrow"]
)
def test_an_embargo_that_cannot_be_read_holds_the_article(tmp_path, value):
    found = article(tmp_path, f'embargo: "{value}"')

    assert found.status == "withheld"
    assert repr(value) in found.hold


@pytest.mark.parametrize(
    "note",
    [
        *(
            "NOT FOR USE BEFORE 0600 GMT APR 2 2091",
            "FOR RELEASE AFTER 6 A.M. GMT APR. 2, 2091",
            "禁发至2091年4月2日6时",
        ),
        *("With photo. Julkaisuvapaa 2.4.2091 klo 06.00", "Не публиковать до 06:00 2 апреля 2091"),
    ],
)
def test_an_embargo_is_read_from_a_note_in_usual_forms(tmp_path, note):
    assert article(tmp_path, f'ednote: "{note}"').embargoed == "2091-04-02T06:00:00Z"


@pytest.mark.parametrize("value", ["true", "until further notice", "?", "until the Orrin verdict"])
def test_an_embargo_without_a_date_holds_and_is_not_repeated(tmp_path, value):
    found = article(tmp_path, f'embargo: "{value}"')

    assert found.hold == "Its embargo cannot be read as a date: held back until its source says more."


@pytest.mark.parametrize(
    "matter",
    [
        *("embargo: Monday 6am, Mayor Ash resigns", "status: hold - Mayor Ash resigns", "hidden: Mayor Ash resigns"),
        *(
            "status: Mayor Ash resigns",
            "note: Embargoed for Mayor Ash",
            "embargo: May Ash resign",
            "note: EMBARGOED until Mayor Ash resigns",
            "note: 'HOLD FOR RELEASE: Mayor Ash'",
        ),
    ],
)
def test_the_reason_of_a_hold_repeats_no_text(tmp_path, matter):
    found = article(tmp_path, matter)

    assert found.status == "withheld"
    assert "Ash" not in found.hold


@pytest.mark.parametrize("value", ["", "none", "false", "lifted", "2019-04-02"])
def test_an_embargo_that_is_none_or_over_holds_nothing(tmp_path, value):
    found = article(tmp_path, f"embargo: {value}")

    assert found.status == "usable"
    assert found.embargoed < "2020"


def test_of_two_embargoes_the_later_counts(tmp_path):
    assert article(tmp_path, "embargo: 2091-04-02\nrelease: 2092-04-02").embargoed == "2092-04-02T00:00:00Z"


@pytest.mark.parametrize(
    "status",
    [
        *("killed (legal)", "Kill - legal", "MANDATORY KILL", "withdrawn.", "stat:canceled", "void", "recalled"),
        *(
            "zurückgezogen",
            "annulé",
            "retirado",
            "tillbakadragen",
            "wycofane",
            "аннулировано",
            "撤稿",
            "取り消し",
            "철회",
        ),
    ],
)
def test_a_kill_is_understood_in_any_spelling_and_language(tmp_path, status):
    assert article(tmp_path, f"pub-status: {status}").status == "canceled"


@pytest.mark.parametrize("status", ["on hold", "draft", "hold for release", "Entwurf", "brouillon", "черновик", "草稿"])
def test_a_status_that_holds_says_so(tmp_path, status):
    found = article(tmp_path, f"Status: {status}")

    assert found.status == "withheld"
    assert repr(status) in found.hold


@pytest.mark.parametrize("status", ["schmonz", "Texas", "not killed", "404", "to be confirmed", "live???sort of"])
def test_a_status_that_is_not_known_holds_the_article(tmp_path, status):
    found = article(tmp_path, f'status: "{status}"')

    assert found.status == "withheld"
    assert "is not known to permit its use" in found.hold
    assert (repr(status) in found.hold) == (status not in ("to be confirmed", "live???sort of"))


@pytest.mark.parametrize(
    "status",
    [
        *(
            "usable",
            "stat:usable",
            "Published",
            "FINAL",
            "live",
            "ok",
            "public",
            "corrected",
            "updated",
            "1",
            "true",
            '""',
        ),
        *(
            "embargo lifted",
            "corrected and updated",
            "veröffentlicht",
            "publié",
            "publicerad",
            "опубликовано",
            "已发布",
            "公開",
        ),
    ],
)
def test_a_status_that_permits_use_holds_nothing(tmp_path, status):
    assert article(tmp_path, f"status: {status}").status == "usable"


@pytest.mark.parametrize("line", ["draft: true", "published: false", "doNotPublish: yes", "on_hold: 1", "type: hold"])
def test_a_flag_holds_the_article(tmp_path, line):
    assert article(tmp_path, line).status == "withheld"


@pytest.mark.parametrize(
    "line", ["draft: false", "published: true", "hold: no", "tags: [kill, embargo]", "type: story"]
)
def test_a_flag_that_is_not_set_holds_nothing(tmp_path, line):
    found = article(tmp_path, line)

    assert (found.status, found.warnings) == ("usable", ())


@pytest.mark.parametrize(
    ("note", "status", "embargoed"),
    [
        ("EMBARGOED until 06:00 GMT on 2 April 2091", "usable", "2091-04-02T06:00:00Z"),
        (
            "Photos follow. Under embargo until 6 a.m. GMT, Apr. 2, 2091. With graphic.",
            "usable",
            "2091-04-02T06:00:00Z",
        ),
        ("Embargoed until the court has ruled", "withheld", ""),
        ("HOLD FOR RELEASE", "withheld", ""),
        ("MANDATORY KILL", "canceled", ""),
        ("Adds reaction to the grain embargo", "usable", ""),
        ("Corrected: embargo lifted in 1993, not 1994", "usable", ""),
    ],
)
def test_the_editors_note_protects_as_well(tmp_path, note, status, embargoed):
    found = article(tmp_path, f'ednote: "{note}"')

    assert (found.status, found.embargoed) == (status, embargoed)


@pytest.mark.parametrize("matter", ["tags: [a\nembargo: true", "embargo true", "x: {\nstatus: killed"])
def test_front_matter_that_is_not_valid_protects_as_well(tmp_path, matter):
    found = article(tmp_path, matter)

    assert found.status != "usable"
    assert found.headline == "Bridge at Orrin closed"


def test_a_kill_prevails_over_an_embargo(tmp_path):
    found = article(tmp_path, "embargo: 2091-04-02\nstatus: killed")

    assert (found.status, found.embargoed) == ("canceled", "")


@pytest.mark.parametrize(
    "matter",
    [
        *(
            "_status: killed",
            "takedown: true",
            "status: {code: killed}",
            "extra:\n  status: withdrawn",
            "  status: killed",
        ),
        *("action: withdrawn", "ednote: Please kill this item", "usageTerms: This story has been withdrawn."),
    ],
)
def test_a_kill_is_read_under_further_keys(tmp_path, matter):
    assert article(tmp_path, matter).status == "canceled"


@pytest.mark.parametrize(
    "matter",
    ["legal_hold: true", "instructions: Do not publish", "status: usable?", "state: in limbo", "params: {draft: true}"],
)
def test_a_hold_is_read_under_further_keys(tmp_path, matter):
    assert article(tmp_path, matter).status == "withheld"


@pytest.mark.parametrize(
    "matter",
    [
        *(
            "embargado: 2091-04-02",
            "retenir jusqu'au: 2091-04-02",
            "publish_schedule: 2091-04-02",
            "\tembargo: 2091-04-02",
        ),
        *(
            "subtitle: EMBARGOED UNTIL 2 APRIL 2091",
            "usageterms: embargoed until 2091-04-02",
            "release: {date: 2091-04-02}",
        ),
    ],
)
def test_an_embargo_is_read_under_further_keys(tmp_path, matter):
    found = article(tmp_path, matter)

    assert (found.headline, found.embargoed) == ("Bridge at Orrin closed", "2091-04-02T00:00:00Z")


@pytest.mark.parametrize(
    "matter",
    [
        *("event: {status: cancelled}", "type: cancelled", "cover: {hidden: true}", "comments: {status: closed}"),
        *("state: OH", "state: New South Wales", "author: {state: NY}", "image_status: pending", "release: v1.2"),
        *("release: {label: Orrin Records}", "release_date: 2091-04-02\ndirector: Jo Ash", "status: archived"),
        *("status: ready to publish", "related: [{title: Ford, status: draft}]"),
    ],
)
def test_what_is_said_of_something_else_holds_nothing(tmp_path, matter):
    found = article(tmp_path, matter)

    assert (found.status, found.embargoed, found.warnings) == ("usable", "", ())


@pytest.mark.parametrize(
    "matter", ['{"title": "Bridge at Orrin", "status": "killed"}', '{"title":"Bridge at Orrin","kill":true,}']
)
def test_json_front_matter_on_one_line_protects(tmp_path, matter):
    path = tmp_path / "a.md"
    path.write_text(f"{matter}\n\n{TEXT}", "utf-8")
    found = read(SourceFile(path, "a.md"))

    assert (found.status, found.headline) == ("canceled", "Bridge at Orrin")
