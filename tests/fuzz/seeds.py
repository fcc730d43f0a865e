"""Where the fuzzer starts from: inputs that are right, made for the tests of each part."""

from __future__ import annotations

from typing import Final

from tests.bot.samples import HEADLINE, QUOTE
from tests.index.sources import office_samples, samples
from tests.index.sources.promises import ENDINGS, WHOLE

_SITEMAP: Final = (
    b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://test.example/1</loc>'
    b"<lastmod>2024-05-06</lastmod></url></urlset>"
)
_TEXT: Final = f"Bridge opens\n\nBy Ann Lee\n6 May 2024\n\n{samples.FIRST}\n\n{samples.SECOND}\n"
_QUESTIONS: Final = (
    "Who left Tapachula?", 'Who left? outlet:cnn author:"Kylie Atwood" after:2022-06-01 before:2022-07', "and why?",
    '"shared responsibility" migrants -China', "what happened last week", "What did the U.S. say in June 2022?",
    "What is DHS?", "How many people (2,300) fled on 7 June?", "¿Quién llegó?", "誰が来たか",
)  # fmt: skip
_ANSWERS: Final = (
    (QUOTE, HEADLINE, "CNN", "Ann Lee", "https://example.com/story", "Who left?", "0"),
    (
        "**Bold** [a](http://b.c) @everyone <@1>",
        "# A",
        "`b`",
        "_c_",
        "https://exämple.com/?a=b#c",
        "> d",
        "00",
    ),
    ("One. Two? Three!\n\n- four\n1. five", "", "", "", "javascript:x", "", ""),
)

SEEDS: Final[dict[str, tuple[bytes, ...]]] = {
    "reader": (
        *(b"\0" + whole for whole in WHOLE),
        *(bytes([ENDINGS.index(end)]) + _TEXT.encode() for end in (".txt", ".md")),
    ),
    "office": tuple(bytes([n]) + office_samples.part(*one) for n, one in enumerate(office_samples.PARTS)),
    "sitemap": (_SITEMAP,),
    "front_matter": (b"---\nheadline: Bridge opens\ndate: 2024-05-06\nauthors: [Ann Lee]\n---\nText.\n",),
    "analyser": tuple(bytes([n]) + text.encode() for n, text in enumerate((QUOTE, *_QUESTIONS))),
    "question": tuple(f"{text}\0Who left?".encode() for text in _QUESTIONS),
    "renderer": tuple("\0".join(fields).encode() for fields in _ANSWERS),
}
