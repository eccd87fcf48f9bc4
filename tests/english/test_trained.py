"""Behaviour of the trained decision for *her* and *his*; sentences of the project's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cda.english.trained import REACH, stem, trained_use

STANDS_ALONE = """
The climb gave [her] courage.
The letter gave [her] hope.
The song gave [her] goosebumps.
He told [her] lies for years.
Please tell [her] everything you know.
They told [her] bad news over the phone.
The director offered [her] work at the studio.
They offered [her] two roles in the play.
The judge asked [her] several questions.
We wish [her] luck with the new job.
We wished [her] good luck.
The guide gave [her] directions to the station.
The manager gave [her] permission to leave.
The doctor gave [her] six months to live.
The prize made [her] famous overnight.
The smoke made [her] cough.
That joke made [her] laugh again.
The thunder made [her] jump.
The illness made [her] weak.
The wait made [her] very nervous.
Her coach made [her] run every morning.
The crowd watched [her] climb the tower.
We watched [her] dance with the others.
I saw [her] leave the office.
Someone saw [her] enter the building.
We heard [her] sing at the fair.
They heard [her] talking on the phone.
Let [her] go before it is dark.
Let [her] speak.
Nobody let [her] finish the story.
Please let [her] know about the change.
You must help [her] find the keys.
He helped [her] escape from the tower.
Nothing can stop [her] now that it works.
I found [her] sitting by the window.
They found [her] dead in the snow.
They found [her] guilty of theft.
We left [her] alone with the child.
The cold kept [her] awake.
The noise drove [her] crazy.
The firm paid [her] very little.
I love [her] very much.
They wanted [her] dead.
I find [her] quite charming.
I have never seen [her] look so happy.
Everyone called [her] crazy.
I like [her] better than the others.
He left [her] waiting at the station.
They caught [her] stealing apples.
""".strip().splitlines()

BEFORE_A_NOUN = """
We met [her] brother at the station.
She opened [her] umbrella.
She tuned [her] 200-year-old violin.
The champion repaired [her] 40-year-old bicycle.
We followed [her] every move.
The critics praised [her] remarkably honest memoir.
[Her] three cats slept on the sofa.
[Her] first novel sold well.
The painter sold [her] last picture.
She lost [her] job in the spring.
We talked about [her] plans for the garden.
On [her] way to work she stopped for bread.
She gave [her] mother's ring to the thief.
He gave [her] mother a lift.
He told [her] father the truth.
I asked [her] husband about the roof.
They sent [her] parents a long letter.
The nurse took [her] temperature twice.
She spent [her] whole life at sea.
In [her] opinion the bridge was safe.
She made [her] debut in a small theatre.
She shook [her] head and left.
He watched [her] face in the mirror.
I saw [her] car outside the bank.
They found [her] body in the lake.
She is with [her] friends tonight.
All of [her] books were burnt.
She broke [her] left arm.
[Her] singing woke the street.
""".strip().splitlines()

HIS_ALONE = """
Nothing of [his] remained in the flat.
""".strip().splitlines()

HIS_BEFORE_A_NOUN = """
He sold [his] boat.
The roof of [his] house leaked.
Most of [his] friends moved away.
The end of [his] career came early.
He opened [his] eyes.
[His] two sons run the bakery.
""".strip().splitlines()

KNOWN_WRONG = """
PRON The old sailor told [her] stories about the war.
PRON The clerk showed [her] pictures of the house.
PRON My uncle sent [her] money every month.
PRON The guards asked [her] questions about the fire.
PRON He bought [her] drinks at the bar.
PRON They followed [her] home after the show.
PRON The crew elected [her] captain in March.
DET She checked [her] very carefully drawn plans.
PRON A friend of [his] told me about the house.
PRON Some friends of [his] were there, and one friend of [his] said that it rained.
""".strip().splitlines()


def marked(sentence: str) -> tuple[str, int, int]:
    start = sentence.rindex("[")
    end = sentence.rindex("]") - 1
    before, _, rest = sentence.rpartition("[")
    return before.replace("[", "").replace("]", "") + rest.replace("]", ""), *_moved(sentence, start, end)


def _moved(sentence: str, start: int, end: int) -> tuple[int, int]:
    brackets = sum(sentence.count(bracket, 0, start) for bracket in "[]")
    return start - brackets, end - brackets


@pytest.mark.parametrize("sentence", STANDS_ALONE)
def test_her_after_a_verb_that_takes_it_as_object_stands_alone(sentence: str) -> None:
    assert trained_use(*marked(sentence))[0] == "PRON"


@pytest.mark.parametrize("sentence", BEFORE_A_NOUN)
def test_her_before_its_noun_is_possessive(sentence: str) -> None:
    assert trained_use(*marked(sentence))[0] == "DET"


@pytest.mark.parametrize("sentence", HIS_ALONE)
def test_his_after_of_and_before_a_verb_stands_alone(sentence: str) -> None:
    assert trained_use(*marked(sentence))[0] == "PRON"


@pytest.mark.parametrize("sentence", HIS_BEFORE_A_NOUN)
def test_his_before_its_noun_is_possessive(sentence: str) -> None:
    assert trained_use(*marked(sentence))[0] == "DET"


@pytest.mark.xfail(reason="the weights get these wrong; a better table moves them to the lists above", strict=True)
@pytest.mark.parametrize("sentence", KNOWN_WRONG)
def test_a_few_sentences_are_known_to_be_read_wrongly(sentence: str) -> None:
    use, _, rest = sentence.partition(" ")
    assert trained_use(*marked(rest))[0] == use


@pytest.mark.parametrize("sentence", [*STANDS_ALONE, *BEFORE_A_NOUN])
def test_the_same_place_gets_the_same_answer_each_time(sentence: str) -> None:
    assert trained_use(*marked(sentence)) == trained_use(*marked(sentence))


@pytest.mark.parametrize("pronoun", ["her", "his"])
@given(before=st.text(max_size=60), after=st.text(max_size=60))
def test_any_text_gets_an_answer_with_a_margin(pronoun: str, before: str, after: str) -> None:
    use, margin = trained_use(before + pronoun + after, len(before), len(before) + 3)
    assert use in {"DET", "PRON"}
    assert margin >= 0


@given(before=st.text(max_size=300), after=st.text(max_size=300))
def test_text_further_away_than_the_reach_changes_nothing(before: str, after: str) -> None:
    near = "It was a long night. " * 10
    assert len(near) > REACH
    alone = near + "her" + " strength." + near
    whole = before + alone + after
    first, second = len(near), len(before) + len(near)
    assert trained_use(whole, second, second + 3) == trained_use(alone, first, first + 3)


def test_offsets_are_code_points() -> None:
    text = "🦊 İzmir: the walk gave her strength."
    start = text.index("her")
    assert trained_use(text, start, start + 3)[0] == "PRON"


def test_capital_letters_throughout_change_nothing() -> None:
    text = "the walk gave her strength."
    start = text.index("her")
    assert trained_use(text.upper(), start, start + 3)[0] == trained_use(text, start, start + 3)[0] == "PRON"


def test_quotes_after_the_pronoun_are_read_through() -> None:
    text = "She opened her “umbrella” at once."
    assert trained_use(text, 11, 14)[0] == "DET"


@pytest.mark.parametrize(
    ("one", "other"), [("gave", "giving"), ("told", "tells"), ("carried", "carry"), ("stopped", "stop")]
)
def test_all_forms_of_a_verb_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)
