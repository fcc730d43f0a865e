"""People who ask: in many servers, in every way; and who of them got an answer."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.e2e.loopback.driver import Driver

SERVERS, ROOMS, PEOPLE = 8, 4, 6
HTTP_OK = 200
WAYS = {"mention": 45, "slash": 30, "direct": 12, "private": 8, "thread": 5}


@dataclass
class Question:
    """One question: how and when (seconds) it was asked, and when it was answered."""

    number: int
    way: str
    asked: float
    heard: bool
    at: datetime
    result: InteractionResult | None = None
    answered: float | None = None


class Crowd:
    """Asks, and keeps what is not answered yet in `open`."""

    def __init__(self, driver: Driver, seed: int, now: Any) -> None:
        """`now`: gives the seconds by a steady clock."""
        self.asked: list[Question] = []
        self.open: dict[int, Question] = {}  # by the asking message's id, or minus the interaction's
        self._driver = driver
        self._now = now
        self._random = random.Random(seed)  # noqa: S311 (it draws people, no secrets)
        self._places: list[tuple[list[MemberActor], list[ChannelHandle], list[ChannelHandle]]] = []
        self._replies: Counter[int] = Counter()
        self._read = 0
        self._sent_ids: set[int] = set()
        self._sent_until = 0
        world = driver.discord.world
        for server in range(SERVERS):
            guild = world.create_guild(f"server-{server}")
            people = [guild.add_member(world.create_user(f"reader-{server}-{n}")) for n in range(PEOPLE)]
            rooms = [guild.create_text_channel(f"room-{n}") for n in range(ROOMS)]
            made = world.backend.create_thread(rooms[0].id, "talk", owner_id=people[0].id)
            self._places.append((people, rooms, [ChannelHandle(world, guild, made)]))
        world.backend.subscribers.append(self._seen)

    async def ask(self, text: str) -> Question:
        """Somebody asks somehow."""
        people, rooms, threads = self._random.choice(self._places)
        person = self._random.choice(people)
        way = self._random.choices(list(WAYS), weights=list(WAYS.values()))[0]
        room = self._random.choice(threads if way == "thread" else rooms)
        heard = self._driver.discord.gateway.listening
        question = Question(len(self.asked), way, self._now(), heard, datetime.now(UTC))
        self.asked.append(question)
        mention = self._driver.mention
        if way in {"slash", "private"}:
            question.result = await person.slash(room, "ask", question=text, private=way == "private")
            self.open[-question.result._interaction.id] = question
            return question
        sent = await (person.send_dm(text) if way == "direct" else person.send(room, f"{mention} {text}"))
        self.open[sent.id] = question
        return question

    def _seen(self, event: str, payload: Mapping[str, Any]) -> None:
        """The bot replies: once to each question, one hopes."""
        reference = (payload.get("message_reference") or {}).get("message_id")
        bot = self._driver.discord.world.backend.bot_user.id
        if event == "MESSAGE_CREATE" and reference is not None and int(payload["author"]["id"]) == bot:
            self._replies[int(reference)] += 1

    @property
    def doubled(self) -> int:
        """Answers that were given a second time."""
        return sum(self._replies.values()) - len(self._replies)

    @staticmethod
    def _shown(question: Question) -> bool:
        result = question.result
        return result is not None and result.acknowledged and not result._interaction.loading

    def settle(self) -> None:
        """Note what has been answered: commands in their place, all else by a message that Discord took."""
        requests = self._driver.discord.rest.requests
        for request in requests[self._read :]:
            if request.method == "POST" and request.status == HTTP_OK and request.path.endswith("/messages"):
                referred = (request.body.get("message_reference") or {}).get("message_id")
                # A fallback elsewhere has the question's id with the place's after it as its nonce.
                key = int(referred or str(request.body["nonce"]).partition("-")[0])
                self._answered(key)
                self._answered(-key)
        self._read = len(requests)
        for key, question in list(self.open.items()):
            if self._shown(question):
                self._answered(key)

    def _answered(self, key: int) -> None:
        question = self.open.pop(key, None)
        if question is not None:
            question.answered = self._now()

    def lost(self) -> list[Question]:
        """Questions that reached the bot and have no answer."""
        self.settle()
        return [one for key, one in self.open.items() if one.heard and abs(key) in self._sent()]

    def _sent(self) -> set[int]:
        """The messages and interactions that were written to a connection of the bot's, as long as that was good."""
        frames = self._driver.discord.gateway.written
        for frame in frames[self._sent_until :]:
            event = json.loads(frame)
            if event["t"] in {"MESSAGE_CREATE", "INTERACTION_CREATE"}:
                self._sent_ids.add(int(event["d"]["id"]))
        self._sent_until = len(frames)
        return self._sent_ids
