"""The `guyub` command. `split` runs on its own; everything else is a management command of the web application."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from guyub import __version__
from guyub.kernel.words import Words, _

COMMANDS: dict[str, Words] = {
    "split": _("bagi satu pesanan di antara anggota, dari dua lembar kerja; tanpa basis data"),
    "repeat": _("ulangi pembagian yang diumumkan dan bandingkan; tanpa basis data"),
    "parse": _("baca transaksi sebaris demi sebaris, seperti ditulis di chat; tanpa basis data"),
    "begin": _("buat sentra baru dengan pengurus pertamanya"),
    "serve": _("jalankan Guyub di komputer ini (juga: run)"),
    "worker": _("kerjakan yang ditinggalkan di belakang layar, sampai Ctrl-C"),
    "migrate": _("siapkan atau perbarui basis data"),
    "demo": _("isi basis data dengan sentra contoh"),
    "books": _("daftar buku; tulis satu buku ke berkas, atau masukkan jurnal dari berkas"),
    "verify": _("periksa bahwa catatan dan buku tidak berubah"),
}
OTHER_NAMES = {"run": "serve"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 if it went well, 2 if the input is wrong."""
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` perhaps, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code


def _run(given: list[str]) -> int:
    if not given or given[0] in {"-h", "--help", "help"}:
        print(usage())
        return 0
    if given[0] == "--version":
        print(f"guyub {__version__}")
        return 0
    if given[0] == "split":
        from guyub.cli import split  # noqa: PLC0415 - each command loads only what it needs

        return split.main(given[1:])
    if given[0] == "repeat":
        from guyub.cli import repeat  # noqa: PLC0415 - each command loads only what it needs

        return repeat.main(given[1:])
    if given[0] == "parse":
        from guyub.cli import parse  # noqa: PLC0415 - each command loads only what it needs

        return parse.main(given[1:])
    return _manage([OTHER_NAMES.get(given[0], given[0]), *given[1:]])


def usage() -> str:
    """What the command can do, a line each."""
    width = max(map(len, COMMANDS))
    lines = [f"  {name:<{width}}  {words}" for name, words in COMMANDS.items()]
    head = _("Pemakaian: guyub PERINTAH …")
    foot = _("Bantuan untuk satu perintah: guyub PERINTAH --help")
    return "\n".join([str(head), "", *lines, "", str(foot)])


def _manage(given: list[str]) -> int:
    """Hand the command to Django, which knows those of all rooms."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "guyub.web.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - `split` must not wait for it

    execute_from_command_line(["guyub", *given])
    return 0


if __name__ == "__main__":
    sys.exit(main())
