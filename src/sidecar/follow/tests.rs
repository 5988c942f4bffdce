use super::*;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

fn span_of(text: &str, part: &str, nth: usize) -> Span<CodePoint> {
    let (byte, _) = text.match_indices(part).nth(nth).expect("the part is there");
    let start = text[..byte].chars().count();
    Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()))
}

fn cut(text: &str, span: Span<CodePoint>) -> String {
    text.chars().skip(span.start.index()).take((span.end.0 - span.start.0) as usize).collect()
}

const ARTICLE: &str = "Chợ phiên mở lại\n\nSáng 5/3, chợ phiên xã Mường Lô mở lại sau ba tháng sửa chữa. Người dân Yên Lập đến rất đông.\nÔng Vàng A Sình, Chủ tịch UBND xã Mường Lô, cho biết chi phí là 2,4 tỷ đồng.\nHà Giang\nTừ nay chợ họp vào sáng thứ bảy.\n";

fn follow(new: &str, part: &str, nth: usize) -> (Follow, Option<String>) {
    let found = TextMap::new(ARTICLE, new).follow(span_of(ARTICLE, part, nth));
    let text = match &found {
        Follow::Same => Some(cut(new, span_of(ARTICLE, part, nth))),
        Follow::Moved(s) | Follow::Changed(s) => Some(cut(new, *s)),
        _ => None,
    };
    (found, text)
}

#[test]
fn what_stands_before_or_behind_does_not_matter() {
    let new = format!("Tin mới: {}Hết.\n", ARTICLE.replace("Người dân", "Bà con"));
    for (part, nth) in
        [("xã Mường Lô", 0), ("xã Mường Lô", 1), ("Yên Lập", 0), ("2,4 tỷ đồng", 0), ("Hà Giang", 0)]
    {
        let (found, text) = follow(&new, part, nth);
        assert!(matches!(found, Follow::Moved(_)), "{part} {found:?}");
        assert_eq!(text.as_deref(), Some(part));
    }
    assert_eq!(follow(ARTICLE, "Yên Lập", 0).0, Follow::Same);
}

#[test]
fn a_deleted_mention_is_never_given_to_its_twin() {
    let paragraph = ARTICLE.lines().nth(3).expect("a line");
    let without = ARTICLE.replace(&format!("{paragraph}\n"), "");
    assert_eq!(follow(&without, "xã Mường Lô", 1).0, Follow::Deleted);
    assert_eq!(follow(&without, "xã Mường Lô", 0), (Follow::Same, Some("xã Mường Lô".into())));
    let gone = ARTICLE.replacen(" xã Mường Lô", "", 1);
    assert_eq!(follow(&gone, "xã Mường Lô", 0).0, Follow::Deleted);
    assert_eq!(follow(&ARTICLE.replace("Hà Giang\n", ""), "Hà Giang", 0).0, Follow::Deleted);
    assert_eq!(follow("", "Hà Giang", 0).0, Follow::Deleted);
}

#[test]
fn a_changed_quote_keeps_its_place() {
    for (from, to) in [
        ("2,4 tỷ đồng", "2,5 tỷ đồng"),
        ("2,4 tỷ đồng", "12,4 tỷ đồng"),
        ("Yên Lập", "Yên Lặp"),
        ("Hà Giang", "Hà Quảng"),
    ] {
        let (found, text) = follow(&ARTICLE.replace(from, to), from, 0);
        assert!(matches!(found, Follow::Changed(_)), "{from} {found:?}");
        assert_eq!(text.as_deref(), Some(to));
    }
}

#[test]
fn another_unicode_form_or_line_end_is_no_change() {
    let decomposed: String = ARTICLE.nfd().collect();
    let windows = ARTICLE.replace('\n', "\r\n");
    for part in ["xã Mường Lô", "Yên Lập", "2,4 tỷ đồng", "Hà Giang"] {
        let (found, text) = follow(&decomposed, part, 0);
        assert!(matches!(found, Follow::Moved(_)), "{part} {found:?}");
        assert_eq!(text, Some(part.nfd().collect()));
        assert_eq!(follow(&windows, part, 0).1.as_deref(), Some(part));
    }
}

#[test]
fn of_two_equal_copies_neither_is_guessed() {
    let sentence = "Người dân Yên Lập đến rất đông.";
    let twice = ARTICLE.replace(sentence, &format!("{sentence} {sentence}"));
    let both = vec![span_of(&twice, "Yên Lập", 0), span_of(&twice, "Yên Lập", 1)];
    assert_eq!(follow(&twice, "Yên Lập", 0).0, Follow::Ambiguous(both.into()));
    assert_eq!(follow(&twice, "xã Mường Lô", 0).0, Follow::Same);
    assert!(matches!(follow(&twice, "xã Mường Lô", 1).0, Follow::Moved(_)));
    let map = TextMap::new(&twice, ARTICLE);
    for nth in 0..2 {
        assert_eq!(
            map.follow(span_of(&twice, "Yên Lập", nth)),
            Follow::Ambiguous([span_of(ARTICLE, "Yên Lập", 0)].into())
        );
    }
}

#[test]
fn a_paragraph_that_begins_like_the_next_one_is_no_copy() {
    let new = ARTICLE.replace("Hà Giang\n", "Hà Giang có mưa lớn.\nHà Giang\n");
    let (found, _) = follow(&new, "Hà Giang", 0);
    assert_eq!(found, Follow::Moved(span_of(&new, "Hà Giang", 1)));
}

/// Lines of one pattern, as lists and notices have them.
fn listed(second: &str) -> String {
    format!(
        "Bản Na Khoang: lúa tốt, ngô kém. Ngày 4, xã Nậm Luông họp với ông Lò Văn Ín rồi nhận 8,4 tỷ đồng để làm đường.\n\
         {second}\n\
         Bản Co Sáng: bò béo, mía ngon. Ngày 5, xã Mường Hoa họp với ông Vàng A Sử rồi nhận 1,7 tỷ đồng để làm đường.\n"
    )
}

#[test]
fn another_line_of_the_same_pattern_is_not_the_old_one() {
    let old = "Bản Huổi Xưa: trâu gầy, chè đắng. Ngày 9, xã Nậm Luông họp với ông Hồ A Sứ rồi nhận 2,6 tỷ đồng để làm đường.";
    let other = "Bản Phiêng Lót: cá to, dừa ngọt. Ngày 7, xã Nậm Luông họp với ông Hồ A Sứ rồi nhận 5,1 tỷ đồng để làm đường.";
    let edited = "Bản Huổi Xưa: trâu gầy, chè đắng lắm. Ngày 9, xã Nậm Luông họp với ông Hồ A Sứ rồi nhận 5,6 tỷ đồng để làm đường.";
    let before = listed(old);
    for (part, nth) in [("xã Nậm Luông", 1), ("Hồ A Sứ", 0), ("2,6 tỷ đồng", 0)] {
        let span = span_of(&before, part, nth);
        assert_eq!(TextMap::new(&before, &listed(other)).follow(span), Follow::Deleted, "{part}");
        let found = TextMap::new(&before, &listed(edited)).follow(span);
        assert!(matches!(found, Follow::Moved(_) | Follow::Changed(_)), "{part} {found:?}");
    }
    // The lines around it are what they were.
    for (part, nth) in [("xã Nậm Luông", 0), ("xã Mường Hoa", 0)] {
        let found = TextMap::new(&before, &listed(other)).follow(span_of(&before, part, nth));
        assert!(matches!(found, Follow::Same | Follow::Moved(_)), "{part} {found:?}");
    }
}

#[test]
fn what_tells_as_much_for_as_against_is_no_proof() {
    let list = |second: &str| format!("Xã An Lạc: 4 tỷ đồng\nXã {second} tỷ đồng\nXã Tân Phú: 6 tỷ đồng\n");
    let before = list("Bình Khê: 31");
    // Was it the place that changed, or is it another place of the same sum?
    let (other, sum) = (list("Hòa Mỹ: 31"), span_of(&before, "31 tỷ đồng", 0));
    assert_eq!(TextMap::new(&before, &other).follow(sum), Follow::Deleted);
    let found = TextMap::new(&before, &list("Bình Khê: 32")).follow(span_of(&before, "Bình Khê", 0));
    assert_eq!(found, Follow::Same);
}

#[test]
fn edits_in_memory() {
    let span = Span::new(CodePoint(5), CodePoint(10));
    let edit = |start, end, length| {
        follow_edit(span, TextEdit { range: Span::new(CodePoint(start), CodePoint(end)), length })
    };
    let at = |start, end| Span::new(CodePoint(start), CodePoint(end));
    assert_eq!(edit(10, 10, 3), Follow::Same);
    assert_eq!(edit(5, 5, 3), Follow::Moved(at(8, 13)));
    assert_eq!(edit(0, 2, 0), Follow::Moved(at(3, 8)));
    assert_eq!(edit(7, 7, 1), Follow::Changed(at(5, 11)));
    assert_eq!(edit(6, 8, 0), Follow::Changed(at(5, 8)));
    assert_eq!(edit(4, 7, 1), Follow::Changed(at(5, 8)));
    assert_eq!(edit(8, 12, 1), Follow::Changed(at(5, 8)));
    assert_eq!(edit(5, 10, 2), Follow::Changed(at(5, 7)));
    assert_eq!(edit(5, 10, 0), Follow::Deleted);
    assert_eq!(edit(4, 11, 9), Follow::Deleted);
    assert_eq!(edit(9, 3, u32::MAX), Follow::Changed(at(5, u32::MAX)));
}

proptest! {
    /// Whatever the texts: what is called the same is the same, and nothing panics.
    #[test]
    fn never_lies(old in "[ab \\n\\réế\u{301}.]{0,60}", new in "[ab \\n\\réế\u{301}.]{0,60}", start in 0u32..60, length in 1u32..8) {
        let span = Span::new(CodePoint(start), CodePoint(start + length));
        let map = TextMap::new(&old, &new);
        // White space may be another.
        let key = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
        if let Follow::Same = map.follow(span) {
            prop_assert_eq!(cut(&old, span).chars().count(), cut(&new, span).chars().count());
        }
        let graphemes = Cells::new(&old, &mut Keys::default());
        let whole = [span.start, span.end].iter().all(|p| graphemes.cell(*p).is_some() && graphemes.cell(*p) == graphemes.cell_after(*p));
        if let (true, Follow::Moved(to)) = (whole, map.follow(span)) {
            prop_assert_eq!(key(&cut(&old, span)), key(&cut(&new, to)));
        }
    }

    /// Typing one place and following it in memory agrees with the diff where the diff is sure.
    #[test]
    fn agrees_with_the_edit(at in 0usize..200, text in "[mno ]{1,6}") {
        let chars: Vec<char> = ARTICLE.chars().collect();
        let at = at.min(chars.len());
        let new: String = chars[..at].iter().chain(text.chars().collect::<Vec<_>>().iter()).chain(&chars[at..]).collect();
        let map = TextMap::new(ARTICLE, &new);
        let edit = TextEdit { range: Span::new(CodePoint::from(at), CodePoint::from(at)), length: text.chars().count() as u32 };
        for (part, nth) in [("xã Mường Lô", 0), ("Yên Lập", 0), ("xã Mường Lô", 1), ("2,4 tỷ đồng", 0)] {
            let span = span_of(ARTICLE, part, nth);
            match (map.follow(span), follow_edit(span, edit)) {
                // White space more is no change to the diff.
                (Follow::Moved(a), Follow::Changed(b)) if text.trim().is_empty() => prop_assert_eq!(a, b),
                (a @ (Follow::Same | Follow::Moved(_)), b) => prop_assert_eq!(a, b),
                // A letter typed at either end grows together with the mention; the edit alone can't tell.
                (Follow::Changed(_), b) => prop_assert!(
                    matches!(b, Follow::Changed(_)) || at == span.start.index() || at == span.end.index()
                ),
                _ => {}
            }
        }
    }
}

#[test]
fn lines_broken_elsewhere_are_no_change() {
    let sentences = ARTICLE.replace(". ", ".\n");
    let joined = ARTICLE.replace('\n', " ");
    let wide = format!(
        "\u{feff}{}",
        ARTICLE.replace(". ", ".  ").replace('\n', "  \n\n").replace("Yên Lập", "Yên\nLập")
    );
    for new in [&sentences, &joined, &wide] {
        for (part, nth) in
            [("xã Mường Lô", 0), ("xã Mường Lô", 1), ("Yên Lập", 0), ("2,4 tỷ đồng", 0), ("Hà Giang", 0)]
        {
            let (found, text) = follow(new, part, nth);
            let text = text.unwrap_or_else(|| panic!("{part} {found:?} {new}"));
            assert_eq!(text.split_whitespace().collect::<Vec<_>>().join(" "), part, "{new}");
        }
    }
    // What was edited as well is told as such.
    let (found, text) = follow(&sentences.replace("2,4 tỷ", "2,5 tỷ"), "2,4 tỷ đồng", 0);
    assert!(matches!(found, Follow::Changed(_)), "{found:?}");
    assert_eq!(text.as_deref(), Some("2,5 tỷ đồng"));
}

#[test]
fn words_before_a_line_leave_it_what_it_was() {
    let before = "Đoàn về Cà Mau.\nĐoàn K3 về Cà Mau và Lào.\n";
    for new in [format!("\u{feff}{before}"), format!("Tin nhanh: {before}"), before.replace("Mau.", "Mau!")] {
        for nth in 0..2 {
            let found = TextMap::new(before, &new).follow(span_of(before, "Cà Mau", nth));
            let place = span_of(&new, "Cà Mau", nth);
            let stays = place == span_of(before, "Cà Mau", nth);
            assert_eq!(found, if stays { Follow::Same } else { Follow::Moved(place) }, "{new}");
        }
    }
}

#[test]
fn a_copy_that_came_beside_is_told_by_what_stands_around() {
    let line = "Hôm qua mưa rất to ở Cà Mau khiến nhiều nhà ngập.\n";
    let before = format!("Tin đầu.\n\n{line}\nTin cuối ở đây.\n");
    let span = span_of(&before, "Cà Mau", 0);
    for new in [
        format!("Một.\n\n{line}\nHai.\n\n{line}\nBa.\n"),
        format!("{line}\n{line}"),
        format!("Tin cuối ở đây.\n\n{line}\nTin đầu.\n\n{line}"),
        format!("Tin đầu.\n\n{line}\n{line}\nTin cuối ở đây.\n"),
    ] {
        let both: Vec<_> = (0..2).map(|nth| span_of(&new, "Cà Mau", nth)).collect();
        let places = both.clone().into();
        assert_eq!(TextMap::new(&before, &new).follow(span), Follow::Ambiguous(places), "{new}");
        // And the other way round: one of two is gone, and nothing tells which, unless it is the line before.
        let back = TextMap::new(&new, &before);
        if new.contains("Tin đầu.\n\nHôm") && new.starts_with("Tin cuối") {
            assert_eq!(back.follow(both[1]), Follow::Moved(span));
            continue;
        }
        for nth in 0..2 {
            let found = back.follow(span_of(&new, "Cà Mau", nth));
            assert_eq!(found, Follow::Ambiguous([span].into()), "{nth} {new}");
        }
    }
    for (new, nth) in [(format!("{before}\nMột.\n\n{line}\nHai.\n"), 0), (format!("{line}\n{before}"), 1)] {
        let place = span_of(&new, "Cà Mau", nth);
        let found = TextMap::new(&before, &new).follow(span);
        assert_eq!(found, if place == span { Follow::Same } else { Follow::Moved(place) }, "{new}");
    }
}
