"""Who PostgreSQL runs as. It refuses root, so root gives it a user namespace, or runs it as `nobody`.

Nobody else's permissions are touched and no account is made, whichever way is taken.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import threading
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workhub.embedded.errors import EmbeddedError
from workhub.embedded.places import Places, private_folder

NAMESPACE = ("unshare", "-U", "--map-user=1", "--map-group=1", "--")
# Places that survive a restart and that everybody may pass through; the first that works is taken.
SHARED_BASES = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - folders made there are checked for their owner


@dataclass(frozen=True)
class Identity:
    """How to start PostgreSQL: words before the command, its programs, the folder for data, its account."""

    install: Path
    base: Path
    prefix: tuple[str, ...] = ()
    user: int | None = None
    group: int | None = None

    @property
    def uid(self) -> int:
        """The user number that owns the data."""
        return os.geteuid() if self.user is None else self.user

    def folder(self, path: Path) -> Path:
        """Make a private folder that belongs to this identity."""
        return private_folder(path, self.uid)

    def account(self) -> dict[str, object]:
        """The arguments for `subprocess.Popen` that change the account, if it has to be changed."""
        if self.user is None:
            return {}
        return {"user": self.user, "group": self.group, "extra_groups": []}


def identity(install: Path, places: Places) -> Identity:
    """The first way that works here.

    Raises:
        EmbeddedError: `root_refused`, for root without a user namespace and without `nobody`; `user_unknown`, for
            a user that the system has no name for, without a user namespace.
    """
    if os.geteuid() != 0 and _has_name():
        return Identity(install=install, base=places.private)
    if _namespace_works(install, places.private):
        return Identity(install=install, base=places.private, prefix=NAMESPACE)
    if os.geteuid() != 0:
        raise EmbeddedError(
            "user_unknown",
            f"PostgreSQL needs a user with a name, and user number {os.geteuid()} has none on this machine. "
            "Run WorkHub as a user that has one, or set DATABASE_URL and REDIS_URL.",
        )
    return _as_nobody(install, places)


def _has_name() -> bool:
    """Containers often run as a number that /etc/passwd does not know; initdb refuses that."""
    try:
        pwd.getpwuid(os.geteuid())
    except KeyError:
        return False
    return True


def _namespace_works(install: Path, folder: Path) -> bool:
    """In a namespace root is an ordinary user: it must still reach the programs and its own folder."""
    if not shutil.which(NAMESPACE[0]):
        return False
    probe = '"$0" --version && test -w "$1"'
    command = [*NAMESPACE, "sh", "-c", probe, str(install / "bin" / "postgres"), str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _as_nobody(install: Path, places: Places) -> Identity:
    try:
        nobody = pwd.getpwnam("nobody")
        base = _shared_base(places)
        copy = _copied(install, base)
        identity = Identity(copy, base, (), nobody.pw_uid, nobody.pw_gid)
        # Asking once is cheaper than guessing from the kernel's settings whether root may be somebody else.
        done = subprocess.run(
            [str(copy / "bin" / "postgres"), "--version"],
            **identity.account(),  # type: ignore[call-overload]
            capture_output=True,
            check=False,
        )
    except (OSError, KeyError, subprocess.SubprocessError) as error:
        raise _refused(str(error)) from error
    if done.returncode != 0:
        raise _refused(done.stderr.decode(errors="replace").strip())
    return identity


def _refused(why: str) -> EmbeddedError:
    return EmbeddedError(
        "root_refused",
        "PostgreSQL does not run as root, and this machine allows neither a user namespace nor the account "
        f"`nobody` for it ({why}). Run WorkHub as an ordinary user, or set DATABASE_URL and REDIS_URL.",
    )


def shared_bases(places: Places) -> list[Path]:
    """Where data for `nobody` may be. What belongs to a temporary home is temporary too."""
    temporary = Path(tempfile.gettempdir()).resolve()
    parents = [temporary] if places.home.is_relative_to(temporary) else SHARED_BASES
    return [parent / f"workhub-embedded-{places.key}" for parent in parents]


def _shared_base(places: Places) -> Path:
    for folder in shared_bases(places):
        try:
            private_folder(folder)
        except OSError:
            continue
        folder.chmod(0o711)  # our own: others may pass through, not look
        return folder
    raise _refused("no folder outside WORKHUB_HOME can be written")


def _copied(install: Path, base: Path) -> Path:
    """A copy of the programs that `nobody` can read, made again when the wheel has changed."""
    stamp = str((install / "bin" / "postgres").stat().st_mtime_ns)
    package, target = install.parent, base / f"programs-{stamp}"
    if not target.exists():
        for old in base.glob("programs-*"):
            shutil.rmtree(old)
        fresh = base / f"programs-new-{os.getpid()}"
        for source in (install, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, fresh / source.relative_to(package.parent), symlinks=True)
        _open_to_readers(fresh)
        fresh.rename(target)
    return target / install.relative_to(package.parent)


def _open_to_readers(copy: Path) -> None:
    copy.chmod(0o755)
    for path in copy.rglob("*"):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
            if path.stat().st_mode & 0o100:
                path.chmod(path.stat().st_mode | 0o011)


@cache
def _setpriv() -> str:
    """`setpriv`, where it can end a child together with its parent."""
    found = shutil.which("setpriv") or ""
    if found and subprocess.run([found, "--pdeathsig", "TERM", "true"], capture_output=True, check=False).returncode:
        return ""
    return found


def dies_with_us(signal_name: str) -> tuple[str, ...]:
    """Words before a command that end it when this process is killed: a comfort, recorded ids are the contract.

    Linux binds it to the thread that started the child, so only the main thread, which lasts, may ask for it.
    """
    if threading.current_thread() is not threading.main_thread() or not _setpriv():
        return ()
    return (_setpriv(), "--pdeathsig", signal_name)
