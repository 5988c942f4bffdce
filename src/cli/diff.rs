//! A unified diff between two states of a file, byte for byte, so that `patch` and `git apply` take it.

use std::ops::Range;

use imara_diff::{Algorithm, Diff, InternedInput};

/// Lines shown around a change.
const CONTEXT: u32 = 3;

/// The diff of a file; nothing when both states are the same.
pub fn unified(file: &str, before: &[u8], after: &[u8]) -> Option<Vec<u8>> {
    if before == after {
        return None;
    }
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_no_heuristic(&input);
    let old: Vec<&[u8]> = input.before.iter().map(|t| input.interner[*t]).collect();
    let new: Vec<&[u8]> = input.after.iter().map(|t| input.interner[*t]).collect();
    let mut out = format!("--- a/{file}\n+++ b/{file}\n").into_bytes();
    let hunks: Vec<(Range<u32>, Range<u32>)> = diff.hunks().map(|h| (h.before, h.after)).collect();
    // Hunks whose context would touch are shown as one.
    for group in hunks.chunk_by(|a, b| b.0.start - a.0.end <= 2 * CONTEXT) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let lead = CONTEXT.min(first.0.start);
        let tail = CONTEXT.min(old.len() as u32 - last.0.end);
        let was = first.0.start - lead..last.0.end + tail;
        let is = first.1.start - lead..last.1.end + tail;
        out.extend(format!("@@ -{} +{} @@\n", lines(&was), lines(&is)).bytes());
        let mut at = was.start;
        for (gone, come) in group {
            print(&mut out, b' ', &old, at..gone.start);
            print(&mut out, b'-', &old, gone.clone());
            print(&mut out, b'+', &new, come.clone());
            at = gone.end;
        }
        print(&mut out, b' ', &old, at..was.end);
    }
    Some(out)
}

/// First line, from 1, and how many; for no lines the one before them.
fn lines(range: &Range<u32>) -> String {
    let count = range.end - range.start;
    let first = if count == 0 { range.start } else { range.start + 1 };
    if count == 1 { first.to_string() } else { format!("{first},{count}") }
}

fn print(out: &mut Vec<u8>, mark: u8, lines: &[&[u8]], range: Range<u32>) {
    for line in lines.get(range.start as usize..range.end as usize).unwrap_or_default() {
        out.push(mark);
        out.extend_from_slice(line);
        if !line.ends_with(b"\n") {
            out.extend_from_slice(b"\n\\ No newline at end of file\n");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    #[track_caller]
    fn check(before: &str, after: &str, expected: Expect) {
        let diff = unified("f", before.as_bytes(), after.as_bytes()).unwrap_or_default();
        expected.assert_eq(&String::from_utf8(diff).expect("text"));
    }

    #[test]
    fn hunks_with_context() {
        check("a\n", "a\n", expect![[""]]);
        check(
            "1\n2\n3\n4\n5\n6\n",
            "1\n2\n3\n4\nfive\n6\n",
            expect![[r#"
                --- a/f
                +++ b/f
                @@ -2,5 +2,5 @@
                 2
                 3
                 4
                -5
                +five
                 6
            "#]],
        );
        check(
            "",
            "a\nb",
            expect![[r#"
                --- a/f
                +++ b/f
                @@ -0,0 +1,2 @@
                +a
                +b
                \ No newline at end of file
            "#]],
        );
        check(
            "x\n1\n2\n3\n4\n5\n6\n7\ny\n",
            "1\n2\n3\n4\n5\n6\n7\nz\n",
            expect![[r#"
                --- a/f
                +++ b/f
                @@ -1,4 +1,3 @@
                -x
                 1
                 2
                 3
                @@ -6,4 +5,4 @@
                 5
                 6
                 7
                -y
                +z
            "#]],
        );
    }
}
