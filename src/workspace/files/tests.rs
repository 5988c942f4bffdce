use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .filter_map(|e| Some(e.ok()?.file_name().to_string_lossy().into_owned()))
        .collect();
    names.sort();
    names
}

#[test]
fn reads_text_and_says_what_is_wrong() {
    let folder = folder();
    let path = folder.path().join("tin 50% #1.txt");
    assert!(matches!(read_text(&path), Err(FileError { problem: Problem::NotFound, .. })));
    assert!(matches!(read(&path), Ok(None)));
    assert!(matches!(read(folder.path()), Err(FileError { problem: Problem::NotAFile, .. })));
    fs::write(&path, b"ab\xff").expect("written");
    let error = read_text(&path).expect_err("no text");
    assert!(error.to_string().ends_with("tin 50% #1.txt: not UTF-8: byte 0xff at offset 2"), "{error}");
    fs::write(&path, "\u{feff}Huế\0\r\n").expect("written");
    assert_eq!(read_text(&path).ok().as_deref(), Some("\u{feff}Huế\0\r\n"));
}

#[test]
fn writes_only_over_what_was_read() {
    let folder = folder();
    let path = folder.path().join("a.txt.anno.jsonl");
    write(&path, b"one", Expected::Absent).expect("written");
    let again = write(&path, b"two", Expected::Absent);
    assert!(matches!(again, Err(FileError { problem: Problem::Changed, .. })));
    assert!(matches!(
        write(&path, b"two", Expected::Bytes(b"other")),
        Err(FileError { problem: Problem::Changed, .. })
    ));
    assert_eq!(fs::read(&path).ok().as_deref(), Some(b"one".as_slice()));
    write(&path, b"two", Expected::Bytes(b"one")).expect("written");
    assert_eq!(fs::read(&path).ok().as_deref(), Some(b"two".as_slice()));
    fs::remove_file(&path).expect("removed");
    assert!(matches!(
        write(&path, b"x", Expected::Bytes(b"two")),
        Err(FileError { problem: Problem::Changed, .. })
    ));
    assert_eq!(names(folder.path()), Vec::<String>::new());
}

#[test]
fn nothing_is_left_where_nothing_can_be_written() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, b"old").expect("written");
    let mut permissions = fs::metadata(&path).expect("data").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).expect("set");
    let refused = write(&path, b"new", Expected::Bytes(b"old"));
    assert!(matches!(refused, Err(FileError { problem: Problem::ReadOnly, .. })));
    assert_eq!(names(folder.path()), ["a"]);
    let nowhere = folder.path().join("no/such/folder/a");
    assert!(matches!(
        write(&nowhere, b"x", Expected::Absent),
        Err(FileError { problem: Problem::NotFound, .. })
    ));
    assert!(matches!(
        write(folder.path(), b"x", Expected::Absent),
        Err(FileError { problem: Problem::NotAFile, .. })
    ));
}

#[cfg(unix)]
#[test]
fn keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder();
    let (file, link, lost) = (folder.path().join("f"), folder.path().join("l"), folder.path().join("lost"));
    fs::write(&file, b"1").expect("written");
    fs::set_permissions(&file, Permissions::from_mode(0o640)).expect("set");
    symlink("f", &link).expect("linked");
    symlink("later", &lost).expect("linked");
    write(&link, b"2", Expected::Bytes(b"1")).expect("written");
    assert_eq!(fs::read(&file).ok().as_deref(), Some(b"2".as_slice()));
    assert!(fs::symlink_metadata(&link).expect("data").is_symlink());
    assert_eq!(fs::metadata(&file).expect("data").permissions().mode() & 0o777, 0o640);
    write(&lost, b"3", Expected::Absent).expect("written");
    assert_eq!(fs::read(folder.path().join("later")).ok().as_deref(), Some(b"3".as_slice()));
    symlink("ring", folder.path().join("ring")).expect("linked");
    assert!(write(&folder.path().join("ring"), b"x", Expected::Absent).is_err());
    // A new file may what any new file may, not only what a temporary one may.
    let plain = folder.path().join("plain");
    fs::write(&plain, b"").expect("written");
    let mode = |p: &Path| fs::metadata(p).expect("data").permissions().mode();
    assert_eq!(mode(&folder.path().join("later")), mode(&plain));
}

#[test]
fn many_writers_lose_nothing() {
    const WRITERS: usize = 6;
    const LINES: usize = 15;
    let folder = folder();
    let path = folder.path().join("a.txt.anno.jsonl");
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let path = &path;
            scope.spawn(move || {
                for line in 0..LINES {
                    update::<FileError>(path, |old| {
                        Ok(Some([old.unwrap_or_default(), format!("{writer}.{line}\n").as_bytes()].concat()))
                    })
                    .expect("written");
                }
            });
        }
    });
    let text = read_text(&path).expect("text");
    let mut lines: Vec<&str> = text.lines().collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), WRITERS * LINES);
    assert_eq!(names(folder.path()), ["a.txt.anno.jsonl"]);
}

/// A writer that knows nothing of our lock comes between reading and writing.
#[test]
fn what_comes_between_is_taken_up() {
    let folder = folder();
    let path = folder.path().join("a");
    fs::write(&path, b"1").expect("written");
    let mut calls = 0;
    let after = update::<FileError>(&path, |old| {
        calls += 1;
        if calls == 1 {
            fs::write(&path, b"2").expect("written");
        }
        Ok(Some([old.unwrap_or_default(), b"+"].concat()))
    });
    assert_eq!((after.ok().flatten().as_deref(), calls), (Some(b"2+".as_slice()), 2));
    assert!(matches!(update::<FileError>(&path, |_| Ok(None)), Ok(Some(old)) if old == b"2+"));
}
