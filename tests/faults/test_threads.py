"""Threads and processes that really die: the bot goes on answering, and says in its log and status which one died.

A thread is killed as Python lets it be: an exception thrown into it from outside, at whatever it is doing.
"""

from __future__ import annotations

import asyncio
import ctypes
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import aiohttp
import pytest
import simcord

from bot import ending
from bot.client import Clipdesk
from bot.coverage import Coverage
from bot.memory import Memory
from bot.monitor import watched
from bot.pool import Pool
from bot.settings import Settings
from bot.threads import Losses, LostThreadError, Threads
from index import Index, Progress, compiling, workers
from tests.bot.reading import me, seen

QUESTION = "How many people left Tapachula?"
ANSWER = "2,300 people"
PATIENCE = 10.0
dying = pytest.mark.filterwarnings(  # that is what is wanted here
    "ignore::pytest.PytestUnhandledThreadExceptionWarning"
)


WAITERS = ThreadPoolExecutor(2, "waiter")  # the test's own: those of the bot are killed


async def aside(wait: Callable[..., object], *args: object) -> None:
    """Wait for something in a thread that nobody kills."""
    await asyncio.get_running_loop().run_in_executor(WAITERS, wait, *args)


def named(start: str) -> list[threading.Thread]:
    """The threads whose name starts so."""
    return [thread for thread in threading.enumerate() if thread.name.startswith(start)]


def kill(thread: threading.Thread) -> None:
    """Throw what ends a thread into it."""
    assert thread.ident is not None
    met = ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(SystemExit)
    )
    assert met == 1


def spin(begun: threading.Event) -> None:
    """Work that ends when its thread does."""
    begun.set()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        pass
    raise AssertionError("nobody killed this thread")


async def gone(thread: threading.Thread) -> None:
    """Wait until a thread is dead."""
    await aside(thread.join, PATIENCE)
    assert not thread.is_alive()


async def killed_at_work(
    run: Callable[[Callable[[], None]], Coroutine[object, object, None]],
    work: Callable[[threading.Event], None] = spin,
) -> None:
    """Have a thread killed in the middle of its work, which sets the event; whoever waits for that is told."""
    begun, dead = threading.Event(), []

    def noted() -> None:
        dead.append(threading.current_thread())
        work(begun)

    waiting = asyncio.ensure_future(run(noted))
    await aside(begun.wait, PATIENCE)
    kill(dead[0])
    with pytest.raises(LostThreadError):
        await waiting
    await gone(dead[0])


@pytest.fixture
def untraced() -> None:
    """For a test that kills idle threads, which is run wherever no coverage is measured.

    While an exception waits for such a thread, CPython 3.11 goes round in circles in any call that is traced, and
    never comes to what would wake the thread.
    """
    if sys.gettrace() is not None:
        pytest.skip("a traced interpreter stands still where an idle thread is to be killed")


@pytest.fixture
def losses() -> Losses:
    return Losses()


@pytest.fixture
def pool(losses: Losses) -> Iterator[Pool]:
    """A pool of one thread, so that there is no other to go on."""
    pool = Pool(1, "lone", losses)
    yield pool
    pool.shutdown()


async def test_a_thread_that_is_killed_at_work_is_replaced(pool: Pool, losses: Losses) -> None:
    await killed_at_work(pool.run)
    assert await pool.run(lambda: "done") == "done"
    assert [name for _, name in losses.lately()] == ["lone"]
    assert pool.running == pool.waiting == 0


@pytest.mark.usefixtures("untraced")
async def test_a_thread_that_is_killed_while_idle_loses_no_work(pool: Pool, losses: Losses) -> None:
    """It dies with the next piece of work in its hands, which another thread does; so each time."""
    for _ in range(20):
        first = await pool.run(threading.current_thread)
        kill(first)
        assert await asyncio.wait_for(pool.run(lambda: "done"), PATIENCE) == "done"
        await gone(first)
    assert [name for _, name in losses.lately()] == ["lone, 20x"]


async def test_work_that_ends_its_thread_fails_and_nothing_else_does(pool: Pool, losses: Losses) -> None:
    """SystemExit in a thread would otherwise end the event loop, and with it the bot."""

    def leave() -> None:
        raise SystemExit

    for _ in range(3):
        with pytest.raises(LostThreadError):
            await pool.run(leave)
    assert await pool.run(lambda: "done") == "done"
    assert [name for _, name in losses.lately()] == ["lone, 3x"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives any stack that is asked for")
def test_where_the_system_gives_no_more_threads_those_that_there_are_do_the_work(
    losses: Losses, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody waits for ever, also at the end; without any thread, whoever asks is told at once."""
    threads = Threads(2, "scarce", losses)
    threading.stack_size(1 << 46)  # more than there can be
    try:
        with pytest.raises(RuntimeError, match="gives no thread"):
            threads.submit(int)
        threading.stack_size(0)
        assert threads.submit(int).result(PATIENCE) == 0
        threading.stack_size(1 << 46)
        assert threads.submit(int).result(PATIENCE) == 0
    finally:
        threading.stack_size(0)
    assert "No more threads to scarce than 1" in caplog.text
    assert losses.lately() == (), "no thread died"
    threads.shutdown()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives any stack that is asked for")
def test_a_bot_without_a_thread_to_watch_over_its_end_ends_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What it has begun to answer is worth more than the certainty."""
    threading.stack_size(1 << 46)
    try:
        ending.for_sure()
    finally:
        threading.stack_size(0)
    assert "Nothing makes sure" in caplog.text


def test_threads_end_when_they_are_told_to(losses: Losses) -> None:
    """What waits is done before, or cancelled; nothing is taken afterwards."""
    threads, held = Threads(2, "ending", losses), threading.Event()
    done = [threads.submit(held.wait, PATIENCE) for _ in range(5)]
    held.set()
    threads.shutdown()
    assert all(future.result() for future in done)
    assert named("ending") == []
    with pytest.raises(RuntimeError):
        threads.submit(held.wait)

    threads, held, begun = Threads(1, "ending", losses), threading.Event(), threading.Event()
    working = threads.submit(lambda: (begun.set(), held.wait(PATIENCE)))
    begun.wait(PATIENCE)
    waiting = threads.submit(held.wait)
    threads.shutdown(wait=False, cancel_futures=True)
    held.set()
    assert waiting.cancelled()
    assert working.result()


async def test_what_is_to_be_kept_is_kept_though_nobody_waits_any_more(losses: Losses) -> None:
    """As what the bot's memory writes while whoever asked gives up."""
    threads, held, begun = Threads(1, "keeping", losses), threading.Event(), threading.Event()
    loop, done = asyncio.get_running_loop(), []
    working = loop.run_in_executor(threads, lambda: (begun.set(), held.wait(PATIENCE)))
    await aside(begun.wait, PATIENCE)
    waiting = loop.run_in_executor(threads, done.append, "done")
    waiting.cancel()
    await asyncio.wait([waiting])
    held.set()
    await working
    await aside(threads.shutdown)
    assert done == ["done"]


async def test_a_pool_does_nothing_that_nobody_waits_for(pool: Pool) -> None:
    """The index is not searched in vain."""
    held, begun, done = threading.Event(), threading.Event(), []
    working = asyncio.ensure_future(pool.run(lambda: (begun.set(), held.wait(PATIENCE))))
    await aside(begun.wait, PATIENCE)
    waiting = asyncio.ensure_future(pool.run(done.append, "done"))
    await asyncio.sleep(0)
    assert pool.waiting == 1
    waiting.cancel()
    await asyncio.wait([waiting])
    held.set()
    await working
    await aside(pool.shutdown)
    assert done == []


@pytest.mark.usefixtures("untraced")
async def test_the_bot_answers_although_every_thread_of_the_index_was_killed(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    owner: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Those that ask while they are idle and one while it searches; the one that reindexes; it is said."""
    await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    begun, tries = threading.Event(), []

    def search(index: Index) -> int:
        tries.append(threading.current_thread())
        if len(tries) == 1:
            spin(begun)
        return index.mark()

    searching = asyncio.ensure_future(simcord_bot.coverage.read(search))
    await aside(begun.wait, PATIENCE)
    kill(tries[0])
    assert await searching >= 0, "read once more, by another thread"
    await gone(tries[0])
    for thread in named("ask_"):
        kill(thread)
    await killed_at_work(simcord_bot.coverage._builder.run)

    await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    assert ANSWER in seen(channel.last_message)
    report = await owner.slash(channel, "index reindex")
    assert "unchanged" in seen(report.response)
    status = await owner.slash(channel, "index status")
    assert "a thread died (reindex); another took its place" in seen(status.response)
    assert "The thread reindex_1 died (SystemExit)" in caplog.text


@pytest.mark.usefixtures("untraced")
async def test_the_bot_answers_although_every_thread_that_writes_its_memory_was_killed(
    simcord_env: simcord.Env,
    alice: simcord.MemberActor,
    channel: simcord.ChannelHandle,
    simcord_bot: Clipdesk,
) -> None:
    """A write that is cut in the middle leaves nothing behind, and no lock."""
    await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    memory = simcord_bot.memory

    def write(begun: threading.Event) -> None:
        with memory._file.writing() as db:
            db.execute("delete from asked")
            spin(begun)

    await killed_at_work(asyncio.to_thread, write)
    for thread in named("hand_"):
        kill(thread)
    await alice.send(channel, f"{me(simcord_env)} {QUESTION}")
    assert ANSWER in seen(channel.last_message)
    ((_, _, _, times),) = list(memory.asked.rows())
    assert times == 2
    assert memory.owed.left() == ([], [])


async def healthy(address: str) -> bool:
    """What the monitor says."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/healthz") as response:
        return response.status == 200


@dying
async def test_the_monitor_answers_again_after_its_thread_was_killed(settings: Settings) -> None:
    async with Clipdesk(replace(settings, monitor_port=0)) as bot, watched(bot) as address:
        assert address is not None

        replaced = asyncio.Event()
        bot.losses.told.append(lambda _kind: replaced.set())
        assert await healthy(address)
        (first,) = named("monitor")
        kill(first)
        await gone(first)
        await asyncio.wait_for(replaced.wait(), PATIENCE)
        assert await healthy(address)
        assert [name for _, name in bot.losses.lately()] == ["monitor"]


@dying
def test_the_index_answers_although_the_thread_that_compiles_was_killed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Searches then do without the kernel."""
    begun = threading.Event()
    monkeypatch.setattr(compiling, "_begun", threading.Lock())
    monkeypatch.setattr(compiling, "found", lambda: None)
    monkeypatch.setattr(compiling, "_compile_apart", lambda _targets: spin(begun))
    compiling.ensure()
    assert begun.wait(PATIENCE)
    (thread,) = named("index-compiling")
    kill(thread)
    thread.join(PATIENCE)
    assert not thread.is_alive()
    with Index.open(settings.index_path) as index:
        assert ANSWER in index.ask(QUESTION).hits[0].quote


async def test_a_reindex_is_whole_although_its_processes_are_killed(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each process of a build once, with the signal that none can refuse."""
    folder = tmp_path / "more"
    folder.mkdir()
    for number in range(300):
        story = f"Harbour {number} hung lantern {number * 7} over quay {number % 90} before the ferry left. "
        (folder / f"{number}.txt").write_text(f"Lanterns of harbour {number}\n\n{story * 8}\n")
    begun: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def noted(*args: object, **options: object) -> subprocess.Popen[bytes]:
        begun.append(popen(*args, **options))  # type: ignore[call-overload]
        return begun[-1]

    monkeypatch.setattr(workers.subprocess, "Popen", noted)
    killed: list[subprocess.Popen[bytes]] = []

    def show(event: Progress) -> None:
        if event.done and not killed:
            killed.extend(begun)
            for process in killed:
                process.kill()

    coverage = Coverage(replace(settings, sources=(folder,)))
    report = await coverage.rebuild(show)
    assert killed
    assert (report.articles, report.skipped) == (300, ())
    assert (await coverage.ask("What did harbour 221 hang over the quay?")).hits
    await coverage.close()


@dying
def test_the_memory_is_whole_after_its_writer_was_killed_at_any_moment(tmp_path: Path) -> None:
    """A thread that does nothing but write, killed over and over: the file is sound, and no lock is held."""
    memory = Memory(tmp_path / "bot.db")
    for number in range(30):
        stop, begun = time.monotonic() + PATIENCE, threading.Event()

        def write(stop: float = stop, begun: threading.Event = begun, number: int = number) -> None:
            while time.monotonic() < stop:
                memory.asked.note(f"question {number}", answered=True)
                begun.set()

        thread = threading.Thread(target=write)
        thread.start()
        assert begun.wait(PATIENCE)
        kill(thread)
        thread.join(PATIENCE)
        assert not thread.is_alive()
        memory.look()
    assert len(list(memory.asked.rows())) == 30
    memory.close()
