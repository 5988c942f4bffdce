//! The tables of the officials' grammar: `data/lexicon/{title,organ,office_word,honorific,surname,cue}.tsv`.

use crate::gazetteer::lexicon::Hit;
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;

/// What kind of post a title names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleClass {
    /// One post of a whole state: Thủ tướng, Bộ trưởng.
    National,
    /// Posts that news has abroad only: Tổng thống, Thị trưởng.
    Foreign,
    /// Sent to another state: Đại sứ, Tổng Lãnh sự.
    Envoy,
    /// Trung tướng, Đại tá …
    Rank,
    /// Heads a committee or body: Bí thư, Chủ nhiệm, Viện trưởng.
    Head,
    /// Chủ tịch: of a unit's people's committee also when no body is named.
    Chair,
    /// Giám đốc: of a department, or of a company, which is none of ours.
    Director,
    /// Heads an office that the title itself names: Cục trưởng, Trưởng phòng, Chánh Văn phòng.
    Office,
    /// Tư lệnh, Chính ủy, Chỉ huy trưởng …
    Military,
    /// One of many in a body: Ủy viên.
    Member,
    /// One of many by calling: Đại biểu, Thẩm phán.
    Deputy,
}

/// Whether a title needs a public body behind it to be an office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It takes no body.
    Never,
    /// It may have one.
    Optional,
    /// Without one it can be a company's (Giám đốc) or anybody's (Trưởng ban).
    Required,
}

/// Whether a title without a name can refer to one holder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alone {
    /// By itself.
    Yes,
    /// With its body; without it only after the article named a holder.
    Body,
    /// There are many at once, but one of them where it says or does something: "Thẩm phán tuyên phạt".
    Acting,
    /// There are many at once.
    Never,
}

/// A title.
#[derive(Debug)]
pub struct TitleRow {
    /// What kind of post.
    pub class: TitleClass,
    /// Whether it needs a body.
    pub need: Need,
    /// Whether it can stand alone.
    pub alone: Alone,
    /// How many of its last syllables are the first words of its body: 1 in `Trưởng ban`.
    pub head: u8,
    /// Whether a field may follow at once: `Bộ trưởng Quốc phòng`.
    pub open: bool,
    /// Whether it is a post of the central State where no place is named.
    pub central: bool,
}

/// What part a word plays in an office's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrganClass {
    /// Tỉnh ủy, Thành ủy, Đảng ủy …
    Committee,
    /// UBND
    Council,
    /// HĐND
    Assembly,
    /// MTTQ
    Front,
    /// Hội Nông dân and the other socio-political organisations
    Mass,
    /// Quốc hội, Bộ Chính trị …
    Central,
    /// A party abroad.
    Party,
    /// Parliaments and councils abroad.
    State,
    /// Sở, Ban, Ủy ban …
    Agency,
    /// Ban Thường vụ, Ban Chấp hành: inside another body.
    Inner,
    /// Courts and prosecution.
    Court,
    /// Công an
    Police,
    /// Army and border guard.
    Army,
    /// Bộ
    Ministry,
    /// Tổng cục
    Directorate,
    /// Cục, Vụ, Phòng, Đội: the body above may follow after a comma.
    Unit,
    /// Văn phòng UBND …
    Office,
    /// Đoàn ĐBQH
    Delegation,
    /// Public institutes.
    Institute,
    /// Embassies.
    Mission,
    /// Companies, schools, hospitals, associations: no public body.
    Private,
    /// What a body deals with: nông nghiệp, tài chính.
    Field,
    /// Words that end a body's name: Trung ương, tối cao.
    Tail,
}

/// The level that a body has by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Tỉnh ủy, Sở
    Province,
    /// Thành ủy: of a province or of a district
    City,
    /// Huyện ủy
    District,
    /// The State's.
    Central,
    /// Any.
    Any,
}

/// A word of a body's name.
#[derive(Debug)]
pub struct OrganRow {
    /// Its part.
    pub class: OrganClass,
    /// Its level.
    pub seat: Seat,
    /// Whether a field may follow.
    pub open: bool,
    /// Whether a number may: `khu vực 3`.
    pub numbered: bool,
    /// Whether a name of its own may: `Trại giam Sông Cái`.
    pub named: bool,
    /// Whether companies have departments for this field too: nhân sự, kế hoạch.
    pub common: bool,
}

/// Words around a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfficeWord {
    /// nguyên, cựu
    Former,
    /// quyền
    Acting,
    /// phó
    Deputy,
    /// thường trực, phụ trách: behind the title
    After,
    /// kiêm
    Join,
}

/// A row of the table.
#[derive(Debug)]
pub struct OfficeWordRow {
    /// Which.
    pub class: OfficeWord,
}

/// Words before a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Honorific {
    /// đồng chí
    Comrade,
    /// ông, bà
    Person,
    /// GS, TS
    Degree,
    /// bị cáo, luật sư: names of whoever
    Other,
    /// người đồng cấp: holds the same office in another state
    Peer,
}

/// A row of the table.
#[derive(Debug)]
pub struct HonorificRow {
    /// Which.
    pub class: Honorific,
}

/// How good a sign of a name a surname is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surname {
    /// Nguyễn, Trần …
    Common,
    /// Less common, or an everyday word too.
    Rare,
    /// Of the minorities.
    Minority,
}

/// A row of the table.
#[derive(Debug)]
pub struct SurnameRow {
    /// How good a sign.
    pub class: Surname,
}

/// Words that tell what a title or name beside them is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// các, hai
    Plural,
    /// một, mỗi
    Indefinite,
    /// giữ chức, bầu, làm
    Predicate,
    /// rồi, và: a predicate goes on
    Then,
    /// Phủ (Chủ tịch), lăng: the title is part of another name
    Part,
    /// về phía
    Side,
    /// phát biểu, cho biết: no name goes on here
    Verb,
    /// nói, yêu cầu, tuyên phạt: what somebody in office says or does
    Speech,
    /// duyệt, nhận, khai: what somebody does of whom an article tells
    Deed,
    /// cũng, đã: before such a verb
    Adverb,
    /// ảnh, bài
    Byline,
    /// Bình luận, Tin liên quan: heads what sites put below an article
    Below,
    /// theo: before a colon as ảnh; else before whoever says something
    Source,
    /// cấp: any holder of a level
    Generic,
    /// sáp nhập, cũ: what stands before is a unit, or was
    Reform,
    /// cho, với, của: somebody may follow to whom something is done
    Toward,
    /// lúc bấy giờ, hiện nay: between an office and "là", who holds it
    Meanwhile,
    /// hai nước, hai bên: an office before it is that of each
    Both,
    /// thừa ủy quyền của: who acts for the office behind it is named next
    Delegate,
    /// Heads of state of the past, whose bare title (Chủ tịch) is always the State's
    Statesman,
}

/// A row of the table.
#[derive(Debug)]
pub struct CueRow {
    /// Which.
    pub class: Cue,
}

/// The table of titles.
pub static TITLES: &[TitleRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_title.rs"));
/// The table of bodies.
pub static ORGANS: &[OrganRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_organ.rs"));
static OFFICE_WORDS: &[OfficeWordRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_office_word.rs"));
static HONORIFICS: &[HonorificRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_honorific.rs"));
static SURNAMES: &[SurnameRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_surname.rs"));
static CUES: &[CueRow] = include!(concat!(env!("OUT_DIR"), "/lexicon_cue.rs"));

/// The longest title at a token, with its row.
pub fn title(p: &Paragraph<'_>, at: u32) -> Option<(Hit, u16)> {
    let (hit, sense) = p.longest(at, SenseKind::Title)?;
    TITLES.get(sense.row()).map(|_| (hit, sense.row() as u16))
}

/// The longest word of a body at a token.
pub fn organ(p: &Paragraph<'_>, at: u32) -> Option<(Hit, &'static OrganRow, u16)> {
    let (hit, sense) = p.longest(at, SenseKind::Organ)?;
    ORGANS.get(sense.row()).map(|row| (hit, row, sense.row() as u16))
}

/// The longest word around titles at a token.
pub fn office_word(p: &Paragraph<'_>, at: u32) -> Option<(Hit, OfficeWord)> {
    let (hit, sense) = p.longest(at, SenseKind::OfficeWord)?;
    OFFICE_WORDS.get(sense.row()).map(|row| (hit, row.class))
}

/// The longest honorific at a token.
pub fn honorific(p: &Paragraph<'_>, at: u32) -> Option<(Hit, Honorific)> {
    let (hit, sense) = p.longest(at, SenseKind::Honorific)?;
    HONORIFICS.get(sense.row()).map(|row| (hit, row.class))
}

/// The surname that the token at `at` is, if it is one.
pub fn surname(p: &Paragraph<'_>, at: u32) -> Option<Surname> {
    let hit = p.hits_at(at).first().filter(|h| h.len() == 1)?;
    SURNAMES.get(p.sense(hit, SenseKind::Surname)?.row()).map(|row| row.class)
}

/// Whether a cue of this class starts at a token; the longest such.
pub fn cue(p: &Paragraph<'_>, at: u32, class: Cue) -> Option<Hit> {
    p.hits_at(at).iter().rev().copied().find(|h| has_cue(h, class))
}

/// Whether a cue of this class ends right before a token; the longest such.
pub fn cue_before(p: &Paragraph<'_>, at: u32, class: Cue) -> Option<Hit> {
    if !p.ends_before(at, SenseKind::Cue.mask()) {
        return None;
    }
    p.hits_before(at).copied().find(|h| has_cue(h, class))
}

/// Whether the hit is a cue of this class.
pub fn has_cue(hit: &Hit, class: Cue) -> bool {
    hit.has(SenseKind::Cue)
        && hit.rows(SenseKind::Cue).any(|row| CUES.get(row).is_some_and(|r| r.class == class))
}

/// The honorific that ends right before a token.
pub fn honorific_before(p: &Paragraph<'_>, at: u32) -> Option<(Hit, Honorific)> {
    let (hit, sense) = p.longest_before(at, SenseKind::Honorific)?;
    HONORIFICS.get(sense.row()).map(|row| (hit, row.class))
}
