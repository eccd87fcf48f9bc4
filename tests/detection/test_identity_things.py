"""Words for a people that speak of something else: things, names, colours, regions."""

from __future__ import annotations

from identity_sentences import kind, use


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


@kind(
    "They caught a great [white] off the cape.",
    "Great [whites] feed there.",
    "The flag is red, [white] and blue.",
    "Stars on a red, white and [black] flag.",
    "They painted the boat [white].",
    "He dyed his beard [black].",
)
def test_sharks_flags_and_paint_do_not_speak_of_people(sentence: str):
    assert use(sentence) is None
