"""EDGE: what servers set, and who changed what when."""

from __future__ import annotations

import json
from typing import Any

from bot.memory.file import File

CHANGES_KEPT = 500  # of each server

Row = tuple[str, int, str, Any, Any]


class ServerTable:
    """The settings of servers as JSON, and the list of their changes."""

    def __init__(self, file: File) -> None:
        self._file = file

    def all(self) -> dict[int, str]:
        """The settings of every server that has set something."""
        with self._file.reading() as db:
            return {int(row["server"]): str(row["settings"]) for row in db.query("select * from servers")}

    def change(self, server: int, settings: str, change: tuple[int, str, Any, Any]) -> None:
        """Keep a server's settings, and the change that led to them: by whom, of what, from and to."""
        user, setting, before, after = change
        with self._file.writing() as db:
            db.table("servers").upsert({"server": str(server), "settings": settings}, pk="server")
            db.table("changes").insert(
                {
                    "server": str(server),
                    "at": self._file.stamp(),
                    "user": str(user),
                    "setting": setting,
                    "before": json.dumps(before),
                    "after": json.dumps(after),
                }
            )
            db.execute(
                "delete from changes where server = ? and id not in "
                "(select id from changes where server = ? order by id desc limit ?)",
                [str(server), str(server), CHANGES_KEPT],
            )

    def keep(self, server: int, settings: str) -> None:
        """Keep a server's settings as they are, without a line in the list of changes."""
        with self._file.writing() as db:
            db.table("servers").upsert({"server": str(server), "settings": settings}, pk="server")

    def forget(self, server: int) -> None:
        """Forget a server's settings and the list of their changes."""
        with self._file.writing() as db:
            db.execute("delete from servers where server = ?", [str(server)])
            db.execute("delete from changes where server = ?", [str(server)])

    def changes(self, server: int, most: int) -> list[Row]:
        """The last changes in a server, newest first: when, by whom, of what, from and to."""
        query = "select * from changes where server = ? order by id desc limit ?"
        with self._file.reading() as db:
            return [
                (
                    str(row["at"]),
                    int(row["user"]),
                    str(row["setting"]),
                    json.loads(row["before"]),
                    json.loads(row["after"]),
                )
                for row in db.query(query, [str(server), most])
            ]
