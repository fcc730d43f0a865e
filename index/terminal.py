"""How answers, reports and status look in a terminal. Pure: values in, rich renderables out."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.model import Answer, BuildReport, Citation, CoverageSpan, Headline, Hit, Status

# An article's text must not steer the terminal: controls other than line ends and tabs are shown as a mark.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SKIPPED_SHOWN = 20


def printable(text: str) -> str:
    """`text` with control characters (escape sequences, direction overrides) replaced one for one."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def day(iso: str | None) -> str | None:
    """An ISO date or date-time as "7 June 2022", or as it stands where it is neither."""
    if iso is None:
        return None
    try:
        when = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{when.day} {when:%B %Y}"


def paragraphs_text(first: int, last: int) -> str:
    """A paragraph's number as a reader says it: paragraph 7, or paragraphs 7 to 8."""
    return f"paragraph {first}" if first == last else f"paragraphs {first}\N{EN DASH}{last}"


def citation_text(citation: Citation) -> Text:
    """Headline on the first line; outlet, date and paragraphs on the second; what changed; the address."""
    text = Text(printable(citation.headline), style="bold cyan")
    text.append("\n" + facts_line(citation), style="not bold dim")
    changed = changed_line(citation)
    if changed:
        text.append("\n" + changed, style="not bold yellow")
    if citation.url:
        text.append("\n" + printable(citation.url), style="not bold dim underline")
    return text


def facts_line(citation: Citation) -> str:
    """Outlet, date, what its publisher calls it ("opinion"), paragraphs."""
    facts = (
        citation.outlet,
        day(citation.published),
        *citation.labels,
        paragraphs_text(*citation.paragraphs),
    )
    return printable(" \N{MIDDLE DOT} ".join(fact for fact in facts if fact))


def changed_line(citation: Citation) -> str:
    """That its publisher updated or corrected the article after it was published, when, and what; else empty."""
    when = time_of_change(citation.published, citation.updated)
    if citation.correction:
        # The publisher's note mostly says that it is one.
        note = re.sub(r"^\W*corrections?\W+", "", citation.correction, flags=re.IGNORECASE)
        return printable(" ".join(f"Corrected{f' {when}' if when else ''}: {note}".split()))
    return f"Updated {printable(when)}" if when else ""


def time_of_change(published: str | None, modified: str | None) -> str | None:
    """A day, or on the day of publication itself a time: "8 June 2022", "7 June 2022, 14:05"."""
    if modified is None or published is None or modified[:10] != published[:10] or modified[10:11] != "T":
        return day(modified)
    return f"{day(modified)}, {modified[11:16]}"


def hit_renderable(hit: Hit, *, explain: bool = False) -> RenderableType:
    """A passage with its answering sentence in bold, then its citation, then (on request) its evidence."""
    quote = Text(printable(hit.quote))
    quote.stylize("bold", *hit.highlight)
    parts: list[RenderableType] = [Text(f"{hit.rank}."), Padding(quote, (0, 0, 0, 3))]
    parts.append(Padding(citation_text(hit.citation), (1, 0, 0, 3)))
    if hit.also:
        parts.append(Padding(copies_text(hit.also), (1, 0, 0, 3)))
    if explain and hit.evidence:
        parts.append(Padding(evidence_table(hit), (1, 0, 0, 3)))
    return Group(*parts, "")


def copies_text(copies: Sequence[Citation]) -> Text:
    """The articles that carry the same text: one report in several places, and not as many confirmations."""
    lines = [f"The same text also in {counted(len(copies), 'article')}:"]
    lines += [
        f"  {facts_line(copy)}" + (f" \N{MIDDLE DOT} {printable(copy.url)}" if copy.url else "")
        for copy in copies
    ]
    return Text("\n".join(lines), style="dim")


def evidence_table(hit: Hit) -> Table:
    """The raw value of each ranking feature."""
    table = Table("evidence", "value", title=f"score {hit.score:.3f}", title_justify="left")
    for name, value in hit.evidence.items():
        table.add_row(name, f"{value:.3f}")
    return table


def counted(number: int, thing: str) -> str:
    """A number and its noun: 1 article, 2,300 articles."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def span_text(span: CoverageSpan) -> str:
    """One sentence: how many articles, of which outlets, from when to when."""
    if not span.articles:
        return "The coverage is empty."
    held = f"{counted(span.articles, 'article')} ({counted(span.passages, 'passage')})"
    shown = ", ".join(span.outlets[:5]) + (" and others" if len(span.outlets) > 5 else "")
    outlets = f" from {shown}" if span.outlets else ""
    first, last = day(span.first), day(span.last)
    dates = "" if first is None else f", {first}" if first == last else f", {first} to {last}"
    return printable(f"The coverage holds {held}{outlets}{dates}.")


def answer_renderable(answer: Answer, *, explain: bool = False) -> RenderableType:
    """The whole answer, or what was not found and what is nearest."""
    parts: list[RenderableType] = [Text(printable(note), style="dim") for note in answer.notes]
    if answer.answered:
        if answer.unknown_terms:
            parts.append(
                Text(printable("Not in the coverage: " + ", ".join(answer.unknown_terms)), style="dim")
            )
        if answer.unsaid_terms:
            parts.append(
                Text(printable("Not in these passages: " + ", ".join(answer.unsaid_terms)), style="dim")
            )
        parts += [hit_renderable(hit, explain=explain) for hit in answer.hits]
        return Group(*parts)
    parts.append(Text("The coverage does not answer this.", style="bold"))
    if answer.unknown_terms:
        parts.append(Text(printable("Not in the coverage: " + ", ".join(answer.unknown_terms))))
    if answer.apart_terms:
        parts.append(Text(printable("Not together with the rest: " + ", ".join(answer.apart_terms))))
    if answer.suggestion:
        parts.append(Text(printable("Nearest headline: " + answer.suggestion)))
    parts.append(Text(span_text(answer.span), style="dim"))
    return Group(*parts)


def report_text(report: BuildReport) -> str:
    """The counts of a build, and what was skipped and why."""
    lines = [
        (
            f"{counted(report.read, 'article')} read: {report.added:,} added, {report.updated:,} updated, "
            f"{report.unchanged:,} unchanged; {report.removed:,} removed."
        ),
        (
            f"The index holds {counted(report.articles, 'article')} in {counted(report.passages, 'passage')} "
            f"(generation {report.generation}, {report.seconds:.1f} s)."
        ),
    ]
    if report.skipped:
        lines.append(f"Skipped {len(report.skipped):,}:")
        lines += [f"  {entry.item}: {entry.reason}" for entry in report.skipped[:_SKIPPED_SHOWN]]
    if len(report.skipped) > _SKIPPED_SHOWN:
        lines.append(f"  and {len(report.skipped) - _SKIPPED_SHOWN:,} more (--json lists them all)")
    return printable("\n".join(lines))


def headline_text(item: Headline) -> str:
    """An article in a line: headline, outlet, date."""
    return " \N{MIDDLE DOT} ".join(fact for fact in (item.headline, item.outlet, day(item.published)) if fact)


def _copies_told(copies: int) -> str:
    """How many of the articles are copies, in brackets; nothing where none is."""
    if not copies:
        return ""
    return f" ({copies:,} of them {'a copy of another' if copies == 1 else 'copies of others'})"


def status_table(status: Status) -> Table:
    """What the index holds, a row a fact."""
    span = status.span
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    rows = {
        "Index": status.path,
        "Generation": f"{status.generation}",
        "Built": status.built or "never",
        "Articles": f"{span.articles:,}{_copies_told(status.copies)}",
        "Passages": f"{span.passages:,}",
        "Terms": f"{status.terms:,}",
        "Outlets": ", ".join(span.outlets) or "none named",
        "Dates": " to ".join(d for d in (day(span.first), day(span.last)) if d) or "none stated",
        "Newest": headline_text(status.newest) if status.newest else "none",
        "Size": f"{status.bytes / 2**20:,.1f} MiB",
    }
    for name, value in rows.items():
        table.add_row(name, Text(printable(value)))
    return table
