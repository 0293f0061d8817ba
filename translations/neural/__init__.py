"""What the neural engines share: stored models in a row, sentences cut to their windows, answers joined again."""

from wireglot.translations.neural.legs import AGAIN, FIRST, Leg, mend_for, sign, tell_through
from wireglot.translations.neural.many import leg_of, model_of

__all__ = ["AGAIN", "FIRST", "Leg", "leg_of", "mend_for", "model_of", "sign", "tell_through"]
