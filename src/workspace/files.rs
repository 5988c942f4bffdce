//! Reading files, and writing them so that nothing is ever lost: a file is replaced as a whole or not
//! at all, and never when somebody else has changed it meanwhile.

use std::fs::{self, File, Permissions, TryLockError};
use std::hash::BuildHasher;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::time::Duration;

use crate::messages::{own, text};
use crate::text::decode::{DecodeError, LONGEST, decode};

/// Files up to so many bytes are read in one step.
const SMALL: u64 = 1 << 22;
/// How long [`update`] waits for other processes that hold the lock and write nothing.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often it goes on waiting since something was written: many who annotate one folder pass each other over, and a
/// slow disk makes each of them slow.
const MOST_WAITS: usize = 30;
/// How often [`update`] starts over when a writer without our lock comes between.
const TRIES: usize = 16;

/// Why a file could not be read or written.
#[derive(Debug)]
pub struct FileError {
    /// Which file.
    pub path: PathBuf,
    /// Why.
    pub problem: Problem,
}

/// What was wrong.
#[derive(Debug)]
pub enum Problem {
    /// It is not there.
    NotFound,
    /// A folder, a pipe or a device.
    NotAFile,
    /// Its bytes are no text.
    Decode(DecodeError),
    /// The file or its folder can't be written.
    ReadOnly,
    /// Somebody else has changed it since it was read.
    Changed,
    /// Another process holds it for long.
    Busy,
    /// The system says no for another reason: the disk is full, the name too long …
    Io(io::Error),
}

impl FileError {
    /// What is wrong, without the file's name.
    pub fn problem_in_words(&self) -> String {
        self.problem.to_string()
    }
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.problem)
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let say = |key, args: &[(&str, String)]| {
            let args: Vec<_> = args.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
            text(own(), key, &args)
        };
        let words = match self {
            Problem::NotFound => say("file-not-found", &[]),
            Problem::NotAFile => say("file-not-a-file", &[]),
            Problem::Decode(DecodeError::NotUtf8 { offset, byte }) => {
                say("file-not-utf8", &[("byte", format!("0x{byte:02x}")), ("offset", offset.to_string())])
            }
            Problem::Decode(DecodeError::Utf16) => say("file-utf16", &[]),
            Problem::Decode(DecodeError::TooLong { length }) => {
                say("file-too-long", &[("length", length.to_string()), ("most", LONGEST.to_string())])
            }
            Problem::ReadOnly => say("file-read-only", &[]),
            Problem::Changed => say("file-changed", &[]),
            Problem::Busy => say("file-busy", &[]),
            Problem::Io(e) => return e.fmt(f),
        };
        f.write_str(&words)
    }
}

impl std::error::Error for FileError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Decode(e) => Some(e),
            Problem::Io(e) => Some(e),
            _ => None,
        }
    }
}

impl Problem {
    fn at(self, path: &Path) -> FileError {
        FileError { path: path.to_owned(), problem: self }
    }

    fn of(e: io::Error) -> Problem {
        match e.kind() {
            io::ErrorKind::NotFound => Problem::NotFound,
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => Problem::ReadOnly,
            _ => Problem::Io(e),
        }
    }
}

/// What a file must hold for a write to be allowed.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// It must not be there.
    Absent,
    /// It must hold these bytes.
    Bytes(&'a [u8]),
}

/// Reads a file's bytes; `None` when it is not there.
///
/// # Errors
/// When it is there and can't be read.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>, FileError> {
    // What is no file is told apart behind its opening, which waits for nobody.
    let opened = open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (data, mut file) = match opened {
        Ok(opened) => opened,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(_) if fs::metadata(path).is_ok_and(|data| !data.is_file()) => {
            return Err(Problem::NotAFile.at(path));
        }
        // A permission that lacks for reading is told in the system's words, not as "read-only".
        Err(e) => return Err(Problem::Io(e).at(path)),
    };
    if !data.is_file() {
        return Err(Problem::NotAFile.at(path));
    }
    whole(&mut file, data.len()).map(Some).map_err(|e| Problem::Io(e).at(path))
}

/// Opens a file for reading; a pipe without a writer too, at once.
fn open(path: &Path) -> io::Result<File> {
    let mut options = File::options();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(
        &mut options,
        (rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY).bits().cast_signed(),
    );
    options.read(true).open(path)
}

/// All bytes of a file that had `length` of them.
fn whole(file: &mut File, length: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(length).unwrap_or(usize::MAX).saturating_add(1))?;
    if length < SMALL {
        // One step into what is reserved. Where one byte more was asked for than there were, and did not come, that is all.
        let read = fill(file, &mut bytes)?;
        if read as u64 == length && length > 0 {
            return Ok(bytes);
        }
    }
    // The system says that this is all only where it is asked for more.
    file.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads what comes in one step into the room that is left, and tells how much that was.
#[cfg(unix)]
fn fill(file: &File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    loop {
        match rustix::io::read(file, rustix::buffer::spare_capacity(bytes)) {
            Err(rustix::io::Errno::INTR) => {}
            read => return Ok(read?),
        }
    }
}

#[cfg(not(unix))]
fn fill(file: &mut File, bytes: &mut Vec<u8>) -> io::Result<usize> {
    bytes.resize(bytes.capacity(), 0);
    let read = file.read(bytes)?;
    bytes.truncate(read);
    Ok(read)
}

/// Reads a file as text.
///
/// # Errors
/// When it is not there, can't be read or is no text (then which byte is wrong).
pub fn read_text(path: &Path) -> Result<String, FileError> {
    let bytes = read(path)?.ok_or_else(|| Problem::NotFound.at(path))?;
    decode(bytes).map_err(|e| Problem::Decode(e).at(path))
}

/// Writes `bytes` if the file still holds what is `expected`. A crash at any moment leaves the old
/// file or the new one.
///
/// # Errors
/// When the file has changed, can't be written, or another process holds it.
pub fn write(path: &Path, bytes: &[u8], expected: Expected<'_>) -> Result<(), FileError> {
    let target = follow(path)?;
    let _lock = lock(&target)?;
    replace(&target, bytes, expected).map_err(|p| p.at(path))
}

/// Changes a file: `change` gets its bytes (none when it is not there) and gives the new ones, or none
/// when nothing is to be done. Two processes that do so at once lose nothing: they wait for each
/// other, and where a writer without the lock comes between, `change` is asked again. Returns the bytes
/// that the file holds now, or none when it is not there.
///
/// # Errors
/// As [`write`], or whatever `change` says.
pub fn update<E: From<FileError>>(
    path: &Path,
    mut change: impl FnMut(Option<&[u8]>) -> Result<Option<Vec<u8>>, E>,
) -> Result<Option<Vec<u8>>, E> {
    let target = follow(path)?;
    let _lock = lock(&target)?;
    for _ in 0..TRIES {
        let old = read(&target)?;
        let Some(new) = change(old.as_deref())? else { return Ok(old) };
        if old.as_deref() == Some(&new) {
            return Ok(old);
        }
        let expected = old.as_deref().map_or(Expected::Absent, Expected::Bytes);
        match replace(&target, &new, expected) {
            Ok(()) => return Ok(Some(new)),
            Err(Problem::Changed) => {}
            Err(problem) => return Err(problem.at(path).into()),
        }
    }
    Err(Problem::Busy.at(path).into())
}

/// The file behind symbolic links, so that the link stays and what it leads to is replaced.
fn follow(path: &Path) -> Result<PathBuf, FileError> {
    const LINKS: usize = 40;
    let mut at = path.to_owned();
    for _ in 0..LINKS {
        match fs::read_link(&at) {
            Ok(to) => at = at.parent().unwrap_or(Path::new("")).join(to),
            Err(_) => return Ok(at),
        }
    }
    Err(Problem::Io(io::Error::other("too many symbolic links")).at(path))
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn replace(path: &Path, bytes: &[u8], expected: Expected<'_>) -> Result<(), Problem> {
    let permissions = match fs::metadata(path) {
        Ok(data) if !data.is_file() => return Err(Problem::NotAFile),
        Ok(data) if data.permissions().readonly() => return Err(Problem::ReadOnly),
        Ok(data) => Some(data.permissions()),
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        Err(e) => return Err(Problem::of(e)),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".gannhan-").suffix(".tmp");
    let new_file = new_file_permissions();
    if let Some(permissions) = new_file.clone() {
        builder.permissions(permissions);
    }
    let mut file = builder.tempfile_in(folder(path)).map_err(Problem::of)?;
    file.write_all(bytes).map_err(Problem::Io)?;
    file.flush().map_err(Problem::Io)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions).map_err(Problem::Io)?;
    }
    file.as_file().sync_all().map_err(Problem::Io)?;
    // As late as can be: between this look and the rename nobody should come.
    let now = read(path).map_err(|e| e.problem)?;
    let unchanged = match (expected, now.as_deref()) {
        (Expected::Absent, None) => true,
        (Expected::Bytes(expected), Some(now)) => expected == now,
        _ => false,
    };
    if !unchanged {
        return Err(Problem::Changed);
    }
    let written = match expected {
        Expected::Absent => file.persist_noclobber(path),
        Expected::Bytes(_) => file.persist(path),
    };
    written.map_err(|e| match e.error.kind() {
        io::ErrorKind::AlreadyExists => Problem::Changed,
        _ => Problem::of(e.error),
    })?;
    sync_folder(folder(path));
    Ok(())
}

/// What a new file may: all that the user's mask leaves, as any editor makes it.
fn new_file_permissions() -> Option<Permissions> {
    #[cfg(unix)]
    return Some(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    #[cfg(not(unix))]
    None
}

/// Makes the rename itself last. Some file systems can't; then there is nothing better to do.
fn sync_folder(folder: &Path) {
    #[cfg(unix)]
    if let Ok(handle) = File::open(folder) {
        let _ = handle.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

/// Whose turn it is within this process, by folder: its threads wait for each other as long as it takes, so that only
/// other processes can keep a write waiting too long.
static TURNS: [Mutex<()>; 64] = [const { Mutex::new(()) }; 64];

/// An advisory lock that ends with this value, or with the process.
#[derive(Debug)]
struct Lock {
    // The others of this process get their turn after the file is free.
    _held: Option<File>,
    _turn: MutexGuard<'static, ()>,
}

/// Locks the folder of `path` (its files are replaced, so a lock on one would be a lock on what is
/// gone). A file system that knows no locks is not an error: the comparison before each write stays.
fn lock(path: &Path) -> Result<Lock, FileError> {
    let folder = folder(path);
    let number = rustc_hash::FxBuildHasher.hash_one(folder) as usize % TURNS.len();
    let turn = TURNS[number].lock().unwrap_or_else(PoisonError::into_inner);
    let held = match lock_handle(folder) {
        Some(handle) => held(handle, folder).map_err(|problem| problem.at(path))?,
        None => None,
    };
    Ok(Lock { _held: held, _turn: turn })
}

fn held(handle: File, folder: &Path) -> Result<Option<File>, Problem> {
    match handle.try_lock() {
        Ok(()) => return Ok(Some(handle)),
        Err(TryLockError::WouldBlock) => {}
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    // Whoever asks now and then is passed over by those who ask all the time, so the system is told to wait. A lock that
    // comes too late ends with the thread that waited for it.
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let held = handle.lock().is_ok().then_some(handle);
        let _ = sender.send(held);
    });
    // Whatever is written in a folder changes its time.
    let written = || fs::metadata(folder).and_then(|data| data.modified()).ok();
    let mut last = written();
    for _ in 0..MOST_WAITS {
        match receiver.recv_timeout(PATIENCE) {
            Ok(held) => return Ok(held),
            Err(_) if last == written() => break,
            Err(_) => last = written(),
        }
    }
    Err(Problem::Busy)
}

#[cfg(unix)]
fn lock_handle(folder: &Path) -> Option<File> {
    File::open(folder).ok()
}

/// Where a folder can't be opened as a file, a hidden file in it is locked; it goes when the last holder does.
#[cfg(windows)]
fn lock_handle(folder: &Path) -> Option<File> {
    use std::os::windows::fs::OpenOptionsExt;
    const DELETE_ON_CLOSE: u32 = 0x0400_0000;
    const HIDDEN: u32 = 0x2;
    let mut options = File::options();
    options.read(true).write(true).create(true).truncate(false).share_mode(7);
    options.custom_flags(DELETE_ON_CLOSE).attributes(HIDDEN).open(folder.join(".gannhan.lock")).ok()
}

#[cfg(not(any(unix, windows)))]
fn lock_handle(_folder: &Path) -> Option<File> {
    None
}

#[cfg(test)]
mod tests;
