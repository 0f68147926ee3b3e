"""Takes a release of pdf.js over: ``python -m miner.report.vendored.renew PACKAGE``.

PACKAGE is what ``npm pack pdfjs-dist@VERSION`` gives, unpacked (``tar xf pdfjs-dist-VERSION.tgz``; it makes a folder
``package``). Copies what the viewer needs and writes down name, version, licence and the SHA-256 of every file.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent / "pdfjs"
LIST = "VENDORED.md"
WANTED = re.compile(
    r"LICENSE|build/pdf(\.worker)?\.min\.mjs"
    # Character maps that are named in PDFs and not held by them: Chinese all, Japanese and Korean the usual ones.
    r"|cmaps/(LICENSE|(Adobe-(GB1|CNS1)-.*|Adobe-(Japan1|Korea1)-UCS2|GB.*|B5.*|CNS.*|ET.*|HK.*|Uni(GB|CNS).*"
    r"|UniJIS-(UCS2|UTF16)-[HV]|90msp?-RKSJ-[HV]|UniKS-(UCS2|UTF16)-[HV]|KSCms-UHC-[HV]|[HV])\.bcmap)"
    # Fonts that every reader of PDFs is expected to have.
    r"|standard_fonts/.*"
    # Images of scans; the compiled forms would need a wider policy for scripts.
    r"|wasm/((jbig2|openjpeg)_nowasm_fallback\.js|LICENSE_(JBIG2|OPENJPEG|PDFJS_JBIG2|PDFJS_OPENJPEG))"
)


def renew(package: Path) -> str:
    """Copy a package's files in place of those that are here.

    Args:
        package: an unpacked package of pdfjs-dist.

    Returns:
        Its version.

    Raises:
        OSError: it cannot be read, or the files cannot be written.
    """
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    names = sorted(path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file())
    shutil.rmtree(HERE, ignore_errors=True)
    rows = []
    for name in filter(WANTED.fullmatch, names):
        target = HERE / name.removeprefix("build/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(package / name, target)
        rows.append(f"{sha256(target)}  {target.relative_to(HERE).as_posix()}")
    text = (
        f"# {about['name']} {about['version']}\n\n"
        f"{about['description']} Licence: {about['license']} (LICENSE; fonts, character maps and decoders have their own "
        "beside them). Unchanged files of the npm package, taken over by\n\n"
        f"    npm pack {about['name']}@{about['version']}\n"
        f"    tar xf {about['name']}-{about['version']}.tgz\n"
        "    python -m miner.report.vendored.renew package\n\n"
        "SHA-256 of every file (a test compares them):\n\n" + "".join(f"    {row}\n" for row in rows)
    )
    (HERE / LIST).write_text(text, encoding="utf-8")
    return str(about["version"])


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    print(renew(Path(sys.argv[1])))
