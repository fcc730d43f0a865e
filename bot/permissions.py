"""PURE: who may do what: to the index, which all servers share, and in a server, which sets for itself."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.servers import ServerSettings


def may_administer(
    settings: Settings, *, user: int, owners: Collection[int], guild: int | None, roles: Collection[int]
) -> bool:
    """The application's owner or team; and in the servers that the operator lists, the listed roles.

    A server's own permissions do not count: its managers manage their server, not the index that all share.
    """
    if user in owners:
        return True
    return guild in settings.admin_guilds and not settings.admin_roles.isdisjoint(roles)


def may_ask(server: ServerSettings, *, roles: Collection[int], manager: bool) -> bool:
    """Everyone, unless the server names roles: then their members, and the server's managers."""
    return not server.roles or manager or not server.roles.isdisjoint(roles)
