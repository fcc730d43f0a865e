"""PURE: who may do what to the index, which all servers share."""

from __future__ import annotations

from collections.abc import Collection

from bot.settings import Settings

REFUSAL = (
    "Only the application's owner or team, and the roles that the operator lists, may use `/index`. "
    "Ask whoever runs this bot; to search the coverage, use `/ask`."
)


def may_administer(
    settings: Settings, *, user: int, owners: Collection[int], guild: int | None, roles: Collection[int]
) -> bool:
    """The application's owner or team; and in the servers that the operator lists, the listed roles.

    A server's own permissions do not count: its managers manage their server, not the index that all share.
    """
    if user in owners:
        return True
    return guild in settings.admin_guilds and not settings.admin_roles.isdisjoint(roles)
