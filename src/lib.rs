//! gannhan (gán nhãn: to label): localities, officials and amounts of money in Vietnamese news.

pub mod gazetteer;
pub mod lint;
pub mod sidecar;
pub mod tagger;
pub mod text;
pub mod workspace;
