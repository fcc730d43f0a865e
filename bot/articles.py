"""PURE: whole articles in pages, citations to copy, and the note that something has changed since."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

from bot.catalogue import ENGLISH, Words
from bot.citing import Style, cite
from bot.clippings import SINCE_ID, labels, link_button, updated
from bot.layout import ANSWERED, COMPONENT_LIMIT, TEXT_LIMIT, UNANSWERED, Item, Layout, block, card
from bot.markup import day, excerpt, fit, listed, quoted, units
from bot.views_reading import ArticleButton, CiteButton, PageButton
from bot.views_watching import WatchButton
from index import ArticleView, Change, Citation

PAGE_LIMIT = (
    2_200  # UTF-16 units of an article's text on one page, beside at most 1,800 of what stands around
)
SOURCES_SHOWN = 10  # at three components each
ARTICLE_ID = re.compile(r"[0-9a-f]{16}")
_NAMES = {Style.MARKDOWN: "Markdown", Style.BIBTEX: "BibTeX", Style.CSL: "CSL-JSON"}


def pages(view: ArticleView) -> list[str]:
    """An article's prose as marked-up pages, to the letter, cut between passages where they fit."""
    done: list[str] = []
    page = ""
    heading: str | None = None
    for passage in view.passages:
        parts = _parts(passage.text)
        if passage.heading and passage.heading != heading:
            parts[0] = f"**{fit(passage.heading, 200)}**\n{parts[0]}"
        heading = passage.heading
        for part in parts:
            if page and units(page) + units(part) + 2 > PAGE_LIMIT:
                done.append(page)
                page = ""
            page = f"{page}\n\n{part}" if page else part
    return [*done, page] if page or not done else done


def page_of(view: ArticleView, passage_id: str) -> int:
    """The page on which a passage begins, from 0; 0 where it is not in the article."""
    before: list[Any] = []
    for passage in view.passages:
        before.append(passage)
        if passage.id == passage_id:
            upto = ArticleView(view.citation, tuple(before))
            return len(pages(upto)) - 1
    return 0


def article(view: ArticleView, number: int, words: Words = ENGLISH, *, note: str | None = None) -> Layout:
    """One page of an article; a number beyond the last page gives the last. `note` stands above it."""
    citation = view.citation
    texts = pages(view)
    number = min(max(number, 0), len(texts) - 1)
    items: list[Item] = [block(f"**{note}**")] if note else []
    items.append(block(_head(view, words)))
    if view.change is not None and number == 0:
        items.append(block(_change(view.change, words)))
    items.append(block(texts[number] or words("reading.no_prose")))
    if len(texts) > 1:
        items.append(block(f"-# {words('reading.page', n=number + 1, total=len(texts))}"))
    row: list[ui.Item[Any]] = []
    if number > 0:
        row.append(PageButton(citation.article_id, number - 1, words("reading.previous")))
    if number + 1 < len(texts):
        row.append(PageButton(citation.article_id, number + 1, words("reading.next")))
    row.append(CiteButton(citation.article_id, words("reading.cite")))
    link = link_button(citation, "", words)
    items.append(ui.ActionRow(*row, *([link] if link else [])))
    return card(ANSWERED, items)


def citation_card(value: Citation, words: Words = ENGLISH) -> Layout:
    """A citation in all its forms, each in a block that is copied as it stands."""
    texts: list[str] = []
    for share in (1, 2, 4, 8):  # the parts of most citations are short; of others less is shown
        texts = [
            f"### {words('reading.citation')}",
            *(_copied(value, style, words, share) for style in Style),
        ]
        if sum(map(units, texts)) <= TEXT_LIMIT:
            break
    return card(ANSWERED, [block(text) for text in texts])


def _copied(value: Citation, style: Style, words: Words, share: int) -> str:
    name = _NAMES.get(style) or words("reading.plain")
    # Three backticks would end the block; a headline that has them is shown with quotation marks.
    code = cite(value, style, words, share=share).replace("```", "'''")
    return f"**{name}**\n```\n{code}\n```"


def sources(found: Sequence[Citation], words: Words = ENGLISH) -> Layout:
    """The articles that carry one passage, each with a button that opens it."""
    items: list[Item] = [block(f"### {words('reading.sources', n=len(found))}")]
    for citation in found[:SOURCES_SHOWN]:
        facts = [fit(citation.outlet or words("browsing.unnamed"), 60), day(citation.published, words)]
        line = f"**{fit(citation.headline, 150)}**\n-# {' · '.join(fact for fact in facts if fact)}"
        button: Item = ArticleButton(citation.article_id, words("reading.article"))
        items.append(ui.Section(line, accessory=button))
    if len(found) > SOURCES_SHOWN:
        items.append(block(f"-# {words('browsing.extent', first=1, last=SOURCES_SHOWN, total=len(found))}"))
    return card(ANSWERED, items)


def opened_anew(article_id: str, sentence: str, words: Words) -> Layout:
    """A sentence on a passage that is gone, and the way to its article as it is now."""
    row: Item = ui.ActionRow(ArticleButton(article_id, words("reading.article")))
    return card(ANSWERED, [block(sentence), row])


def sorry(key: str, words: Words) -> Layout:
    """What is said to "not this": and the offer to be told later."""
    button: Item = ui.ActionRow(WatchButton(key, words("watching.button")))
    return card(UNANSWERED, [block(words("reading.sorry")), button])


def with_note(message: discord.Message, note: str) -> Layout | None:
    """A message of the bot with a note at its end; None where it has it already, or no room for it."""
    layout = ui.LayoutView.from_message(message, timeout=None)
    if layout.find_item(SINCE_ID) is not None:
        return None
    cards = [item for item in layout.children if isinstance(item, ui.Container)]
    if not cards or layout.total_children_count >= COMPONENT_LIMIT:
        return None
    if layout.content_length() + units(note) > TEXT_LIMIT:
        return None
    cards[-1].add_item(ui.TextDisplay(f"**{note}**", id=SINCE_ID))
    return layout


def _head(view: ArticleView, words: Words) -> str:
    citation = view.citation
    by = words("reading.by", authors=listed(citation.authors, 3, words)) if citation.authors else None
    facts = (
        fit(citation.outlet or "", 80),
        day(citation.published, words),
        updated(citation, words),
        by,
    )
    lines = [f"### {fit(citation.headline, 240)}", "-# " + " · ".join(fact for fact in facts if fact)]
    if view.labels:
        lines.append(f"-# {words('reading.labels', labels=labels(view.labels, words))}")
    if view.correction:
        lines.append(f"**{words('reading.correction', note=fit(view.correction, 400))}**")
    return "\n".join(line for line in lines if line != "-# ")


def _change(change: Change, words: Words) -> str:
    """When an article changed last, and what; and how its headline and the first paragraph read before."""
    pairs = [(part.before is not None, part.after is not None) for part in change.paragraphs]
    counts = {
        "changed": pairs.count((True, True)),
        "added": pairs.count((False, True)),
        "removed": pairs.count((True, False)),
    }
    when = day(change.stated or change.read, words) or ""
    lines = [f"-# {words('reading.last_change', when=when, **counts)}"]
    if change.headline_before is not None:
        lines.append(f"-# {words('reading.headline_before', headline=fit(change.headline_before, 100))}")
    before = change.paragraphs[0].before if change.paragraphs else None
    if before is not None:
        lines.append(f"-# {words('reading.before', text=fit(before, 150))}")
    return "\n".join(lines)


def _parts(text: str) -> list[str]:
    """A passage as block quotes that each fit a page; nearly always one."""
    parts = []
    while text.strip():
        part = excerpt(text, (0, len(text)), PAGE_LIMIT - 220)  # a heading may stand above it
        parts.append(quoted(text[part.start : part.end], (0, 0)))
        text = text[part.end :].lstrip()
    return parts or [""]
