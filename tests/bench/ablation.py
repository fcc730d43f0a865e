"""`python -m tests.bench.ablation DIR...`: what each piece of evidence is worth, as in the table of docs/ranking.md.

The evidence of every question is gathered once; the weights are then learned with all features, and without each of
them in turn, always judged by cross-validation whose folds never share an article. Figures are of the candidates'
passages (articles where a set knows no answers), so compare them with each other, not with those of `make eval`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from index import lessons, teaching
from index.evaluation import indexed
from index.evidence import DIRECTIONS, FEATURES
from index.gold import read_set
from index.learning import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from index import figures


def gathered(folder: Path) -> tuple[str, list[Example]]:
    """A set's name, and each question's candidates with their features and which of them answer.

    Raises:
        EvaluationDataError: the folder is not in the BEIR layout.
    """
    gold = read_set(folder)
    with indexed(gold.articles) as snapshot:
        pools = [lessons.gathered(one.text, snapshot) for one in gold.questions]
    return gold.name, teaching.examples_of(gold, pools)


def judged(sets: Mapping[str, Sequence[Example]], columns: Sequence[int]) -> dict[str, figures.Score]:
    """Each set's mean figures with these features alone."""
    chosen = {
        name: [Example(one.features[:, list(columns)], one.answers, one.group) for one in examples]
        for name, examples in sets.items()
    }
    return teaching.cross_validated(chosen, [DIRECTIONS[column] for column in columns])


def table(sets: Mapping[str, Sequence[Example]]) -> Iterator[str]:
    """The rows in Markdown: all features, then without each."""
    yield "| features | " + " | ".join(f"{name} S@1 | S@5 | nDCG@10" for name in sets) + " |"
    yield "|---" * (1 + 3 * len(sets)) + "|"
    every = range(len(FEATURES))
    for left_out in (None, *every):
        means = judged(sets, [column for column in every if column != left_out])
        told = " | ".join(
            f"{mean.success_1:.3f} | {mean.success_5:.3f} | {mean.ndcg_10:.3f}" for mean in means.values()
        )
        yield f"| {'all' if left_out is None else f'- {FEATURES[left_out]}'} | {told} |"


def main() -> None:
    """Print the table, a row as soon as it is known."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ablation", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, help="gold questions in the BEIR layout")
    sets = dict(map(gathered, parser.parse_args().folders))
    for row in table(sets):
        print(row, flush=True)  # noqa: T201 - what the command is for


if __name__ == "__main__":
    main()
