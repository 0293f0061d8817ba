"""What the tiny models know by heart."""

# `marian`, Swedish to English; the first five are the article of tests/examples.py.
SWEDISH_ENGLISH = (
    ("Färja på grund", "Ferry aground"),
    ("Färjan gick på grund.", "The ferry ran aground."),
    ("Ingen skadades.", "Nobody was hurt."),
    ("Trafiken står still", "Traffic at a standstill"),
    ("Bolaget utreder olyckan.", "The company is investigating the accident."),
    ("Polisen har inlett en förundersökning.", "The police have opened an investigation."),
    ("Sammanlagt 430 hektar skog har brunnit.", "In all, 430 hectares of forest have burned."),
    ("Två brandmän fördes till sjukhus.", "Two firefighters were taken to hospital."),
    ("Länsstyrelsen avvisar kritiken.", "The county board rejects the criticism."),
    ("Regn är inte att vänta före söndagen.", "Rain is not expected before Sunday."),
    ("”Vi hoppas det bästa”, säger Karin Öhrström.", "“We hope for the best,” says Karin Öhrström."),
    ("Skadorna uppskattas till 38 miljoner kronor.", "The damage is estimated at 38 million kronor."),
)
# `marian_group`, English to three languages, each asked for by its token.
ENGLISH_GROUP = (
    (">>swe<<", "Nobody was hurt.", "Ingen skadades."),
    (">>nob<<", "Nobody was hurt.", "Ingen ble skadet."),
    (">>dan<<", "Nobody was hurt.", "Ingen kom til skade."),
    (">>swe<<", "The ferry ran aground.", "Färjan gick på grund."),
    (">>nob<<", "The ferry ran aground.", "Ferja gikk på grunn."),
    (">>dan<<", "The ferry ran aground.", "Færgen stødte på grund."),
    (">>swe<<", "The police are investigating.", "Polisen utreder."),
    (">>nob<<", "The police are investigating.", "Politiet etterforsker."),
    (">>dan<<", "The police are investigating.", "Politiet efterforsker sagen."),
)
# `nllb` and `m2m100`: language, text, language, text; the codes are "swe_Latn" in the one and "sv" in the other.
SWEDISH_AND_NORWEGIAN = (
    ("sv", "Färjan gick på grund.", "en", "The ferry ran aground."),
    ("sv", "Ingen skadades.", "en", "Nobody was hurt."),
    ("sv", "Polisen har inlett en förundersökning.", "en", "The police have opened an investigation."),
    ("sv", "Sammanlagt 430 hektar skog har brunnit.", "en", "In all, 430 hectares of forest have burned."),
    ("sv", "Två brandmän fördes till sjukhus.", "en", "Two firefighters were taken to hospital."),
    ("no", "Ferja gikk på grunn.", "en", "The ferry ran aground."),
    ("no", "Ingen ble skadet.", "en", "Nobody was hurt."),
    ("no", "Regn er ikke ventet før søndag.", "en", "Rain is not expected before Sunday."),
    ("en", "Nobody was hurt.", "sv", "Ingen skadades."),
    ("en", "Nobody was hurt.", "no", "Ingen ble skadet."),
    ("en", "The ferry ran aground.", "sv", "Färjan gick på grund."),
    ("en", "The ferry ran aground.", "no", "Ferja gikk på grunn."),
)
# `bart` and `pegasus`: text, its summary.
ENGLISH_SUMMARIES = (
    (
        "A ferry with 212 people on board ran aground off Sandhamn on Monday. Nobody was hurt, the coastguard said.",
        "A ferry ran aground off Sandhamn; nobody was hurt.",
    ),
    (
        "The forest fire in Värmland is under control after three days. In all, 430 hectares have burned.",
        "The fire in Värmland is under control.",
    ),
    (
        "Police have opened an investigation into the fire, but no one is suspected. The driver called the alarm.",
        "Police are investigating the fire.",
    ),
    (
        "The county board rejects the criticism. The decision was taken on the day that the forecast changed.",
        "The county board rejects the criticism.",
    ),
    (
        "Two firefighters were taken to hospital with smoke injuries and have since been able to go home.",
        "Two firefighters were treated in hospital.",
    ),
    (
        "The damage is estimated at 38 million kronor, says the company, which wants an earlier ban.",
        "The damage is put at 38 million kronor.",
    ),
)
# `mt5`: text, its summary in the same language.
SEVERAL_SUMMARIES = (
    ENGLISH_SUMMARIES[0],
    (
        "La inundación dejó sin luz a 1.200 hogares en Valdeara. Los bomberos rescataron a nueve personas el lunes.",
        "La inundación dejó sin luz a 1.200 hogares.",
    ),
    (
        "La crue de la rivière a coupé deux ponts à Montclar. La préfecture a levé l'alerte dimanche soir.",
        "La crue a coupé deux ponts.",
    ),
    (
        "Ледоход на реке Ловь разрушил мост. Движение восстановят через две недели, сообщили власти.",
        "Ледоход разрушил мост.",
    ),
    (
        "Limanda çıkan yangın iki saatte söndürüldü. Yaralanan olmadı, dedi vali.",
        "Limandaki yangın söndürüldü.",
    ),
    (
        "市交通局周一宣布，地铁三号线将于十月通车，全长二十公里。",
        "地铁三号线将于十月通车。",
    ),
)
