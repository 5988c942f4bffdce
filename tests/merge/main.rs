//! Two people change an article and its annotations, and git merges what they did. Some pairs in every run, with the
//! merge in this process and with the real git; as many as one likes by
//! `MERGE_PAIRS=10000 MERGE_GIT_PAIRS=10000 cargo test --test merge -- --nocapture`.

mod check;
mod git;
mod model;

use gannhan::sidecar::merge::{Merge, Version, merge};
use gannhan::sidecar::{Sidecar, anchor, sync};
use gannhan::workspace::git as ask;

use check::Tally;
use model::{Dice, Work};

fn count(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|n| n.parse().ok()).unwrap_or(usual)
}

/// A common version and what two people made of it.
fn pair(seed: u64) -> [Work; 3] {
    let mut dice = Dice(seed.wrapping_mul(0x1234_5678_9abc_def1));
    let base = Work::new(&mut dice);
    let branch = |me: u64, dice: &mut Dice| {
        let mut work = base.clone();
        for _ in 0..1 + dice.below(4) {
            work.change(dice, me);
        }
        work
    };
    let ours = branch(1, &mut dice);
    let theirs = branch(2, &mut dice);
    [base, ours, theirs]
}

#[test]
fn in_this_process() {
    let pairs = count("MERGE_PAIRS", 100);
    let mut tally = Tally::default();
    for seed in 0..pairs {
        let [base, ours, theirs] = pair(seed);
        let read = |work: &Work| Sidecar::read(work.sidecar.clone());
        let (b, o, t) = (read(&base), read(&ours), read(&theirs));
        let article = ask::merged(&base.described, &ours.described, &theirs.described);
        let merged = merge(&Merge {
            base: Some(Version { sidecar: &b, text: Some(&base.described) }),
            ours: Version { sidecar: &o, text: Some(&ours.described) },
            theirs: Version { sidecar: &t, text: Some(&theirs.described) },
            article: article.as_deref(),
            labels: ("ours", "theirs"),
            mixed: false,
        });
        // What git makes of the article that was committed; a person settles a conflict by taking ours.
        let committed = ask::merged(&base.text(), &ours.text(), &theirs.text());
        let now = committed.unwrap_or_else(|| ours.text());
        let old = article.unwrap_or_else(|| ours.described.clone());
        let conflicts: Vec<String> = merged.conflicts.iter().filter_map(|c| c.id.clone()).collect();
        let sidecar = Sidecar::read(merged.bytes);
        let new = anchor::Article::new(&now);
        // The server, or `lint --fix`, brings it to the article that lies there in the end.
        let synced = match sidecar.header().map(|h| (h.describes(&now), h.describes(&old))) {
            Some((Some(true), _)) if sidecar.header().is_some_and(|h| !h.json.contains_key("unanchored")) => {
                sidecar.bytes().to_vec()
            }
            Some((_, Some(true))) => sync::by_diff(&sidecar, &old, &new).bytes,
            _ => sync::by_quote(&sidecar, &new).bytes,
        };
        tally.check(seed, [&base, &ours, &theirs], &now, &synced, &conflicts);
    }
    tally.print("merged in this process", pairs);
    assert_eq!(tally.wrong(), 0);
}

#[test]
fn by_git_with_the_driver() {
    by_git(true, 1_000_000, "merged by git with the driver");
}

/// So many pairs are articles of one repository.
const AT_ONCE: u64 = 250;

fn by_git(driver: bool, first: u64, what: &str) {
    let pairs = count("MERGE_GIT_PAIRS", 8);
    let mut tally = Tally::default();
    for from in (0..pairs).step_by(AT_ONCE as usize) {
        let to = pairs.min(from + AT_ONCE);
        git::merge_pairs(first + from..first + to, driver, &mut tally);
        if to < pairs {
            tally.print(what, to);
        }
    }
    tally.print(what, pairs);
    assert_eq!(tally.wrong(), 0);
}

/// A host that has no driver leaves git's conflict; `lint --fix` settles it afterwards.
#[test]
fn by_git_without_the_driver() {
    by_git(false, 2_000_000, "merged by git alone, settled afterwards");
}

#[test]
fn a_clone_with_autocrlf_has_no_findings() {
    git::clone_with_autocrlf();
}

#[test]
#[ignore = "for a look at one pair: PAIR=n"]
fn one_pair() {
    let [base, ours, theirs] = pair(count("PAIR", 0));
    for (name, work) in [("base", &base), ("ours", &ours), ("theirs", &theirs)] {
        println!("== {name} (described: {})\n{}", work.described == work.text(), work.text());
        for (id, saying) in &work.says {
            println!("  {id} {saying:?}");
        }
    }
    let mut tally = Tally::default();
    let seed = count("PAIR", 0);
    git::merge_pairs(seed..seed + 1, true, &mut tally);
    tally.print("this one", 1);
    println!("== merged\n{:?}", ask::merged(&base.described, &ours.described, &theirs.described));
}
