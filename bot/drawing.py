"""PURE: a timeline as a small picture that reads on dark and on light ground.

Colours: Okabe and Ito (2008), told apart by people with any colour vision; the text beside the picture says the
same in words.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from bot.markup import one_line
from bot.timeline import Timeline, Unit

SIZE = (1_000, 420)  # pixels; Discord shows it at about half of that
_GROUND, _INK, _LINE = "#20232a", "#e6e8ec", "#4a4f5a"
_COLOURS = ("#56B4E9", "#E69F00", "#009E73", "#F0E442", "#CC79A7", "#D55E00", "#999999")
_LEFT, _RIGHT, _TOP, _BOTTOM = 92, 24, 112, 66
_LETTERS = 32  # pixels; on a telephone the picture has a third of its width
_LEGEND_LINE = 44
_LEGEND_LETTERS, _LEGEND_FEWER = 18, 12  # of a name; fewer where there are more than four


def chart(value: Timeline, names: Sequence[str]) -> bytes:
    """The timeline as a PNG: stacked bars, a scale, first and last day, and a legend of these names."""
    image = Image.new("RGB", SIZE, _GROUND)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(_LETTERS)
    _scale(draw, value.most, font)
    _bars(draw, value)
    base = SIZE[1] - _BOTTOM + 10
    if value.columns:
        draw.text((_LEFT, base), _label(value, 0), _INK, font)
    if len(value.columns) > 1:
        draw.text((SIZE[0] - _RIGHT, base), _label(value, -1), _INK, font, anchor="ra")
    _legend(draw, names, ImageFont.load_default(_LETTERS - 4))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _label(value: Timeline, place: int) -> str:
    """A column's beginning, as far as its unit tells."""
    return value.columns[place].start.isoformat()[: {Unit.YEAR: 4, Unit.MONTH: 7}.get(value.unit, 10)]


def _scale(draw: ImageDraw.ImageDraw, most: int, font: ImageFont.ImageFont | ImageFont.FreeTypeFont) -> None:
    """The ground line and the highest number."""
    base = SIZE[1] - _BOTTOM
    for height, number in ((0, 0), (1, most)):
        y = base - height * (base - _TOP)
        draw.line((_LEFT, y, SIZE[0] - _RIGHT, y), _LINE, 2)
        draw.text((_LEFT - 12, y), f"{number}", _INK, font, anchor="rm")


def _bars(draw: ImageDraw.ImageDraw, value: Timeline) -> None:
    base = SIZE[1] - _BOTTOM
    step = (SIZE[0] - _LEFT - _RIGHT) / max(1, len(value.columns))
    gap = min(6.0, step / 5)
    most = max(1, value.most)
    for place, column in enumerate(value.columns):
        left = _LEFT + place * step + gap
        right = max(left + 1, min(left + step - 2 * gap, left + 80))
        height = 0
        for colour, count in zip(_COLOURS, column.counts, strict=False):
            top = base - (height + count) / most * (base - _TOP)
            if count:
                bottom = base - height / most * (base - _TOP) - 1
                draw.rectangle(
                    (left, min(top, bottom), right, bottom), colour
                )  # a line where it is one of many
            height += count


def _legend(
    draw: ImageDraw.ImageDraw, names: Sequence[str], font: ImageFont.ImageFont | ImageFont.FreeTypeFont
) -> None:
    """Squares with names, as far as they fit two lines; letters that the font lacks are left to the list."""
    x, y = 20.0, 10.0
    most = _LEGEND_LETTERS if len(names) <= 4 else _LEGEND_FEWER
    for number, (colour, name) in enumerate(zip(_COLOURS, names, strict=False), 1):
        line = one_line(name)
        plain = line if line and all(ord(letter) < 0x250 for letter in line) else f"({number})"
        label = plain if len(plain) <= most else plain[: most - 1] + "…"
        width = 34 + draw.textlength(label, font)
        if x + width > SIZE[0] - _RIGHT:
            x, y = 20.0, y + _LEGEND_LINE
        draw.rectangle((x, y + 8, x + 20, y + 28), colour)
        draw.text((x + 30, y), label, _INK, font)
        x += width + 20
