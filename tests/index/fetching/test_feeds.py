"""A feed between runs: what it lists anew, what it changes, and the pages that it leads to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import index
from index import Outcome, Run
from index.fetching import listing
from index.model import Skipped
from index.store import writing
from tests.index.fetching.site import Page, Site

WORDS = (
    "The council of Port Amble voted on Monday to buy the old rope works and to let them to boat builders, "
    "sail makers and a school for joiners, after two years of debate about what should become of the site. "
)
WHOLE = WORDS * 5
TEASER = "The council voted on Monday to buy the old rope works from a bank in the capital."
Refresh = Callable[..., Run]


def item(site: Site, path: str, title: str, text: str, *, guid: str = "", date: str = "2021-03-03") -> str:
    return f"""<entry><title>{title}</title><id>{guid or site.url(path)}</id>
<link href="{site.url(path)}"/><updated>{date}T10:00:00Z</updated>
<content type="html">&lt;p&gt;{text}&lt;/p&gt;</content></entry>"""


def publish(site: Site, *entries: str) -> None:
    site.pages["/feed"] = Page(
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Amble News</title>'
        f"<id>amble</id><updated>2021-03-03T10:00:00Z</updated>{''.join(entries)}</feed>",
        "application/atom+xml",
    )


@pytest.fixture
def amble(site: Site, db: Path) -> Site:
    index.add_source(site.url("/feed"), db, name="amble")
    return site


def articles(db: Path) -> int:
    with index.Index.open(db) as coverage:
        return coverage.status().span.articles


def test_an_item_with_its_whole_text_is_not_asked_for(amble: Site, db: Path, refreshed: Refresh) -> None:
    """And a feed that did not change is not read again."""
    publish(amble, item(amble, "/rope", "Council buys rope works", WHOLE))
    assert (refreshed().added, refreshed().unchanged) == (1, 1)
    assert amble.requests() == [("/feed", 200), ("/feed", 304)]
    with index.Index.open(db) as coverage:
        (hit, *_) = coverage.ask("Who voted to buy the old rope works?").hits
    assert (hit.citation.outlet, hit.citation.url) == ("Amble News", amble.url("/rope"))


def test_items_dated_and_listed_anew_are_the_same_articles(amble: Site, db: Path, refreshed: Refresh) -> None:
    """One that falls off the end of the feed stays in the coverage."""
    one = item(amble, "/rope", "Council buys rope works", WHOLE)
    publish(amble, one, item(amble, "/boat", "Boat school opens", WHOLE.replace("Monday", "Friday")))
    assert refreshed().added == 2
    again = item(amble, "/rope", "Council buys rope works", WHOLE, date="2021-03-09")
    publish(amble, again)
    run = refreshed()
    assert (run.added, run.removed) == (0, 0)
    assert articles(db) == 2


def test_two_items_that_share_an_address_and_differ_are_two(
    amble: Site, db: Path, refreshed: Refresh
) -> None:
    """As on the page of a live blog, whose page is not asked for."""
    publish(
        amble,
        item(amble, "/live", "The vote begins", TEASER, guid="a"),
        item(amble, "/live", "The vote is over", TEASER.replace("buy", "sell"), guid="b"),
    )
    assert refreshed().added == 2
    assert articles(db) == 2
    assert amble.requests() == [("/feed", 200)]


def test_the_page_of_an_item_is_read_where_the_feed_has_only_how_it_begins(
    amble: Site, db: Path, refreshed: Refresh
) -> None:
    """And again when it changes, though the feed does not."""
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3, "The price was 310,000 pounds, it was said.")
    publish(amble, item(amble, "/rope?utm_source=rss", "Council buys rope works", TEASER))
    assert refreshed().added == 1
    with index.Index.open(db) as coverage:
        assert "310,000" in coverage.ask("What was the price in pounds?").hits[0].quote
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3, "The price was 290,000 pounds, it was said.")
    run = refreshed()
    assert run.updated == 1
    assert articles(db) == 1


def test_a_page_that_cannot_be_had_is_stood_in_for_by_its_feed(
    amble: Site, db: Path, refreshed: Refresh
) -> None:
    """Until it can; it is one article all the time."""
    amble.pages["/rope"] = Page(status=403)
    publish(amble, item(amble, "/rope", "Council buys rope works", TEASER))
    first = refreshed()
    assert (first.added, first.failed) == (1, 1)
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3)
    second = refreshed()
    assert (second.added, second.updated) == (0, 1)
    assert articles(db) == 1


def test_a_page_without_text_is_stood_in_for_by_its_feed(amble: Site, db: Path, refreshed: Refresh) -> None:
    """The report says so, run after run, until the page has text; a page that was read once keeps that text."""
    empty = Page(
        "<html><head><title>Ropes</title></head><body><script>draw()</script></body></html>", "text/html"
    )
    amble.pages["/rope"] = empty
    publish(amble, item(amble, "/rope", "Council buys rope works", TEASER))
    first = refreshed()
    assert (first.added, articles(db)) == (1, 1)
    assert any("stands in for the page" in each.reason for each in first.items)
    with index.Index.open(db) as coverage:
        (hit, *_) = coverage.ask("Who voted to buy the old rope works from a bank?").hits
        assert (hit.quote, hit.citation.labels) == (TEASER, ("summary",))
    assert refreshed().removed == 0
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3)
    assert refreshed().updated == 1
    amble.pages["/rope"] = empty
    last = refreshed()
    assert (last.updated, last.removed, articles(db)) == (0, 0, 1)
    with index.Index.open(db) as coverage:
        (hit, *_) = coverage.ask("Who voted to buy the old rope works?").hits
        assert "sail makers" in hit.quote
        assert hit.citation.labels == ()


def test_an_item_that_is_only_a_headline_leads_to_its_page(amble: Site, db: Path, refreshed: Refresh) -> None:
    """Many feeds have no more than that."""
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3)
    link = amble.url("/rope")
    amble.pages["/feed"] = Page(
        '<rss version="2.0"><channel><title>Amble</title>'
        f"<item><title>Council buys rope works</title><link>{link}</link></item></channel></rss>",
        "application/rss+xml",
    )
    run = refreshed()
    assert (run.added, run.skipped) == (1, 0)


def test_a_bad_item_does_not_stop_the_others(amble: Site, db: Path, refreshed: Refresh) -> None:
    """What leads nowhere is named with its reason."""
    publish(
        amble,
        item(amble, "/lost", "Lost", "", guid=amble.url("/lost")),
        item(amble, "/rope", "Council buys rope works", WHOLE),
    )
    run = refreshed()
    assert run.added == 1
    (lost,) = [each for each in run.items if each.outcome is Outcome.SKIPPED]
    assert (lost.item, lost.reason) == (amble.url("/lost"), "is not there (404 or 410)")


def test_an_item_whose_id_changed_is_the_same_article(
    amble: Site, db: Path, refreshed: Refresh, processes: None
) -> None:
    """By its address and its headline or text: so are its later versions, under yet another id."""
    publish(amble, item(amble, "/rope", "Council buys rope works", WHOLE, guid="one"))
    refreshed()
    publish(amble, item(amble, "/rope", "Council buys rope works", WHOLE, guid="two"))
    assert (refreshed().added, articles(db)) == (0, 1)
    publish(
        amble,
        item(amble, "/rope", "Council buys rope works", WHOLE.replace("Monday", "Friday"), guid="three"),
    )
    assert (refreshed().updated, articles(db)) == (1, 1)
    with index.Index.open(db) as coverage:
        (hit, *_) = coverage.ask("Who voted to buy the old rope works?").hits
        assert "Friday" in hit.quote
    publish(amble, item(amble, "/rope", "Boat school opens", WHOLE.replace("voted", "met"), guid="four"))
    assert (refreshed().added, articles(db)) == (1, 2)


def test_a_page_that_was_deleted_is_not_stood_in_for(amble: Site, db: Path, refreshed: Refresh) -> None:
    """Though its feed still lists it, and is published anew."""
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3)
    publish(amble, item(amble, "/rope", "Council buys rope works", TEASER))
    refreshed()
    del amble.pages["/rope"]
    assert refreshed().removed == 1
    publish(amble, item(amble, "/rope", "Council buys rope works", TEASER, date="2021-03-09"))
    assert (refreshed().added, articles(db)) == (0, 0)


def test_a_link_that_is_no_address_stops_nothing(amble: Site, db: Path, refreshed: Refresh) -> None:
    """What its item says is what there is."""
    broken = item(amble, "/a", "Lost", TEASER).replace(f'href="{amble.url("/a")}"', 'href="http://a:99999/"')
    publish(amble, broken, item(amble, "/rope", "Council buys rope works", WHOLE))
    run = refreshed()
    assert (run.error, run.added) == (None, 2)


def test_a_feed_that_says_that_it_never_changes_is_read_once_a_day(
    amble: Site, db: Path, refreshed: Refresh
) -> None:
    """Servers' caches are wrong at times."""
    publish(amble, item(amble, "/rope", "Council buys rope works", WHOLE))
    refreshed()
    with writing(db) as store:
        (number,) = [source.number for source in store.sources.all()]
        pages = store.sources.pages(number).values()
        store.sources.put_pages(
            number, [page._replace(checked="2021-03-03T10:00:00+00:00") for page in pages], []
        )
    amble.requests()
    refreshed()
    refreshed()
    assert amble.requests() == [("/feed", 200), ("/feed", 304)]


def test_what_a_feed_withholds_stops_answering(amble: Site, db: Path, refreshed: Refresh) -> None:
    """Also where its text was read from its page, which is still there; until the feed lists it as before."""
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3)
    whole = item(amble, "/rope", "Council buys rope works", TEASER, guid="rope-1")
    publish(amble, whole)
    assert refreshed().added == 1
    publish(amble, whole.replace("</entry>", "<status>cancelled</status></entry>"))
    run = refreshed()
    assert (run.removed, articles(db)) == (1, 0)
    assert {each.reason for each in run.items} == {"was cancelled by its publisher"}
    assert (refreshed().added, articles(db)) == (0, 0)


def test_an_embargo_is_looked_at_in_every_run(amble: Site, db: Path, refreshed: Refresh) -> None:
    """It ends although the feed stays as it is."""
    rope = item(amble, "/rope", "Council buys rope works", WHOLE)
    publish(amble, rope.replace("</entry>", "<embargo>2999-01-01T00:00:00Z</embargo></entry>"))
    assert [refreshed().skipped for _ in range(2)] == [1, 1]
    assert amble.requests() == [("/feed", 200), ("/feed", 200)]


def test_an_item_of_a_headline_with_an_id_of_its_own_leads_to_its_page(
    amble: Site, db: Path, refreshed: Refresh
) -> None:
    """Its link says where that is."""
    amble.news("/rope", "Council buys rope works", *[WORDS] * 3)
    publish(amble, item(amble, "/rope", "Council buys rope works", "", guid="rope-1"))
    run = refreshed()
    assert (run.added, run.skipped) == (1, 0)


@pytest.mark.parametrize(
    ("item", "url", "link"),
    [
        ("feed#https://a.example/1", None, "https://a.example/1"),
        ("feed#https://a.example/1", "https://a.example/2", "https://a.example/2"),
        ("feed#tag:1", None, None),
        ("other#https://a.example/1", None, None),
    ],
)
def test_an_item_that_was_skipped_leads_to_its_page(item: str, url: str | None, link: str | None) -> None:
    """By its link, else by an id that is an address."""
    assert listing.link_of(Skipped(item, "has no text", url=url), "feed") == link


def test_a_feed_that_was_given_up_is_reported_as_it_is() -> None:
    """It is not read once more."""
    reason = Skipped("feed", "took too long")
    assert listing._items(None, reason) == [reason]
