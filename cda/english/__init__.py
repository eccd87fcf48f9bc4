"""Rules of English that are not data: letter case, a and an, the pronouns *her* and *his*, sentences."""

LANGUAGE = "en"
"""The language of the rules, as the manifest of a lexicon names it: a lexicon of another is not rewritten by."""
