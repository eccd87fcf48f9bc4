"""Whether a word for a people speaks of people: sentences with the word in brackets, by kind."""

from __future__ import annotations

from functools import lru_cache

import pytest

from cda.detection.identity import use_of_people
from cda.detection.identity_surface import surface_use
from cda.parsing import Parser

COLOURS = {"black", "white", "blacks", "whites", "old", "young"}


@lru_cache(maxsize=1)
def parser() -> Parser:
    return Parser()


def marked(sentence: str) -> tuple[str, int, int, bool]:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "", 1).replace("]", "", 1)
    return text, start, end, text[start:end].lower() in COLOURS


def use(sentence: str) -> str | None:
    text, start, end, colour = marked(sentence)
    return use_of_people(text, parser().parse([text])[0], start, end, colour=colour)


def kind(*sentences: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("sentence", sentences)


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
    "[Asian] markets fell sharply.",
    "An [Asian] elephant ate the fence.",
    "They import [Arab] oil.",
    "She loves [Asian] cinema.",
    "Several [Arab] states objected.",
    "He cooks good [Asian] food.",
    "[Asian] currencies rose.",
    "The [Arab] League met.",
    "Some [Asian] exporters were paid late.",
    "Toilet ideas on the web [asian].",
)
def test_what_is_of_a_region_does_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "A [black] car stopped.",
    "They fell into a [black] hole.",
    "He told a [white] lie.",
    "She rode a [white] horse.",
    "The bride wore a [white] dress.",
    "It is a [black] comedy.",
    "His [white] teeth shone.",
    "A [black] lithe animal crossed the road.",
    "Her [black] hair was wet.",
    "His [white] skin burned.",
    "An [old] house stood there.",
    "They planted a [young] tree.",
    "He wore a [black] cowboy hat.",
    "We sold a [black] leather jacket.",
    "The [white] walls were bare.",
    "She bought a used [black] Porsche.",
)
def test_a_thing_of_a_colour_or_an_age_does_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "It is a [black]-and-white film.",
    "We saw an old black and [white] movie.",
    "He shot it in [black] and white.",
    "The picture is black and [white].",
    "Life is never [black] and white.",
)
def test_black_and_white_of_pictures_does_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "Jack [Black] sings in it.",
    "We asked Mr. [White] about it.",
    "Snow [White] fell asleep.",
    "Betty [White] was funny.",
    "We watched [White] Zombie at midnight.",
    "The ferry crossed the [Black] Sea.",
    "He works at the [White] House.",
    'They played "[Black] Magic Woman" twice.',
    "She hummed Single [White] Female all day.",
    "The All [Blacks] won again.",
    "Neil [Young] toured.",
)
def test_names_and_titles_do_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "The widow was dressed in [black].",
    "She was wearing [black].",
    "He always wore [white], even in winter.",
    "The men in [black] came back.",
    "All of them were in [white].",
)
def test_clothes_do_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "Beat the [white] of an egg.",
    "Fold in the egg [whites].",
    "He saw the [whites] of their eyes.",
    "The [black] of night fell.",
    "They sold 500 tonnes of [whites].",
    "The [blacks] and greys of the print are rich.",
    "I like the red ones, not the [black] ones.",
    "I prefer a plain, fitted [black] one.",
    "The screen fades to [black].",
    "Paint it a deep [black].",
)
def test_colours_as_nouns_do_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "He was [white] with fear.",
    "She turned [white].",
    "His hands were [black] with soot.",
    "He went [white] as a sheet.",
    "She was deathly [white].",
    "He stood there, [white] and trembling.",
    "He was [white] to the lips.",
    "A [white], trembling boy opened.",
)
def test_pallor_and_dirt_do_not_speak_of_people(sentence: str):
    assert use(sentence) is None


@kind(
    "A [white] knight saved the firm.",
    "The [black] widow spun its web.",
    "White's [white] bishop is lost.",
    "The [black] sheep of the family wrote to us.",
    "A [white]-collar worker was charged.",
    "The [black]-haired girl sang.",
    "A [white] faced clown bowed.",
    "He called an [old] friend.",
    "She met her [old] boss.",
    "He is ten years [old].",
    "Out with the [old], in with the new.",
)
def test_fixed_terms_do_not_speak_of_people_though_a_person_follows(sentence: str):
    assert use(sentence) is None


@kind("the [white] wine drinkers", "a [black] magic priest", "[white] sugar traders", "some [black] comedy fans")
def test_a_thing_of_the_colour_before_a_person_is_the_thing_of_that_person(sentence: str):
    assert use(f"We met {sentence} there.") is None


SURE = {
    "A [black] man waited.": "ADJ",
    "Two [white] women laughed.": "ADJ",
    "He wore a [black] dress.": None,
    "It is a [black] comedy.": None,
    "Many [Asians] came.": "NOUN",
    "They barred [blacks] from juries.": "NOUN",
    "Jack [Black] sings.": None,
    "Karen [Black], too.": None,
    "She loves [Asian] cinema.": None,
    "It is in [black] and white.": None,
    "A black and [white] film, no more.": None,
    "Some [white people] left.": "NOUN",
    "He was all in [black].": None,
    "She is [black].": "ADJ",
    "The [black]-haired girl sang.": None,
    "The [Black] Falcon flew over the sleeping town.": None,
}


@pytest.mark.parametrize("sentence", SURE)
def test_sure_cases_are_decided_by_the_words_beside_and_as_the_parse_decides(sentence: str):
    text, start, end, colour = marked(sentence)
    assert surface_use(text, start, end, colour=colour) == SURE[sentence]
    assert use(sentence) == SURE[sentence]


@kind(
    "A [white] and trembling girl opened.",
    "He was [white] with fear.",
    "She is a [black] homicide detective.",
    "The [old] man slept.",
    "The [Black]-owned bakery closed.",
    "It was the [black] car driver who fled.",
    "The [whites] of their eyes shone.",
)
def test_what_the_words_beside_leave_open_is_asked(sentence: str):
    text, start, end, colour = marked(sentence)
    assert surface_use(text, start, end, colour=colour) == "ask"


def test_the_place_of_a_word_that_no_token_covers_is_no_use():
    assert use_of_people("", (), 0, 5, colour=True) is None


def test_words_glued_to_the_next_sentence_are_read():
    assert use("She was [black].i liked her.") == "ADJ"
