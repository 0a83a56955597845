"""The gateway's numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.sandbox import StartLimit
from bot.sandbox.gateway.rules import GatewayRules


def test_the_defaults_are_discords_but_for_the_pause_between_starts() -> None:
    rules = GatewayRules()
    assert (rules.frames, rules.frames_within, rules.servers_per_shard) == (120, timedelta(seconds=60), 2500)
    assert rules.starts == replace(StartLimit(), every=timedelta(0))


def test_a_late_heartbeat_has_some_grace() -> None:
    rules = GatewayRules(heartbeat_interval=timedelta(seconds=2), heartbeat_grace=timedelta(seconds=1))
    assert rules.patience == 3.0
