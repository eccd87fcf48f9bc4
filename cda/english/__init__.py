"""Rules of English that are not data: letter case, a and an, the pronouns *her* and *his*, sentences."""
