"""What changed from one version of an article to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.changes import change, paragraph_changes, summary
from index.model import Article, Citation, Paragraph, ParagraphChange, ParagraphKind

BLOCKS = st.lists(st.sampled_from(["one", "two", "three", "four words are here", "five"]), max_size=8)


def article(*blocks: str, **fields: str | None) -> Article:
    paragraphs, offset = [], 0
    for number, block in enumerate(blocks, 1):
        paragraphs.append(Paragraph(offset, offset + len(block), ParagraphKind.PROSE, number))
        offset += len(block) + 2
    return replace(Article("key", "\n\n".join(blocks), tuple(paragraphs), "Headline"), **fields)


@given(BLOCKS, BLOCKS)
def test_the_changes_lead_from_the_old_text_to_the_new(old: list[str], new: list[str]) -> None:
    """What was before is all of the old, what is after all of the new, but for what both have."""
    changes = paragraph_changes(article(*old), article(*new))
    gone = [part.before for part in changes if part.before is not None]
    come = [part.after for part in changes if part.after is not None]
    assert sorted([*old, *come]) == sorted([*new, *gone])
    assert (changes == ()) == (old == new)


def test_a_change_is_summed_up_in_a_few_words() -> None:
    """Counts of paragraphs, the headline, the publisher's own note."""
    old = article("The mayor said yes.", "Rain fell.", "Old news.")
    new = article(
        "The mayor said no.", "Rain fell.", headline="Mayor says no", correction="The mayor said no, not yes."
    )
    found = change(old, new)
    assert found is not None
    assert found.paragraphs[0] == ParagraphChange("The mayor said yes.", "The mayor said no.")
    assert found.headline_before == "Headline"
    assert summary(found) == (
        "1 paragraph changed, 1 taken out; headline changed; corrected: The mayor said no, not yes."
    )


def test_new_dates_and_new_line_breaks_are_no_change() -> None:
    """Publishers touch dates without any change; readers' new releases wrap lines anew."""
    old = article("The mayor said yes.", published="2022-06-07")
    new = article("The mayor  said\nyes.", published="2022-06-09", modified="2022-06-09")
    assert change(old, new) is None


@pytest.mark.parametrize(("modified", "told"), [("2022-06-08Tnoon", True), ("2022-06-07Tdusk", False)])
def test_of_times_that_cannot_be_read_only_the_day_counts(modified: str, *, told: bool) -> None:
    """A later day is a change that readers are told of; the same day is none."""
    cited = Citation("a", "Rain", "CNN", "2022-06-07Tnoon", (), None, (1, 1), modified=modified)
    assert cited.updated == (modified if told else None)
