"""The scenes of the gallery: what people do, and what a picture of it shows. `tests/pictures.py` takes them."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import simcord

import index
from bot.catalogue import Language
from bot.client import Clipdesk
from bot.pace import Pace
from tests.bot.reading import custom_id

MIGRANTS = "How many migrants left Tapachula?"
FERRIES = "Why were the ferries of Vellmar late?"
STORM = (
    "A storm closed the port of Vellmar for {hours} hours, and ferries to the islands ran late until the evening, "
    "the harbour master, Ida Brandt, said. {ships} ships waited outside of the breakwater."
)
STRIKE = (
    "Dockers of Vellmar went on strike over night shifts. Their union said that it would talk again next week; the "
    "port's owners called the strike a surprise."
)
STORIES = (
    ("Storm closes the port of Vellmar", "2026-03-02", "Coast Post", STORM.format(hours="nine", ships="Eleven")),
    ("Ferries late after storm", "2026-03-03", "Island Herald", STORM.format(hours="nine", ships="Eleven")),
    ("Second storm in a week hits Vellmar", "2026-03-08", "Coast Post", STORM.format(hours="four", ships="Six")),
    ("Vellmar repairs its breakwater", "2026-03-09", "Island Herald",
     "The breakwater of the port of Vellmar is being repaired after two storms. It will cost two million crowns."),
    ("Dockers of Vellmar strike", "2026-03-12", "Coast Post", STRIKE),
    ("Strike at the port: what both sides say", "2026-03-12", "The Ledger",
     "The port of Vellmar loses fees on each day of the strike, its owners said. Dockers want shorter nights."),
    ("Port of Vellmar opens again", "2026-03-15", "Coast Post",
     "The port of Vellmar is open again: dockers and owners agreed on shorter night shifts from April on."),
)  # fmt: skip


class Look(StrEnum):
    """How a picture is seen: at a desk in dark or light, or on a telephone."""

    DARK = "dark"
    LIGHT = "light"
    PHONE = "phone"
    PHONE_LIGHT = "phone-light"

    @property
    def width(self) -> int:
        """Of the window, in CSS pixels."""
        return 390 if self in {Look.PHONE, Look.PHONE_LIGHT} else 700

    @property
    def is_light(self) -> bool:
        """Whether on light ground."""
        return self in {Look.LIGHT, Look.PHONE_LIGHT}

    @property
    def words(self) -> str:
        """In words."""
        return {"dark": "dark", "light": "light", "phone": "on a telephone"}.get(
            self, "on a telephone, light"
        )


@dataclass(frozen=True)
class Stage:
    """Where a scene plays: a channel, Maya who asks, and Noor who runs the bot."""

    env: simcord.Env
    bot: Clipdesk
    channel: simcord.ChannelHandle
    maya: simcord.MemberActor
    noor: simcord.MemberActor
    folder: Path

    async def asked(
        self, question: str, person: simcord.MemberActor | None = None
    ) -> simcord.ResponseMessage:
        """The answer to `/ask`."""
        result = await (person or self.maya).slash(self.channel, "ask", question=question)
        assert result.response is not None
        return result.response

    async def press(self, message: simcord.ResponseMessage, label: str) -> None:
        """Maya presses the first button of that name."""
        await self.maya.click(message, custom_id=custom_id(message, label))

    def publish(self, *stories: tuple[str, str, str, str]) -> None:
        """Write stories into the coverage's folder and index it."""
        for headline, day, outlet, text in stories:
            name = headline.lower().replace(" ", "-").replace(":", "")
            front = f'---\nheadline: "{headline}"\ndate: {day}\noutlet: {outlet}\n'
            front += f"url: https://example.com/{name}\nauthors: [Ida Lund]\n---\n\n"
            (self.folder / f"{name}.md").write_text(f"{front}{text}\n", encoding="utf-8")
        index.build([self.folder], self.bot.settings.index_path, allow_empty=True)


@dataclass(frozen=True)
class Scene:
    """A picture: its name, what it shows, the conversation, and how many of its last messages are seen."""

    name: str
    title: str
    shows: str
    play: Callable[[Stage], Awaitable[int]]
    passages: int = 1
    also: tuple[Look, ...] = ()

    @property
    def pictures(self) -> list[tuple[str, Look]]:
        """The name of each of its pictures, and its look."""
        return [(self.name, Look.DARK), *((f"{self.name}-{look.value}", look) for look in self.also)]


async def an_answer(stage: Stage) -> int:
    assert stage.env.bot.user is not None
    await stage.maya.send(stage.channel, f"{stage.env.bot.user.mention} {MIGRANTS}")
    return 2


async def several(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.asked(FERRIES)
    return 1


async def five(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.asked("What happened at the port of Vellmar?")
    return 1


async def stated(stage: Stage) -> int:
    story = {
        "@type": "OpinionNewsArticle",
        "headline": "The port of Vellmar needs a second breakwater",
        "publisher": "The Ledger",
        "datePublished": "2026-03-10",
        "dateModified": "2026-03-13",
        "correction": "An earlier version gave the cost in dollars instead of crowns.",
        "url": "https://example.com/second-breakwater",
        "articleBody": "A second breakwater would cost five million crowns, and pay for itself within nine storms.",
    }
    (stage.folder / "second.json").write_text(json.dumps(story), encoding="utf-8")
    stage.publish(*STORIES)
    await stage.asked("What would a second breakwater cost?")
    return 1


async def undone(stage: Stage) -> int:
    stage.publish(*STORIES)
    result = await stage.maya.slash(
        stage.channel,
        "ask",
        question="Why did the dokcers of Vellmar strike in March 2026?",
        outlet="Coast Post",
    )
    assert result.response is not None
    await stage.press(result.response, "Search as typed")
    return 2


async def nearest(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.press(
        await stage.asked("Which choir of dockers sings in Vellmar?"), "Show the nearest passages"
    )
    return 2


async def how_to(stage: Stage) -> int:
    assert stage.env.bot.user is not None
    await stage.maya.send(stage.channel, stage.env.bot.user.mention)
    return 2


async def limits(stage: Stage) -> int:
    stage.bot.door.pace = Pace(per_person=1, per_server=0)
    await stage.asked(MIGRANTS)
    await stage.asked(MIGRANTS)
    return 1


async def status(stage: Stage) -> int:
    stage.publish(*STORIES)
    stage.bot.operators.add(stage.maya.id)
    await stage.maya.slash(stage.channel, "index status")
    return 1


async def declined(stage: Stage) -> int:
    await stage.asked("Which zoo bred a pygmy hippopotamus?")
    return 1


async def context(stage: Stage) -> int:
    await stage.press(await stage.asked(MIGRANTS), "Context")
    return 1


async def article(stage: Stage) -> int:
    await stage.press(await stage.asked(MIGRANTS), "Article")
    return 1


async def citation(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.press(await stage.asked(FERRIES), "Copy citation")
    return 1


async def sources(stage: Stage) -> int:
    stage.publish(*STORIES)
    answer = await stage.asked(FERRIES)
    await stage.press(answer, "Sources (2)")
    return 2


async def changed(stage: Stage) -> int:
    stage.publish(STORIES[0])
    answer = await stage.asked("How many ships waited outside of the breakwater?")
    stage.publish((*STORIES[0][:3], STORM.format(hours="nine", ships="Twelve")))
    await stage.press(answer, "Context")
    return 2


async def german(stage: Stage) -> int:
    await stage.bot.servers.change(stage.channel.guild.id, stage.maya.id, "language", Language.DE)
    await stage.asked(MIGRANTS)
    return 1


async def latest(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.maya.slash(stage.channel, "latest", topic="port Vellmar")
    return 1


async def timeline(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.maya.slash(stage.channel, "timeline", topic="port Vellmar")
    return 1


async def coverage(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.maya.slash(stage.channel, "coverage")
    return 1


async def watching(stage: Stage) -> int:
    stage.publish(STORIES[0])
    await stage.maya.slash(
        stage.channel, "watch", question="When will the port of Vellmar open again?", where="here"
    )
    stage.publish(STORIES[-1])
    await stage.bot.watcher.look()
    return 2


async def watches(stage: Stage) -> int:
    stage.publish(STORIES[0])
    for question in ("When will the port of Vellmar open again?", "What do dockers of Vellmar want?"):
        await stage.maya.slash(stage.channel, "watch", question=question)
    stage.publish(*STORIES[-3:])
    await stage.bot.watcher.look()
    await stage.maya.slash(stage.channel, "watches")
    return 1


async def questions(stage: Stage) -> int:
    stage.publish(*STORIES)
    for question in (FERRIES, FERRIES, "Who owns the port's cranes?", "Which zoo bred a pygmy hippopotamus?"):
        answer = await stage.asked(question)
    await stage.press(await stage.asked(FERRIES), "Helpful")
    stage.bot.operators.add(stage.maya.id)
    del answer
    await stage.maya.slash(stage.channel, "questions top")
    return 1


async def privacy(stage: Stage) -> int:
    stage.publish(*STORIES)
    await stage.press(await stage.asked(FERRIES), "Helpful")
    await stage.maya.slash(stage.channel, "watch", question="Who owns the port's cranes?")
    await stage.maya.slash(stage.channel, "privacy")
    return 1


async def settings(stage: Stage) -> int:
    await stage.maya.slash(stage.channel, "settings")
    return 1


async def reindexed(stage: Stage) -> int:
    stage.publish(*STORIES)
    stage.bot.coverage.sources = (stage.folder,)
    stage.bot.operators.add(stage.maya.id)
    await stage.maya.slash(stage.channel, "index reindex")
    return 1


SCENES = (
    Scene("answer", "An answer", "A mention in a channel and the reply: the quoted paragraph with its answering "
          "sentence in bold, then headline, outlet, date and paragraph, and the buttons that lead on.", an_answer,
          also=(Look.LIGHT, Look.PHONE)),
    Scene("several", "Several passages", "An answer of three passages, each with its citation and buttons; one text "
          "in two papers is one passage.", several, 3),
    Scene("five", "Five passages", "As many as an operator may set: each leads on as directly as one alone.", five, 5,
          also=(Look.PHONE_LIGHT,)),
    Scene("stated", "What the publisher states", "When the article was updated, what it is called, and what was "
          "corrected.", stated),
    Scene("undone", "Understood, and undone", "Another spelling, a date in words and a filter are said above the "
          "answer; a button under it undoes them.", undone),
    Scene("declined", "No answer", "The coverage does not answer: which words were not found, what the coverage "
          "spans, and a button to be told when there is coverage.", declined, also=(Look.LIGHT,)),
    Scene("nearest", "The nearest passages", "What comes nearest to a question that was not answered, on request.",
          nearest),
    Scene("how-to", "How to ask", "The reply to a mention without words.", how_to),
    Scene("context", "Context", "The passage between its neighbours, only for the one who pressed.", context),
    Scene("article", "Article", "The whole article in pages, opened where the passage stands.", article),
    Scene("citation", "Copy citation", "The citation as plain text, Markdown, BibTeX and CSL-JSON.", citation),
    Scene("sources", "Sources", "A passage that two papers carry is shown once; its sources are listed.", sources),
    Scene("changed", "Changed since", "An answer whose article was corrected afterwards says so, and so does the "
          "reply to the one who opened it again.", changed),
    Scene("german", "In German", "The same answer in a server that set German; the quote stays as it is.", german),
    Scene("latest", "Latest on a topic", "The newest articles that hold a topic's words, copies folded, each with a "
          "button that opens it.", latest),
    Scene("timeline", "Timeline", "A topic by day and outlet, as a picture and in words.", timeline,
          also=(Look.PHONE_LIGHT,)),
    Scene("coverage", "Coverage", "What the coverage holds, over time and by outlet, and its newest articles.",
          coverage,
          also=(Look.LIGHT,)),
    Scene("watch", "Told later", "A watch was begun; then a new article answered it.", watching),
    Scene("watches", "Watches", "One's watches, what each has told of, and a menu that ends one.", watches),
    Scene("questions", "Questions", "What people ask most, for admins; never who asked.", questions),
    Scene("privacy", "Privacy", "What is kept of a person, and a button that deletes it.", privacy),
    Scene("limits", "Too many questions", "When one may ask again, only for the one who asked.", limits),
    Scene("settings", "Settings", "What a server's managers set for their server.", settings, also=(Look.PHONE,)),
    Scene("status", "Status", "What the index holds, for its admins.", status),
    Scene("reindexed", "Reindexed", "What a reindex did, and what the index holds now.", reindexed),
)  # fmt: skip


def page(scenes: tuple[Scene, ...] = SCENES) -> str:
    """`docs/gallery.md`: every picture under its title, with what it shows."""
    intro = (
        "Each form of answer, photographed in a browser from the bot as it is, on SimCord's model of Discord. "
        "`make pictures` takes them anew and writes this page. The preview is dark; for light ground its colours are "
        "replaced.\n"
    )
    parts = ["# Gallery\n", intro]
    for one in scenes:
        parts.append(f"## {one.title}\n\n{one.shows}\n")
        parts += [f"![{one.shows} ({look.words})](images/{name}.png)\n" for name, look in one.pictures]
    return "\n".join(parts)
