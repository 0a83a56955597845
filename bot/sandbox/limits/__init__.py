"""What Discord refuses, as pure functions: a body goes in, its problems come out.

``message_problems(payload)`` answers in sentences; the ``check_…`` functions answer with places and Discord's
inner codes, which ``nested`` turns into the ``errors`` object of error 50035.
"""

from __future__ import annotations

from bot.sandbox.limits.commands import check_choices, check_command, command_size
from bot.sandbox.limits.components import walk
from bot.sandbox.limits.form import Form, Problem, nested
from bot.sandbox.limits.messages import check_message, is_empty, message_problems
from bot.sandbox.limits.modals import check_modal

__all__ = [
    "Form",
    "Problem",
    "check_choices",
    "check_command",
    "check_message",
    "check_modal",
    "command_size",
    "is_empty",
    "message_problems",
    "nested",
    "walk",
]
