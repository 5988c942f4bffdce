//! Quarters called "tổ" and a number, short for tổ dân phố: "ở tổ 7", "tổ 12, phường X". A team is called so too ("tổ 3
//! người"), so it wants a word for where somebody lives before it, or its ward behind it.

use super::{Evidence, LocalityCandidate, designator};
use crate::gazetteer::sense::SenseKind;
use crate::tagger::paragraph::Paragraph;
use crate::text::token::Gap;

/// Appends them to a paragraph's candidates.
pub fn quarters(p: &Paragraph<'_>, out: &mut Vec<LocalityCandidate>) {
    const LIVES: [&str; 4] = ["ở", "trú", "ngụ", "thuộc"];
    for &number in p.numbers {
        let Some(at) = number.checked_sub(1).filter(|at| p.says(*at, "tổ")) else { continue };
        let whole = p.gap(number) == Gap::Space && !p.str(number..number + 1).contains(['.', ',']);
        let ward = p.is(number + 1, ',')
            && p.hits_at(number + 2).iter().any(|h| h.fits & SenseKind::Designator.mask() != 0);
        let lives = at > 0 && LIVES.iter().any(|word| p.says(at - 1, word));
        let free = out.iter().all(|c| c.tokens.end <= at || c.tokens.start > number);
        if whole && (ward || lives) && free {
            let row = designator::row("tổ");
            let candidate = LocalityCandidate::new(p, at..number + 1, number..number + 1, Evidence::LOCATIVE);
            out.push(candidate.known(row, None));
        }
    }
}
