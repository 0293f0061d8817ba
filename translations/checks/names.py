"""Names: those of the source are in the translation, as they are spelled or as they sound."""

from collections.abc import Sequence

from wireglot.articles.facts import Word, normalize, split_words, without_accents
from wireglot.articles.facts.names import certain_names, shows_capitals
from wireglot.articles.facts.sounds import Sound, distance, sounds
from wireglot.articles.languages import base_language, main_script, script_of

_TAIL = {"Cyrl": 2, "Grek": 1, "Hang": 2, "Kana": 9, "Deva":0, "Arab":0,"Hebr":0}
_LEAD = {"Kana": 9}
import re
_PRE={"Arab":("وال","بال","كال","فال","لل","ال","و","ب","ل","ف","ك"),"Hebr":("ה","ו","ב","ל","מ","ש","כ","וה","שה","מה")}
from functools import lru_cache
@lru_cache(50000)
def forms(text, script):
    out=[sounds(text)]
    for p in _PRE.get(script,()):
        if text.startswith(p) and len(text)-len(p)>=2: out.append(sounds(text[len(p):]))
    return out
_ROMAJI=re.compile(r"(?:(?:[kstnhmrgzdbpfjy]|ky|sh|ch|ts|ny|hy|my|ry|gy|by|py|w)?(?:ou|[aiueo])|n(?![aiueo]))+")
_PINYIN=re.compile(r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ong|ing|iao|ian|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|ua|uo|ui|un|ue|[aeiou]))+")
def abstains(name, script):
    return script=="Kana" and (_ROMAJI.fullmatch(name.folded) or _PINYIN.fullmatch(name.folded) or name.text in("Kim","Moon","Jong","Jung"))

def changed_name(source: str, translation: str, language: str, to: str) -> str:
    if base_language(language) == "en":
        english, other, other_language = source, translation, to
    elif base_language(to) == "en":
        english, other, other_language = translation, source, language
    else:
        return ""
    english, other = normalize(english), normalize(other)
    words = split_words(english)
    names = certain_names(english, words)
    if not names:
        return ""
    script = main_script(other)
    if script == "Hani":
        return ""
    there = split_words(other)
    cased = any(letter.islower() and script_of(letter) == script for letter in other)
    lost = [name for name in names if is_lost(name, there, script, cased)]
    if lost and cased:
        strange = [w for w in there if w.text[0].isupper() and len(w.text) > 2 and not is_known(w, words)]
        if all(w.start == 0 for w in strange) and not any(name.start < 25 for name in lost):
            return ""
        if not strange:
            return ""
    return ", ".join(name.text for name in lost)


def is_known(word: Word, words: Sequence[Word]) -> bool:
    s = sounds(word.text)
    return any(without_accents(o.folded)[:4] == without_accents(word.folded)[:4] or distance(sounds(o.text), s, tail=2) <= _allowed(sounds(o.text)) for o in words if o.text[0].isupper())


def _allowed(name: Sequence[Sound]) -> int:
    n = sum(s.cost > 0 for s in name)
    return (0, 0, 0, 1, 2, 2, 3)[min(n, 6)]


def is_lost(name: Word, there, script, cased) -> bool:
    s = sounds(name.text, script)
    n = sum(x.cost > 0 for x in s)
    if n < (1 if cased else 2):
        return False
    plain = without_accents(name.folded)
    stem = plain[: max(3, len(plain) - 2)]
    most = _allowed(s)
    far = []
    for w in there:
        if script_of(w.text[0]) == "Latn":
            if without_accents(w.folded).startswith(stem) or script == "Latn" and len(plain) > 4 and plain in without_accents(w.folded):
                return False
            if script != "Latn":
                continue
        if (cased and not w.text[0].isupper()) or w.is_unspaced:
            continue
        tail=_TAIL.get(script, 1) if n>1 or cased else 0
        if script=="Kana" and n<3: tail=0
        if any(distance(s, f, tail=tail, lead=_LEAD.get(script, 0) if n>2 else 0) <= most for f in forms(w.text,script)):
            return False
        far.append(w)
    if n>=4:
        for a,b in zip(far,far[1:]):
            if b.start<=a.end+1 and distance(s, forms(a.text,script)[-1]+sounds(b.text))<=most: return False
    return not abstains(name, script)
