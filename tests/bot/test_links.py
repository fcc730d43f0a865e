"""Links that open at the sentence."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.links import LINK_LIMIT, link_to, web_address


def test_a_short_sentence_is_named_whole() -> None:
    """Commas, ampersands and hyphens have a meaning in the fragment, so they are encoded."""
    assert link_to("https://example.com/story", "A well-known case, A & B.") == (
        "https://example.com/story#:~:text=A%20well%2Dknown%20case%2C%20A%20%26%20B."
    )


def test_a_long_sentence_is_named_by_its_ends() -> None:
    """The first and last words, with a comma between: the words in the middle may hold links on the page."""
    sentence = "The first six words stand here and then many more follow until the last six words."
    address = link_to("https://example.com/story", sentence)
    assert address is not None
    start, end = address.partition("#:~:text=")[2].split(",")
    assert sentence.startswith(unquote(start))
    assert sentence.endswith(unquote(end))


def test_a_fragment_of_the_address_is_kept() -> None:
    """The directive comes after it; a directive that was there already is replaced."""
    assert link_to("https://example.com/a#part", "Words.") == "https://example.com/a#part:~:text=Words."
    assert link_to("https://example.com/a#:~:text=old", "Words.") == "https://example.com/a#:~:text=Words."


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "https://user:pass@example.com/",
        "https://exa mple.com/",
        "https://example.com/\nx",
        "https://[::1",
        "https://example.com:99999/",
        "https://example.com/" + "a" * 500,
    ],
)
def test_what_is_no_web_address_gets_no_link(url: str | None) -> None:
    """Discord would refuse the whole message for one bad button."""
    assert link_to(url, "Words.") is None


def test_other_alphabets_are_encoded() -> None:
    """A button's address is ASCII, and an escape that was there stays what it was."""
    assert web_address("HTTPS://exämple.com:8443/ä%20b?q=ü") == (
        "https://xn--exmple-cua.com:8443/%C3%A4%20b?q=%C3%BC"
    )


@given(st.text(max_size=3_000), st.text(max_size=600))
def test_a_link_is_never_too_long_and_always_ascii(sentence: str, path: str) -> None:
    """Whatever stands in the article, there is a link that Discord takes, or none."""
    address = link_to("https://example.com/" + path, sentence)
    assert address is None or (len(address) <= LINK_LIMIT and address.isascii() and " " not in address)
