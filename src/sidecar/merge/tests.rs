use super::*;
use crate::sidecar::build;
use crate::sidecar::header::Header;
use expect_test::{Expect, expect};
use serde_json::json;

const OLD: &str = "Bến đò Cồn Sậy mở lại.\nÔng Lò Văn Ín trao 2 tỷ đồng cho xã Nậm Luông.\n";
const NEW: &str = "Tin sáng.\nBến đò Cồn Sậy mở lại.\nÔng Lò Văn Ín trao 2 tỷ đồng cho xã Nậm Luông.\n";

/// A line: `id part` with whatever changes it.
fn line(text: &str, id: &str, part: &str, change: impl FnOnce(&mut Object)) -> String {
    let article = crate::sidecar::anchor::Article::new(text);
    let start = text[..text.find(part).expect("it is there")].chars().count();
    let span = Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()));
    let mut json = Object::new();
    json.insert("id".into(), format!("urn:gannhan:{id}").into());
    let quote = build::quote(text, article.index(), span).expect("inside");
    json.insert("target".into(), build::target("a.txt", span, &quote));
    json.insert("origin".into(), "manual".into());
    change(&mut json);
    canonical::line(&json) + "\n"
}

fn keep(_: &mut Object) {}

fn set(key: &'static str, value: &'static str) -> impl FnOnce(&mut Object) {
    move |json| drop(json.insert(key.into(), value.into()))
}

fn file(text: &str, lines: &[String]) -> Sidecar {
    Sidecar::read(canonical::line(&Header::create("a.txt", text, None).json) + "\n" + &lines.concat())
}

fn run(versions: [(&Sidecar, Option<&str>); 3], article: Option<&str>) -> Merged {
    let [base, ours, theirs] = versions.map(|(sidecar, text)| Version { sidecar, text });
    merge(&Merge { base: Some(base), ours, theirs, article, labels: ("ours", "theirs"), mixed: false })
}

/// The result in short: a line is its id, its start and its origin, the header its length and what has no place.
fn short(merged: &Merged) -> String {
    let sidecar = Sidecar::read(merged.bytes.clone());
    let mut out = String::new();
    for (n, line) in sidecar.lines().iter().enumerate() {
        out += &match &line.content {
            crate::sidecar::Content::Annotation(a) => {
                let id = a.id.clone().unwrap_or_default().replace("urn:gannhan:", "");
                format!("{id} {} {}", a.span.start.0, a.origin.map_or("-", Origin::name))
            }
            crate::sidecar::Content::Header(h) => {
                let left = h.json.get("unanchored").map(|u| u.to_string()).unwrap_or_default();
                format!("{} {left}", h.length.map_or(0, |l| l.0)).trim_end().to_owned()
            }
            _ => String::from_utf8_lossy(sidecar.line_bytes(n)).into_owned(),
        };
        out.push('\n');
    }
    for conflict in &merged.conflicts {
        out += &format!("! {:?} {}\n", conflict.clash, conflict.id.as_deref().unwrap_or("header"));
    }
    out
}

#[track_caller]
fn check(versions: [(&Sidecar, Option<&str>); 3], article: Option<&str>, expected: Expect) {
    let merged = run(versions, article);
    expected.assert_eq(&short(&merged));
    // The other way round nothing else is lost or kept.
    let [base, ours, theirs] = versions;
    let turned = short(&run([base, theirs, ours], article));
    let sorted = |text: &str| {
        let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
        all.sort();
        all
    };
    assert_eq!(sorted(&turned), sorted(&short(&merged)));
}

#[test]
fn one_side_edits_and_the_other_annotates() {
    let old = |id, part| line(OLD, id, part, keep);
    let new = |id, part| line(NEW, id, part, keep);
    let base = file(OLD, &[old("a", "Cồn Sậy"), old("b", "Lò Văn Ín"), old("c", "Nậm Luông")]);
    let ours = file(NEW, &[new("a", "Cồn Sậy"), new("b", "Lò Văn Ín"), new("c", "Nậm Luông")]);
    let theirs = file(OLD, &[old("a", "Cồn Sậy"), old("d", "2 tỷ đồng"), old("c", "Nậm Luông")]);
    let versions = [(&base, Some(OLD)), (&ours, Some(NEW)), (&theirs, Some(OLD))];
    check(
        versions,
        Some(NEW),
        expect![[r#"
            80
            a 17 manual
            d 52 manual
            c 69 manual
        "#]],
    );
    // Without the texts the new line waits for the article.
    check(
        versions.map(|(sidecar, _)| (sidecar, None)),
        None,
        expect![[r#"
            80 {"urn:gannhan:d":"unmerged"}
            a 17 manual
            d 42 manual
            c 69 manual
        "#]],
    );
}

/// The merged text holds the paragraph twice, and each side knows one of the two.
#[test]
fn what_both_moved_is_at_neither_place() {
    const MINE: &str = "Bến đò Cồn Sậy mở lại sau cơn bão số chín, khách qua sông rất đông ngay từ sáng.";
    const REST: &str = "Chợ nổi họp từ sáng sớm.\nTrường học đón học trò trở lại lớp.\n";
    let middle = REST.replacen('\n', &format!("\n{MINE}\n"), 1);
    let first = format!("{MINE} Dân rất vui.\n{REST}");
    let last = format!("{REST}{MINE}\n");
    let article = format!("{MINE} Dân rất vui.\n{REST}{MINE}\n");
    let base = file(&middle, &[line(&middle, "a", "Cồn Sậy", keep)]);
    let ours = file(&first, &[line(&first, "a", "Cồn Sậy", keep)]);
    for change in ["manual", "accepted"] {
        let theirs = file(&last, &[line(&last, "a", "Cồn Sậy", set("origin", change))]);
        let merged =
            run([(&base, Some(&middle)), (&ours, Some(&first)), (&theirs, Some(&last))], Some(&article));
        let sidecar = Sidecar::read(merged.bytes.clone());
        let (_, line) = sidecar.find("urn:gannhan:a").expect("a line");
        assert_eq!(line.origin.map(Origin::name), Some(change));
        let left = sidecar.header().and_then(|h| h.unanchored("urn:gannhan:a"));
        assert_eq!((left, merged.conflicts.len()), (Some(AMBIGUOUS), 0), "{}", short(&merged));
    }
}

#[test]
fn both_lines_are_kept_where_both_changed_one() {
    let plain = || line(OLD, "a", "Cồn Sậy", keep);
    let other = line(OLD, "b", "Nậm Luông", keep);
    let base = file(OLD, &[plain(), other.clone()]);
    let ours = file(OLD, &[line(OLD, "a", "Cồn Sậy", set("origin", "edited")), other.clone()]);
    let theirs = file(OLD, &[line(OLD, "a", "Cồn Sậy", set("origin", "accepted")), other.clone()]);
    check(
        [(&base, Some(OLD)), (&ours, Some(OLD)), (&theirs, Some(OLD))],
        Some(OLD),
        expect![[r#"
            70
            <<<<<<< ours
            a 7 edited
            =======
            a 7 accepted
            >>>>>>> theirs
            b 59 manual
            ! Changed urn:gannhan:a
        "#]],
    );
    let gone = file(OLD, std::slice::from_ref(&other));
    check(
        [(&base, Some(OLD)), (&ours, Some(OLD)), (&gone, Some(OLD))],
        Some(OLD),
        expect![[r#"
            70
            <<<<<<< ours
            a 7 edited
            =======
            >>>>>>> theirs
            b 59 manual
            ! Deleted urn:gannhan:a
        "#]],
    );
    // What the other side left as it was is deleted; what both made the same is no conflict.
    check(
        [(&base, Some(OLD)), (&base, Some(OLD)), (&gone, Some(OLD))],
        Some(OLD),
        expect![[r#"
            70
            b 59 manual
        "#]],
    );
    let again = file(
        OLD,
        &[
            line(OLD, "a", "Cồn Sậy", |json| {
                set("modified", "2026-01-01T00:00:00Z")(json);
                set("origin", "edited")(json);
            }),
            other,
        ],
    );
    check(
        [(&base, Some(OLD)), (&ours, Some(OLD)), (&again, Some(OLD))],
        Some(OLD),
        expect![[r#"
            70
            a 7 edited
            b 59 manual
        "#]],
    );
}

#[test]
fn what_nobody_has_looked_at_gives_way() {
    let base = file(OLD, &[]);
    let bulk = |id| file(OLD, &[line(OLD, id, "Cồn Sậy", set("origin", "bulk"))]);
    let hand = file(OLD, &[line(OLD, "x", "Cồn Sậy", keep)]);
    let refused = file(
        OLD,
        &[line(OLD, "y", "Cồn Sậy", |json| {
            json.shift_remove("origin");
            set("status", "rejected")(json);
        })],
    );
    let with = |a: &Sidecar, b: &Sidecar| {
        short(&run([(&base, Some(OLD)), (a, Some(OLD)), (b, Some(OLD))], Some(OLD)))
    };
    assert_eq!(with(&bulk("a"), &hand), "70\nx 7 manual\n");
    assert_eq!(with(&refused, &bulk("a")), "70\ny 7 -\n");
    assert_eq!(with(&bulk("b"), &bulk("a")), "70\na 7 bulk\n");
    assert_eq!(with(&hand, &refused), "70\nx 7 manual\ny 7 -\n");
}

#[test]
fn lines_that_cannot_be_read_and_headers() {
    let with = |header: serde_json::Value, lines: &str| {
        let mut json: Object = Header::create("a.txt", OLD, None).json.into();
        json.extend(header.as_object().cloned().unwrap_or_default());
        Sidecar::read(canonical::line(&json) + "\n" + lines)
    };
    let base = with(json!({"suppress": ["orphan"], "mine": 1}), "{torn\nnot mine\n");
    let ours = with(json!({"status": "finished", "finished_by": "Na", "mine": 2}), "{torn\nnot mine\nnew\n");
    let theirs =
        with(json!({"suppress": ["orphan", "crossing"], "mine": 1, "date": "2024-01-02"}), "not mine\n");
    let merged = run([(&base, None), (&ours, None), (&theirs, None)], None);
    expect![[r#"
        {"type":"Article","version":1,"source":"a.txt","sha256":"d2ff82d80ff5b4be2d2df2fbaf0ad24ba64d9e1d8a1d6c8b1dd6ac2a15f7e72a","length":70,"date":"2024-01-02","status":"finished","finished_by":"Na","suppress":["crossing"],"mine":2}
        not mine
        new
    "#]]
    .assert_eq(&String::from_utf8_lossy(&merged.bytes).replace(&crate::sidecar::header::sha256(OLD.as_bytes()), "d2ff82d80ff5b4be2d2df2fbaf0ad24ba64d9e1d8a1d6c8b1dd6ac2a15f7e72a"));
    let clash = with(json!({"date": "2024-01-03"}), "");
    let merged = run([(&base, None), (&clash, None), (&theirs, None)], None);
    assert!(merged.conflicts.iter().any(|c| c.clash == Clash::Header));
    assert_eq!(Sidecar::read(merged.bytes).headers().count(), 2);
}

#[test]
fn git_conflicts_are_taken_apart() {
    let of = |text: &str| split(&Sidecar::read(text));
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let parts = of("1\n<<<<<<< HEAD\n2\n||||||| x\n3\n=======\n4\n>>>>>>> b c\n5\n").expect("a conflict");
    assert_eq!(text(&parts.ours), "1\n2\n5\n");
    assert_eq!(text(&parts.theirs), "1\n4\n5\n");
    assert_eq!(parts.base.as_deref().map(text).as_deref(), Some("1\n3\n5\n"));
    assert_eq!(parts.labels, ("HEAD".to_owned(), "b c".to_owned()));
    assert_eq!(of("<<<<<<< a\n=======\n>>>>>>> b\n").expect("a conflict").base, None);
    for broken in ["1\n", "=======\n", "<<<<<<< a\n=======\n", "<<<<<<< a\n<<<<<<< a\n=======\n>>>>>>> b\n"] {
        assert_eq!(of(broken), None, "{broken}");
    }
}

/// Without the common version nobody can tell a new line from one that the other side deleted.
#[test]
fn without_a_base_what_stands_on_one_side_is_left_to_a_person() {
    let ours = file(OLD, &[line(OLD, "a", "Cồn Sậy", keep), line(OLD, "b", "Nậm Luông", keep)]);
    let theirs = file(OLD, &[line(OLD, "a", "Cồn Sậy", keep)]);
    let of = |sidecar| Version { sidecar, text: Some(OLD) };
    let merged = merge(&Merge {
        base: None,
        ours: of(&ours),
        theirs: of(&theirs),
        article: Some(OLD),
        labels: ("ours", "theirs"),
        mixed: false,
    });
    expect![[r#"
        70
        a 7 manual
        <<<<<<< ours
        b 59 manual
        =======
        >>>>>>> theirs
        ! Unknown urn:gannhan:b
    "#]]
    .assert_eq(&short(&merged));
}
