"""The gallery's page is what its scenes say, and has a picture of each."""

from __future__ import annotations

from pathlib import Path

from tests.gallery import SCENES, page

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_that_of_the_scenes() -> None:
    """`make pictures` writes it."""
    assert (DOCS / "gallery.md").read_text(encoding="utf-8") == page()


def test_each_scene_has_its_picture() -> None:
    """A PNG with something on it."""
    for scene in SCENES:
        picture = (DOCS / "images" / f"{scene.name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG"), scene.name
        assert len(picture) > 10_000, scene.name
