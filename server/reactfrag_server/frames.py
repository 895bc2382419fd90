"""From a websocket frame to a message of the protocol, or to what is wrong with it."""

from __future__ import annotations

import msgspec
from starlette.types import Message

from reactfrag.protocol import ClientMessage, ServerError, ServerMessage

_decoder: msgspec.json.Decoder[ClientMessage] = msgspec.json.Decoder(ClientMessage)
_encoder = msgspec.json.Encoder()


class BadFrame(Exception):
    """A frame that is no message of the protocol; its text tells the client why."""


def decode(frame: Message, limit: int) -> ClientMessage:
    """Return the message in a ``websocket.receive`` event.

    :param limit: the longest text taken, in characters.
    :raises BadFrame: for a binary frame, one over the limit, text that is no JSON,
        and JSON that is no message.
    """
    text = frame.get("text")
    if text is None:
        raise BadFrame("A binary frame came, but clients speak in JSON text frames.")
    if len(text) > limit:
        raise BadFrame(f"A frame of {len(text):,} characters is over the limit of {limit:,}.")
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError as error:
        raise BadFrame(f"The frame is no message this server knows: {error}.") from error
    except ValueError as error:
        raise BadFrame(f"The frame is not valid JSON: {error}.") from error
    except RecursionError as error:
        raise BadFrame("The frame nests too deep to be read.") from error


def encode(message: ServerMessage) -> str:
    """Return a message as the text of a frame."""
    return _encoder.encode(message).decode()


def error_frame(code: str, message: str) -> str:
    """Return a :class:`ServerError` that answers no event in particular."""
    return encode(ServerError(code=code, message=message))
