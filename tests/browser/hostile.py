"""A database in which every text is an attack, and a listener that hears when one of them works."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from miner.store import schema

_KEPT = (
    "_id",
    "_at",
    "sha256",
    "fingerprint",
    "limits",
    "path",
    "format",
    "version",
    "target_kind",
    "target_key",
    "alias",
)
"""Names and ends of names of the columns that hold no words: ids, hashes, times, paths."""
_NUMBERS = ("value", "computed", "left_value", "right_value", "difference", "tolerance", "spending")


class Listener:
    """Counts what is asked of it."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.heard: list[str] = []
        self.address = f"http://127.0.0.1:{server.server_port}"

    def attack(self) -> str:
        """A text that calls the listener wherever it is taken for anything but text."""
        url = f"{self.address}/heard"
        return (
            f"<script>fetch('{url}?script')</script><img src='{url}?img' onerror=\"fetch('{url}?error')\">"
            f"</script></title></textarea><svg onload=\"fetch('{url}?svg')\"><style>@import '{url}?css';</style>"
            f'<link rel=stylesheet href={url}?link><iframe src={url}?frame></iframe>" onfocus="window.pwned=1" autofocus x="'
            f"javascript:fetch('{url}?url') {{{{7*7}}}} ${{7*7}} `{url}` \u2028window.pwned=2//\u202e ]]> --> =HYPERLINK(\"{url}\")"
            " ../../../../etc/passwd"
        )


@contextmanager
def listening() -> Iterator[Listener]:
    """A server on this machine that hears every request, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            listener.heard.append(self.path)
            self.send_response(200)
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener = Listener(server)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def words_of(table: schema.Table) -> list[str]:
    """The columns of a table that hold words."""
    return [
        column.name
        for column in table.columns
        if column.sql.startswith("TEXT")
        and not column.json
        and column.name not in _NUMBERS
        and not column.name.endswith(_KEPT)
    ]


def poison(database: Path, attack: str) -> None:
    """Put the attack before every word that the database holds, into evidence too; and a very long paragraph."""
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in schema.TABLES:
            if table.name == "schema_notes":
                continue
            for column in words_of(table):
                if (table.name, column) == ("sections", "text"):
                    continue  # its characters are counted
                connection.execute(f"UPDATE {table.name} SET {column} = ? || {column}", (attack,))
        for key, text in connection.execute("SELECT finding_id, evidence FROM findings").fetchall():
            evidence = [{**item, "quote": attack + str(item["quote"]), "role": attack} for item in json.loads(text)]
            new = json.dumps(evidence, ensure_ascii=False)
            connection.execute("UPDATE findings SET evidence = ? WHERE finding_id = ?", (new, key))
        connection.execute("UPDATE sections SET text = text || ?", (f"\n{attack}\n{'长' * 40_000}",))


def hostile_inputs(sample: Path, folder: Path) -> Path:
    """Some documents of the sample under hostile names."""
    folder.mkdir()
    names = iter(("'\"><img src=x onerror=alert(1)>.pdf", "=cmd|' 甲\n乙.pdf", "..%2f..%2fetc\\passwd.pdf"))
    for path in sorted(sample.glob("*.pdf"))[:3]:
        shutil.copy(path, folder / next(names))
    for suffix in ("txt", "docx", "html", "md"):
        shutil.copy(sorted(sample.glob(f"*.{suffix}"))[0], folder / f"<b onclick=alert(1)>&amp;.{suffix}")
    return folder
