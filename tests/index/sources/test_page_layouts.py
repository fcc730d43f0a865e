"""Pages of many layouts: every word that trafilatura extracts is there and no other; headline and date where stated.

trafilatura's own figures for news pages (F1 0.958 on the 181 pages of the article extraction benchmark, with just these
settings) hold for this reader as long as its text is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
import trafilatura

from index.model import Article, Skipped

Found = Callable[..., tuple[list[Article], list[Skipped]]]

LEDE = (
    "The island council of Norrholm voted on Monday night to keep its last ferry running through the winter, after"
    " fishermen blocked the harbour for three days."
)
BODY = (
    (
        "Council leader Petra Lindqvist said the boat would sail twice a day"
        " from November, instead of being laid up until"
        " spring, and that the region had promised to share the cost."
    ),
    (
        "The ferry carried 41,000 passengers last year, a third fewer than"
        " before the bridge to the neighbouring island was"
        " opened. Without it, pupils would have to board on the mainland during the week."
    ),
    (
        "A final decision is due in January, when the budget of the region is settled. Until then the"
        " fishermen want to keep"
        " watch, their spokesman said, and to come back with more boats if they must."
    ),
)
QUOTE = (
    "We would rather row ourselves than see the school close for want of a boat, one of the fishermen said."
)
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in (LEDE, *BODY))
TITLE = "Norrholm keeps its winter ferry"
AROUND = (
    '<header><nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav></header>{}'
    '<aside><h3>Most read</h3><ul><li><a href="/a">Storm takes roof</a></li><li><a href="/b">Choir wins</a></li></ul>'
    "</aside><footer><p>Copyright Norrholm Post. All rights reserved.</p></footer>"
)


class Layout(NamedTuple):
    """A page's head and body, and the date that it states."""

    body: str
    head: str = ""
    published: str | None = None
    headline: str = TITLE


LD = (
    '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", "headline":'
    ' "Norrholm keeps its winter ferry", "datePublished": "2024-10-07T21:15:00+02:00"}</script>'
)
LAYOUTS = {
    "semantic": Layout(
        AROUND.format(f"<main><article><h1>{TITLE}</h1>{PARAGRAPHS}</article></main>"), LD, "2024-10-07"
    ),
    "meta tags": Layout(
        AROUND.format(f'<div class="article-body"><h1>{TITLE}</h1>{PARAGRAPHS}</div>'),
        f'<meta property="og:title" content="{TITLE}">'
        '<meta property="article:published_time" content="2024-10-07T19:15:00Z">',
        "2024-10-07",
    ),
    "time element": Layout(
        AROUND.format(
            f'<article><h1>{TITLE}</h1><time datetime="2024-10-07T21:15">Monday</time>{PARAGRAPHS}</article>'
        ),
        published="2024-10-07",
    ),
    "date as text": Layout(
        AROUND.format(f'<article><h1>{TITLE}</h1><p class="date">7 October 2024</p>{PARAGRAPHS}</article>'),
        published="2024-10-07",
    ),
    "divisions and breaks": Layout(
        f"<div id='wrap'><h1>{TITLE}</h1><div id='content'>{LEDE}<br><br>{'<br><br>'.join(BODY)}</div></div>",
        LD,
        "2024-10-07",
    ),
    "table of old": Layout(
        f"<table><tr><td width=120><a href='/'>Home</a></td><td><h1>{TITLE}</h1>{PARAGRAPHS}</td></tr></table>",
        LD,
        "2024-10-07",
    ),
    "headings, lists and quotes": Layout(
        AROUND.format(
            f"<article><h1>{TITLE}</h1><p>{LEDE}</p><h2>Twice a"
            f" day</h2><p>{BODY[0]}</p><blockquote><p>{QUOTE}</p></blockquote>"
            "<h2>What is next</h2><ul><li>The timetable is published in the last week of"
            " October.</li><li>Fares stay as"
            f" they are until the end of March.</li></ul><p>{BODY[1]}</p><p>{BODY[2]}</p></article>"
        ),
        LD,
        "2024-10-07",
    ),
    "figures and tables": Layout(
        AROUND.format(
            f"<article><h1>{TITLE}</h1><figure><img src='a.jpg'><figcaption>The ferry at its berth. Photo: Ida Berg"
            f"</figcaption></figure><p>{LEDE}</p><p>{BODY[0]}</p><table><tr><th>Year</th><th>Passengers</th></tr><tr>"
            "<td>2022</td><td>61,000</td></tr><tr><td>2023</td><td>41,000</td></tr></table>"
            f"<p>{BODY[1]}</p><p>{BODY[2]}</p>"
            "</article>"
        ),
        LD,
        "2024-10-07",
    ),
    "adverts and links between": Layout(
        AROUND.format(
            f"<article><h1>{TITLE}</h1><p>{LEDE}</p><div"
            f" class='ad'>Advertisement</div><p>{BODY[0]}</p><p><a href='/x'>Read more:"
            f" Bridge opened</a></p><p>{BODY[1]}</p><div class='newsletter'><p>Sign up for our newsletter</p></div>"
            f"<p>{BODY[2]}</p><p>This article was updated on 8 October.</p></article>"
        ),
        LD,
        "2024-10-07",
    ),
    "comments below": Layout(
        AROUND.format(
            f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article><section id='comments'><h3>2"
            " comments</h3><div class='comment'>"
            "<p>About time that somebody did something for us islanders, if you ask me.</p></div></section>"
        ),
        LD,
        "2024-10-07",
    ),
    "a live page": Layout(
        AROUND.format(
            f"<article><h1>{TITLE}</h1>"
            + "".join(
                f"<section><h3>1{n}:30</h3><p>{each}</p></section>" for n, each in enumerate((LEDE, *BODY))
            )
            + "</article>"
        ),
        LD.replace("NewsArticle", "LiveBlogPosting"),
        "2024-10-07",
    ),
    "microdata": Layout(
        "<div itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<h1 itemprop='headline'>{TITLE}</h1><meta itemprop='datePublished' content='2024-10-07'>"
        f"<div itemprop='articleBody'>{PARAGRAPHS}</div></div>",
        published="2024-10-07",
    ),
    "a title with its site": Layout(f"<div>{PARAGRAPHS}</div>", f"<title>{TITLE} | Norrholm Post</title>"),
    "no date at all": Layout(AROUND.format(f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>")),
    "a language of its own": Layout(
        "<article><h1>Norrholm behält seine Winterfähre</h1><p>Der Rat der Insel Norrholm hat am"
        " Montagabend beschlossen, die"
        " letzte Fähre auch im Winter fahren zu lassen, nachdem Fischer drei Tage lang den Hafen"
        " blockiert hatten.</p><p>Die"
        " Ratsvorsitzende Petra Lindqvist sagte, das Schiff werde ab November zweimal am Tag"
        " fahren, statt bis zum Frühjahr"
        " aufzuliegen, und die Region habe versprochen, sich an den Kosten zu beteiligen.</p></article>",
        "<meta name='date' content='2024-10-07'>",
        "2024-10-07",
        "Norrholm behält seine Winterfähre",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_of_any_layout(found: Found, name: str) -> None:
    """Its text is trafilatura's to the word; what it states of itself is found, and no date made up."""
    layout = LAYOUTS[name]
    source = f"<!doctype html><html><head><meta charset='utf-8'>{layout.head}</head><body>{layout.body}</body></html>"
    (article,), skipped = found(source, "page.html")
    assert not skipped
    extracted = trafilatura.extract(source, include_comments=False)
    assert extracted is not None
    assert article.text.split() == extracted.split()
    assert article.headline == layout.headline
    assert (article.published or "")[:10] == (layout.published or "")
