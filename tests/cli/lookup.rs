use crate::support::Folder;

fn found(args: &[&str]) -> String {
    let args: Vec<&str> = std::iter::once("lookup").chain(args.iter().copied()).collect();
    Folder::new().run(&args).quiet(0)
}

#[test]
fn a_unit_with_its_years_and_what_became_of_it() {
    let out = found(&["tỉnh Hậu Giang", "--date", "2019-08-23"]);
    let first: Vec<_> = out.lines().take_while(|l| !l.is_empty()).collect();
    assert_eq!(first[0], "tỉnh Hậu Giang · province level · code 93 (list until 2025-06-30)");
    for fact in [
        "  in Việt Nam",
        "  2004-01-01 – 2025-06-30",
        "  became thành phố Cần Thơ (92)",
        "  existed on 2019-08-23",
    ] {
        assert!(first.contains(&fact), "{fact} in {first:?}");
    }
    let vi = found(&["--locale", "vi", "tỉnh Hậu Giang"]);
    assert!(vi.contains("cấp tỉnh") && vi.contains("01/01/2004 – 30/06/2025"), "{vi}");
}

#[test]
fn what_it_was_made_of_and_which_one_was_there() {
    let out = found(&["TP. Cần Thơ", "--date", "2026-01-01"]);
    assert!(
        out.contains("made of thành phố Cần Thơ (92), tỉnh Hậu Giang (93), tỉnh Sóc Trăng (94)"),
        "{out}"
    );
    let (first, rest) = out.split_once("\n\n").unwrap();
    assert!(first.contains("existed on 2026-01-01") && first.contains("since 2025-07-01"), "{first}");
    assert!(rest.contains("did not exist on 2026-01-01"), "{rest}");
}

#[test]
fn any_spelling() {
    for spelling in ["HẬU GIANG", "hậu giang", "Hâ\u{323}u  Giang", "Hậu\u{a0}Giang"] {
        assert!(found(&[spelling]).contains("tỉnh Hậu Giang"), "{spelling:?}");
    }
    assert!(found(&["Thanh Hoá"]).contains("tỉnh Thanh Hóa"));
    // Without quotation marks around it the shell hands over several words.
    assert!(found(&["tỉnh", "Hậu", "Giang"]).contains("code 93"));
}

#[test]
fn a_merger_under_the_own_name_has_its_decree() {
    for name in ["tỉnh Bắc Ninh", "tỉnh Đồng Nai", "tỉnh Gia Lai"] {
        assert!(found(&[name]).contains("202/2025/QH15"), "{name}");
    }
    assert!(!found(&["tỉnh Cao Bằng"]).contains("202/2025/QH15"));
}

#[test]
fn units_above_narrow() {
    let out = found(&["xã Tân Phú, huyện Tân Kỳ"]);
    assert!(out.starts_with("xã Tân Phú · commune level · code 17272"), "{out}");
    assert!(out.contains("  in huyện Tân Kỳ, tỉnh Nghệ An\n"));
    assert_eq!(out.matches("commune level").count(), 1, "more than one: {out}");
    assert!(found(&["huyện Châu Thành (Tiền Giang)"]).contains("code 821"));
}

#[test]
fn each_other_candidate_tells_why_it_is_not_meant() {
    let out = found(&["huyện Châu Thành (Tiền Giang)", "--date", "2020-01-01"]);
    assert!(out.contains("  this one is meant by the name"), "{out}");
    let beside = "what stands beside the name speaks for the other one";
    assert!(out.lines().any(|l| l.starts_with("not huyện Châu Thành") && l.ends_with(beside)), "{out}");
    let vi = found(&["--locale", "vi", "huyện Châu Thành (Tiền Giang)"]);
    assert!(vi.contains("những gì đứng cạnh tên chỉ về nơi kia"), "{vi}");
    // A province and what else bears its name.
    let out = Folder::new().run(&["lookup", "Phú Thọ", "--date", "2024-01-01"]).out;
    let lines: Vec<&str> = out.lines().filter(|l| l.contains(" is meant")).collect();
    assert!(lines[0].contains("tỉnh Phú Thọ") && lines[0].contains("this one is meant"), "{out}");
    assert!(lines.iter().any(|l| l.contains("07942") && l.contains("was not there at the date")), "{out}");
    // Nothing but the name: two equals stay open.
    let out = Folder::new().run(&["lookup", "xã Tân Thành", "--date", "2020-01-01"]).out;
    assert!(out.contains("nothing in the name tells"), "{out}");
}

#[test]
fn many_namesakes_are_a_list() {
    let folder = Folder::new();
    let run = folder.run(&["lookup", "xã Tân Thành", "--date", "2020-01-01"]);
    assert_eq!(run.code, 0);
    let lines: Vec<_> = run.out.lines().collect();
    assert!(lines.len() > 30 && lines.iter().all(|l| l.contains("xã Tân Thành")), "{}", run.out);
    // Those that were there that day stand first.
    let there = lines.iter().take_while(|l| l.starts_with("✓ ")).count();
    assert!(there > 20 && lines[there..].iter().all(|l| l.starts_with("? ") || l.starts_with("✗ ")));
    assert!(run.err.contains(&lines.len().to_string()), "{}", run.err);
}

#[test]
fn what_is_not_known() {
    let folder = Folder::new();
    for (name, hint) in [
        ("Quãng Ngãi", "Quảng Ngãi"),
        ("ha giang", "Hà Giang"),
        ("huyện Hà Nội", "thành phố Hà Nội"),
        ("xã Tân Phú, tỉnh Lai Châu", "tỉnh Lai Châu"),
        ("Xyzzyx", "no place"),
    ] {
        let run = folder.run(&["lookup", name]);
        assert_eq!((run.code, run.out.as_str()), (1, ""), "{name}");
        assert!(run.err.contains(hint), "{name}: {}", run.err);
    }
    assert_eq!(folder.run(&["lookup"]).code, 2);
    assert_eq!(folder.run(&["lookup", ""]).code, 1);
}
