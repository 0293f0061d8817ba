"""Translated + kept + failed = all places, and the shape stays, whatever the text and the engine."""

import logging

from hypothesis import given, settings
from hypothesis import strategies as st

from wireglot.articles.article import Article, Block
from wireglot.translations import EngineFailed
from wireglot.translations.means import TranslationContext, check_nothing
from wireglot.translations.quotes import in_target_style
from wireglot.translations.translate import translate_with

# The answers of made-up engines are known beforehand; that they are no English is not the matter here.
UNCHECKED = TranslationContext(check=check_nothing)

# No line breaks and no lone surrogates: a sentence holds neither.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).map(str.strip)
SENTENCES = st.sampled_from(["a", "b", "Señor.", "***", "12", "你好。", "x y", "…"]) | ANY_TEXT.filter(bool)
KINDS = st.sampled_from(["paragraph", "heading", "byline"])
BLOCKS = st.builds(Block, KINDS, st.lists(SENTENCES, max_size=4).map(tuple))
ARTICLES = st.builds(
    Article,
    st.just("id"),
    st.just("uri"),
    st.just("source"),
    st.just("") | SENTENCES,
    st.lists(BLOCKS, max_size=4).map(tuple),
)


class Misbehaves:
    """An engine that does what real ones have done; the draw decides, call by call."""

    name, rank, quality = "misbehaves", 1, "Beware."

    def __init__(self, draw):
        self.draw = draw

    def signature(self, _source, _target):
        return "misbehaves"

    def install_hint(self, _source, _target):
        return ""

    def translate(self, sentences, _source, _target):
        answers = [f"<{text}>" for text in sentences]
        misdeed = self.draw(st.sampled_from(["", "drop", "add", "raise", "give up", "gaps", "no text", "nothing"]))
        if misdeed == "raise":
            raise RuntimeError("out of everything")
        if misdeed == "give up":
            raise EngineFailed("out of patience")
        if misdeed == "drop":
            return tuple(answers[1:])
        if misdeed == "add":
            return (*answers, "and one more")
        if misdeed == "nothing":
            return None
        spoiled = {"gaps": [None, "", " \n"], "no text": [7]}.get(misdeed, [])
        return tuple(self.draw(st.sampled_from([answer, *spoiled])) for answer in answers)


@settings(max_examples=60, deadline=None)
@given(articles=st.lists(ARTICLES, max_size=5), data=st.data())
def test_every_place_is_translated_kept_or_failed(articles, data):
    logging.disable(logging.CRITICAL)  # each misdeed is logged, thousands of them
    try:
        translations = translate_with([Misbehaves(data.draw)], articles, "xx", "en", UNCHECKED)
    finally:
        logging.disable(logging.NOTSET)

    assert len(translations) == len(articles)
    for article, translation in zip(articles, translations, strict=True):
        check(article, translation)


def shape(blocks):
    return [(block.kind, len(block.sentences)) for block in blocks]


def check(article, translation):
    assert shape(translation.blocks) == shape(article.blocks)
    assert not set(translation.kept) & set(translation.failed)
    assert list(translation.kept) == sorted(translation.kept)
    assert list(translation.failed) == sorted(translation.failed)
    for place, text in article.sentences():
        told = translation.blocks[place.block].sentences[place.sentence]
        as_told = in_target_style(text, f"<{text}>", "en")
        assert told == (text if place in (*translation.kept, *translation.failed) else as_told)
    if translation.engine == "none":
        assert translation.blocks == article.blocks
        assert len(translation.kept) == sum(len(block.sentences) for block in article.blocks)
        assert translation.why
    assert bool(translation.failed) == any("sentences could not" in said for said in translation.checks)
