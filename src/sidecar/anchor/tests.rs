use super::*;
use crate::sidecar::follow::TextMap;
use crate::sidecar::{Object, build};
use serde_json::json;

const ARTICLE: &str = "Hội làng Đồng Bông\n\nTối 12/2, người dân thôn Đồng Bông mở hội đầu xuân bên bờ ao lớn của làng.\nBà Đinh Thị Sâm, Chủ tịch UBND xã Minh Tân, nói hội năm nay thu được 35 triệu đồng.\nSố tiền dành sửa nhà văn hóa thôn Đồng Bông trước mùa mưa.\n";

fn annotate(text: &str, part: &str, nth: usize) -> Annotation {
    let (byte, _) = text.match_indices(part).nth(nth).expect("the part is there");
    let start = text[..byte].chars().count();
    let span = Span::new(CodePoint::from(start), CodePoint::from(start + part.chars().count()));
    let quote = build::quote(text, &TextIndex::new(text), span).expect("inside");
    let mut json = Object::new();
    json.insert("target".into(), build::target("a.txt", span, &quote));
    Annotation::from_json(json).expect("a target")
}

fn cut(text: &str, span: Span<CodePoint>) -> &str {
    TextIndex::new(text).slice(text, span).expect("inside")
}

#[test]
fn fits_where_it_was_made() {
    let article = Article::new(ARTICLE);
    for (part, nth) in [("Đồng Bông", 0), ("Đồng Bông", 1), ("35 triệu đồng", 0)] {
        for current in [true, false] {
            let verdict = article.verify(&annotate(ARTICLE, part, nth), current);
            assert_eq!(verdict.position, Position::Fits { prefix: true, suffix: true });
            assert_eq!(verdict.found, Found::Here, "{part} {nth} {current}");
        }
    }
}

#[test]
fn moves_with_its_paragraph_by_quote_alone() {
    let mut lines: Vec<&str> = ARTICLE.lines().collect();
    lines.swap(2, 4);
    let swapped = lines.join("\r\n");
    let article = Article::new(&swapped);
    for (part, nth, new_nth) in [("Đồng Bông", 1, 2), ("Đồng Bông", 2, 1), ("xã Minh Tân", 0, 0)] {
        let verdict = article.verify(&annotate(ARTICLE, part, nth), false);
        let expected = annotate(&swapped, part, new_nth).span;
        assert_eq!(verdict.found, Found::Moved(expected), "{part} {nth}");
    }
}

#[test]
fn what_is_gone_is_not_given_to_a_twin() {
    let without = ARTICLE.replace("Số tiền dành sửa nhà văn hóa thôn Đồng Bông trước mùa mưa.\n", "");
    let verdict = Article::new(&without).verify(&annotate(ARTICLE, "thôn Đồng Bông", 1), false);
    assert_eq!(verdict.position, Position::OutOfBounds);
    assert_eq!(verdict.found, Found::Nowhere([annotate(&without, "thôn Đồng Bông", 0).span].into()));
}

/// The last line's context ends with the article; another line with the same words around a figure is not it.
#[test]
fn a_context_that_the_end_cut_short_fits_at_the_end_only() {
    let line = |sum: &str| format!("Ông Lò Văn Ín trao cho thôn Bản Pheo số tiền {sum} để làm đường.\n");
    let old = line("20 triệu đồng") + &line("35 triệu đồng");
    let annotation = annotate(&old, "35 triệu đồng", 0);
    let gone = line("20 triệu đồng") + "Trời mưa to suốt buổi chiều.\n";
    assert_eq!(Article::new(&gone).find(&annotation), Found::Nowhere([].into()));
    let changed = line("20 triệu đồng") + "Trời mưa to suốt buổi chiều.\n" + &line("36 triệu đồng");
    let now = annotate(&changed, "36 triệu đồng", 0).span;
    assert_eq!(Article::new(&changed).find(&annotation), Found::Changed(now));
}

/// Where a paragraph is gone, the one before it can take over its surroundings.
#[test]
fn surroundings_alone_are_no_place() {
    let line = |sum: &str| format!("Ông Lò Văn Ín trao cho thôn Bản Pheo số tiền {sum} để làm đường.\n");
    let (first, second, end) =
        (line("73,1 tỷ đồng"), line("10,3 tỷ đồng"), "Trời mưa to suốt buổi chiều nay.\n");
    let old = format!("{first}{second}{end}");
    let annotation = annotate(&old, "10,3 tỷ đồng", 0);
    let gone = format!("{first}{end}");
    // It is a place to choose, and no more.
    let place = annotate(&gone, "73,1 tỷ đồng", 0).span;
    assert_eq!(Article::new(&gone).find(&annotation), Found::Nowhere([place].into()));
}

/// At the old position stands a twin with half of the old context, and so it does elsewhere.
#[test]
fn half_a_context_at_the_old_position_is_no_proof() {
    let line = |sum: &str| format!("Ông Lò Văn Ín hôm qua họp; sau đó huyện Rạch Lá nhận {sum}.\n");
    let annotation = annotate(&line("35 triệu đồng"), "huyện Rạch Lá", 0);
    let one = line("57 triệu đồng");
    assert_eq!(Article::new(&one).verify(&annotation, false).found, Found::Here);
    let two = line("20 triệu đồng") + &one;
    let places = [0, 1].map(|nth| annotate(&two, "huyện Rạch Lá", nth).span);
    assert_eq!(Article::new(&two).verify(&annotation, false).found, Found::Ambiguous(places.into()));
}

#[test]
fn a_changed_figure_is_changed_in_its_place() {
    let changed = format!("Tin: {}", ARTICLE.replace("35 triệu đồng", "350 triệu đồng"));
    let verdict = Article::new(&changed).verify(&annotate(ARTICLE, "35 triệu đồng", 0), false);
    assert_eq!(verdict.position, Position::Differs);
    match verdict.found {
        // Cut where the old context ends.
        Found::Changed(span) => assert_eq!(cut(&changed, span), "350 triệu đồng"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_two_equal_copies_neither_is_guessed() {
    let twice = format!("{}{}", ARTICLE, &ARTICLE[ARTICLE.find("Bà Đinh").expect("it is there")..]);
    let old = annotate(ARTICLE, "xã Minh Tân", 0);
    let verdict = Article::new(&twice).verify(&old, false);
    assert_eq!(verdict.position, Position::Fits { prefix: true, suffix: true });
    assert!(matches!(verdict.found, Found::Ambiguous(ref places) if places.len() == 2), "{verdict:?}");
    assert_eq!(Article::new(&twice).verify(&old, true).found, Found::Here);
}

#[test]
fn empty_and_out_of_bounds() {
    let article = Article::new("Huế");
    let of = |start: u32, end: u32| {
        let json =
            json!({"target": {"selector": [{"type": "TextPositionSelector", "start": start, "end": end}]}});
        Annotation::from_json(json.as_object().cloned().unwrap_or_default()).expect("a target")
    };
    assert_eq!(article.verify(&of(1, 1), true).position, Position::Empty);
    assert_eq!(article.verify(&of(2, 1), true).position, Position::Empty);
    assert_eq!(article.verify(&of(1, 4), true).position, Position::OutOfBounds);
    assert_eq!(article.verify(&of(0, 3), true).position, Position::NoQuote);
    assert_eq!(article.verify(&of(0, 3), true).found, Found::Here);
    assert_eq!(article.verify(&of(0, 3), false).found, Found::Nowhere([].into()));
}

/// With the old text at hand: the edits that a person makes, on each mention.
#[test]
fn reanchors_from_the_old_text() {
    let marks = [
        ("Đồng Bông", 0),
        ("thôn Đồng Bông", 0),
        ("xã Minh Tân", 0),
        ("35 triệu đồng", 0),
        ("thôn Đồng Bông", 1),
    ];
    let mut lines: Vec<&str> = ARTICLE.lines().collect();
    lines.swap(2, 4);
    let swapped = lines.join("\n") + "\n";
    let old = Article::new(ARTICLE);
    let map = TextMap::new(ARTICLE, &swapped);
    let new = Article::new(&swapped);
    for (part, nth) in marks {
        let annotation = annotate(ARTICLE, part, nth);
        match reanchor(&map, &old, &new, &annotation) {
            Follow::Same => assert_eq!(cut(&swapped, annotation.span), part),
            Follow::Moved(span) => assert_eq!(cut(&swapped, span), part),
            other => panic!("{part} {nth}: {other:?}"),
        }
    }
    // The twin in the other paragraph stood there before, so it is not the one that was deleted.
    let without = ARTICLE.replace("Số tiền dành sửa nhà văn hóa thôn Đồng Bông trước mùa mưa.\n", "");
    let (map, new) = (TextMap::new(ARTICLE, &without), Article::new(&without));
    assert_eq!(reanchor(&map, &old, &new, &annotate(ARTICLE, "thôn Đồng Bông", 1)), Follow::Deleted);
}

/// In an article of equal sentences each quote is looked for once, and those in the same doubt share their places.
#[test]
fn equal_sentences_cost_one_look_each() {
    const SENTENCES: usize = 300;
    let line =
        "Chợ Bản Cầm họp sáng thứ bảy, bà con xã Bản Lầu mang mận và ngô nếp xuống bán cho khách đường xa.\n";
    let old = line.repeat(SENTENCES);
    let annotations: Vec<Annotation> = (0..SENTENCES)
        .flat_map(|n| [annotate(&old, "xã Bản Lầu", n), annotate(&old, "Bản Cầm", n)])
        .collect();
    for new in [format!("Mở đầu.\n{old}"), format!("{old}Kết.\n"), old.replacen("mận", "đào", 1)] {
        let article = Article::new(&new);
        let mut shared = std::collections::HashSet::new();
        for annotation in &annotations {
            if let Found::Ambiguous(places) = article.verify(annotation, false).found {
                assert!(places.len() > SENTENCES / 2);
                shared.insert(places.as_ptr());
            }
        }
        assert!((1..=20).contains(&shared.len()), "{}", shared.len());
        assert!(article.looks.get() <= 40, "{}", article.looks.get());
    }
}

/// Without the old text: lines broken elsewhere, and words before the first sentence.
#[test]
fn white_space_and_what_stands_before_all_are_no_change() {
    let marks =
        [("Đồng Bông", 0), ("Đồng Bông", 1), ("xã Minh Tân", 0), ("35 triệu đồng", 0), ("thôn Đồng Bông", 1)];
    let wrapped = ARTICLE.replace(", ", ",\n").replace("\n\n", "\n");
    let first = "Đoàn K1 về Cà Mau.\nĐoàn K2 về Bạc Liêu.\n";
    let check = |old: &str, new: &str, part: &str, nth: usize| {
        let place = annotate(new, part, nth).span;
        match Article::new(new).verify(&annotate(old, part, nth), false).found {
            Found::Here => assert_eq!(annotate(old, part, nth).span, place, "{part} {new}"),
            found => assert_eq!(found, Found::Moved(place), "{part} {new}"),
        }
    };
    for (part, nth) in marks {
        check(ARTICLE, &wrapped, part, nth);
        check(ARTICLE, &format!("Tin:  {}", ARTICLE.replace('\n', "\n\n")), part, nth);
    }
    for part in ["Cà Mau", "Bạc Liêu"] {
        for before in ["\u{feff}", "Mở đầu. ", "x ", "(Tin) "] {
            check(first, &format!("{before}{first}"), part, 0);
        }
        check(&format!("\u{feff}{first}"), first, part, 0);
    }
}

/// A paragraph that begins as the deleted one did, after the same one before it.
#[test]
fn a_paragraph_that_begins_alike_is_another() {
    let begin = "Họ bàn việc thứ sáu rất lâu, rồi ra về trong im lặng.\nTại tỉnh Hậu Giang, tổ ";
    let old = format!("{begin}của anh Tám nhận thưởng lớn. Họ bàn tiếp rất lâu.\n");
    let new = format!("{begin}K16 nhận 51 tỷ đồng. Mưa lớn ở nhiều nơi.\n");
    let verdict = Article::new(&new).verify(&annotate(&old, "tỉnh Hậu Giang", 0), false);
    assert!(matches!(verdict.found, Found::Nowhere(_)), "{verdict:?}");
}
