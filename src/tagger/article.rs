//! What is handed to [`super::analyse`].

use std::sync::Arc;

use jiff::civil::Date;

use super::officials::Officials;
use crate::gazetteer::own::Overlay;

/// An article: its text as stored (a BOM included), and what is known of it beside.
#[derive(Clone, Copy, Debug)]
pub struct Article<'t> {
    /// The text, any Unicode at all.
    pub text: &'t str,
    /// Its date, when somebody said it (an argument, a sidecar's header, a setting).
    pub date: Option<Date>,
}

/// What is known beside the embedded tables: the project's own places and officials.
#[derive(Clone, Debug, Default)]
pub struct Knowledge {
    /// Who held which office, by the project's table; none where it has none.
    pub officials: Option<Arc<Officials>>,
    /// The names that the project adds; none where it adds none.
    pub own: Option<Arc<Overlay>>,
    /// The day that an article is read as of where neither it nor its sidecar tells one.
    pub date: Option<Date>,
}
