"""Asking servers: what they answer, how they are treated, and what is never asked."""

from __future__ import annotations

import asyncio
import gzip
import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from index.fetching.answers import Fetched, FetchError
from index.fetching.client import Client
from index.fetching.options import Fetching
from tests.index.fetching.conftest import Waiting
from tests.index.fetching.site import Page, Site


def fetched(options: Fetching, *addresses: str, etag: str | None = None) -> list[Fetched | str]:
    """What is at each address, or why it is not to be had, asked one after the other by one client."""

    async def ask() -> list[Fetched | str]:
        found: list[Fetched | str] = []
        async with Client(options) as client:
            for address in addresses:
                try:
                    found.append(await client.fetch(address, etag=etag))
                except FetchError as error:
                    found.append(str(error))
        return found

    return asyncio.run(ask())


def test_a_page_is_read_once_and_then_only_if_it_changed(site: Site, options: Fetching) -> None:
    """By its ETag; and who asks says so."""
    site.pages["/a"] = Page("Hello")
    (first,) = fetched(options, site.url("/a"))
    assert isinstance(first, Fetched)
    assert (first.state, first.data, first.moved) == ("read", b"Hello", False)
    (second,) = fetched(options, site.url("/a"), etag=first.etag)
    assert isinstance(second, Fetched)
    assert second.state == "unchanged"
    assert site.asked[-1][2]["User-Agent"] == "Clipdesk/0.1 (+desk@example.org)"


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_told_from_one_that_cannot_be_had(
    site: Site, options: Fetching, status: int
) -> None:
    """Only the first stops answering."""
    site.pages |= {"/gone": Page(status=status), "/no": Page(status=403)}
    gone, forbidden = fetched(options, site.url("/gone"), site.url("/no"))
    assert isinstance(gone, Fetched)
    assert gone.state == "gone"
    assert forbidden == "is answered with 403 Forbidden"


def test_a_busy_server_is_asked_again_when_it_says(site: Site, options: Fetching, waiting: Waiting) -> None:
    """Its own time where it names one, longer and longer otherwise; three times in all."""
    site.pages["/busy"] = Page(status=500)
    site.pages["/later"] = Page(status=429, headers={"Retry-After": "7"})
    broken, later = fetched(options, site.url("/busy"), site.url("/later"))
    assert broken == "is answered with 500 Internal Server Error"
    assert later == "is answered with 429 Too Many Requests"
    assert site.requests() == [("/busy", 500)] * 3 + [("/later", 429)] * 3
    assert {1.0, 2.0, 7.0} <= set(waiting.waits)


def test_a_server_that_wants_to_be_left_alone_is(site: Site, options: Fetching) -> None:
    """For the rest of the run, without waiting for it."""
    site.pages["/a"] = Page(status=503, headers={"Retry-After": "3600"})
    first, second = fetched(options, site.url("/a"), site.url("/b"))
    assert first == "is answered with 503 Service Unavailable"
    assert "asks to be left alone until" in str(second)
    assert site.requests() == [("/a", 503)]


def test_nothing_of_a_busy_server_is_asked_before_it_says(
    site: Site, options: Fetching, waiting: Waiting
) -> None:
    """Its other pages wait as well."""
    site.pages |= {"/busy": Page(status=429, headers={"Retry-After": "20"}), "/b": Page("b"), "/c": Page("c")}

    async def ask() -> None:
        async with Client(replace(options, tries=1)) as client:
            paths = ("/busy", "/b", "/c")
            await asyncio.gather(*(client.fetch(site.url(path)) for path in paths), return_exceptions=True)

    asyncio.run(ask())
    assert site.requests() == [("/busy", 429), ("/b", 200), ("/c", 200)]
    assert waiting.waits[-2:] == [20.0, 0.5]


def left_alone(site: Site, options: Fetching, stated: str) -> timedelta:
    """How long a site whose only answer says when to come again is left alone, as the client tells."""
    site.pages["/a"] = Page(status=429, headers={"Retry-After": stated})

    async def ask() -> timedelta:
        async with Client(options) as client:
            with pytest.raises(FetchError):
                await client.fetch(site.url("/a"))
        return client.left[site.origin] - datetime.now(UTC)

    left = asyncio.run(ask())
    assert site.requests() == [("/a", 429)]
    return left


def test_a_date_to_come_again_is_kept_by_the_runs_to_come(site: Site, options: Fetching) -> None:
    stated = format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)
    assert abs(left_alone(site, options, stated) - timedelta(hours=3)) < timedelta(minutes=5)


@pytest.mark.parametrize(
    "stated",
    ["99999999999", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"],
    ids=["long", "endless", "late"],
)
def test_a_long_time_to_be_left_alone_is_kept_to_within_a_day(
    site: Site, options: Fetching, stated: str
) -> None:
    """As seconds or as a date."""
    assert abs(left_alone(site, options, stated) - timedelta(hours=24)) < timedelta(minutes=5)


@pytest.mark.parametrize(
    "stated", ["-5", "1.5", "soon", "\N{SUPERSCRIPT TWO}", "Fri, 99 Foo 2026 25:61:61 GMT"]
)
def test_what_is_no_time_is_not_waited_for(
    site: Site, options: Fetching, waiting: Waiting, stated: str
) -> None:
    """The server is busy all the same, and tried again."""
    site.pages["/a"] = Page(status=503, headers={"Retry-After": stated})
    assert fetched(options, site.url("/a")) == ["is answered with 503 Service Unavailable"]
    assert len(site.requests()) == 3
    assert max(waiting.waits) == 2.0


def test_a_page_is_whole_or_not_had(site: Site, options: Fetching) -> None:
    """One that is cut short, packed or not, is tried again, and never taken for what it was to be."""
    body = b"<p>Hello</p>" * 500
    packed = gzip.compress(body)
    site.pages |= {
        "/whole": Page(packed, headers={"Content-Encoding": "gzip"}),
        "/short": Page(packed[:-20], headers={"Content-Encoding": "gzip"}),
        "/bomb": Page(gzip.compress(b" " * 90_000_000), headers={"Content-Encoding": "gzip"}),
        "/other": Page(packed, headers={"Content-Encoding": "br"}),
        "/broken": Page(b"\x1f\x8b" + body, headers={"Content-Encoding": "gzip"}),
        "/charset": Page(body, headers={"Content-Encoding": "utf-8"}),
    }
    paths = ("/whole", "/short", "/bomb", "/other", "/broken", "/charset")
    whole, short, bomb, other, broken, charset = fetched(options, *map(site.url, paths))
    assert isinstance(whole, Fetched)
    assert isinstance(charset, Fetched)
    assert whole.data == charset.data == body
    assert short == "was cut short on its way"
    assert bomb == "is larger than 33,554,432 bytes"
    assert other == "is packed as 'br', which was not asked for"
    assert "cannot be unpacked" in str(broken)
    assert site.requests().count(("/short", 200)) == 3


def test_a_server_cannot_say_that_nothing_changed_unasked(site: Site, options: Fetching) -> None:
    """There is nothing yet that could be the same."""
    site.pages["/a"] = Page(status=304)
    assert fetched(options, site.url("/a")) == ["is answered with 304 Not Modified"]


def test_a_host_that_keeps_failing_is_left_for_the_next_run(site: Site, options: Fetching) -> None:
    """So that a site that is down does not hold up the others."""
    site.pages |= {f"/{number}": Page(status=500) for number in range(8)}
    *_, last = fetched(replace(options, tries=1), *(site.url(f"/{number}") for number in range(8)))
    assert "failed 5 times in a row" in str(last)
    assert len(site.requests()) == 5


def test_requests_to_a_host_keep_their_distance(site: Site, options: Fetching, waiting: Waiting) -> None:
    """The site's own wish counts where it is longer."""
    site.pages["/robots.txt"] = Page("User-agent: *\nCrawl-delay: 4\n", "text/plain")
    site.pages |= {"/a": Page("a"), "/b": Page("b")}
    fetched(options, site.url("/a"), site.url("/b"))
    assert waiting.waits == [0.5, 4.0]


def test_the_sites_robots_txt_is_obeyed(site: Site, options: Fetching) -> None:
    """With its patterns, and its word for us before that for all."""
    site.pages["/robots.txt"] = Page(
        "User-agent: *\nDisallow: /\n\nUser-agent: clipdesk\nDisallow: /private/*.html$\n", "text/plain"
    )
    site.pages |= {"/private/a.html": Page("no"), "/private/a.txt": Page("yes")}
    refused, allowed = fetched(options, site.url("/private/a.html"), site.url("/private/a.txt"))
    assert refused == "may not be read, says the site's robots.txt"
    assert isinstance(allowed, Fetched)
    assert site.requests() == [("/private/a.txt", 200)]


@pytest.mark.parametrize(("status", "admitted"), [(404, True), (403, True), (500, False), (429, False)])
def test_a_site_whose_robots_txt_cannot_be_had_is_not_read(
    site: Site, options: Fetching, status: int, *, admitted: bool
) -> None:
    """One that has none is."""
    site.pages |= {"/robots.txt": Page(status=status), "/a": Page("a")}
    (found,) = fetched(options, site.url("/a"))
    assert isinstance(found, Fetched) == admitted
    assert admitted or "robots.txt is answered with" in str(found)


def test_only_the_beginning_of_a_huge_robots_txt_counts(site: Site, options: Fetching) -> None:
    """It need not end for that."""
    rules = "User-agent: *\nDisallow: /no\n" + "# and so on\n" * 60_000 + "Disallow: /\n"
    site.pages |= {"/robots.txt": Page(rules, "text/plain"), "/no": Page("no"), "/yes": Page("yes")}
    no, yes = fetched(replace(options, max_bytes=1_000), site.url("/no"), site.url("/yes"))
    assert no == "may not be read, says the site's robots.txt"
    assert isinstance(yes, Fetched)


@pytest.mark.parametrize("target", ["http://[::1", "http://a:99999/", "mailto:desk@example.org"])
def test_a_redirect_to_no_address_is_a_failure_of_its_page(
    site: Site, options: Fetching, target: str
) -> None:
    """And of nothing else."""
    site.pages["/a"] = Page(status=302, headers={"Location": target})
    (found,) = fetched(options, site.url("/a"))
    assert "leads to a place that is not asked" in str(found)


def test_redirects_are_followed_and_say_whether_they_are_for_good(site: Site, options: Fetching) -> None:
    """To their end, which is not far."""
    site.pages["/new"] = Page("here")
    site.pages["/old"] = Page(status=301, headers={"Location": "/new"})
    site.pages["/today"] = Page(status=302, headers={"Location": "/old"})
    site.pages["/loop"] = Page(status=302, headers={"Location": "/loop"})
    old, today, loop = fetched(options, *map(site.url, ("/old", "/today", "/loop")))
    assert isinstance(old, Fetched)
    assert (old.url, old.moved) == (site.url("/new"), True)
    assert isinstance(today, Fetched)
    assert (today.data, today.moved) == (b"here", False)
    assert loop == "is redirected more than 5 times"


def test_what_is_too_large_or_too_slow_is_given_up(site: Site, options: Fetching) -> None:
    """Without an end to either."""
    site.pages |= {"/large": Page(b"x" * 70_000), "/slow": Page("slow")}
    site.slow.add("/slow")
    large, slow = fetched(
        replace(options, max_bytes=65_536, seconds=0.3), site.url("/large"), site.url("/slow")
    )
    assert large == "is larger than 65,536 bytes"
    assert slow == "took longer than 0.3 seconds"


def test_this_machine_is_never_asked_unless_that_is_allowed(site: Site, options: Fetching) -> None:
    """By address, by a name that leads to it, or written otherwise: no connection is made."""
    port = site.origin.rpartition(":")[2]
    site.pages["/a"] = Page("secret")
    hosts = ("127.0.0.1", "127.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0")  # noqa: S104 - refused
    found = fetched(replace(options, allow_private=False), *(f"http://{host}:{port}/a" for host in hosts))
    assert [answer for answer in found if isinstance(answer, Fetched)] == []
    assert all("public address" in str(each) or "cannot be asked" in str(each) for each in found)
    assert site.asked == []


def test_a_redirect_to_this_machine_is_not_followed(
    site: Site, options: Fetching, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The address is checked at each step, after its name was looked up: by the socket that would connect."""
    allowed = site.origin.removeprefix("http://").partition(":")[0]
    monkeypatch.setattr("index.fetching.client.is_public", lambda address: address == allowed)
    port = site.origin.rpartition(":")[2]
    for target in (f"http://127.0.0.2:{port}/secret", "http://[::1]/secret", "file:///etc/passwd"):
        site.pages["/leads"] = Page(status=302, headers={"Location": target})
        (found,) = fetched(replace(options, allow_private=False), site.url("/leads"))
        assert "not a public address" in str(found) or "is no address of the web" in str(found)
    assert [path for path, _, _ in site.asked if path == "/secret"] == []


def test_a_host_that_cannot_be_reached_is_told(options: Fetching) -> None:
    """No rules of its robots.txt are made up for it."""
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        (found,) = fetched(options, f"http://127.0.0.1:{taken.getsockname()[1]}/a")
    assert "cannot be reached (Cannot connect" in str(found)


def test_a_page_without_an_etag_is_asked_for_by_its_date(site: Site, options: Fetching) -> None:
    """In the server's own words."""
    date = "Wed, 03 Mar 2021 10:00:00 GMT"
    site.pages["/a"] = Page("Hello")

    async def ask() -> Fetched:
        async with Client(options) as client:
            return await client.fetch(site.url("/a"), last_modified=date)

    assert asyncio.run(ask()).state == "read"
    assert site.asked[-1][2]["If-Modified-Since"] == date
