"""Ending a connection with a code: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ENDS_SESSION", "CloseCode", "CloseError"]


class CloseCode(IntEnum):
    """Why the gateway ends a connection. A client stays away after 4004 and from 4010 on, else it comes back."""

    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQ = 4007
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    SHARDING_REQUIRED = 4011
    INVALID_API_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


ENDS_SESSION = frozenset({CloseCode.INVALID_SEQ, CloseCode.SESSION_TIMED_OUT})
"""After these a client is to start a new session, after others it may resume the one it had."""

_REASONS = {
    CloseCode.UNKNOWN_ERROR: "Unknown error.",
    CloseCode.UNKNOWN_OPCODE: "Unknown opcode.",
    CloseCode.DECODE_ERROR: "Error while decoding payload.",
    CloseCode.NOT_AUTHENTICATED: "Not authenticated.",
    CloseCode.AUTHENTICATION_FAILED: "Authentication failed.",
    CloseCode.ALREADY_AUTHENTICATED: "Already authenticated.",
    CloseCode.INVALID_SEQ: "Invalid seq.",
    CloseCode.RATE_LIMITED: "You are being rate limited.",
    CloseCode.SESSION_TIMED_OUT: "Session timed out.",
    CloseCode.INVALID_SHARD: "Invalid shard.",
    CloseCode.SHARDING_REQUIRED: "Sharding required.",
    CloseCode.INVALID_API_VERSION: "Invalid API version.",
    CloseCode.INVALID_INTENTS: "Invalid intent(s).",
    CloseCode.DISALLOWED_INTENTS: "Disallowed intent(s).",
}


class CloseError(Exception):
    """The client did something that ends its connection.

    :param why: what exactly, where the code alone leaves it open
    """

    def __init__(self, code: CloseCode, why: str = "") -> None:
        super().__init__(f"{_REASONS[code]} {why}".strip())
        self.code = code

    @property
    def reason(self) -> bytes:
        """What the closing frame says; it has room for 123 bytes, of whole characters."""
        return str(self).encode()[:123].decode(errors="ignore").encode()
