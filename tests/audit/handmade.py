"""What an audit could have found, made by hand: the page must not need a corpus to be tested."""

from __future__ import annotations

from cda.audit.values import Associated, AttributeAudit, Audit, Compared, Cross, Flagged, Left, Shift

WORDS = ("nurse", "beautiful", "kitchen", "teacher", "dress", "hospital")
OTHER = ("engineer", "war", "football", "captain", "gun", "police")


def associated(term: str, log_odds: float, count: int = 120) -> Associated:
    return Associated(term, count, max(1, int(count / 2**log_odds)), log_odds, 4 * log_odds)


def attribute(feminine: int, masculine: int, strength: float = 1.0) -> AttributeAudit:
    def found(words, sign=1.0):
        return tuple(associated(word, sign * strength * (2.1 - 0.3 * place)) for place, word in enumerate(words))

    return AttributeAudit(
        "gender",
        ("masculine", "feminine", "neutral"),
        {"masculine": masculine, "feminine": feminine, "mixed": 410, "none": 2_231},
        {"masculine": masculine + 2_000, "feminine": feminine + 2_000},
        {
            "masculine": {"pronoun": 22_000, "noun": 9_000, "title": 800},
            "feminine": {"pronoun": 11_000, "noun": 7_000, "title": 500},
        },
        {"masculine": (("he", 9_001), ("his", 8_123)), "feminine": (("she", 4_500), ("her", 4_231))},
        {"feminine": found(WORDS), "masculine": found(OTHER)},
        {"feminine": found(("nurse", "maid", "dancer")), "masculine": found(("soldier", "engineer", "cook"))},
        {"feminine": (associated("label=neg", 0.2),), "masculine": (associated("label=pos", 0.2),)},
        (
            Cross(
                "label",
                {
                    "neg": {"masculine": masculine // 2, "feminine": feminine // 3, "mixed": 200, "none": 1_200},
                    "pos": {"masculine": masculine // 2, "feminine": 2 * feminine // 3, "mixed": 210, "none": 1_031},
                },
            ),
        ),
    )


def audit(feminine: int = 2_046, masculine: int = 5_313, strength: float = 1.0) -> Audit:
    return Audit(
        10_000,
        3,
        "text (text)",
        (attribute(feminine, masculine, strength),),
        (
            Left("public_figure", 15_296, 4_012),
            Left("protected", 4_497, 2_344, (("protect.burger_king", 61), ("title", 24))),
            Left("guard", 3_210, 421, (("cue.pregnant", 408),)),
        ),
        (Flagged("pregnancy_birth", "block", 410, 203), Flagged("relationship", "note", 900, 700)),
        ("gender@1.1.0",),
        names=True,
        splits={"train": 10_000},
    )


def shifts(words: tuple[str, ...], group: str) -> tuple[Shift, ...]:
    return tuple(
        Shift(group, associated(word, 2.1 - 0.3 * place), associated(word, 0.12 - 0.05 * place, 240))
        for place, word in enumerate(words)
    )


def compared() -> Compared:
    return Compared(
        audit(),
        audit(6_800, 6_790, 0.05),
        25_000,
        10_000,
        10_000,
        {"gender": shifts(WORDS, "feminine") + shifts(OTHER, "masculine")},
        {"gender": shifts(("nurse", "maid", "dancer"), "feminine")},
        {"gender": shifts(("label=neg",), "feminine")},
    )
