"""Servers that answer something else than they should, between runs over a sitemap; nothing is lost by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import index
from index import Outcome, Run
from index.fetching.options import Fetching
from index.store import writing
from tests.index.fetching.site import Page, Site
from tests.index.fetching.test_pages import DAM, FERRY, LEAVE, articles, hits, items, planet, sitemap

__all__ = ["planet"]  # a fixture

Refresh = Callable[..., Run]
ERROR = """<html><head><title>Planet</title></head><body><main><h1>{headline}</h1>
<p>You cannot see this page now. Please complete the security check so that we know that you are a person.</p>
<p>If you are on a connection at home, have your device looked at by somebody who knows about such things.</p>
</main></body></html>"""


def test_an_error_in_the_place_of_an_article_is_none(planet: Site, db: Path, refreshed: Refresh) -> None:
    """Although the server calls it well: what was read stays, and the report says why. So it is the next time."""
    bodies = {
        "/missing": ERROR.format(headline="404 Page not found"),
        "/denied": ERROR.format(headline="Access denied"),
        "/welcome": ERROR.format(headline="Welcome, dear reader"),
        "/empty": "",
        "/binary": b"\x00\x01\xff" * 5_000,
    }
    for path in bodies:
        planet.news(path, f"Story {path}", *(f"{text} {path}" for text in FERRY), datePublished="2021-05-09")
    sitemap(planet, "/dam", *bodies)
    refreshed()
    before = hits(db, "What will tickets of the ferry cost?")
    whole = dict(planet.pages)
    planet.pages |= {path: Page(body) for path, body in bodies.items()}
    run = refreshed()
    assert (run.updated, run.removed, run.unchanged, run.failed, run.skipped) == (0, 0, 1, 3, 2)
    assert "holds something else than its article ('Access denied')" in items(run)["denied"][1]
    assert refreshed().updated == 0
    assert hits(db, "What will tickets of the ferry cost?") == before
    planet.pages |= whole
    assert (refreshed().unchanged, index.check(db).problems) == (6, ())


def test_an_error_that_was_never_an_article_does_not_become_one(
    planet: Site, db: Path, refreshed: Refresh
) -> None:
    """It does once it is one."""
    whole = planet.pages["/dam"]
    planet.pages["/dam"] = Page(ERROR.format(headline="Just a moment..."))
    run = refreshed()
    assert (run.added, items(run)["dam"][0]) == (1, Outcome.FAILED)
    assert articles(db) == 1
    planet.pages["/dam"] = whole
    assert refreshed().added == 1


def test_a_page_may_change_altogether(planet: Site, db: Path, refreshed: Refresh) -> None:
    """Where it still says that it is an article."""
    refreshed()
    planet.news(
        "/dam", "Lighthouse sold", *(text.replace("dam", "light") for text in DAM), datePublished="2021-04-01"
    )
    planet.news("/ferry", "Goats counted", "There are 412 goats on Skaro Island.", datePublished="2021-04-01")
    assert refreshed().updated == 2


def test_a_page_that_leads_to_the_front_page_is_gone(planet: Site, db: Path, refreshed: Refresh) -> None:
    """For good where the redirect is; else it stays. No article becomes the front page."""
    refreshed()
    planet.news("/", "The Planet", "All the news of the county.", "Every day.", "By post, too.")
    planet.pages["/dam"] = Page(status=301, headers={"Location": "/"})
    planet.pages["/ferry"] = Page(status=302, headers={"Location": "/"})
    run = refreshed()
    assert items(run)["dam"] == (Outcome.REMOVED, "its page leads to the front page of its site")
    assert items(run)["ferry"] == (Outcome.FAILED, "leads to the front page of its site")
    assert articles(db) == 1


def test_a_page_that_was_gone_comes_back_as_the_same_article(
    planet: Site, db: Path, refreshed: Refresh
) -> None:
    """Though no list has it any more."""
    refreshed()
    (before, *_) = hits(db)
    whole = planet.pages["/dam"]
    planet.pages["/dam"] = Page(status=404)
    sitemap(planet, "/ferry")
    assert refreshed().removed == 1
    run = refreshed()
    assert (run.removed, run.skipped, run.failed) == (0, 0, 0)
    planet.pages["/dam"] = whole
    assert refreshed().added == 1
    (after, *_) = hits(db)
    assert after.citation.article_id == before.citation.article_id


def test_a_page_that_stays_gone_is_forgotten(planet: Site, db: Path, refreshed: Refresh) -> None:
    """A month later nobody asks for it any more."""
    refreshed()
    planet.pages["/dam"] = Page(status=410)
    sitemap(planet, "/ferry")
    refreshed()
    with writing(db) as store:
        (number,) = [source.number for source in store.sources.all()]
        page = store.sources.pages(number)[planet.url("/dam")]
        long_ago = (datetime.now(UTC) - timedelta(days=40)).isoformat()
        store.sources.put_pages(number, [page._replace(changed=long_ago, checked=long_ago)], [])
    planet.requests()
    refreshed()
    refreshed()
    assert planet.requests().count(("/dam", 410)) == 1


def test_what_is_no_address_stops_nothing(planet: Site, refreshed: Refresh) -> None:
    """Each is named; the others are read."""
    listed = (
        "http://[::1",
        "http://a:99999/",
        "javascript:1",
        "/relative",
        "http://me:secret@a.example/",
        "",
    )
    entries = "".join(f"<url><loc>{address}</loc></url>" for address in (*listed, planet.url("/dam")))
    planet.pages["/sitemap.xml"] = Page(f"<urlset>{entries}</urlset>", "application/xml")
    run = refreshed()
    assert (run.error, run.added, run.skipped) == (None, 1, 5)
    assert {each.reason for each in run.items if each.outcome is Outcome.SKIPPED} == {
        "is no address that can be asked for"
    }


def test_a_site_that_wants_to_be_left_alone_is_in_the_runs_to_come(
    planet: Site, db: Path, refreshed: Refresh
) -> None:
    """Whichever source it is of; nothing is lost, and nothing counts as asked for."""
    refreshed()
    index.add_source(planet.url("/ferry"), db, name="ferry")
    planet.pages["/dam"] = Page(status=429, headers={"Retry-After": "7200"})
    run = refreshed("planet")
    assert (run.removed, run.failed) == (0, 2)
    (left,) = [each.reason for each in run.items if "left for" in each.reason]
    assert left.startswith("1 page is left for the next run: their site asks to be left alone until 20")
    planet.requests()
    for name in ("planet", "ferry"):
        assert "asks to be left alone until" in str(refreshed(name).error)
    assert planet.requests() == []
    with writing(db) as store:
        store.sources.leave_alone({planet.origin: datetime.now(UTC) - timedelta(seconds=1)})
    del planet.pages["/dam"]
    assert refreshed("planet").removed == 1
    assert [hit for hit in hits(db, LEAVE) if hit.citation.url == planet.url("/dam")] == []


def test_a_run_ends_in_time_and_new_pages_do_not_wait_for_known_ones(
    planet: Site, db: Path, options: Fetching
) -> None:
    """What is left is said, and had in the next run."""
    paths = [f"/{number}" for number in range(60)]
    for path in paths:
        planet.news(path, f"Story {path}", *(f"{text} {path}" for text in DAM))
    sitemap(planet, *paths)
    (first,) = index.refresh(db, fetching=replace(options, pages=16))
    (second,) = index.refresh(db, fetching=replace(options, pages=16))
    assert (first.added, second.added) == (16, 8)
    (third,) = index.refresh(db, fetching=replace(options, run_seconds=10.0))
    assert any("a run takes 0 minutes at most" in each.reason for each in third.items)
    (last,) = index.refresh(db, fetching=options)
    assert (last.failed, articles(db)) == (0, 60)
