"""Texts in, reasons with evidence out: the room that reads what customers wrote (spaCy, no Django)."""

from analysis.tagging.language import SUPPORTED_LANGUAGES, detect_language
from analysis.tagging.matches import ReasonMatch, TaggedText
from analysis.tagging.tagger import TAGGER_VERSION, tag_texts

__all__ = ["SUPPORTED_LANGUAGES", "TAGGER_VERSION", "ReasonMatch", "TaggedText", "detect_language", "tag_texts"]
