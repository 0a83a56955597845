"""Looking around at Discord without a gateway: who the bot is, where it is, and what stands in the way of a post."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass

from bot.digests.model import ChannelView
from bot.discord_app.client import rest_client
from bot.discord_app.connection.endpoint import point_at
from bot.discord_app.connection.login import log_in
from bot.discord_app.delivery.errors import as_delivery_errors
from bot.discord_app.delivery.publisher import DiscordPublisher
from bot.errors import DeliveryError

__all__ = ["Inspection", "connected_publisher", "inspect"]


@dataclass(frozen=True, slots=True)
class Inspection:
    """What Discord says: the bot's name, the names of its servers, and each channel, or why it cannot be posted to."""

    name: str
    guilds: tuple[str, ...]
    channels: Mapping[int, ChannelView | DeliveryError]


async def connected_publisher(stack: AsyncExitStack, token: str, api_url: str | None) -> DiscordPublisher:
    """Return a sending end that is logged in until ``stack`` closes.

    Raises EnvironmentVariableError where Discord does not take the token, DeliveryError where it cannot be reached.
    """
    if api_url is not None:
        await stack.enter_async_context(point_at(api_url, token))
    client = await stack.enter_async_context(rest_client())
    with as_delivery_errors(creating=False):
        await log_in(client, token)
    return DiscordPublisher(client)


async def inspect(token: str, api_url: str | None, channel_ids: Iterable[int]) -> Inspection:
    """Ask Discord about the bot and these channels; errors as for :func:`connected_publisher`."""
    async with AsyncExitStack() as stack:
        publisher = await connected_publisher(stack, token, api_url)
        name, guilds = await publisher.whereabouts()
        return Inspection(name, guilds, {channel: await _view(publisher, channel) for channel in channel_ids})


async def _view(publisher: DiscordPublisher, channel_id: int) -> ChannelView | DeliveryError:
    try:
        return await publisher.view(channel_id)
    except DeliveryError as error:
        return error
