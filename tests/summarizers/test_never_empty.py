"""No article with a full sentence has an empty summary, whatever its shape, language and lines around it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles import Article, Block
from wireglot.summarizers import TOO_LONG, SummaryInput, load

# A sentence of each language, others that stand beside it, and lines that are no text.
SENTENCES = {
    "en": "The ferry Norna was refloated on Sunday after two days on a sandbank off Kerrow.",
    "sv": "Badhuset i Skarnäs stängdes på fredagen sedan klorgas hade läckt ut i källaren.",
    "de": "Ein Lastwagen ist am Montag auf der Landstraße bei Altenrode umgestürzt.",
    "fr": "Un séisme de magnitude 4,1 a été ressenti mardi au large de Bressac.",
    "ru": "Паром у Заречья сняли с мели в воскресенье утром после двух дней работы.",
    "ar": "أغلقت السلطات ميناء الربوة صباح الثلاثاء بسبب العاصفة الشديدة.",
    "hi": "खिरसू का नया पुल मंगलवार को यातायात के लिए खोल दिया गया।",
    "zh": "北汐大学医学院周一宣布成立全省第一个罕见病研究中心。",
    "ja": "鳴瀬町の町営バスは来年四月から全線が無料になると町長が発表した。",
    "ko": "해오름시는 내년부터 시내버스 요금을 받지 않기로 했다고 밝혔다.",
    "th": "รัฐบาลประกาศแผนใหม่สำหรับท่าเรือเมื่อวันจันทร์ที่ผ่านมา",
    "ka": "ბორანი კვირას დილით გაათავისუფლეს ნაპირიდან ორი დღის შემდეგ.",
}
BESIDE = [
    *("He said so.", "“We go on.”", "– Nej.", "Later, it sank.", "These 33 were saved.", "Why?", "It is closed"),
    *(
        "I saw it all.",
        "她说。",
        "Das war falsch.",
        "(TT)",
        "Photo: Ann Roe/NTN",
        "Read more: The ferries",
        "33 hostages",
    ),
    *("Subscribe to our newsletter.", "This article is for subscribers only.", "Correction: The date was wrong."),
    *("Kerrow (NTN) –", "The ferry " * 40 + "sank."),
]
KINDS = ["paragraph", "paragraph", "paragraph", "heading", "caption", "byline", "note", "read-more"]

PARAGRAPHS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.lists(st.sampled_from(BESIDE), min_size=1, max_size=3)), max_size=6
)


@given(st.sampled_from(sorted(SENTENCES)), st.booleans(), PARAGRAPHS, st.integers(0, 6), st.data())
@settings(max_examples=150, deadline=None)
def test_a_full_sentence_is_never_without_a_summary(language, marked, paragraphs, place, data):
    sentence = SENTENCES[language] if marked else SENTENCES[language].rstrip(".।。")
    blocks = [Block(kind, tuple(sentences)) for kind, sentences in paragraphs]
    beside = data.draw(st.lists(st.sampled_from(BESIDE), max_size=2))
    blocks.insert(place, Block("paragraph", (sentence, *beside)))
    article = Article("a", "a", "a", data.draw(st.sampled_from(["", "Ferry refloated"])), tuple(blocks))

    made = load("extract").summarize([SummaryInput(article, language, article.blocks, language)])[0]

    assert made.short.text
    assert made.long.text


def test_a_long_translation_of_the_only_sentence_is_marked():
    original, translation = "He closed the harbour.", "He closed the harbour " * 11 + "twice."
    blocks = (Block("paragraph", (f"Photo: N. N. {original}",)), Block("paragraph", ("Watch the video.",)))
    shown = (Block("paragraph", (translation,)), Block("paragraph", ("Watch the video.",)))
    made = load("extract").summarize([SummaryInput(Article("a", "a", "a", "", blocks), "sv", shown, "en")])[0]

    assert made.short.text
    assert TOO_LONG in made.short.checks
