"""Words for a people that speak of people, by kind of sentence."""

from __future__ import annotations

from identity_sentences import kind, use

from cda.detection.identity import use_of_people


@kind(
    "A [black] man waited at the gate.",
    "Two [white] women shared the taxi.",
    "She hired a young [Asian] lawyer last spring.",
    "Three [white] cops stopped the bus.",
    "The clinic treats many [Hispanic] children.",
    "An [Arab] shopkeeper gave us directions.",
    "The [black] female in the second row laughed.",
    "He befriended a [white] vlogger from Ohio.",
    "The [old] fisherman mended his nets.",
    "A [Christian] farmer sold them the land.",
)
def test_before_a_noun_for_a_person_it_is_an_adjective(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "The [black] community raised the money.",
    "A [white] family moved in next door.",
    "He courted the [Black] vote all summer.",
    "They closed the last [white] neighborhood school.",
    "The [black] population doubled in ten years.",
    "She sings in a [Black] church on Sundays.",
    "An all-[white] jury acquitted him.",
    "The play drew a [Hispanic] audience.",
    "Her book is about [black] history.",
    "He spoke of [white] privilege at dinner.",
    "The show was made for a [young] audience.",
)
def test_with_a_group_or_what_is_a_peoples_it_is_an_adjective(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "He was a twelve-year-old [black] kid with a trumpet.",
    "[White] working-class voters stayed at home.",
    "A tall, [black], rather shy student raised her hand.",
    "The [white], middle-aged owner shrugged.",
    "Two [Asian] high school teachers marched along.",
    "She is a [black] homicide detective.",
    "The [white] so-called experts disagreed.",
    'Every "[white]" actor in the troupe wore a mask.',
)
def test_adjectives_and_nouns_between_do_not_hide_the_person(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "He is [black].",
    "My friends are all [white].",
    "Being [black] in that town was hard.",
    "Most of the sailors were [Asian].",
    "She's [Hispanic], and proud of it.",
    "The detective turned out to be [white].",
    "I am not [black], but my wife is.",
    "Whoever they were, they were not [Arab].",
    "Everybody on the bus was [white].",
    "The crowd was mostly [black].",
    "He could pass for [white].",
    "The census taker listed her as [white], and she did not mind.",
    "Marcus is [black], Irene is not.",
    "Someone [black] had lived there before.",
    "She is too [young] to vote.",
)
def test_said_of_people_it_is_an_adjective(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "The thief was tall, [white], about forty.",
    "Suspects: male, [black], in their thirties.",
    "We were young, [black] and broke.",
    "Two of the jurors (both [white]) slept.",
    "Wanted: a singer, [Asian] or Latino.",
    "About 40 percent of the town is white, 12.5% [black].",
)
def test_in_a_description_it_is_an_adjective(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "[Blacks] and whites sat at one table.",
    "She wrote about whites and [Latinos].",
    "The [blacks] of the valley had their own paper.",
    "He never talked to [whites].",
    "Many [Asians] moved to the coast.",
    "Laws that barred [blacks] from juries fell.",
    "Two thirds of [whites] agreed.",
    "The [Arabs] rode in at dawn.",
    "Few [Hispanics] own shops there.",
)
def test_a_plural_is_a_noun(sentence: str):
    assert use(sentence) == "NOUN"


@kind(
    "She married an [Asian].",
    "You are a terrible [black].",
    "Yusuf is a kind [hispanic]",
    "dana is a awful [asian]",
    "He was the only [black] on the team.",
    "Her neighbour, an [Arab], baked bread.",
    "No one had ever seen a [Latino] there.",
    "The first [black] to win the prize was a nurse.",
    "A [white] who spoke up was fired.",
    "The [Hispanic] in the corner smiled.",
    "The [old] and the sick went first.",
)
def test_with_an_article_and_without_a_noun_it_is_a_noun(sentence: str):
    assert use(sentence) == "NOUN"


@kind(
    "Some [black] and Hispanic women founded the club.",
    "Some black and [Hispanic] women founded the club.",
    "Young, [black] and proud men filled the hall.",
    "[White] and black children learn together there.",
    "White and [black] children learn together there.",
    "Everyone, [black] or white, was searched.",
    "They asked [white], Asian and Latino voters.",
    "The crew was [Asian], black and Latino.",
)
def test_coordination_carries_people_to_both_sides(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "It is a [Black]-owned bakery.",
    "The [white]-led party lost.",
    "A [Latino]-run shop sells it.",
    "The [black]-majority city elected her.",
    "He is half-[Asian] on his mother's side.",
    "An all-[white] jury heard the case.",
    "[Black]-white relations had soured.",
    "White-on-[black] violence rose.",
)
def test_hyphens_that_speak_of_people(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "They told [black] Joe to go home.",
    "She played with [white] Peter and his sister.",
    "He wants to be the [black] Hercule Poirot.",
    "The [black] Othello moved us more.",
    "Her cousin is the [white] Othello of the town.",
)
def test_before_a_name_it_is_an_adjective(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "The [African-American] kept his seat.",
    "Many [Native Americans] objected.",
    "[Asian Americans] voted in record numbers.",
    "She met a [Mexican American] from Texas.",
    "A room full of [white people] fell silent.",
    "He is a [Black person] with two jobs.",
)
def test_phrases_of_people_are_nouns(sentence: str):
    assert use(sentence) == "NOUN"


@kind(
    "She teaches [African-American] studies.",
    "A [Native American] poet read first.",
    "He collects [African American] quilts.",
    "It was an [Asian-American] newspaper.",
    "The [Mexican-American] film won.",
)
def test_american_phrases_before_a_noun_always_speak_of_people(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "She wrote on [Hispanic] culture.",
    "They played [Latino] music.",
    "He studies [Caucasian] ancestry.",
    "She is of [Asian] descent.",
    "The film is full of [Arab] stereotypes.",
    "He had a [Hispanic] name.",
)
def test_culture_of_a_people_counts_and_descent_always_does(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "The makeup of the village was 92.1% [White], 4% Black and 1.1% Asian.",
    "The makeup of the village was 92.1% White, 4% [Black] or African American.",
    "[Hispanic] or Latino of any race were 3% of the residents.",
    "The town is 60 percent [Asian].",
    "Sixty percent of the wards are [Hispanic], and 20% [black].",
)
def test_shares_of_a_population_speak_of_people(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "He was portrayed as [black] in the play.",
    "They identify as [Asian].",
    "The form lists him as [white].",
    "She was described as [white], with short hair.",
    "The villain is always cast as [Arab].",
)
def test_what_somebody_is_seen_as_speaks_of_people(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "The white mothers waited, the [black] ones left.",
    "An [Asian] player and a white one shook hands.",
    "He hired two black cooks and a [white] one.",
    "The Latino voters stayed and the [white] ones went home.",
    "First a black singer, then a [white] one.",
)
def test_one_stands_for_somebody_where_people_of_another_race_were_named(sentence: str):
    assert use(sentence) == "ADJ"


@kind(
    "An all-[black] unit served there.",
    "It was an all-[white] school.",
    "The [white] government fell.",
    "It was a mostly [white] town.",
    "[Black]-on-black violence fell.",
    "A [black] owned shop opened.",
)
def test_bodies_of_people_speak_of_people(sentence: str):
    assert use(sentence) == "ADJ"


def test_the_place_of_a_word_that_no_token_covers_is_no_use():
    assert use_of_people("", (), 0, 5, colour=True) is None


def test_words_glued_to_the_next_sentence_are_read():
    assert use("She was [black].i liked her.") == "ADJ"
