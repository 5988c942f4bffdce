"""The pinned packages: read the lock, fetch what is missing, verify every hash.

Only the ordinary clients (`pip`, `npm`) talk to a registry; this module only starts them and reads what they leave
in the cache folder. A file whose hash is right is never fetched again, so a filled cache needs no network.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import NamedTuple


class RegistryDown(Exception):
    """A registry did not hand over a package: says which, and the client's last words."""


class WrongPackage(Exception):
    """A file in the cache is not the one that the lock names."""


class Source(NamedTuple):
    """One line of `sources.lock`."""

    registry: str
    package: str
    version: str
    file: str
    sha256: str
    licence: str
    used_for: str


# Seconds that a client may take for one package before its registry counts as not answering.
CLIENT_TIMEOUT = 300


def read_lock(path: Path) -> list[Source]:
    """The lines of the lock, header left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Source(*line.split("\t")) for line in lines[1:]]


def client_command(source: Source, cache: Path) -> list[str]:
    """How the registry's own client downloads this one file, without its dependencies and without running it."""
    if source.registry == "pypi":
        pinned = f"{source.package}=={source.version}"
        return [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
                "--no-deps", "--only-binary", ":all:", "--dest", str(cache), pinned]
    return ["npm", "pack", "--silent", "--ignore-scripts", "--pack-destination", str(cache),
            f"{source.package}@{source.version}"]


def sha256_of(path: Path) -> str:
    """The file's SHA-256 in lower-case hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def obtain(source: Source, cache: Path) -> Path:
    """The verified file of one source, downloaded unless the cache has it already."""
    path = cache / source.file
    if not path.exists():
        download(source, cache)
    if not path.exists():
        raise WrongPackage(f"{source.package} {source.version}: the client left no file named {source.file}")
    found = sha256_of(path)
    if found != source.sha256:
        raise WrongPackage(f"{path}: sha256 is {found}, but sources.lock says {source.sha256}")
    return path


def download(source: Source, cache: Path) -> None:
    """Runs the registry's client once; raises RegistryDown when it fails for whatever reason."""
    try:
        done = subprocess.run(client_command(source, cache), capture_output=True, text=True, timeout=CLIENT_TIMEOUT)
    except subprocess.TimeoutExpired:
        raise RegistryDown(f"{source.registry}: no answer for {source.package} in {CLIENT_TIMEOUT} s") from None
    except FileNotFoundError as error:
        raise RegistryDown(f"{source.registry}: its client is not installed ({error.filename})") from None
    if done.returncode != 0:
        last_words = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no message"]
        raise RegistryDown(f"{source.registry}: {source.package} {source.version}: {last_words[0]}")


def wheel_member(wheel: Path, member: str) -> bytes:
    """One file out of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(member)


def wheel_members(wheel: Path) -> list[str]:
    """The names of all files in a wheel, sorted."""
    with zipfile.ZipFile(wheel) as archive:
        return sorted(archive.namelist())


def tarball_json(tarball: Path, member: str):
    """One JSON file out of an npm tarball, parsed."""
    with tarfile.open(tarball) as archive:
        stream = archive.extractfile(member)
        if stream is None:
            raise WrongPackage(f"{tarball}: {member} is not a file")
        return json.load(stream)
