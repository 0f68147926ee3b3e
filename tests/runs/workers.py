"""Work for workers, by what a file says: it can be mined, or be as bad as files get."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from dataclasses import replace
from pathlib import Path

from miner.bilingual import say
from miner.errors import EncryptedDocument
from miner.model import Problem
from miner.runs import Harvest
from tests.store import factories


def work(path: Path) -> Harvest:
    """Mine a document of the factory as if it were the file, whose first line says what happens on the way."""
    content = path.read_bytes()
    order, _, rest = content.decode().partition("\n")
    log = path.parent / "reads.log"
    with log.open("a") as file:
        file.write(f"{path.name}\n")
    if order == "sleep":
        (path.parent / "asleep").write_text(str(os.getpid()))
        time.sleep(3600)
    if order == "devour":
        hoard = []
        while True:
            hoard.append(bytearray(16 * 1024 * 1024))
    if order == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "stumble":
        raise RuntimeError("never foreseen")
    if order == "locked":
        raise EncryptedDocument(say("文件已加密", "the file is encrypted"), say("请先解密。", "Decrypt it first."))
    record = factories.mined("x", rest or "青河县档案馆")
    record = replace(record, disclosure=replace(record.disclosure, sha256=hashlib.sha256(content).hexdigest()))
    if order == "contradictory":
        record = replace(record, links=(replace(record.links[1], figure=77),))
    if order == "partial":
        record = replace(record, problems=(Problem("narratives", say("没有找到说明", "no explanation found")),))
    return Harvest(record, "pdf", (factories.explanation(record),), (factories.measure(record),))
