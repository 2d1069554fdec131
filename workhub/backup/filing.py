"""The files of a backup: unpacked beside those in use, and put in their place by name."""

import os
import shutil
from pathlib import Path

from workhub.backup import archive


class Files:
    """The folder in use (it may be missing), the one being restored, and the one that was replaced."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fresh = folder.with_name(f"{folder.name}_restoring")
        self.old = folder.with_name(f"{folder.name}_before_restore")

    def unpack(self, backup: archive.Backup) -> None:
        """Write every file to a new folder and to the disk; what a killed restore left there goes."""
        shutil.rmtree(self.fresh, ignore_errors=True)
        self.fresh.mkdir(mode=0o700, parents=True)
        for path in backup.manifest.files:
            target = self.fresh / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as stream:
                stream.writelines(backup.pieces(archive.FILES + path))
                stream.flush()
                os.fsync(stream.fileno())

    def swap(self) -> None:
        """Put the new folder in the old one's place."""
        if self.folder.exists():
            self.folder.rename(self.old)
        self.fresh.rename(self.folder)

    def swap_back(self) -> None:
        """Take `swap` back, as far as it got."""
        if not self.fresh.exists() and self.folder.exists():
            self.folder.rename(self.fresh)
        if self.old.exists():
            self.old.rename(self.folder)

    def keep(self, stamp: str) -> str:
        """Give the replaced folder a name that no later restore removes; empty when there was none."""
        if not self.old.exists():
            return ""
        return str(self.old.rename(self.folder.with_name(f"{self.folder.name}_before_{stamp}")))

    def drop(self, folder: Path) -> None:
        """Remove one of our own folders."""
        shutil.rmtree(folder, ignore_errors=True)
