from __future__ import annotations

import pytest

import cda

ENTRIES = ["noun.wizard-witch|NOUN|sg|wizard|witch||both|core", "noun.ogre-ogress|NOUN|sg|ogre|ogress||both|core"]
CUES = [
    "cue.moon|moonstruck|feminine|block|sentence|lunar|any",
    "cue.beard|bearded|masculine|note|referent|hair|any",
    "cue.song|singing|any|note|sentence|song|any",
    "cue.label|coven list|feminine|note|row|label|any",
    "cue.ogre|Ogre Day|any|note|sentence|day|exact",
]


@pytest.fixture
def flags(lexicon_folder):
    rewriter = cda.Rewriter(lexicon=str(lexicon_folder(entries=ENTRIES, cues=CUES)))
    return lambda text: [(flag.text, flag.cue, flag.strength) for flag in rewriter(text).flags]


def test_a_cue_in_the_sentence_of_a_mention_of_its_group_is_flagged(flags):
    assert flags("The moonstruck witch left.") == [("moonstruck", "cue.moon", "block")]


def test_a_cue_speaks_of_mentions_after_it_and_before_it(flags):
    assert flags("The witch is moonstruck. The moonstruck witch.") == [("moonstruck", "cue.moon", "block")] * 2


def test_a_cue_with_a_mention_of_the_other_group_alone_is_not_flagged(flags):
    assert flags("The moonstruck wizard left.") == []


def test_a_cue_of_any_group_is_flagged_with_any_mention(flags):
    assert [flags(f"The {one} is singing.") for one in ("witch", "ogre")] == [[("singing", "cue.song", "note")]] * 2


def test_a_cue_in_another_sentence_is_not_flagged(flags):
    assert flags("The witch left. A moonstruck owl stayed.") == []


def test_a_cue_whose_scope_is_the_row_is_flagged_from_anywhere(flags):
    assert flags("Here is the coven list. It is long. The witch left.") == [("coven list", "cue.label", "note")]


def test_a_cue_without_any_mention_is_not_flagged(flags):
    assert flags("A moonstruck owl is singing near the coven list.") == []


def test_letter_case_counts_only_where_the_cue_says_exact(flags):
    assert flags("MOONSTRUCK the witch was.") == [("MOONSTRUCK", "cue.moon", "block")]
    assert flags("The witch likes Ogre Day.") == [("Ogre Day", "cue.ogre", "note")]
    assert flags("The witch likes ogre day.") == []


def test_a_cue_is_found_as_a_word_and_not_within_one(flags):
    assert flags("The witch is unmoonstruck.") == []


def test_a_cue_in_code_is_not_flagged(flags):
    assert flags("The witch typed `moonstruck`.") == []


def test_flags_come_in_the_order_of_the_text(flags):
    out = flags("The bearded wizard heard the moonstruck witch singing.")
    assert [flag[0] for flag in out] == ["bearded", "moonstruck", "singing"]


def test_a_protected_phrase_is_no_mention_that_a_cue_could_speak_of(lexicon_folder):
    folder = lexicon_folder(entries=ENTRIES, cues=CUES, protected=["protect.doctor|witch doctor|any"])
    assert cda.Rewriter(lexicon=str(folder))("The moonstruck witch doctor left.").flags == ()


def test_guards_off_looks_for_no_cues(lexicon_folder):
    folder = lexicon_folder(entries=ENTRIES, cues=CUES)
    rewriter = cda.Rewriter(lexicon=str(folder), guards="off")
    out = rewriter("The moonstruck witch left.")
    assert (out.text, out.flags) == ("The moonstruck wizard left.", ())


def test_the_published_lexicon_flags_a_pregnancy(rewriter):
    flag = rewriter("She is pregnant with twins.").flags[0]
    assert (flag.text, flag.start, flag.strength) == ("pregnant", 7, "block")
