"""`python -m tests.pictures`: take the README's pictures anew, in a real browser, from the bot as it is.

The bot runs on SimCord's model of Discord over an index of `seeds/`; people ask in a channel, and the page is
photographed at twice its size.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import simcord
from playwright.async_api import async_playwright

import index
from bot.client import Clipdesk
from bot.preview import WallClock, dress
from bot.settings import Settings
from tests.bot.browser import MISSING, find_browser

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from playwright.async_api import Page

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
WIDTH, HEIGHT = 700, 2_400
MARGIN = 12


async def take(
    name: str, play: Callable[[simcord.Env, simcord.ChannelHandle, simcord.MemberActor], Awaitable[int]]
) -> None:
    """Photograph the last messages of a conversation; `play` has it and says how many they are."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data=Path(folder), sources=(ROOT / "seeds",), passages=1)
        index.build(settings.sources, settings.index_path)
        bot = Clipdesk(settings)
        env = simcord.Env(bot)
        env.backend.clock = WallClock()  # type: ignore[assignment] # it keeps the clock's interface
        assets = dress(env)
        await env.start()
        try:
            guild = env.create_guild("The Newsroom")
            channel = guild.create_text_channel("border-desk")
            maya = guild.add_member(env.create_user("maya", global_name="Maya"))
            count = await play(env, channel, maya)
            page = env.preview(channel, viewers=[maya], layout="channel", assets=assets)
            async with page:
                await photograph(page.url, count, IMAGES / name)
        finally:
            await bot.close()
            await env.shutdown()


async def photograph(url: str, count: int, path: Path) -> None:
    """Open the page and save a picture of its last `count` messages."""
    browser_path = find_browser()
    if browser_path is None:
        raise SystemExit(MISSING)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = await browser.new_page(
            viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2, color_scheme="dark"
        )
        await page.goto(url)
        await page.get_by_role("log").get_by_role("article").nth(count - 1).wait_for()
        await page.evaluate("document.fonts.ready")
        await page.wait_for_load_state("networkidle")
        path.parent.mkdir(parents=True, exist_ok=True)
        await page.screenshot(path=path, clip=await box_of(page, count))
        await browser.close()


async def box_of(page: Page, count: int) -> dict[str, float]:
    """The rectangle around the last `count` messages, with a margin."""
    articles = page.get_by_role("log").get_by_role("article")
    total = await articles.count()
    boxes = [await articles.nth(number).bounding_box() for number in range(total - count, total)]
    known = [box for box in boxes if box is not None]
    top = min(box["y"] for box in known) - MARGIN
    bottom = max(box["y"] + box["height"] for box in known) + MARGIN
    left = min(box["x"] for box in known)
    return {"x": left, "y": top, "width": known[0]["width"], "height": bottom - top}


async def an_answer(env: simcord.Env, channel: simcord.ChannelHandle, maya: simcord.MemberActor) -> int:
    """A question in a channel and its answer."""
    assert env.bot.user is not None
    await maya.send(channel, f"{env.bot.user.mention} How many migrants left Tapachula?")
    return 2


async def main() -> None:
    """Take them all."""
    await take("answer.png", an_answer)


if __name__ == "__main__":
    asyncio.run(main())
