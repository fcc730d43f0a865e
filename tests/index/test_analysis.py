"""The analyser: the same words, however they are written, become the same terms."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import fold, light_terms, terms, tokens, words
from index.analysis.spelling import is_word
from index.analysis.variants import WRITTEN, one_spelling

LANGUAGES = st.sampled_from(["en", "fr", "de", "es", "ru", "ja", "th", "hi", "xx", None])


@given(st.text(), LANGUAGES)
def test_any_text_has_terms_and_tokens_agree_with_them(text: str, language: str | None) -> None:
    """No Unicode text fails; tokens are the terms in order, inside the text; no term is empty."""
    found = tokens(text, language)
    assert [token.term for token in found] == terms(text, language)
    assert all(token.term for token in found)
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert [token.start for token in found] == sorted(token.start for token in found)


@given(st.text())
def test_folding_is_idempotent(text: str) -> None:
    """What was folded once does not change when folded again."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the U.S. border", "the US border"),
        ("2,300 people", "2300 people"),
        ("20%", "20 percent"),
        ("20 per cent", "20 percent"),
        ("20 %", "20 percent"),
        ("CNN's reporter", "CNN reporter"),
        ("the leaders\u2019 summit", "the leaders summit"),
        ("Blinken\u2019s plan", "Blinken's plan"),
        ("NGOs", "NGO"),
        ("San José", "San Jose"),
        ("Jose\u0301", "José"),
        ("on 7th June", "on 7 June"),
        ("the second time", "the 2nd time"),
        ("$1.13bn", "1.13 billion"),
        ("$5m", "5 million"),
        ("at 5pm", "at 5 pm"),
        ("the US\u2019s border", "the US border"),
        ("US-Mexico border", "US Mexico border"),
        ("al-Qaeda", "al Qaeda"),
        ("\uff23\uff2e\uff2e", "CNN"),
        ("O'Brien", "O\u2019Brien"),
        ("boycotting", "boycott"),
        ("im\u00admi\u00adgra\u00adtion", "immigration"),
        ("1\u00a0200", "1200"),
        ("they're leaving", "they left"),
        ("French officials", "France\u2019s officials"),
        ("Iraqis", "Iraq"),
        ("the Dutch", "the Netherlands"),
        ("Britons", "the British"),
        ("organised labour", "organized labor"),
        ("organisations analysed", "organizations analyzed"),
        ("the defence centre", "the defense center"),
        ("neighbouring theatres", "neighboring theaters"),
        ("Gov. Abbott", "Governor Abbott"),
        ("Sen. Obama on Sept. 5", "Senator Obama on September 5"),
        ("fifteen ministers", "15 ministers"),
        ("women fought", "a woman fights"),
        ("deaths", "died"),
        ("sales", "sold"),
    ],
)
def test_spellings_of_one_thing_have_the_same_terms(one: str, other: str) -> None:
    """Possessives, initials, digits, percentages, ordinals, accents and hyphens do not divide a word."""
    assert terms(one) == terms(other)


@pytest.mark.parametrize("word", ["four", "hour", "tour", "journal", "glamourous", "wise", "noise", "his"])
def test_words_that_only_look_british_are_no_others(word: str) -> None:
    """No rule of spelling makes two words of news one."""
    others = ["for", "hor", "tor", "jornal", "wize", "noize", "hiz"]
    assert not set(terms(word)) & set(terms(" ".join(others)))


@given(st.from_regex(r"[a-z]{1,14}", fullmatch=True))
def test_a_word_in_one_spelling_has_no_other(word: str) -> None:
    """What was written one way once stays so."""
    assert one_spelling(one_spelling(word)) == one_spelling(word)


def test_every_group_of_forms_is_one_word() -> None:
    """Whatever a form becomes becomes nothing else."""
    assert not set(WRITTEN.values()) & WRITTEN.keys()
    assert all(terms(form) == terms(base) for form, base in WRITTEN.items())


@pytest.mark.parametrize("joined", ["nongovernmental", "cofounder", "email", "F16"])
def test_a_hyphen_after_a_prefix_is_optional(joined: str) -> None:
    """Hyphened "non-governmental" is found by "nongovernmental" and by "governmental"."""
    hyphened = {"nongovernmental": "non-governmental", "F16": "F-16"}.get(joined)
    hyphened = hyphened or joined.replace("co", "co-", 1).replace("em", "e-m", 1)
    assert set(terms(joined)) <= set(terms(hyphened))


def test_names_that_look_like_stop_words_are_kept() -> None:
    """The country, the agency and the month are in the news; the pronouns and the verb are not."""
    assert terms("US WHO May") == ["us", "who", "may"]
    assert terms("who is it") == []


def test_stems_and_stop_words_follow_the_language() -> None:
    """French elisions, German umlauts and decimal commas are read as their language has them."""
    assert terms("l'école", "fr") == terms("les écoles", "fr")
    assert terms("für die Bürger", "de") == terms("Bürgern", "de")
    assert terms("1.234,5", "de") == ["1234.5"]
    assert terms("1,234.5", "en") == ["1234.5"]


def test_scripts_without_spaces_become_character_pairs() -> None:
    """A word inside a Japanese, Chinese, Korean or Thai run is found by its pairs."""
    assert terms("東京都の知事") == ["東京", "京都", "都の", "の知", "知事"]
    assert set(terms("한국")) <= set(terms("한국에서"))
    assert set(terms("กรุงเทพ")) <= set(terms("ที่กรุงเทพมหานคร"))
    assert terms("中") == ["中"]


def test_vowel_signs_belong_to_their_word() -> None:
    """A Hindi word is one term, not the pieces between its vowel signs."""
    assert len(terms("मुंबई पुलिस", "hi")) == 2


def test_token_offsets_lead_back_to_the_text() -> None:
    """Offsets cut out exactly the written word."""
    text = "The leaders\u2019 2,300 e-mails, 東京都."
    assert [text[t.start : t.end] for t in tokens(text)] == [
        "leaders", "2,300", "e-mails", "e-mails", "東京", "京都",
    ]  # fmt: skip


def test_threads_may_share_the_analyser() -> None:
    """Many threads that meet new words at once all get the same terms."""
    text = " ".join(f"boycotting{i} leaders{i} nations{i}" for i in range(500))
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(terms, [text] * 8))
    assert all(result == results[0] for result in results)


def test_light_words_are_terms_that_can_be_told_apart() -> None:
    """Pronouns and modal verbs are indexed, and known to be no evidence of what a text is about."""
    assert set(terms("she will, they could")) <= light_terms("en")
    assert not set(terms("migrants boycott the summit")) & light_terms("en")


def test_words_are_the_same_once_the_memory_for_them_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """It begins anew, and stays small."""
    monkeypatch.setattr(words, "_MEMO_LIMIT", 2)
    memo = words.Lexicon("en")
    assert [memo[word] for word in ("bridges", "rivers", "goats", "bridges")] == [
        ("bridg",),
        ("river",),
        ("goat",),
        ("bridg",),
    ]
    assert len(memo) <= 2


def test_no_word_is_known_of_a_language_without_a_dictionary() -> None:
    """Rather than all of them."""
    assert is_word("bridge", "en")
    assert not is_word("bridge", "th")
