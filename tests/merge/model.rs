//! Articles and sidecars that two people change at random, and what must come of it. Whoever checks a place here does
//! so by what the article says, not by the way the program looks for it: each paragraph has a number of its own, and
//! the mentions of a paragraph are told apart by their order in it.

use std::collections::BTreeMap;

use gannhan::sidecar::sync::by_diff;
use gannhan::sidecar::{Header, NewAnnotation, Object, Origin, Sidecar, State, anchor, apply};
use gannhan::tagger::mention::Kind;
use gannhan::text::index::TextIndex;
use gannhan::text::position::{CodePoint, Span};
use serde_json::json;

pub const ARTICLE: &str = "tin số 1.txt";
pub const SIDECAR: &str = "tin số 1.txt.anno.jsonl";

const PLACES: [&str; 6] =
    ["xã Nậm Luông", "phường Cồn Sậy", "tỉnh Mường Hoa", "Bãi Sen", "huyện Rạch Lá", "TP. Gò Ổi"];
const WORDS: [&str; 48] = [
    "đò",
    "bến",
    "mưa",
    "nắng",
    "lúa",
    "chợ",
    "thuyền",
    "cầu",
    "đường",
    "trường",
    "lớp",
    "thầy",
    "trò",
    "sách",
    "vở",
    "nhà",
    "vườn",
    "ruộng",
    "trâu",
    "bò",
    "gà",
    "vịt",
    "cá",
    "tôm",
    "lưới",
    "sóng",
    "gió",
    "mây",
    "trăng",
    "sao",
    "đèn",
    "điện",
    "nước",
    "giếng",
    "ao",
    "hồ",
    "suối",
    "rừng",
    "tre",
    "nứa",
    "mía",
    "ngô",
    "khoai",
    "sắn",
    "chè",
    "dừa",
    "cam",
    "bưởi",
];
const PERSONS: [&str; 4] = ["Lò Văn Ín", "Đặng Thị Ổi", "Trịnh Quốc Ẩn", "Hồ A Sứ"];

/// Numbers that look random, the same for the same seed.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

/// A paragraph: its number, the mentions in order, and the words between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    pub number: u64,
    mentions: Vec<String>,
    between: Vec<String>,
}

impl Paragraph {
    fn new(dice: &mut Dice, number: u64) -> Paragraph {
        let (place, other) = (dice.one(&PLACES), dice.one(&PLACES));
        let sum = format!("{},{} tỷ đồng", 2 + dice.below(90), 1 + dice.below(8));
        let mentions = [place, other, dice.one(&PERSONS), place, &sum].map(str::to_owned).to_vec();
        let day = dice.below(28) + 1;
        // What else a paragraph says is its own.
        let words: Vec<&str> = (0..14).map(|_| dice.one(&WORDS)).collect();
        let first = format!("Mục {number}: {}. Ngày {day}, ", words.join(" "));
        let between = [first.as_str(), " cùng ", " họp với ông ", "; sau đó ", " nhận ", " để làm đường."];
        Paragraph { number, mentions, between: between.map(str::to_owned).to_vec() }
    }

    pub fn text(&self) -> String {
        let mut out = String::new();
        for (n, words) in self.between.iter().enumerate() {
            out += words;
            out += self.mentions.get(n).map(String::as_str).unwrap_or_default();
        }
        out
    }
}

/// Which mention an annotation is about: the paragraph's number and the mention's place in it.
pub type Spot = (u64, usize);

/// What an annotation says, apart from where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    pub spot: Spot,
    /// What stood there when it was made.
    pub quote: String,
    pub value: String,
    pub origin: Option<Origin>,
}

/// A version of an article with its sidecar.
#[derive(Clone, Debug)]
pub struct Work {
    pub paragraphs: Vec<Paragraph>,
    pub sidecar: Vec<u8>,
    pub says: BTreeMap<String, Saying>,
    /// The text that the sidecar's positions count in.
    pub described: String,
}

/// The text of paragraphs as a file.
pub fn text(paragraphs: &[Paragraph]) -> String {
    paragraphs.iter().map(|p| p.text() + "\n\n").collect()
}

impl Work {
    /// An article of some paragraphs, half of whose mentions are annotated.
    pub fn new(dice: &mut Dice) -> Work {
        let count = 3 + dice.below(5);
        let paragraphs: Vec<Paragraph> = (0..count).map(|n| Paragraph::new(dice, 100 + n as u64)).collect();
        let described = text(&paragraphs);
        let mut work = Work { paragraphs, sidecar: Vec::new(), says: BTreeMap::new(), described };
        for _ in 0..count * 5 / 2 {
            work.annotate(dice);
        }
        work
    }

    pub fn text(&self) -> String {
        text(&self.paragraphs)
    }

    /// The mentions that nobody has annotated.
    fn free(&self) -> Vec<Spot> {
        let all = self.paragraphs.iter().flat_map(|p| (0..p.mentions.len()).map(|n| (p.number, n)));
        all.filter(|spot| self.says.values().all(|s| s.spot != *spot)).collect()
    }

    fn annotate(&mut self, dice: &mut Dice) {
        // Positions of an article that was changed outside count in the text that the sidecar knows.
        if self.described != self.text() {
            self.follow();
        }
        let free = self.free();
        if free.is_empty() {
            return;
        }
        let spot = dice.one(&free);
        let text = self.text();
        let Some(span) = place(&self.paragraphs, spot) else { return };
        let index = TextIndex::new(&text);
        let quote = index.slice(&text, span).unwrap_or_default().to_owned();
        let origin = dice.one(&[Origin::Bulk, Origin::Accepted, Origin::Manual]);
        let value = format!("giá trị {}", dice.below(1000));
        let id = format!("urn:gannhan:{:08x}", dice.next() as u32);
        let annotation = NewAnnotation {
            kind: Kind::Locality,
            span,
            text: &text,
            index: &index,
            value: json!({"name": value}).as_object().cloned().unwrap_or_default(),
            source: "urn:gannhan:place:x".into(),
            article: ARTICLE,
            creator: "Lê Na",
            created: jiff::Timestamp::from_second(1_700_000_000 + dice.below(1000) as i64).unwrap(),
            state: State::Taken(origin),
        };
        let lines: Vec<Object> = annotation.build(id.clone()).into_iter().collect();
        let sidecar = Sidecar::read(self.sidecar.clone());
        let edits = sidecar.insert(&lines, &Header::create(ARTICLE, &text, None).json);
        self.sidecar = apply(sidecar.bytes(), &edits);
        self.says.insert(id, Saying { spot, quote, value, origin: Some(origin) });
    }

    fn some_id(&self, dice: &mut Dice) -> Option<String> {
        let all: Vec<&String> = self.says.keys().collect();
        (!all.is_empty()).then(|| dice.one(&all).clone())
    }

    fn rewrite(&mut self, id: &str, change: impl FnOnce(&mut Object)) {
        let sidecar = Sidecar::read(self.sidecar.clone());
        let (line, annotation) = sidecar.find(id).expect("it is there");
        let mut json = annotation.json();
        change(&mut json);
        let edit = sidecar.replace(line, &json).expect("a line");
        self.sidecar = apply(sidecar.bytes(), &[edit]);
    }

    /// Brings the sidecar to the article, as the server does on save.
    fn follow(&mut self) {
        let text = self.text();
        let new = anchor::Article::new(&text);
        self.sidecar = by_diff(&Sidecar::read(self.sidecar.clone()), &self.described, &new).bytes;
        self.described = text;
    }

    /// One change of a person; `me` keeps new paragraphs of two persons apart.
    pub fn change(&mut self, dice: &mut Dice, me: u64) {
        match dice.below(8) {
            0..=3 => {
                self.edit(dice, me);
                // An editor that knows nothing of sidecars leaves them behind.
                if dice.below(5) > 0 {
                    self.follow();
                }
            }
            4 => self.annotate(dice),
            5 => {
                let Some(id) = self.some_id(dice) else { return };
                let sidecar = Sidecar::read(self.sidecar.clone());
                self.sidecar = apply(sidecar.bytes(), &[sidecar.remove_id(&id).expect("a line")]);
                self.says.remove(&id);
            }
            6 => {
                let Some(id) = self.some_id(dice) else { return };
                self.rewrite(&id, |json| {
                    json.shift_remove("origin");
                    json.insert("status".into(), "rejected".into());
                    json.insert("motivation".into(), "moderating".into());
                });
                self.says.get_mut(&id).expect("it is there").origin = None;
            }
            _ => {
                let Some(id) = self.some_id(dice) else { return };
                let value = format!("giá trị {}", dice.below(1000));
                let time = format!("2026-01-01T00:00:{:02}Z", dice.below(60));
                self.rewrite(&id, |json| {
                    json["body"]["name"] = value.clone().into();
                    json.insert("modified".into(), time.into());
                });
                self.says.get_mut(&id).expect("it is there").value = value;
            }
        }
    }

    fn edit(&mut self, dice: &mut Dice, me: u64) {
        let at = dice.below(self.paragraphs.len() + 1);
        if self.paragraphs.is_empty() {
            return;
        }
        let n = dice.below(self.paragraphs.len());
        match dice.below(7) {
            0 | 1 => {
                let number = me * 1000 + dice.below(900) as u64;
                if self.paragraphs.iter().all(|p| p.number != number) {
                    let new = Paragraph::new(dice, number);
                    self.paragraphs.insert(at, new);
                }
            }
            2 => drop(self.paragraphs.remove(n)),
            3 => {
                let m = dice.below(self.paragraphs.len());
                self.paragraphs.swap(n, m);
            }
            // A figure in a mention.
            4 => {
                let new = format!("{},{} tỷ đồng", 2 + dice.below(90), 1 + dice.below(8));
                self.paragraphs[n].mentions[4] = new;
            }
            5 => {
                self.paragraphs[n].between[2] =
                    dice.one(&[" gặp ông ", " họp cùng ông ", " tiếp ông "]).into()
            }
            _ => {
                let last = self.paragraphs[n].between.len() - 1;
                self.paragraphs[n].between[last] +=
                    dice.one(&[" Mọi việc đã xong.", " Trời mưa to.", " Dân rất vui."]);
            }
        }
    }
}

/// Where a mention stands in the text of these paragraphs.
pub fn place(paragraphs: &[Paragraph], spot: Spot) -> Option<Span<CodePoint>> {
    let n = paragraphs.iter().position(|p| p.number == spot.0)?;
    place_in(&text(paragraphs), &paragraphs[n], spot.1)
}

/// Where a paragraph's mention stands in a text that holds the paragraph once.
fn place_in(text: &str, paragraph: &Paragraph, nth: usize) -> Option<Span<CodePoint>> {
    let whole = paragraph.text();
    let (at, _) = text.match_indices(&whole).next()?;
    let mut start = text[..at].chars().count();
    for n in 0..nth {
        start += paragraph.between[n].chars().count() + paragraph.mentions[n].chars().count();
    }
    start += paragraph.between[nth].chars().count();
    Some(Span::new(CodePoint::from(start), CodePoint::from(start + paragraph.mentions[nth].chars().count())))
}

/// Where a mention stands in any merged text: in the line of its paragraph, read anew. `None` where the paragraph is
/// gone or what is left of it can't be told.
pub fn place_in_text(text: &str, spot: Spot) -> Option<(Span<CodePoint>, String)> {
    let head = format!("Mục {}: ", spot.0);
    let mut found = text.match_indices(&head);
    let (at, _) = found.next()?;
    let line = text[at..].lines().next()?;
    let from = line.find(". Ngày ")?;
    let from = from + line[from..].find(", ")? + 2;
    // place " cùng " place WORDS person "; sau đó " place " nhận " sum " để"
    let rest = &line[from..];
    let cut = |from: usize, until: &str| Some(from + rest[from..].find(until)?);
    let first = (0, cut(0, " cùng ")?);
    let second_start = first.1 + " cùng ".len();
    let words = [" họp với ông ", " gặp ông ", " họp cùng ông ", " tiếp ông "];
    let (second_end, word) =
        words.iter().filter_map(|w| Some((cut(second_start, w)?, *w))).min_by_key(|(end, _)| *end)?;
    let person_start = second_end + word.len();
    let person_end = cut(person_start, "; sau đó ")?;
    let third_start = person_end + "; sau đó ".len();
    let third_end = cut(third_start, " nhận ")?;
    let sum_start = third_end + " nhận ".len();
    let sum_end = cut(sum_start, " để")?;
    let all = [
        first,
        (second_start, second_end),
        (person_start, person_end),
        (third_start, third_end),
        (sum_start, sum_end),
    ];
    let (start, end) = *all.get(spot.1)?;
    let count = |to: usize| text[..at + from + to].chars().count();
    let span = Span::new(CodePoint::from(count(start)), CodePoint::from(count(end)));
    Some((span, rest[start..end].to_owned()))
}

/// What must become of each annotation: its saying (none: gone), or a conflict.
pub fn expected(base: &Work, ours: &Work, theirs: &Work) -> BTreeMap<String, Result<Option<Saying>, ()>> {
    let ids = base.says.keys().chain(ours.says.keys()).chain(theirs.says.keys());
    let judge = |id: &String| {
        let (b, o, t) = (base.says.get(id), ours.says.get(id), theirs.says.get(id));
        if o == t || t == b {
            Ok(o.cloned())
        } else if o == b {
            Ok(t.cloned())
        } else {
            Err(())
        }
    };
    ids.map(|id| (id.clone(), judge(id))).collect()
}
