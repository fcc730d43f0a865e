"""`python -m tests.pictures [--every-look] [--into FOLDER] [NAME...]`: take the pictures of the docs anew.

In a real browser, from the bot as it is: it runs on SimCord's model of Discord over an index of `seeds/` or of a few
invented stories; people do in a channel what `tests/gallery.py` says, and the page is photographed at twice its size.
`docs/gallery.md` is written too, unless the pictures go elsewhere. `--every-look` takes each scene in dark and light,
at a desk and on a telephone.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import discord
import simcord
from PIL import Image
from playwright.async_api import async_playwright

import index
from bot.client import Clipdesk
from bot.preview import WallClock, dress
from bot.settings import Settings
from tests.bot.browser import MISSING, find_browser
from tests.gallery import SCENES, Look, Scene, Stage, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.async_api import Browser, Page

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
HEIGHT = 3_600
MARGIN = 12
# SimCord's preview knows dark ground only; these are its colours on light ground.
LIGHT = """:root { color-scheme: light; background: #fff; color: #313338;
  --discord-bg: #fff; --discord-surface: #f2f3f5; --discord-elevated: #e3e5e8; --discord-control: #ebedef;
  --discord-hover: #f5f5f6; --discord-text: #1e1f22; --discord-muted: #5c5e66; --discord-subtle: #4e5058;
  --discord-border: #d4d7dc; --component-surface: #fbfbfb; --component-border: #d9dadd; --control-border: #d4d7dc;
  --chip-surface: #ebedef; --list-surface: #fff; --subtle-surface: #ebedef; --subtle-surface-text: #1e1f22;
  --entity-text: #4e5058; --entity-dim: #5c5e66; --input-surface: #fff; --input-placeholder: #6d6f78;
  --button-alt: #ebedef; --button-alt-hover: #e3e5e8; --code-surface: #f2f3f5; --code-border: #e3e5e8;
  --code-text: #313338; --link-text: #006ce7; --choice-border: #b5bac1; }
.message-content { color: #313338 !important; }
.mention { background: #e6e8fd !important; color: #404eed !important; }
.button-style-2, .button-style-5, .link-button { background: #ebedef !important; color: #1e1f22 !important; }"""


async def take(scene: Scene, browser: Browser, pictures: Sequence[tuple[str, Look]], into: Path) -> None:
    """Play a scene and photograph its last messages, once for each look."""
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        shutil.copytree(ROOT / "seeds", room / "coverage")
        settings = Settings(data=room / "data", sources=(room / "coverage",), passages=scene.passages)
        index.build(settings.sources, settings.index_path)
        bot = Clipdesk(settings)
        env = simcord.Env(bot, check_errors=False)
        env.backend.clock = WallClock()  # type: ignore[assignment] # it keeps the clock's interface
        assets = dress(env)
        await env.start()
        try:
            guild = env.create_guild("The Newsroom")
            channel = guild.create_text_channel("border-desk")
            boss = guild.create_role("Editors", permissions=discord.Permissions(manage_guild=True))
            maya = guild.add_member(env.create_user("maya", global_name="Maya"), roles=[boss])
            noor = guild.add_member(env.create_user("noor", global_name="Noor"))
            stage = Stage(env, bot, channel, maya, noor, room / "coverage")
            count = await scene.play(stage)
            page = env.preview(channel, viewers=[maya], layout="channel", assets=assets)
            async with page:
                for name, look in pictures:
                    await photograph(browser, page.url, count, look, into / f"{name}.png")
        finally:
            await bot.close()
            await env.shutdown()


async def photograph(browser: Browser, url: str, count: int, look: Look, path: Path) -> None:
    """Open the page and save a picture of its last `count` messages."""
    page = await browser.new_page(
        viewport={"width": look.width, "height": HEIGHT},
        device_scale_factor=2,
        color_scheme="dark",
        bypass_csp=True,
    )
    await page.goto(url)
    if look.is_light:
        await page.add_style_tag(content=LIGHT)
    await page.get_by_role("log").get_by_role("article").nth(count - 1).wait_for()
    await page.evaluate("document.fonts.ready")
    await page.wait_for_load_state("networkidle")
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = await page.screenshot(clip=await box_of(page, count))
    await page.close()
    # A palette is enough for flat colours, and makes a picture a third as large.
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(256).save(path, optimize=True)


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


async def main(names: Sequence[str], into: Path = IMAGES, *, every_look: bool = False) -> None:
    """Take the pictures of the named scenes, or of all, and write the gallery's page."""
    path = find_browser()
    if path is None:
        raise SystemExit(MISSING)
    chosen = [scene for scene in SCENES if not names or scene.name in names]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for scene in chosen:
            every = [(f"{scene.name}-{look.value}", look) for look in Look]
            await take(scene, browser, every if every_look else scene.pictures, into)
        await browser.close()
    if into == IMAGES:
        (ROOT / "docs" / "gallery.md").write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--into", type=Path, default=IMAGES)
    parser.add_argument("--every-look", action="store_true")
    given = parser.parse_args()
    asyncio.run(main(given.names, given.into, every_look=given.every_look))
