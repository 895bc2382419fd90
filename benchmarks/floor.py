"""The floor: a bare Starlette websocket, and a page of a few lines on it.

``python -m benchmarks.floor PORT [counter|dependents|isolation]``
"""

from __future__ import annotations

import sys

import anyio.to_thread
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

BUTTON = "<button id=go>Count</button><p id=count>count = 0;</p>"
TEXTS = "".join(f"<p>Text {number}</p>" for number in range(30))
OUTPUTS = "".join(f"<p id=out_{number}>out {number} = {number};</p>" for number in range(20))
BODIES = {
    "counter": TEXTS + BUTTON,
    "dependents": f"<input id=level type=range min=0 max=1000 value=0>{OUTPUTS}",
    "isolation": f"<p>computed</p>{BUTTON}",
}
PAGE = """<!doctype html><meta charset=utf-8><title>floor</title>{body}<script>
const socket = new WebSocket(`ws://${{location.host}}/ws`);
socket.onmessage = ({{data}}) => {{
  for (const [id, text] of JSON.parse(data))
    document.getElementById(id).firstChild.data = text;
}};
const tell = (text) => socket.send(text);
document.getElementById("go")?.addEventListener("click", () => tell("click"));
document.getElementById("level")?.addEventListener("input", (e) => tell(e.target.value));
</script>"""

scenario = "counter"


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse(PAGE.format(body=BODIES[scenario]))


async def ws(websocket: WebSocket) -> None:
    await websocket.accept()
    count = 0
    try:
        while True:
            text = await websocket.receive_text()
            if text == "click":
                count += 1
                await websocket.send_json([["count", f"count = {count};"]])
            else:
                level = int(text)
                changes = [[f"out_{n}", f"out {n} = {level + n};"] for n in range(20)]
                await websocket.send_json(changes)
    except WebSocketDisconnect:
        pass


async def echo(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    except WebSocketDisconnect:
        pass


async def hop(websocket: WebSocket) -> None:
    await websocket.accept()
    try:
        while True:
            text = await websocket.receive_text()
            await websocket.send_text(await anyio.to_thread.run_sync(str, text))
    except WebSocketDisconnect:
        pass


app = Starlette(
    routes=[
        Route("/", page),
        WebSocketRoute("/ws", ws),
        WebSocketRoute("/echo", echo),
        WebSocketRoute("/hop", hop),
    ]
)


def main() -> None:
    global scenario
    scenario = sys.argv[2] if len(sys.argv) > 2 else scenario
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error", ws_per_message_deflate=False)


if __name__ == "__main__":
    main()
