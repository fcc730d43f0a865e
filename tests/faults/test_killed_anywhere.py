"""Whatever a process does when it is killed: the old state or the new, never a mix, and the next one goes on."""

from __future__ import annotations

import shutil
import signal
import sys
from pathlib import Path

import pytest

import index
from bot.backups import INDEX, MEMORY, Backups, read
from bot.memory import Memory
from index import IncidentKind
from tests.faults import scenes
from tests.faults.stage import Stage

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the process that dies is a fork")


def holds(db: Path) -> str:
    """Which state an index is in; it is whole, and says of the writer that was killed."""
    with index.Index.open(db) as opened:
        old, new = (len(opened.search(animal)) for animal in (scenes.OLD, scenes.NEW))
        assert old + new == 1, "a mix of both states, or neither"
        assert opened.ask("What escaped on Monday?").answered
    assert index.check(db).problems == ()
    return scenes.OLD if old else scenes.NEW


def states(stage: Stage, tmp_path: Path, prepare: str, scene: str, most: int) -> list[str]:
    """The states after a death at each of so many moments; each time the next writer completes."""
    base = tmp_path / "base"
    base.mkdir()
    stage.play(prepare, base)
    shutil.copytree(base, tmp_path / "whole")
    found = []
    for moment in stage.moments(scene, tmp_path / "whole", most):
        folder = tmp_path / str(moment)
        shutil.copytree(base, folder)
        assert stage.play(scene, folder, dies_at=moment) == ("died", signal.SIGKILL), moment
        db = folder / "index.db"
        found.append(holds(db))
        with index.Index.open(db) as opened:
            befallen = {event.kind for event in opened.status().incidents}
        if found[-1] == scenes.OLD and (folder / "index.db.lock").stat().st_size:
            assert IncidentKind.INTERRUPTED in befallen
        scenes.change(folder)
        assert holds(db) == scenes.NEW
        with index.Index.open(db) as opened:
            assert IncidentKind.INTERRUPTED not in {event.kind for event in opened.status().incidents}
        assert not list(folder.glob("*.made*"))
    return found


def test_in_a_build_and_its_flip(stage: Stage, tmp_path: Path) -> None:
    """The old generation, up to the moment of the new one."""
    found = states(stage, tmp_path, "prepare", "change", 14)
    assert found == sorted(found, key=(scenes.OLD, scenes.NEW).index)
    assert set(found) == {scenes.OLD, scenes.NEW}


def test_in_a_merge(stage: Stage, tmp_path: Path) -> None:
    """What was added is there as soon as it was published, and no merge undoes that."""
    found = states(stage, tmp_path, "prepare_segments", "merge", 14)
    assert found == sorted(found, key=(scenes.OLD, scenes.NEW).index)
    assert set(found) == {scenes.OLD, scenes.NEW}


@pytest.mark.parametrize("scene", ["rebuild", "repair"])
def test_while_everything_is_made_anew(stage: Stage, tmp_path: Path, scene: str) -> None:
    """The articles are the same before and after, whether in the file or in a new one."""
    assert set(states(stage, tmp_path, "prepare", scene, 12)) == {scenes.OLD}


def test_in_a_restore(stage: Stage, tmp_path: Path) -> None:
    """The file is replaced as a whole, or not at all; and it is there at each moment."""
    assert set(states(stage, tmp_path, "prepare", "restore", 12)) == {scenes.OLD}


def test_in_the_first_build(stage: Stage, tmp_path: Path) -> None:
    """There is no index yet, or an empty one, or the whole."""
    for moment in stage.moments("first_build", made(tmp_path / "whole"), 10):
        folder = made(tmp_path / str(moment))
        assert stage.play("first_build", folder, dies_at=moment)[0] == "died"
        db = folder / "index.db"
        if db.exists():
            with index.Index.open(db) as opened:
                assert opened.status().span.articles in {0, 13}
        scenes.first_build(folder)
        assert holds(db) == scenes.NEW


def test_in_a_migration(stage: Stage, tmp_path: Path) -> None:
    """Whoever opens the files next finishes it; what they held is there, and a copy of before."""
    base = made(tmp_path / "base")
    stage.play("prepare_older", base)
    shutil.copytree(base, tmp_path / "whole")
    for moment in stage.moments("migrate", tmp_path / "whole", 14):
        folder = tmp_path / str(moment)
        shutil.copytree(base, folder)
        assert stage.play("migrate", folder, dies_at=moment)[0] == "died"
        scenes.migrate(folder)
        with Memory(folder / "bot.db") as memory:
            assert memory.question("k") == "Who?"
            assert memory.watches.all() == []
        assert index.list_sources(folder / "index.db") == ()
        scenes.first_build(folder)
        assert holds(folder / "index.db") == scenes.NEW
        assert Backups(folder, 3).holding(INDEX)
        assert Backups(folder, 3).holding(MEMORY)


def test_in_the_write_of_a_setting(stage: Stage, tmp_path: Path) -> None:
    """The setting and the list of changes agree."""
    base = made(tmp_path / "base")
    stage.play("prepare", base)
    shutil.copytree(base, tmp_path / "whole")
    found = []
    for moment in stage.moments("settings", tmp_path / "whole", 16):
        folder = tmp_path / str(moment)
        shutil.copytree(base, folder)
        assert stage.play("settings", folder, dies_at=moment)[0] == "died"
        with Memory(folder / "bot.db") as memory:
            found.append(memory.servers.all()[1])
            assert len(memory.servers.changes(1, 10)) == (2 if found[-1] == "new" else 1)
    assert set(found) == {"old", "new"}


def test_in_a_backup(stage: Stage, tmp_path: Path) -> None:
    """There is a whole backup more, or none; never one that is half."""
    base = made(tmp_path / "base")
    stage.play("prepare", base)
    shutil.copytree(base, tmp_path / "whole")
    for moment in stage.moments("back_up", tmp_path / "whole", 10):
        folder = tmp_path / str(moment)
        shutil.copytree(base, folder)
        assert stage.play("back_up", folder, dies_at=moment)[0] == "died"
        for one in Backups(folder, 3).all():
            made_at, files = read(one.folder)
            assert (made_at, len(files)) == (one.made, 2)
        if not (folder / "backups" / "2026-01-02T00-00-00Z").exists():
            scenes.back_up(folder)
        assert len(Backups(folder, 3).all()) == 2


def made(folder: Path) -> Path:
    """A new folder."""
    folder.mkdir()
    return folder
