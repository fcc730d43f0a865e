"""A site that edits, corrects, moves and deletes its pages between the runs over its sitemap."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import index
from index import Outcome, Run
from index.fetching.options import Fetching
from tests.index.fetching.site import Page, Site

DAM = (
    "The dam at Elmford held overnight although the river rose to its highest level since 1952, engineers said.",
    "About 4,100 people were asked to leave the lower town on Tuesday as a precaution, the county said.",
    "Schools and the railway station will stay shut until the water has fallen below the second mark.",
)
FERRY = (
    "The ferry between Port Amble and Skaro Island sailed again on Sunday after nine weeks in dry dock.",
    "Tickets will cost four pounds until the end of the summer, its operator told islanders at a meeting.",
    "Repairs to the stern ramp had taken five weeks longer than the yard had promised in the spring.",
)
LEAVE = "How many people were asked to leave the lower town?"
Refresh = Callable[..., Run]


def sitemap(site: Site, *paths: str, **changed: str) -> None:
    entries = "".join(f"<url><loc>{site.url(path)}</loc></url>" for path in paths)
    entries += "".join(
        f"<url><loc>{site.url('/' + name)}</loc><lastmod>{date}</lastmod></url>"
        for name, date in changed.items()
    )
    site.pages["/sitemap.xml"] = Page(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>', "application/xml"
    )


@pytest.fixture
def planet(site: Site, db: Path) -> Site:
    """A site with two articles and a sitemap, which is a source."""
    site.news("/dam", "Dam at Elmford holds after record rain", *DAM, datePublished="2021-03-03")
    site.news("/ferry", "Ferry service to Skaro Island resumes", *FERRY, datePublished="2021-05-09")
    sitemap(site, "/dam", "/ferry")
    index.add_source(site.url("/sitemap.xml"), db, name="planet", outlet="The Planet")
    return site


def hits(db: Path, question: str = LEAVE) -> list[index.Hit]:
    with index.Index.open(db) as coverage:
        return list(coverage.ask(question).hits)


def articles(db: Path) -> int:
    with index.Index.open(db) as coverage:
        return coverage.status().span.articles


def items(run: Run) -> dict[str, tuple[Outcome, str]]:
    return {each.item.rpartition("/")[2]: (each.outcome, each.reason) for each in run.items}


def test_a_sites_pages_are_read_and_left_alone_while_they_are_the_same(
    planet: Site, db: Path, refreshed: Refresh
) -> None:
    """The second run asks with the version that it knows, and changes nothing."""
    first = refreshed()
    assert (first.error, first.added, first.failed) == (None, 2, 0)
    (hit, *_) = hits(db)
    assert hit.citation.outlet == "The Planet"
    assert hit.citation.url == planet.url("/dam")
    assert hit.citation.published == "2021-03-03"
    planet.requests()
    second = refreshed()
    assert (second.added, second.updated, second.unchanged, second.removed) == (0, 0, 2, 0)
    assert planet.requests() == [("/sitemap.xml", 200), ("/dam", 304), ("/ferry", 304)]
    assert index.list_sources(db)[0].result == "2 unchanged"


def test_a_corrected_page_becomes_a_new_version(
    planet: Site, db: Path, refreshed: Refresh, processes: None
) -> None:
    """The answer quotes the new text and says that it was corrected; the old one can be compared."""
    refreshed()
    planet.news(
        "/dam",
        "Dam at Elmford holds after record rain",
        DAM[0],
        DAM[1].replace("4,100", "4,300"),
        DAM[2],
        datePublished="2021-03-03",
        dateModified="2021-03-04T09:00:00Z",
        correction="An earlier version gave a wrong number of people.",
    )
    run = refreshed()
    assert (run.updated, run.unchanged) == (1, 1)
    outcome, reason = items(run)["dam"]
    assert outcome is Outcome.UPDATED
    assert reason.startswith("1 paragraph changed; corrected: An earlier version")
    (hit, *_) = hits(db)
    assert "4,300" in hit.quote
    assert hit.citation.modified == "2021-03-04T09:00:00Z"
    assert hit.citation.correction == "An earlier version gave a wrong number of people."
    with index.Index.open(db) as coverage:
        (change,) = coverage.history(hit.citation.article_id)
        assert coverage.article(hit.citation.article_id).change == change
    assert (change.stated, change.correction) == (hit.citation.modified, hit.citation.correction)
    assert "4,100" in str(change.paragraphs[0].before)


def test_a_page_that_is_gone_stops_answering_and_one_that_fails_does_not(
    planet: Site, db: Path, refreshed: Refresh
) -> None:
    """404 and 410 are a word of the publisher; an error of the server is none."""
    refreshed()
    planet.pages["/dam"] = Page(status=410)
    planet.pages["/ferry"] = Page(status=500)
    run = refreshed()
    assert (run.removed, run.failed) == (1, 1)
    assert items(run)["dam"] == (Outcome.REMOVED, "its page is gone")
    assert items(run)["ferry"] == (Outcome.FAILED, "is answered with 500 Internal Server Error")
    assert all(hit.citation.url != planet.url("/dam") for hit in hits(db))
    assert hits(db, "What will tickets of the ferry cost?")


def test_a_page_that_is_taken_off_the_list_is_looked_at(planet: Site, db: Path, refreshed: Refresh) -> None:
    """It goes if it is gone, and stays if it is only no longer listed, as in sitemaps of the last days' news."""
    refreshed()
    sitemap(planet)
    planet.pages["/dam"] = Page(status=404)
    run = refreshed()
    assert (run.removed, run.unchanged) == (1, 1)
    assert hits(db, "What will tickets of the ferry cost?")


def test_a_page_that_moved_is_the_same_article(planet: Site, db: Path, refreshed: Refresh) -> None:
    """It keeps its id, under its new address; the sitemap may list both."""
    refreshed()
    (before, *_) = hits(db)
    planet.pages["/2021/dam"] = planet.pages["/dam"]
    planet.pages["/dam"] = Page(status=301, headers={"Location": "/2021/dam"})
    sitemap(planet, "/ferry", "/2021/dam")
    run = refreshed()
    assert (run.added, run.removed, run.read) == (0, 0, 2)
    assert items(run)["dam"] == (Outcome.UPDATED, f"moved to {planet.url('/2021/dam')}")
    assert hits(db)[0].citation.url == planet.url("/2021/dam")
    planet.news("/2021/dam", "Dam at Elmford holds", *DAM, datePublished="2021-03-03")
    sitemap(planet, "/dam", "/ferry", "/2021/dam")
    assert (refreshed().updated, articles(db)) == (1, 2)
    (after, *_) = hits(db)
    assert after.citation.article_id == before.citation.article_id
    assert after.citation.url == planet.url("/2021/dam")


def test_an_address_that_is_used_again_is_another_article(planet: Site, db: Path, refreshed: Refresh) -> None:
    """What moved away from it stays what it was; and while the old one is listed, it costs a request at most."""
    refreshed()
    planet.pages["/2021/dam"] = planet.pages["/dam"]
    planet.pages["/dam"] = Page(status=308, headers={"Location": "/2021/dam"})
    refreshed()
    planet.requests()
    assert (refreshed().unchanged, articles(db)) == (2, 2)
    assert planet.requests().count(("/dam", 308)) == 1
    planet.news("/dam", "Dam to be raised", *(text.replace("dam", "weir") for text in DAM))
    assert (refreshed().added, articles(db)) == (1, 3)


def test_a_sitemaps_dates_spare_pages_that_did_not_change(planet: Site, refreshed: Refresh) -> None:
    """A page is asked for when its date moves."""
    sitemap(planet, dam="2021-03-03", ferry="2021-05-09")
    refreshed()
    planet.requests()
    assert refreshed().unchanged == 2
    assert planet.requests() == [("/sitemap.xml", 200)]
    sitemap(planet, dam="2021-03-04", ferry="2021-05-09")
    refreshed()
    assert planet.requests() == [("/sitemap.xml", 200), ("/dam", 304)]
    assert refreshed(full=True).unchanged == 2
    assert ("/ferry", 200) in planet.requests()


def of_sitemaps(site: Site, *paths: str) -> Page:
    """A sitemap that lists other sitemaps of its site."""
    listed = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in paths)
    return Page(f"<sitemapindex>{listed}</sitemapindex>", "application/xml")


def test_sitemaps_of_sitemaps_packed_ones_too(planet: Site, refreshed: Refresh) -> None:
    """One that cannot be read is reported, and its pages stay."""
    packed = gzip.compress(str(planet.pages["/sitemap.xml"].body).encode())
    planet.pages["/pages.xml.gz"] = Page(packed, "application/gzip")
    planet.pages["/sitemap.xml"] = of_sitemaps(planet, "/pages.xml.gz", "/lost.xml")
    run = refreshed()
    assert (run.added, run.failed) == (2, 1)
    assert items(run)["lost.xml"] == (Outcome.FAILED, "is not there (404 or 410)")
    del planet.pages["/pages.xml.gz"]
    assert refreshed().removed == 0


def test_pages_beyond_the_most_are_left_for_the_next_run(planet: Site, db: Path, options: Fetching) -> None:
    """And said to be."""
    (first,) = index.refresh(db, fetching=replace(options, pages=1))
    assert first.added == 1
    assert any("1 page is left for the next run" in each.reason for each in first.items)
    (second,) = index.refresh(db, fetching=options)
    assert second.added == 1


def test_a_source_that_does_not_answer_loses_nothing(planet: Site, db: Path, refreshed: Refresh) -> None:
    """Neither when its sitemap is gone, nor when it is a page now that says so."""
    refreshed()
    planet.pages["/sitemap.xml"] = Page(status=404)
    assert "not there any more" in str(refreshed().error)
    planet.news(
        "/sitemap.xml", "Service unavailable", "We will be back in a few minutes, dear reader of ours."
    )
    assert "is no sitemap any more" in str(refreshed().error)
    assert hits(db)


def test_one_page_is_a_source_too(site: Site, db: Path, refreshed: Refresh) -> None:
    """It is read, kept current, and gone when it is gone."""
    site.news("/dam", "Dam at Elmford holds after record rain", *DAM)
    index.add_source(site.url("/dam?utm_source=mail"), db, name="dam")
    assert (refreshed().added, refreshed().unchanged) == (1, 1)
    site.pages["/dam"] = Page(status=404)
    assert refreshed().removed == 1
    assert hits(db) == []


def test_two_sources_that_list_a_page_share_its_article(planet: Site, db: Path, refreshed: Refresh) -> None:
    """It goes when both have lost it."""
    refreshed()
    index.add_source(planet.url("/dam"), db, name="dam", outlet="The Planet")
    assert (refreshed("dam").added, refreshed("dam").error) == (0, None)
    index.remove_source("planet", db)
    assert hits(db)
    index.remove_source("dam", db)
    assert hits(db) == []


def test_a_sitemap_among_others_that_may_not_be_read_is_reported(planet: Site, refreshed: Refresh) -> None:
    """The pages of the others are read."""
    planet.pages["/pages.xml"] = planet.pages["/sitemap.xml"]
    planet.pages["/secret.xml"] = Page(status=403)
    planet.pages["/sitemap.xml"] = of_sitemaps(planet, "/pages.xml", "/secret.xml")
    run = refreshed()
    assert (run.added, run.failed) == (2, 1)
    assert items(run)["secret.xml"] == (Outcome.FAILED, "is answered with 403 Forbidden")


def test_sitemaps_beyond_the_most_are_left_out_and_that_is_said(
    planet: Site, refreshed: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their pages are not taken for lost."""
    monkeypatch.setattr("index.fetching.lists._MOST_SITEMAPS", 1)
    assert refreshed().added == 2
    planet.pages["/sitemap.xml"] = Page(
        f"<sitemapindex><sitemap><loc>{planet.url('/more.xml')}</loc></sitemap></sitemapindex>",
        "application/xml",
    )
    run = refreshed()
    assert any("lists more than is read: 1 entries" in reason for _, reason in items(run).values())
    assert run.removed == 0


def test_a_sitemap_that_breaks_loses_nothing(planet: Site, db: Path, refreshed: Refresh) -> None:
    """The run says why it could not be read."""
    assert refreshed().added == 2
    planet.pages["/sitemap.xml"] = Page(b"\x1f\x8b" + bytes(20), "application/xml")
    run = refreshed()
    assert (run.removed, articles(db)) == (0, 2)
    assert "is a damaged gzip file" in str(run.error)


def test_a_sitemap_that_is_cut_to_nothing_is_an_error_of_the_run(
    planet: Site, db: Path, refreshed: Refresh
) -> None:
    """Its pages still answer."""
    refreshed()
    planet.pages["/sitemap.xml"] = Page(
        '<!DOCTYPE a [<!ENTITY b "c">]><urlset>&b;</urlset>', "application/xml"
    )
    assert refreshed().error
    assert articles(db) == 2
