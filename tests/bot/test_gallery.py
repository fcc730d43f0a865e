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
    for name, _ in (picture for scene in SCENES for picture in scene.pictures):
        picture = (DOCS / "images" / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG"), name
        assert len(picture) > 10_000, name
