//! Tables that a project keeps as tab-separated text: a headline with the names of the columns, a row a line. What
//! is wrong in a row is told on that row, and the others count.

pub mod cells;
pub mod officials;
pub mod places;

/// Name of the rule that speaks of wrong rows.
pub const RULE: &str = "bad-table";

/// The documentation's list of columns.
#[cfg(test)]
fn list(columns: &[cells::Column]) -> String {
    let of = |c: &cells::Column| {
        let must = if c.required { " (every table has it)" } else { "" };
        format!("- `{}`{must}: {}\n", c.name, c.about)
    };
    columns.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With `UPDATE_EXPECT=1` the lists are written anew; what stands around them is written by hand.
    #[test]
    fn the_page_lists_every_column() {
        const PAGE: &str = include_str!("../../../docs/tables.md");
        let mut page = PAGE.to_owned();
        for (name, columns) in [("places", places::COLUMNS), ("officials", officials::COLUMNS)] {
            let from = format!("<!-- {name}: made from the table of columns -->\n");
            let start = page.find(&from).expect("the mark") + from.len();
            let end = page.find(&format!("\n<!-- end of {name} -->")).expect("the mark") + 1;
            page.replace_range(start..end, &format!("\n{}\n", list(columns)));
        }
        expect_test::expect_file!["../../../docs/tables.md"].assert_eq(&page);
    }
}
